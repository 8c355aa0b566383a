"""Group sizes, ages and prices, which people write as sentences.

A size is taken only where the sentence leaves no doubt; where it does, nobody has to book.
"""

import re
from dataclasses import dataclass

from wellness.booking.models import Entry
from wellness.imports.formats.rows import Note, note

LARGEST_GROUP = 5000
_OPEN = re.compile(
    r"^(unlimited|many|any|no limits?|open( session)?|all|everyone|lots|drop[ -]?in)\b",
    re.IGNORECASE,
)
_PARENTHESES = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_RANGE = re.compile(r"\b(\d{1,4})\s*(?:-|–|—|to|bis)\s*(\d{1,4})\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
_PEOPLE = re.compile(
    r"\b(\d{1,4})\s+(?:young\s+)?(?:participants|people|attendees|places)\b", re.IGNORECASE
)
_GROUPS = re.compile(r"\b(groups?|teams?|pairs?|families|tables?)\b", re.IGNORECASE)
_WORDS = (
    *("one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_WORD = re.compile(rf"\b({'|'.join(_WORDS)})\b", re.IGNORECASE)
_AGE = re.compile(
    r"^(?:ages?\s*)?(\d{1,2})\s*(?:\+|and over|and up|or over|years?\b.*)$", re.IGNORECASE
)
_FREE = re.compile(
    r"^(free|no (cost|charge)( to attendees)?|nothing|[£€$]?0|0 ?€|gratis)\.?$", re.IGNORECASE
)
_FULLY_BOOKED = re.compile(r"\bfully[ -]booked\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Size:
    """How people get in, and how many."""

    entry: Entry = Entry.DROP_IN
    capacity: int | None = None
    told: str = ""
    """What the file said, where it was more than a number."""
    is_closed: bool = False

    def __str__(self) -> str:
        """As one text, for comparing."""
        return f"{self.entry.value}|{self.capacity}|{self.told}|{self.is_closed}"


@dataclass(frozen=True, slots=True)
class Age:
    """From which age on; what the file said where that isn't all."""

    least: int | None = None
    told: str = ""

    def __str__(self) -> str:
        """As one text, for comparing."""
        return f"{self.least}|{self.told}"


def size_of(text: str) -> tuple[Size, Note | None]:
    """What a sentence about the group's size means, and a Note unless it was a plain number.

    "10 - 20" is 20, "30 (15 children …)" is 30, "unlimited" and nothing at all are drop-ins.
    """
    text = text.strip()
    if not text:
        return Size(), None
    if text.isascii() and text.isdigit() and 0 < int(text[:6]) <= LARGEST_GROUP:
        return Size(Entry.BOOKED, int(text)), None
    told = text[:160]
    if _OPEN.match(text):
        return Size(told=told), note("size_open", text=told)
    number = _number_in(_PARENTHESES.sub(" ", text))
    if number is None:
        return Size(told=told), note("size_unclear", text=told)
    return Size(Entry.BOOKED, number, told), note("size_read", text=told, places=number)


def _number_in(text: str) -> int | None:
    """The one number of people that `text` speaks of; None if there are none or several."""
    if _GROUPS.search(text):
        return None
    text = _WORD.sub(lambda m: str(_WORDS.index(m[1].lower()) + 1), text)
    if len(ranges := _RANGE.findall(text)) > 1:
        return None
    if ranges:
        text = _RANGE.sub(lambda m: str(max(int(m[1]), int(m[2]))), text)
    numbers = _NUMBER.findall(text)
    if len(numbers) > 1:
        numbers = _PEOPLE.findall(text)
    if len(numbers) != 1 or not 0 < int(numbers[0][:6]) <= LARGEST_GROUP:
        return None
    return int(numbers[0])


def age_of(text: str) -> Age:
    """ "14+" is 14; "All ages" is no limit; anything else is kept as it was said."""
    text = text.strip()
    if match := _AGE.match(text):
        return Age(int(match[1]), "" if text.endswith("+") else text[:120])
    return Age(
        None, "" if text.casefold() in {"", "all ages", "all", "any", "everyone"} else text[:120]
    )


def cost_of(text: str) -> str:
    """Empty where it is free in so many words; else as it was said."""
    return "" if _FREE.match(text.strip()) else text.strip()


def says_fully_booked(text: str) -> bool:
    """Whether a sentence, wherever it was put, says that there is no place left."""
    return bool(_FULLY_BOOKED.search(text))
