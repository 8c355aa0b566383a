"""The table that `make bench` prints."""


def line(what: str, measured: str, reach: str) -> None:
    """Print one row of the table."""
    print(f"| {what:<58} | {measured:>22} | {reach:<22} |", flush=True)


def heading(text: str) -> None:
    """Print the head of a table."""
    print(f"\n{text}\n")
    line("what", "measured", "reach")
    print(f"|{'-' * 60}|{'-' * 23}:|{'-' * 24}|")
