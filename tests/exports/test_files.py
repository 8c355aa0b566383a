"""Each format, read back by somebody else's reader."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from defusedxml.ElementTree import fromstring
from flask import Flask
from icalendar import Calendar

from tests.exports.taking import WEIRD, a_weird_festival, command, exported, records
from tests.factories import a_festival, a_session
from wellness.database import db, transaction
from wellness.exports.rules.kinds import Format, Scope
from wellness.festivals.models import Festival
from wellness.planner.models import DraftSession
from wellness.programme.models import Activity


@pytest.fixture
def festival(app: Flask) -> Festival:
    del app
    return a_weird_festival()


def events(festival: Festival) -> list[dict[str, Any]]:
    conference = schedule(festival)["conference"]
    return [event for day in conference["days"] for room in day["rooms"].values() for event in room]


def schedule(festival: Festival) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(exported(festival, Format.JSON))["schedule"]
    return found


def test_a_spreadsheet_tells_each_session_that_takes_place(festival: Festival) -> None:
    raw = exported(festival, Format.CSV)
    assert raw.startswith(b"\xef\xbb\xbfkey,title,date,start,end")
    bath, late, _, open_tent = records(raw)
    assert bath["title"] == "'" + WEIRD.replace("\n", " ")
    assert (bath["date"], bath["start"], bath["end"]) == ("2026-10-24", "10:00", "11:00")
    assert bath["description"] == f"'{WEIRD}\n'- slow\n'＝1+1"
    assert (bath["summary"], bath["bring"]) == ("'@home", "'+1 blanket")
    assert (bath["age"], bath["capacity"]) == ("16+", "10")
    assert (bath["facilitators"], bath["languages"]) == ("Ana; Ben", "de en")
    assert (bath["space"], bath["longitude"]) == ("Lake & Tent", "'-2.5")
    assert (late["start"], late["end"]) == ("2026-10-25T01:00+02:00", "2026-10-25T02:00+02:00")
    assert open_tent["capacity"] == ""


def test_a_time_that_the_clock_shows_twice_is_told_with_its_offset(festival: Festival) -> None:
    clocks = records(exported(festival, Format.CSV))[2]
    assert (clocks["date"], clocks["start"]) == ("", "2026-10-25T02:30+02:00")
    assert clocks["end"] == "2026-10-25T02:30+01:00"


def test_a_calendar_tells_cancelled_sessions_too(festival: Festival) -> None:
    calendar: Any = Calendar.from_ical(exported(festival, Format.ICS))
    told = {str(event["SUMMARY"]): event for event in calendar.walk("VEVENT")}
    assert {str(event["STATUS"]) for event in told.values()} == {"CONFIRMED", "CANCELLED"}
    assert told["CANCELLED: Off"]["DTSTART"].dt.utcoffset().seconds == 3600
    assert told["Late"]["DTSTART"].dt == datetime(2026, 10, 24, 23, tzinfo=UTC)
    assert str(calendar["X-WR-CALNAME"]) == "Stillwater"


def test_the_schedule_has_days_that_end_at_dawn(festival: Festival) -> None:
    conference = schedule(festival)["conference"]
    assert [(day["index"], day["date"]) for day in conference["days"]] == [
        (1, "2026-10-23"),
        (2, "2026-10-24"),
        (3, "2026-10-25"),
        (4, "2026-10-26"),
    ]
    second = conference["days"][1]
    assert second["day_start"] == "2026-10-24T05:00:00+02:00"
    assert second["day_end"] == "2026-10-25T05:00:00+01:00"
    held = [event["title"] for room in second["rooms"].values() for event in room]
    assert sorted(held)[1:] == ["Clocks", "Late"]


def test_the_schedule_tells_events_without_those_cancelled(festival: Festival) -> None:
    bath, *others = events(festival)
    assert bath["title"] == WEIRD.replace("\n", " ")
    assert (bath["date"], bath["start"], bath["duration"]) == (
        "2026-10-24T10:00:00+02:00",
        "10:00",
        "01:00",
    )
    assert bath["persons"][0]["public_name"] == "Ana"
    assert (bath["track"], bath["type"], bath["room"]) == ("Rest", "booking", "Lake & Tent")
    assert {event["title"] for event in others} == {"Late", "Clocks", "Open tent"}


def test_xml_says_the_same_as_json(festival: Festival) -> None:
    root = fromstring(exported(festival, Format.XML), forbid_dtd=True)
    told = {event.get("guid"): event for event in root.iter("event")}
    assert len(told) == len(events(festival))
    for event in events(festival):
        same = told[event["guid"]]
        for name in ("title", "date", "start", "duration", "room", "description", "url", "slug"):
            assert (same.findtext(name) or "") == event[name]
    assert root.findtext("conference/time_zone_name") == "Europe/Berlin"


def test_characters_that_xml_cannot_hold_are_left_out(app: Flask) -> None:
    del app
    session = a_session(a_festival(), title="Breath\x07 \ufffe\x00ing".replace("\x00", ""))
    raw = exported(session.festival, Format.XML)
    assert fromstring(raw).findtext(".//event/title") == "Breath ing"


def test_the_draft_is_told_where_it_is_asked_for(festival: Festival) -> None:
    with transaction():
        late = db.session.query(DraftSession).order_by(DraftSession.id).all()[1]
        late.length_minutes = 90
        activity = db.session.get_one(Activity, late.activity_id)
        activity.drafted = {"title": "Later", "summary": "New words"}
        db.session.query(DraftSession).order_by(DraftSession.id).all()[0].starts_at = None
    told = {row["title"]: row for row in records(exported(festival, Format.CSV, Scope.DRAFT))}
    assert set(told) == {"Later", "Clocks", "Open tent"}
    assert told["Later"]["summary"] == "New words"
    assert len(records(exported(festival, Format.CSV))) == 4
    calendar = Calendar.from_ical(exported(festival, Format.ICS, Scope.DRAFT))
    assert {str(e["STATUS"]) for e in calendar.walk("VEVENT")} == {"TENTATIVE", "CANCELLED"}


def test_a_guid_stays_from_draft_to_release(festival: Festival) -> None:
    draft = json.loads(exported(festival, Format.JSON, Scope.DRAFT))["schedule"]
    rooms = [room for day in draft["conference"]["days"] for room in day["rooms"].values()]
    assert {(e["id"], e["guid"]) for room in rooms for e in room} == {
        (event["id"], event["guid"]) for event in events(festival)
    }
    assert draft["version"] == "0+draft.1"


def test_a_festival_without_sessions_gives_whole_files(app: Flask) -> None:
    festival = a_festival(starts_on=datetime(2026, 6, 5, tzinfo=UTC).date())
    assert len(exported(festival, Format.CSV).splitlines()) == 1
    assert Calendar.from_ical(exported(festival, Format.ICS)).walk("VEVENT") == []
    assert len(list(fromstring(exported(festival, Format.XML)).iter("day"))) == 4
    assert schedule(festival)["conference"]["daysCount"] == 4
    del app


def test_the_command_prints_or_writes(app: Flask, festival: Festival, tmp_path: Any) -> None:
    printed = command(app, "export", festival.slug, "--format", "csv")
    assert printed.stdout_bytes == exported(festival, Format.CSV)
    file = tmp_path / "schedule.xml"
    written = command(app, "export", festival.slug, "--format", "xml", "--output", str(file))
    assert written.exit_code == 0
    assert file.read_bytes() == exported(festival, Format.XML)
    assert command(app, "export", "nowhere", "--format", "csv").exit_code == 1
