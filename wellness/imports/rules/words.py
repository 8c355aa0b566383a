"""Texts from programme files, made fit to be shown: what was mended is named."""

import re

_NOTHING_SAID = {"none", "(none)", "null", "n/a", "undefined", "nan", "tbc", "tba"}
_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\x85\v\f]")
_STRAYS = re.compile(r"[ \t\xa0]+(?=\n)|\t")
_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff]"
)
"""Control characters, half characters, overrides of the writing direction, and characters without
width. Joiners stay: scripts and emoji need them."""
_SPACES = re.compile(r"\s+")


class Mender:
    """Cleans the texts of one row and remembers what had to be done, by kind."""

    def __init__(self) -> None:
        self.found: dict[str, list[str]] = {}

    def line(self, name: str, text: str, most: int) -> str:
        """A text of one line, at most `most` characters."""
        cleaned = self._cleaned(name, text)
        return self._cut(name, _SPACES.sub(" ", cleaned), most)

    def prose(self, name: str, text: str, most: int) -> str:
        """A text of many lines, at most `most` characters."""
        cleaned = self._cleaned(name, text)
        return self._cut(name, _STRAYS.sub("", cleaned), most)

    def _cleaned(self, name: str, text: str) -> str:
        evened = _LINE_ENDS.sub("\n", text)
        self._remember("line_ends", name, evened != text)
        bare = printable(evened)
        self._remember("control", name, bare != evened)
        cleaned = bare.strip()
        self._remember("blanks", name, cleaned != bare)
        if cleaned.casefold() in _NOTHING_SAID:
            self._remember("none_text", name, happened=True)
            return ""
        return cleaned

    def _cut(self, name: str, text: str, most: int) -> str:
        if len(text) <= most:
            return text
        self._remember("shortened", name, happened=True)
        kept = text[: most - 1]
        at_word = kept.rsplit(maxsplit=1)[0]
        return (at_word if len(at_word) > most // 2 else kept).rstrip(" ,.;:-") + "…"

    def _remember(self, code: str, name: str, happened: bool) -> None:  # noqa: FBT001 - a private shorthand
        if happened:
            self.found.setdefault(code, []).append(name)


def printable(text: str) -> str:
    """`text` without the characters that neither a screen nor a database can take."""
    return _CONTROL.sub("", text)


def folded(text: str) -> str:
    """`text` as it is compared: without case, and with every blank alike."""
    return _SPACES.sub(" ", text).strip().casefold()
