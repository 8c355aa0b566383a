import re
from collections.abc import Callable, Iterable
from datetime import timedelta
from importlib.resources import files
from itertools import chain, pairwise
from zipfile import ZipFile

import pytest

from wellness.demo.loading import ACTIVITIES
from wellness.demo.material import NewSession
from wellness.demo.people import FACILITATORS
from wellness.demo.spaces import CATEGORIES, SPACES
from wellness.demo.timetable import TIMETABLE

CAPACITIES = {space.slug: space.capacity for space in SPACES}
SUPPORT = {category.slug for category in CATEGORIES if category.is_support}
BY_SLUG = {activity.slug: activity for activity in ACTIVITIES}
CHANGEOVER = timedelta(minutes=10)


def span(line: NewSession) -> tuple[timedelta, timedelta]:
    hours, minutes = (int(part) for part in line.at.split(":"))
    start = timedelta(days=line.day, hours=hours, minutes=minutes)
    return start, start + timedelta(minutes=line.minutes)


def too_close(lines: Iterable[NewSession], gap: timedelta) -> list[tuple[str, str]]:
    return [
        (one.key, other.key)
        for one, other in pairwise(sorted(lines, key=span))
        if span(other)[0] < span(one)[1] + gap
    ]


@pytest.mark.parametrize("space", sorted(CAPACITIES))
def test_a_space_is_free_ten_minutes_before_the_next_session_starts(space: str) -> None:
    lines = [line for line in TIMETABLE if line.space == space]
    assert lines
    assert too_close(lines, CHANGEOVER) == []


@pytest.mark.parametrize("key", sorted(FACILITATORS))
def test_nobody_leads_in_two_places_at_once(key: str) -> None:
    lines = [line for line in TIMETABLE if key in line.by.split()]
    assert lines
    assert too_close(lines, CHANGEOVER) == []


def test_no_session_is_larger_than_its_space() -> None:
    too_large = [
        line.key for line in TIMETABLE if (line.places or 0) > (CAPACITIES[line.space] or 0)
    ]
    assert too_large == []


def test_the_festival_is_as_large_as_it_says() -> None:
    assert len(SPACES) == 12
    assert len(TIMETABLE) == 127
    assert {line.activity for line in TIMETABLE} == set(BY_SLUG)
    assert {line.day for line in TIMETABLE} == {1, 2, 3, 4}


def test_many_groups_are_open_with_nobody_in_them_yet() -> None:
    empty = [
        line
        for line in TIMETABLE
        if 6 <= (line.places or 0) <= 20
        and not (line.asked or line.drop_in or line.door)
        and not (line.opens or line.closed or line.called_off)
        and BY_SLUG[line.activity].category not in SUPPORT
    ]
    assert len(empty) >= 12
    assert {line.day for line in empty} == {1, 2, 3, 4}


SHAPES: dict[str, Callable[[NewSession], bool]] = {
    "a drop-in past midnight": lambda line: line.drop_in and line.at >= "24:00",
    "a full group with a waiting list": lambda line: 6 <= (line.places or 0) < line.asked,
    "a circle with places": lambda line: (
        BY_SLUG[line.activity].category == "circles" and 0 < line.asked < (line.places or 0)
    ),
    "a free one-to-one": lambda line: line.activity == "counsellor" and not line.asked,
    "a studio hour": lambda line: line.space.startswith("studio") and 1 <= (line.places or 0) <= 4,
    "places kept for the door": lambda line: line.door > 0,
    "one that opens later": lambda line: line.opens is not None,
    "a closed one": lambda line: line.closed,
    "a cancelled one with people in it": lambda line: bool(line.called_off and line.asked),
    "one at another time": lambda line: line.was_at is not None,
    "one in another space": lambda line: bool(line.was_in),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_timetable_shows(shape: str) -> None:
    assert any(SHAPES[shape](line) for line in TIMETABLE)


@pytest.mark.parametrize("slug", sorted(BY_SLUG))
def test_an_activity_says_all_that_helps_to_decide(slug: str) -> None:
    activity = BY_SLUG[slug]
    assert 30 < len(activity.summary) <= 300
    assert len(" ".join(activity.description)) > 120
    assert activity.for_whom
    assert activity.welcome


@pytest.mark.parametrize("slug", sorted(s for s in BY_SLUG if BY_SLUG[s].category in SUPPORT))
def test_support_names_the_limits_of_what_stays_in_the_room(slug: str) -> None:
    said = BY_SLUG[slug].confidentiality
    assert "life is in danger" in said
    assert "court" in said
    assert BY_SLUG[slug].min_age is not None


def test_closed_circles_have_two_people_leading() -> None:
    circles = {
        line.key: line.by.split()
        for line in TIMETABLE
        if BY_SLUG[line.activity].category == "circles" and not line.drop_in
    }
    assert circles
    assert [key for key, by in circles.items() if len(by) != 2] == []


def test_every_text_speaks_plainly() -> None:
    rows = chain(ACTIVITIES, SPACES, FACILITATORS.values(), TIMETABLE)
    unwanted = re.compile(
        r"!|[\U0001F000-\U0001FAFF]|\b(patient|treatment|symptom|clinical)", re.IGNORECASE
    )
    assert [str(row) for row in rows if unwanted.search(str(row))] == []


def test_every_category_has_an_icon_that_exists() -> None:
    with ZipFile(str(files("lucide").joinpath("lucide.zip"))) as icons:
        there = set(icons.namelist())
    assert [c.icon for c in CATEGORIES if f"{c.icon}.svg" not in there] == []
    assert {c.colour for c in CATEGORIES} <= {"lake", "moss", "plum", "sky", "clay"}
