"""The programme, day by day: dawn ends a day, links choose one, the list is complete."""

from datetime import UTC, date, time, timedelta

import pytest
from flask.testing import FlaskClient

from tests.factories import a_festival, a_session, from_now
from tests.programme.reading import Element, entries_in, read, titles_in, wall
from wellness.booking.models import BookableStatus, Entry
from wellness.clock import festival_day
from wellness.festivals.models import Festival
from wellness.programme.models import Session
from wellness.programme.rules import PAGE_SIZE


def page_of(client: FlaskClient, address: str) -> Element:
    answer = client.get(address)
    assert answer.status_code == 200
    return read(answer.text)


def next_year(month: int, day: int) -> date:
    return date(from_now().year + 1, month, day)


def last_sunday(month: int) -> date:
    """The Sunday on which clocks in Europe change, next year."""
    end = date(from_now().year + 1, month, 31)
    return end - timedelta(days=(end.weekday() + 1) % 7)


def test_a_day_lists_its_sessions_by_start_with_time_place_and_places_left(
    client: FlaskClient,
) -> None:
    day = next_year(6, 5)
    festival = a_festival(slug="stillwater", starts_on=day)
    late = a_session(festival, title="Sound bath", starts_at=wall(day, "18:00"), capacity=12)
    early = a_session(festival, title="Morning yoga", starts_at=wall(day, "09:30"), capacity=8)
    page = page_of(client, f"/stillwater/?day={day}")
    assert titles_in(page) == ["Morning yoga", "Sound bath"]
    first = entries_in(page)[0]
    assert first.given["data-session"] == early.reference
    assert first.given["data-places-free"] == "8"
    starts, ends = first.all("time")
    assert (starts.given["datetime"], starts.text) == (f"{day}T09:30+02:00", "09:30")
    assert (ends.given["datetime"], ends.text) == (f"{day}T10:30+02:00", "10:30")
    assert early.space is not None
    assert early.space.name in first.text
    assert early.activity.category.name in first.text
    assert "8 places left" in first.text
    assert first.all("a")[0].given["href"] == f"/stillwater/sessions/{early.reference}"
    assert entries_in(page)[1].given["data-session"] == late.reference


def test_what_begins_after_midnight_belongs_to_the_night_before(client: FlaskClient) -> None:
    friday = next_year(6, 5)
    festival = a_festival(slug="f", starts_on=friday, days=2)
    saturday = friday + timedelta(days=1)
    a_session(festival, title="Last light", starts_at=wall(saturday, "04:59"))
    a_session(festival, title="First light", starts_at=wall(saturday, "05:00"))
    evening = page_of(client, f"/f/?day={friday}")
    assert titles_in(evening) == ["Last light"]
    assert evening.one("section", id="night").all("h2")[0].text == "Night"
    assert titles_in(page_of(client, f"/f/?day={saturday}")) == ["First light"]


def test_a_festival_may_have_its_dawn_elsewhere(client: FlaskClient) -> None:
    day = next_year(6, 5)
    festival = a_festival(slug="f", starts_on=day, days=1, dawn=time(3))
    a_session(festival, title="Early", starts_at=wall(day, "03:00"))
    a_session(festival, title="Late", starts_at=wall(day + timedelta(days=1), "02:59"))
    assert titles_in(page_of(client, f"/f/?day={day}")) == ["Early", "Late"]


@pytest.mark.parametrize(
    ("month", "offsets"), [(3, ["+01:00", "+02:00"]), (10, ["+02:00", "+01:00"])]
)
def test_the_day_on_which_clocks_change_keeps_every_session_and_its_offset(
    client: FlaskClient, month: int, offsets: list[str]
) -> None:
    sunday = last_sunday(month)
    festival = a_festival(slug="f", starts_on=sunday - timedelta(days=1), days=2)
    changes = wall(sunday, "03:30")
    a_session(festival, title="Before", starts_at=changes.astimezone(UTC) - timedelta(hours=3))
    a_session(festival, title="After", starts_at=changes)
    page = page_of(client, f"/f/?day={sunday - timedelta(days=1)}")
    assert titles_in(page) == ["Before", "After"]
    starts = [entry.all("time")[0].given["datetime"] for entry in entries_in(page)]
    assert [start[-6:] for start in starts] == offsets


def test_today_is_shown_first_and_otherwise_the_first_day(client: FlaskClient) -> None:
    running = a_festival(slug="running")
    a_session(running, title="Now", starts_in=timedelta(minutes=5))
    assert titles_in(page_of(client, "/running/")) == ["Now"]
    later = a_festival(slug="later", starts_on=next_year(6, 5), days=2)
    a_session(later, title="First", starts_at=wall(next_year(6, 5), "10:00"))
    a_session(later, title="Second", starts_at=wall(next_year(6, 6), "10:00"))
    assert titles_in(page_of(client, "/later/")) == ["First"]


def test_every_festival_day_has_a_link_and_so_has_a_day_outside_with_sessions(
    client: FlaskClient,
) -> None:
    first = next_year(6, 5)
    festival = a_festival(slug="f", starts_on=first, days=2)
    a_session(festival, starts_at=wall(first - timedelta(days=1), "17:00"))
    tabs = page_of(client, f"/f/?day={first}").one("nav", aria_label="Days").all("a")
    assert [tab.given["href"] for tab in tabs] == [
        f"?day={first + timedelta(days=n)}" for n in (-1, 0, 1)
    ]
    assert [tab.given.get("aria-current") for tab in tabs] == [None, "page", None]


@pytest.mark.parametrize("day", ["", "soon", "2026-13-01", "1", "٢٠٢٦-٠٦-٠٥"])
def test_a_day_that_cannot_be_read_is_not_asked_for(client: FlaskClient, day: str) -> None:
    festival = a_festival(slug="f", starts_on=next_year(6, 5))
    a_session(festival, title="Yoga", starts_at=wall(next_year(6, 5), "10:00"))
    assert titles_in(page_of(client, f"/f/?day={day}")) == ["Yoga"]


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1999-06-05"])
def test_a_day_without_programme_says_so(client: FlaskClient, day: str) -> None:
    festival = a_festival(slug="f", starts_on=next_year(6, 5))
    a_session(festival, starts_at=wall(next_year(6, 5), "10:00"))
    page = page_of(client, f"/f/?day={day}")
    assert entries_in(page) == []
    assert "Nothing is planned on this day" in page.text


def test_a_festival_without_sessions_says_that_they_will_come(client: FlaskClient) -> None:
    a_festival(slug="f")
    assert "The programme is on its way" in page_of(client, "/f/").text


def test_unreleased_and_unknown_festivals_are_not_there(client: FlaskClient) -> None:
    a_festival(slug="secret", is_released=False)
    for address in ("/secret/", "/nowhere/", "/secret/now", "/secret/changes", "/me/"):
        assert client.get(address).status_code == 404


def test_what_is_over_today_is_folded_away_but_still_there(client: FlaskClient) -> None:
    festival = a_festival(slug="f", dawn=from_now(hours=-6).time(), zone="UTC")
    for hours in (5, 4, 3):
        a_session(festival, title=f"{hours} hours ago", starts_in=timedelta(hours=-hours))
    a_session(festival, title="Running", starts_in=timedelta(minutes=-5))
    page = page_of(client, "/f/")
    (fold,) = (e for e in page.all("details") if "are over" in e.all("summary")[0].text)
    assert titles_in(fold) == ["5 hours ago", "4 hours ago", "3 hours ago"]
    assert titles_in(page)[-1] == "Running"
    assert "Now" in entries_in(page)[-1].text


def fill(festival: Festival, day: date, count: int) -> list[Session]:
    first = wall(day, "05:00")
    return [
        a_session(festival, title=f"Session {n}", starts_at=first + timedelta(minutes=15 * n))
        for n in range(count)
    ]


def test_a_long_day_is_read_in_parts_and_nothing_gets_lost(client: FlaskClient) -> None:
    day = next_year(6, 5)
    festival = a_festival(slug="f", starts_on=day, days=1)
    made = fill(festival, day, PAGE_SIZE + 8)
    address: str | None = f"?day={day}"
    seen: list[str] = []
    while address:
        page = page_of(client, f"/f/{address}")
        seen += [entry.given["data-session"] for entry in entries_in(page)]
        assert len(entries_in(page)) <= PAGE_SIZE
        after = [link for link in page.all("a") if link.text == "Later that day"]
        address = after[0].given["href"] if after else None
    assert seen == [session.reference for session in made]


def test_a_short_day_stands_on_one_page_with_links_to_its_parts(client: FlaskClient) -> None:
    day = next_year(6, 5)
    festival = a_festival(slug="f", starts_on=day, days=1)
    for clock in ("09:00", "12:00", "17:00", "22:00"):
        a_session(festival, title=clock, starts_at=wall(day, clock))
    page = page_of(client, f"/f/?day={day}")
    parts = page.one("nav", aria_label="Parts of the day").all("a")
    assert [(p.text, p.given["href"]) for p in parts] == [
        ("Morning", "#morning"),
        ("Afternoon", "#afternoon"),
        ("Evening", "#evening"),
        ("Night", "#night"),
    ]
    for part, clock in zip(parts, ("09:00", "12:00", "17:00", "22:00"), strict=True):
        assert titles_in(page.one("section", id=part.given["href"][1:])) == [clock]


def test_each_row_says_how_full_it_is(client: FlaskClient) -> None:
    soon = from_now(days=2)
    festival = a_festival(slug="f", zone="UTC", starts_on=soon.date())
    not_yet = a_session(festival, starts_at=soon, opens_in=timedelta(days=1))
    expected = {
        a_session(festival, starts_at=soon, capacity=1).reference: "1 place left",
        a_session(festival, starts_at=soon, capacity=5, kept_for_door=1).reference: "4 places left",
        a_session(festival, starts_at=soon, capacity=1, kept_for_door=1).reference: "Full for now",
        a_session(festival, starts_at=soon, entry=Entry.DROP_IN).reference: "Come as you are",
        a_session(festival, starts_at=soon, is_closed=True).reference: "Booking is closed",
        a_session(festival, starts_at=soon, status=BookableStatus.CANCELLED).reference: "Cancelled",
        not_yet.reference: f"Opens {not_yet.opens_at:%A %H:%M}",
    }
    page = page_of(client, f"/f/?day={festival_day(soon, festival.zone, festival.dawn)}")
    for reference, words in expected.items():
        level = page.one("article", data_session=reference).all("span")[-1]
        assert level.text == words
