"""Our own file of a whole festival: looked at closely, and never believed.

A festival that is empty or new is set up from it as a whole (`Reading.whole`); to one that has a
programme already it gives its released sessions as rows, like any other file.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from wellness.imports.formats import own_fields as fields
from wellness.imports.formats.own_earlier import with_studios
from wellness.imports.formats.own_fields import Field, Fields, Sort
from wellness.imports.formats.rows import BadFile, Reading, Row

SOURCE = "wellness"
Record = dict[str, Any]
_LINE = re.compile(r"[a-z0-9_-]+")
_LINK = re.compile(r"(https?://[^\s\"<>\\]+)?")
_UNWRITABLE = re.compile(r"[\0\ud800-\udfff]")
_TYPES: dict[Sort, type | tuple[type, ...]] = {
    Sort.WHOLE: int,
    Sort.NUMBER: (int, float),
    Sort.FLAG: bool,
    Sort.WORDS: list,
    Sort.NUMBERS: dict,
}
LARGEST = 2**31 - 1
"""The largest number a column holds."""


def looks_like(value: Any) -> bool:
    """Whether a JSON value is such a file, of whatever version."""
    return isinstance(value, dict) and value.get("format") == fields.MARK


def reading(value: Any) -> tuple[Reading, Iterator[Row]]:
    """The whole file, checked, and its rows. Raises BadFile where a value is none of ours."""
    if not looks_like(value):
        raise BadFile("other_format", named=SOURCE)
    if value.get("version") != fields.VERSION:
        raise BadFile("own_version", version=value.get("version"))
    with_studios(value)
    checked = _Checked(value)
    festival = value["festival"]
    facts = Reading(
        source=SOURCE,
        name=festival["name"],
        zone=festival["zone_name"],
        first_day=date.fromisoformat(festival["starts_on"]),
        last_day=date.fromisoformat(festival["ends_on"]),
        whole=value,
    )
    return facts, _rows(value, checked)


class _Checked:
    """Goes through the file once; afterwards everything is of its sort and every name is known."""

    def __init__(self, value: Record) -> None:
        _record(value.get("festival"), fields.FESTIVAL, "festival")
        self.spaces = self._named(value, "spaces", fields.SPACE)
        self.categories = self._named(value, "categories", fields.CATEGORY)
        self.facilitators = self._named(value, "facilitators", fields.FACILITATOR)
        self.activities = self._named(value, "activities", fields.ACTIVITY)
        for each in self.spaces.values():
            _known(each, "wet_space", self.spaces, may_be_null=True)
            _all(each, "hours", fields.SPACE_HOURS)
            self._studio(each)
        for each in _all(value, "equipment", fields.EQUIPMENT):
            _known(each, "space", self.spaces, may_be_null=True)
        for each in self.facilitators.values():
            _all(each, "hours", fields.FACILITATOR_HOURS)
        for each in self.activities.values():
            _known(each, "category", self.categories)
            self._drafted(each)
        self._sessions(value)
        for each in _all(value, "holds", fields.HOLD):
            _known(each, "space", self.spaces)
        _all(value, "releases", fields.RELEASE)
        for each in _all(value, "changes", fields.CHANGE):
            _known(each, "session", self.sessions)

    def _named(self, value: Record, name: str, shape: Fields) -> dict[str, Record]:
        return _by("slug", _all(value, name, shape), name)

    def _studio(self, space: Record) -> None:
        for each in _all(space, "shifts", fields.SHIFT):
            _known(each, "facilitator", self.facilitators)
            if parsed(each["ends_at"], fields.INSTANT) <= parsed(each["starts_at"], fields.INSTANT):
                raise _bad("spaces.shifts")
        studio = space["studio"]
        if studio is None:
            return
        _record(studio, fields.STUDIO, "spaces.studio")
        if studio["slot_length"] == "hours" and studio["slot_hours"] is None:
            raise _bad("spaces.studio.slot_hours")

    def _drafted(self, each: Record) -> None:
        new = each.get("drafted")
        if new is None:
            return
        if not isinstance(new, dict) or not new.keys() <= fields.ACTIVITY.keys() | {"category"}:
            raise _bad("activities.drafted")
        for name in new.keys() & fields.ACTIVITY.keys():
            _check(new[name], fields.ACTIVITY[name], f"activities.drafted.{name}")
        if "category" in new:
            _known(new, "category", self.categories)

    def _sessions(self, value: Record) -> None:
        found = _all(value, "sessions", {"reference": fields.line(12)})
        self.sessions = _by("reference", found, "sessions")
        for each in found:
            if each.get("draft") is None and each.get("released") is None:
                raise _bad("sessions")
            for name, shape in (("draft", fields.DRAFT), ("released", fields.RELEASED)):
                if each.get(name) is not None:
                    self._state(each[name], shape, f"sessions.{name}")

    def _state(self, state: Any, shape: Fields, where: str) -> None:
        _record(state, shape, where)
        _known(state, "activity", self.activities)
        _known(state, "space", self.spaces, may_be_null=True)
        leaders = state.get("facilitators")
        if not isinstance(leaders, list) or len(set(map(str, leaders))) < len(leaders):
            raise _bad(f"{where}.facilitators")
        for slug in leaders:
            _known({"facilitator": slug}, "facilitator", self.facilitators)


def _bad(where: str) -> BadFile:
    return BadFile("broken_own", where=where)


def _all(record: Record, name: str, shape: Fields) -> list[Record]:
    found = record.get(name)
    if not isinstance(found, list) or len(found) > fields.MOST_ITEMS:
        raise _bad(name)
    for each in found:
        _record(each, shape, name)
    return found


def _by(key: str, found: list[Record], name: str) -> dict[str, Record]:
    keyed = {each[key]: each for each in found}
    if len(keyed) < len(found):
        raise _bad(f"{name}.{key}")
    return keyed


def _known(record: Record, name: str, there: Iterable[str], *, may_be_null: bool = False) -> None:
    value = record.get(name)
    if value is None and may_be_null:
        return
    if not isinstance(value, str) or value not in there:
        raise _bad(name)


def _record(value: Any, shape: Fields, where: str) -> None:
    if not isinstance(value, dict):
        raise _bad(where)
    for name, field in shape.items():
        _check(value.get(name), field, f"{where}.{name}")


def _check(value: Any, field: Field, where: str) -> None:
    if value is None and field.may_be_null:
        return
    if not isinstance(value, _TYPES.get(field.sort, str)) or not _fits(value, field):
        raise _bad(where)


def _fits(value: Any, field: Field) -> bool:
    if field.sort in {Sort.WHOLE, Sort.NUMBER}:
        least = -LARGEST if field.least is None else field.least
        return not isinstance(value, bool) and least <= value <= (field.most or LARGEST)
    if field.sort is Sort.WORDS:
        return all(isinstance(each, str) and not _UNWRITABLE.search(each) for each in value)
    if field.sort is Sort.NUMBERS:
        return all(isinstance(each, int) for each in value.values())
    return field.sort is Sort.FLAG or _is_text(value, field)


def _is_text(value: str, field: Field) -> bool:
    if _UNWRITABLE.search(value) or (field.most and len(value) > field.most):
        return False
    if field.sort is Sort.LINE:
        return bool(_LINE.fullmatch(value))
    if field.sort is Sort.LINK:
        return bool(_LINK.fullmatch(value))
    if field.sort is Sort.TEXT:
        return not field.among or value in field.among
    return parsed(value, field) is not None


def parsed(value: Any, field: Field) -> Any:
    """A value of the file as Python has it; None for null, and for text that is none of that."""
    if value is None:
        return None
    with suppress(ValueError):
        if field.sort is Sort.INSTANT:
            moment = datetime.fromisoformat(value)
            return moment if moment.tzinfo else None
        if field.sort is Sort.DAY:
            return date.fromisoformat(value)
        if field.sort is Sort.CLOCK:
            clock = time.fromisoformat(value)
            return None if clock.tzinfo else clock
        return UUID(value) if field.sort is Sort.UID else value
    return None


def _rows(value: Record, checked: _Checked) -> Iterator[Row]:
    """The released sessions that take place and are everybody's."""
    live = [each for each in value["sessions"] if each.get("released")]
    for number, each in enumerate(live, start=1):
        released = each["released"]
        if released["status"] != "cancelled" and released["entry"] != "given":
            yield _row(number, each["reference"], released, checked)


def _row(number: int, reference: str, released: Record, checked: _Checked) -> Row:
    activity = checked.activities[released["activity"]]
    space = checked.spaces[released["space"]] if released["space"] else None
    booked = released["entry"] == "booked"
    return Row(
        number=number,
        event=reference,
        title=released["title"],
        starts=datetime.fromisoformat(released["starts_at"]),
        ends=datetime.fromisoformat(released["ends_at"]),
        space=space["name"] if space else "",
        category=checked.categories[activity["category"]]["name"],
        summary=activity["summary"],
        description=activity["description"],
        content_note=activity["content_note"],
        capacity=str(released["capacity"]) if booked else activity["capacity_note"],
        age=activity["age_note"] or (f"{activity['min_age']}+" if activity["min_age"] else ""),
        cost=activity["cost"],
        bring=activity["bring"],
        url=activity["source_url"],
        facilitators=tuple(checked.facilitators[s]["name"] for s in released["facilitators"]),
        languages=tuple(activity["languages"]),
    )
