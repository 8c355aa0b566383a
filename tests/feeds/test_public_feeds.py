"""Calendars for everybody, over HTTP, as independent readers see them."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from tests.calendars.readers import READERS, value
from tests.changing import calls_off, moves
from tests.factories import (
    a_category,
    a_facilitator,
    a_festival,
    a_session,
    a_space,
    an_activity,
)
from tests.feeds.subscribers import change, entries, fetched, long_ago, released, titles, told
from wellness.booking.models import BookableStatus
from wellness.database import db

HOSTILE = 'Breath\r\nATTENDEE:mailto:eve@example.com\x07 \x00, "slow"; 🫁 ' + "w" * 300


def test_the_whole_programme_is_told_session_by_session(client: FlaskClient) -> None:
    festival = a_festival(slug="stillwater", name="Stillwater")
    leaders = (a_facilitator(festival, name="Ana"), a_facilitator(festival, name="Ben"))
    space = a_space(festival, name="Lake Tent")
    late = a_session(festival, title="Sound bath", starts_in=timedelta(days=2), space=space)
    early = a_session(festival, title="Yoga", facilitators=leaders, space=space)
    a_session(title="Of another festival")
    first, second = entries(client, "/stillwater/calendar.ics")
    assert told(first, "SUMMARY", "UID", "SEQUENCE", "STATUS", "TRANSP", "CLASS", "LOCATION") == [
        "Yoga",
        f"s-{early.uid}@localhost",
        "0",
        "CONFIRMED",
        "TRANSPARENT",
        "PUBLIC",
        "Lake Tent, Seewiese, Rheinsberg",
    ]
    page = f"http://localhost/stillwater/sessions/{early.reference}"
    assert str(first["DESCRIPTION"]).splitlines() == [
        "With Ana, Ben",
        "An hour on the mat, at your own pace.",
        page,
    ]
    assert told(first, "URL") == [page]
    assert told(second, "SUMMARY") == ["Sound bath"]
    octets = fetched(client, "/stillwater/calendar.ics").data
    for reader in READERS:
        assert reader(octets) == {
            f"s-{session.uid}@localhost": (session.starts_at, session.ends_at)
            for session in (early, late)
        }


def test_a_calendar_can_be_narrowed_to_each_part_of_the_programme(client: FlaskClient) -> None:
    festival = a_festival(slug="stillwater")
    ana, space = a_facilitator(festival, name="Ana"), a_space(festival, name="Lake Tent")
    calm = a_category(festival, name="Calm")
    yoga = an_activity(festival, category=calm, title="Yoga")
    a_session(festival, activity=yoga, space=space, facilitators=(ana,))
    a_session(festival, activity=yoga, starts_in=timedelta(days=2))
    a_session(festival, title="Elsewhere", facilitators=(a_facilitator(festival),))
    counts = {
        (kind, name): len(entries(client, f"/stillwater/calendar/{kind}/{name}.ics"))
        for kind, name in (
            ("space", space.slug),
            ("category", calm.slug),
            ("facilitator", ana.slug),
            ("activity", yoga.slug),
        )
    }
    assert list(counts.values()) == [1, 2, 1, 2]
    answer = fetched(client, f"/stillwater/calendar/space/{space.slug}.ics")
    assert b"X-WR-CALNAME:Stillwater: Lake Tent\r\n" in answer.data
    source = f"SOURCE;VALUE=URI:http://localhost/stillwater/calendar/space/{space.slug}.ics"
    assert source in answer.data.replace(b"\r\n ", b"").decode()


def test_one_session_has_a_calendar_of_its_own(client: FlaskClient) -> None:
    festival = a_festival(slug="stillwater")
    session = a_session(festival, title="Yoga")
    a_session(festival, title="Other")
    assert titles(client, f"/stillwater/sessions/{session.reference}.ics") == ["Yoga"]
    assert titles(client, f"/stillwater/sessions/{session.reference.upper()}.ics") == ["Yoga"]


def test_what_is_not_released_or_not_theirs_is_not_found(client: FlaskClient) -> None:
    festival, other = a_festival(slug="stillwater"), a_festival(slug="other")
    hidden = a_session(a_festival(slug="draft", is_released=False))
    session, space = a_session(other), a_space(other)
    for path in (
        "/draft/calendar.ics",
        f"/draft/sessions/{hidden.reference}.ics",
        f"/stillwater/sessions/{session.reference}.ics",
        f"/stillwater/calendar/space/{space.slug}.ics",
        f"/{festival.slug}/calendar/colour/blue.ics",
        "/nowhere/calendar.ics",
    ):
        assert client.get(path).status_code == 404, path


def test_a_support_session_keeps_its_public_title_in_the_public_calendar(
    client: FlaskClient,
) -> None:
    festival = a_festival(slug="stillwater")
    a_session(festival, title="Grief circle", is_support=True)
    assert titles(client, "/stillwater/calendar.ics") == ["Grief circle"]


def test_a_moved_session_says_so_and_keeps_its_uid(client: FlaskClient) -> None:
    festival = a_festival(slug="stillwater")
    session = a_session(festival, title="Yoga", starts_in=timedelta(days=5))
    [before] = entries(client, "/stillwater/calendar.ics")
    earlier = session.starts_at - timedelta(days=2)
    moves(session, starts_at=session.starts_at + timedelta(hours=3), now=earlier)
    [after] = entries(client, "/stillwater/calendar.ics")
    assert told(after, "SUMMARY", "UID", "SEQUENCE") == ["Moved: Yoga", str(before.uid), "1"]
    assert after.start == before.start + timedelta(hours=3)
    assert value(after, "LAST-MODIFIED").dt > value(before, "LAST-MODIFIED").dt
    assert value(after, "DTSTAMP").dt == value(after, "LAST-MODIFIED").dt


def test_a_move_long_before_is_no_news_in_the_title(client: FlaskClient) -> None:
    festival = a_festival(slug="stillwater")
    session = a_session(festival, title="Yoga", starts_in=timedelta(days=5))
    earlier = session.starts_at - timedelta(days=2)
    moves(session, starts_at=session.starts_at + timedelta(days=30), now=earlier)
    assert titles(client, "/stillwater/calendar.ics") == ["Yoga"]


def test_a_cancelled_session_stays_and_says_so(client: FlaskClient) -> None:
    festival = a_festival(slug="stillwater")
    session = a_session(festival, title="Yoga", starts_in=timedelta(days=5))
    calls_off(session, reason="Too much wind for the lawn.")
    [found] = entries(client, "/stillwater/calendar.ics")
    assert told(found, "SUMMARY", "STATUS", "TRANSP", "SEQUENCE", "UID") == [
        "CANCELLED: Yoga",
        "CANCELLED",
        "TRANSPARENT",
        "1",
        f"s-{session.uid}@localhost",
    ]
    assert str(found["DESCRIPTION"]).startswith("Too much wind for the lawn.\n")


def test_the_reason_of_a_cancelled_support_session_stays_with_us(client: FlaskClient) -> None:
    session = a_session(a_festival(slug="stillwater"), is_support=True)
    calls_off(session, reason="The facilitator is unwell.")
    [found] = entries(client, "/stillwater/calendar.ics")
    assert "unwell" not in str(found["DESCRIPTION"])


def test_a_cancelled_session_leaves_thirty_days_after_its_end_and_the_date_moves_on(
    client: FlaskClient,
) -> None:
    festival = a_festival(slug="stillwater")
    a_session(festival, title="Kept")
    gone = a_session(festival, title="Gone", status=BookableStatus.CANCELLED)
    long_ago(gone, timedelta(days=29, hours=23))
    assert titles(client, "/stillwater/calendar.ics") == ["CANCELLED: Gone", "Kept"]
    long_ago(gone, timedelta(days=30, hours=-1))
    before = fetched(client, "/stillwater/calendar.ics")
    long_ago(gone, timedelta(days=31))
    after = fetched(client, "/stillwater/calendar.ics")
    assert titles(client, "/stillwater/calendar.ics") == ["Kept"]
    assert after.headers["ETag"] != before.headers["ETag"]
    assert after.last_modified is not None
    assert before.last_modified is not None
    assert after.last_modified >= before.last_modified


def test_a_renamed_space_or_person_changes_the_events_that_show_it(client: FlaskClient) -> None:
    festival = a_festival(slug="stillwater")
    space, ana = a_space(festival, name="Lake Tent"), a_facilitator(festival, name="Ana")
    a_session(festival, space=space, facilitators=(ana,))
    [before] = entries(client, "/stillwater/calendar.ics")
    change(festival.id, space, name="Shore Tent")
    [renamed] = entries(client, "/stillwater/calendar.ics")
    change(festival.id, ana, name="Anouk")
    [after] = entries(client, "/stillwater/calendar.ics")
    stamps = [value(found, "LAST-MODIFIED").dt for found in (before, renamed, after)]
    assert stamps == sorted(stamps)
    assert str(after["LOCATION"]).startswith("Shore Tent, ")
    assert str(after["DESCRIPTION"]).startswith("With Anouk\n")


@pytest.mark.parametrize(
    ("zone", "starts_at"),
    [
        ("Europe/Berlin", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("America/New_York", datetime(2027, 3, 14, 6, 30, tzinfo=UTC)),
    ],
)
def test_readers_agree_on_both_sides_of_the_change_of_the_clocks(
    client: FlaskClient, zone: str, starts_at: datetime
) -> None:
    festival = a_festival(slug="stillwater", zone=zone)
    expected = {}
    for hours in (-26, -2, -1, 0, 1, 2, 26):
        session = a_session(festival)
        span = (starts_at + timedelta(hours=hours), starts_at + timedelta(hours=hours + 1))
        change(festival.id, session, starts_at=span[0], ends_at=span[1])
        expected[f"s-{session.uid}@localhost"] = span
    octets = fetched(client, "/stillwater/calendar.ics").data
    for reader in READERS:
        assert reader(octets) == expected


def test_one_hostile_row_takes_the_calendar_from_nobody(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    festival = a_festival(slug="stillwater")
    space = a_space(festival, name=HOSTILE[:120].replace("\x00", ""))
    hostile = HOSTILE.replace("\x00", "")  # PostgreSQL stores none
    activity = an_activity(festival, title=hostile[:200])
    a_session(festival, activity=activity, space=space)
    empty = a_session(festival, title="Canary", starts_in=timedelta(days=3))
    change(festival.id, empty, title="\u202e\u200b")
    a_session(festival, title="Yoga", starts_in=timedelta(days=2))
    released(festival.id)
    octets = fetched(client, "/stillwater/calendar.ics").data
    assert [len(reader(octets)) for reader in READERS] == [2, 2, 2]
    assert str(empty.uid) in caplog.text
    assert b"\r\nATTENDEE" not in octets


@pytest.mark.one_database
def test_a_calendar_costs_the_same_few_queries_however_long_it_is(
    app: Flask, client: FlaskClient
) -> None:
    festival = a_festival(slug="stillwater")
    asked: list[str] = []
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *a: asked.append(a[2]))
    numbers = []
    for many in (1, 6):
        for _ in range(many):
            a_session(festival, facilitators=(a_facilitator(festival),))
        released(festival.id)
        asked.clear()
        assert entries(client, "/stillwater/calendar.ics")
        numbers.append(len([sql for sql in asked if sql.startswith("SELECT")]))
    assert numbers == [5, 5]
