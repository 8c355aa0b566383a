"""Moving, calling off and resizing a session from the terminal: impact first, then the deed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.booking.people import asks, lets_go, status_of
from tests.factories import a_facilitator, a_festival, a_pass, a_session, a_space, from_now
from tests.programme.reading import read, wall
from wellness.booking.models import Booking
from wellness.database import db
from wellness.festivals.models import Festival
from wellness.programme.models import Change, Session

DAY = date(from_now().year + 1, 6, 5)


def tell(app: Flask, *words: str, answer: str | None = None) -> Result:
    return app.test_cli_runner().invoke(args=["session", *words], input=answer)


def log_of(session: Session) -> list[tuple[str, str, str]]:
    lines = db.session.scalars(
        select(Change).where(Change.bookable_id == session.id).order_by(Change.id)
    )
    return [(line.kind, line.before, line.after) for line in lines]


def version_of(session: Session) -> int:
    return db.session.get_one(Festival, session.festival_id, populate_existing=True).version


def test_a_move_keeps_places_is_logged_and_raises_sequence_and_stamp(app: Flask) -> None:
    festival = a_festival(zone="Europe/Lisbon")
    session = a_session(festival, starts_at=wall(DAY, "10:00", "Europe/Lisbon"), capacity=1)
    held, waits = asks(a_pass(), session), asks(a_pass(), session)
    version = version_of(session)
    result = tell(app, "move", session.reference, "--start", f"{DAY} 12:30", "--yes")
    assert result.exit_code == 0, result.output
    assert "1 booked, 1 waiting" in result.output
    db.session.refresh(session)
    assert session.starts_at == wall(DAY, "12:30", "Europe/Lisbon")
    assert session.ends_at == wall(DAY, "13:30", "Europe/Lisbon")
    assert session.sequence == 1
    assert status_of(held, waits) == ["confirmed", "waiting"]
    assert log_of(session) == [("moved", f"{DAY} 10:00–11:00", f"{DAY} 12:30–13:30")]
    assert version_of(session) > version


def test_a_move_to_another_space_alone_is_a_room_change(app: Flask) -> None:
    festival = a_festival()
    old, new = a_space(festival, name="Bell tent"), a_space(festival, name="Barn")
    session = a_session(festival, space=old, starts_at=wall(DAY, "10:00"))
    result = tell(app, "move", session.reference, "--space", new.slug, "--yes")
    assert result.exit_code == 0, result.output
    db.session.refresh(session)
    assert (session.space_id, session.was_space_name, session.was_starts_at) == (
        new.id,
        "Bell tent",
        None,
    )
    assert log_of(session) == [("room", "Bell tent", "Barn")]


def test_the_impact_is_told_first_and_no_means_no(app: Flask) -> None:
    festival = a_festival()
    barn = a_space(festival, name="Barn", capacity=5)
    ana = a_facilitator(festival, name="Ana")
    ten, noon = wall(DAY, "10:00"), wall(DAY, "12:00")
    session = a_session(festival, starts_at=ten, facilitators=(ana,), capacity=10)
    other = a_session(festival, starts_at=noon, facilitators=(ana,), space=barn, title="Sound bath")
    both, only = a_pass(), a_pass()
    asks(both, session), asks(both, other), asks(only, session)
    words = ("move", session.reference, "--start", f"{DAY} 12:30", "--space", barn.slug)
    result = tell(app, *words, answer="n\n")
    assert result.exit_code == 1
    for line in (
        f"from  {ten:%a} {DAY} 10:00–11:00",
        f"to    {noon:%a} {DAY} 12:30–13:30, Barn",
        "2 booked, 0 waiting",
        "1 of them will hold another place at that time",
        "The space is in use then: Sound bath",
        "Ana leads something else then",
        "The space holds 5, fewer than there are places",
        "Go on? [y/N]",
    ):
        assert line in result.output
    db.session.refresh(session)
    assert (session.starts_at, log_of(session)) == (ten, [])


def test_whoever_held_two_overlapping_places_before_is_no_news(app: Flask) -> None:
    festival = a_festival()
    session = a_session(festival, starts_at=wall(DAY, "10:00"), lasts=timedelta(hours=3))
    other = a_session(festival, starts_at=wall(DAY, "11:00"))
    knows = a_pass()
    asks(knows, other), asks(knows, session, keep_both=True)
    result = tell(app, "move", session.reference, "--start", f"{DAY} 10:30", "--yes")
    assert "another place" not in result.output


@pytest.mark.parametrize(
    ("wall_time", "readings"),
    [
        ("2027-10-31 02:30", ("2027-10-31T02:30:00+02:00", "2027-10-31T02:30:00+01:00")),
        ("2027-03-28 02:30", ("2027-03-28T01:30:00+01:00", "2027-03-28T03:30:00+02:00")),
    ],
)
def test_a_wall_time_that_is_no_single_instant_is_refused_with_both_readings(
    app: Flask, wall_time: str, readings: tuple[str, str]
) -> None:
    session = a_session(
        a_festival(zone="Europe/Berlin"), starts_at=datetime(2027, 1, 1, tzinfo=UTC)
    )
    result = tell(app, "move", session.reference, "--start", wall_time, "--yes")
    assert result.exit_code == 2
    for reading in readings:
        assert reading in result.output
    assert log_of(session) == []


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--start", "tomorrow"), "is no wall time"),
        (("--start", "2026-02-30 10:00"), "is no wall time"),
        (("--end", f"{DAY} 09:00"), "It would end before it begins"),
        (("--space", "nowhere"), "There is no space 'nowhere'"),
    ],
)
def test_a_move_that_makes_no_sense_is_refused(
    app: Flask, words: tuple[str, ...], says: str
) -> None:
    session = a_session(starts_at=wall(DAY, "10:00"))
    result = tell(app, "move", session.reference, *words, "--yes")
    assert result.exit_code != 0
    assert says in result.output
    assert log_of(session) == []


def test_another_festivals_space_is_refused(app: Flask) -> None:
    session, theirs = a_session(), a_space(a_festival())
    result = tell(app, "move", session.reference, "--space", theirs.slug, "--yes")
    assert result.exit_code == 1
    assert "There is no space" in result.output


def test_a_move_to_where_it_is_changes_nothing(app: Flask) -> None:
    session = a_session(starts_at=wall(DAY, "10:00"))
    before = version_of(session)
    result = tell(app, "move", session.reference, "--start", f"{DAY} 10:00", "--yes")
    assert "nothing was changed" in result.output
    db.session.refresh(session)
    assert (session.sequence, log_of(session), version_of(session)) == (0, [], before)


def test_a_cancelled_session_stays_with_its_reason_and_is_logged_once(app: Flask) -> None:
    session = a_session(capacity=1)
    held, waits = asks(a_pass(), session), asks(a_pass(), session)
    words = ("cancel", session.reference, "--reason", " Too much wind. ", "--yes")
    assert tell(app, *words).exit_code == 0
    again = tell(app, *words)
    assert "cancelled already" in again.output
    db.session.refresh(session)
    assert (session.status, session.cancel_reason, session.sequence) == (
        "cancelled",
        "Too much wind.",
        1,
    )
    assert status_of(held, waits) == ["confirmed", "waiting"]
    assert log_of(session) == [("cancelled", "", "")]
    moved = tell(app, "move", session.reference, "--start", f"{DAY} 10:00", "--yes")
    assert moved.exit_code == 1
    assert "cancelled" in moved.output


def test_more_places_serve_the_waiting_list(app: Flask) -> None:
    session = a_session(capacity=1, starts_in=timedelta(days=3))
    asks(a_pass(), session, before=timedelta(days=2))
    waits = asks(a_pass(), session, before=timedelta(days=2))
    result = tell(app, "capacity", session.reference, "2", "--yes")
    assert result.exit_code == 0, result.output
    assert "2 of 2 places taken, 0 waiting" in result.output
    assert status_of(waits) == ["confirmed"]


def test_fewer_places_than_are_taken_are_refused_unless_everybody_keeps_theirs(
    app: Flask,
) -> None:
    session = a_session(capacity=3)
    bookings = [asks(a_pass(), session) for _ in range(3)]
    refused = tell(app, "capacity", session.reference, "2", "--yes")
    assert refused.exit_code == 1
    assert "3 places are taken" in refused.output
    db.session.refresh(session)
    assert (session.capacity, session.is_closed) == (3, False)
    kept = tell(app, "capacity", session.reference, "2", "--close-and-keep", "--yes")
    assert kept.exit_code == 0, kept.output
    assert "everybody keeps their place" in kept.output
    db.session.refresh(session)
    assert (session.capacity, session.is_closed, status_of(*bookings)) == (
        2,
        True,
        ["confirmed"] * 3,
    )


@pytest.mark.parametrize("words", [("move",), ("cancel", "--reason", "x"), ("capacity", "3")])
def test_an_unknown_session_is_named_in_the_refusal(app: Flask, words: tuple[str, ...]) -> None:
    result = tell(app, words[0], "n0wh3r3", *words[1:])
    assert result.exit_code == 1
    assert "There is no session 'n0wh3r3'" in result.output
    assert db.session.scalars(select(Booking)).all() == []


def test_every_page_shows_a_move_at_once(app: Flask, client: FlaskClient) -> None:
    festival = a_festival(slug="f", starts_on=DAY)
    session = a_session(festival, title="Yoga", starts_at=wall(DAY, "10:00"))
    addresses = ["/f/", f"/f/sessions/{session.reference}", "/f/changes"]
    before = [client.get(address).text for address in addresses]
    tell(app, "move", session.reference, "--start", f"{DAY} 12:30", "--yes")
    day, page, changes = (read(client.get(address).text) for address in addresses)
    assert "12:30" not in "".join(before)
    assert "Moved: was 10:00" in day.one("article").text
    assert day.one("article").all("time")[0].text == "12:30"
    assert page.one(itemprop="startDate").text == "12:30"
    line = changes.one("main").all("li")[0]
    assert line.text.endswith(f"10:00–11:00 → {DAY:%A} {DAY.day} {DAY:%B}, 12:30–13:30")
    assert line.one("a").given["href"] == f"/f/sessions/{session.reference}"


def test_one_person_can_be_promoted_where_a_place_is_free(app: Flask) -> None:
    session = a_session(capacity=2, starts_in=timedelta(hours=20))
    held, pair = asks(a_pass(), session), asks(a_pass(), session)
    waits, last = asks(a_pass(), session, seats=2), asks(a_pass(), session)
    refused = tell(app, "promote", session.reference, last.reference)
    assert refused.exit_code == 1
    assert "taken" in refused.output
    lets_go(pair.holder or a_pass(), pair, now=session.starts_at - timedelta(hours=10))
    assert status_of(waits, last) == ["waiting", "waiting"]
    made = tell(app, "promote", session.reference, last.reference.upper())
    assert made.exit_code == 0, made.output
    assert status_of(held, waits, last) == ["confirmed", "waiting", "confirmed"]
