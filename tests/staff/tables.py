"""What is in the database, to be compared before and after."""

from sqlalchemy import select

from wellness.database import Model, db


def all_rows() -> dict[str, list[str]]:
    """Every row of every table, as text, in an order of its own."""
    with db.engine.connect() as connection:
        return {
            table.name: sorted(repr(tuple(row)) for row in connection.execute(select(table)))
            for table in Model.metadata.sorted_tables
        }


def changed_tables(before: dict[str, list[str]]) -> list[str]:
    """The tables that are not as they were."""
    after = all_rows()
    return [name for name, rows in before.items() if after[name] != rows]
