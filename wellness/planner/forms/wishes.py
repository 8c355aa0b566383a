"""What is asked of the planner, by its script and by its forms."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext

from wellness.clock import AbsentWallTime, AmbiguousWallTime, instant_of
from wellness.planner.actions.placing_by_hand import Wish

MOST_WISHES = 500


class Unreadable(ValueError):
    """Wishes that cannot be read; `choice` names the readings of a time that has two."""

    def __init__(self, message: str, choice: dict[str, object] | None = None) -> None:
        super().__init__(message)
        self.choice = choice or {}


def read_wishes(sent: Any, zone: ZoneInfo) -> list[Wish]:
    """The wishes of `{"wishes": [{draft, seen, space, starts_at, length}]}`. Raises Unreadable.

    `starts_at` is wall time in the festival's zone ("2026-06-05T09:50"), or has an offset.
    """
    asked = sent.get("wishes") if isinstance(sent, dict) else None
    if not isinstance(asked, list) or not 0 < len(asked) <= MOST_WISHES:
        raise Unreadable(gettext("Nothing to place was sent."))
    try:
        return [_wish(each, zone) for each in asked]
    except (KeyError, TypeError) as error:
        raise Unreadable(gettext("A wish is not complete.")) from error


def _wish(sent: Any, zone: ZoneInfo) -> Wish:
    if not isinstance(sent, dict):
        raise TypeError
    starts_at = sent.get("starts_at")
    return Wish(
        draft_id=_number(sent["draft"]),
        seen=None if sent.get("seen") is None else _number(sent["seen"]),
        space_id=None if sent.get("space") is None else _number(sent["space"]),
        starts_at=None if starts_at is None else moment_of(str(starts_at), zone),
        length_minutes=None if sent.get("length") is None else _number(sent["length"]),
    )


def _number(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < 1 << 31:
        raise Unreadable(gettext("A wish is not complete."))
    return value


def moment_of(typed: str, zone: ZoneInfo) -> datetime:
    """The instant of "2026-06-05T09:50" on the festival's clock, or of one with its offset.

    Raises Unreadable, naming both readings where the clocks change.
    """
    try:
        moment = datetime.fromisoformat(typed)
    except ValueError:
        raise Unreadable(gettext("Give the time as 2026-06-05T09:50.")) from None
    if moment.tzinfo is not None:
        return moment.astimezone(UTC)
    try:
        return instant_of(moment, zone)
    except (AmbiguousWallTime, AbsentWallTime) as odd:
        raise Unreadable(said_of(odd), {"readings": readings_of(odd)}) from odd


def readings_of(odd: AmbiguousWallTime | AbsentWallTime) -> list[str]:
    """The two instants an odd wall time may mean, as ISO with offset."""
    return [reading.isoformat(timespec="minutes") for reading in odd.readings]


def said_of(odd: AmbiguousWallTime | AbsentWallTime) -> str:
    """What is odd about the time, and what can be chosen."""
    one, other = (f"{each:%H:%M} (UTC{each:%z})" for each in odd.readings)
    if isinstance(odd, AmbiguousWallTime):
        said = gettext(
            "The clocks go back then: do you mean %(one)s or %(other)s?", one=one, other=other
        )
    else:
        said = gettext(
            "The clocks go forward then, over that time. Do you mean %(one)s or %(other)s?",
            one=one,
            other=other,
        )
    return str(said)


def read_fixed(sent: Mapping[str, Any]) -> tuple[list[int], bool]:
    """Which sessions, and whether they are to be fixed; from JSON or from a form."""
    if hasattr(sent, "getlist"):
        drafts = [int(each) for each in sent.getlist("draft") if each.isdecimal()]
        return _in_reach(drafts), sent.get("is_fixed") == "y"
    given = sent.get("drafts") if isinstance(sent, dict) else None
    drafts = [each for each in given if isinstance(each, int)] if isinstance(given, list) else []
    return _in_reach(drafts), isinstance(sent, dict) and bool(sent.get("is_fixed"))


def _in_reach(numbers: list[int]) -> list[int]:
    """Those that a row could have."""
    return [each for each in numbers if 0 < each < 1 << 31][:MOST_WISHES]


def read_wish_form(sent: Mapping[str, str]) -> Wish:
    """The wish in a form's hidden fields, as a way out carries it. Raises Unreadable."""
    try:
        starts_at, space, leaders = (sent[name] for name in ("starts_at", "space", "leaders"))
        return Wish(
            draft_id=int(sent["draft"]),
            seen=int(sent["seen"]),
            space_id=int(space) if space else None,
            starts_at=datetime.fromisoformat(starts_at).astimezone(UTC) if starts_at else None,
            facilitator_ids=tuple(map(int, leaders.split())) if leaders else None,
        )
    except (KeyError, ValueError) as error:
        raise Unreadable(gettext("A wish is not complete.")) from error
