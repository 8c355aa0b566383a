"""Each family of programme files, read into the same plain rows."""

from datetime import UTC, date, datetime

import pytest

from tests.imports.programme_files import (
    FRAB,
    as_file,
    burning_event,
    calendar,
    emf_calendar,
    emf_session,
    reading_of,
    voc_event,
    voc_schedule,
)
from wellness.imports.formats.rows import BadFile, Row, note


def only(raw: bytes | str, **wish: object) -> Row:
    (row,) = reading_of(raw, **wish).rows
    return row


def test_a_burning_man_event_gives_a_row_for_each_occurrence() -> None:
    event = burning_event(("27T10:00", "27T11:00"), ("28T10:00", "28T11:00"))
    reading = reading_of(as_file([event]))
    assert reading.source == "burning-man"
    assert [(r.number, r.event, r.starts and r.starts.isoformat()) for r in reading.rows] == [
        (1, "dusk", "2025-08-27T10:00:00-07:00"),
        (2, "dusk", "2025-08-28T10:00:00-07:00"),
    ]


def test_a_camp_known_by_its_code_alone_becomes_a_space_of_that_code() -> None:
    row = only(as_file([burning_event()]))
    assert (row.space, row.space_key) == ("Camp 9fern", "a1XVI0000009fernAAA")


def test_a_described_place_is_the_space_but_an_address_or_a_bare_name_is_not() -> None:
    places = ["Dome at 6:30 & G", "wren@example.org", "wren_b"]
    rows = reading_of(as_file([burning_event(uid=p, other_location=p) for p in places])).rows
    assert [(r.space, [n.code for n in r.remarks]) for r in rows] == [
        ("Dome at 6:30 & G", []),
        ("Camp 9fern", ["address_as_place"]),
        ("Camp 9fern", ["name_as_place"]),
    ]


def test_a_burning_man_event_without_a_time_says_so() -> None:
    row = only(as_file([burning_event() | {"occurrence_set": []}, burning_event()][:1]))
    assert row.trouble == note("no_occurrence")


def test_emf_times_have_no_zone_and_texts_are_kept_as_they_are() -> None:
    row = only(as_file([emf_session()]))
    assert (row.starts, row.ends, row.zone) == (
        datetime(2022, 6, 3, 12, 20),  # noqa: DTZ001 - a wall time, as the file has it
        datetime(2022, 6, 3, 13, 20),  # noqa: DTZ001 - same
        "",
    )
    assert (row.event, row.space, row.latitude, row.category) == (
        "5",
        "Workshop 2",
        52.04,
        "Workshop",
    )
    assert (row.capacity, row.age, row.cost, row.facilitators) == (
        "20",
        "14+",
        "£5",
        ("Ada Quill",),
    )


def test_both_of_emfs_formats_tell_the_same_of_a_session() -> None:
    told = emf_session(
        title="Wool, yarn; and a very long title that has to be folded somewhere \\o/"
    )
    by_json, by_calendar = only(as_file([told])), only(emf_calendar(told))
    names = ("event", "title", "starts", "ends", "space", "age", "cost", "bring", "url")
    assert [getattr(by_calendar, n) for n in names] == [getattr(by_json, n) for n in names]
    assert by_calendar.description == "Knots.\n\nMore knots."
    assert by_calendar.capacity is None
    assert reading_of(emf_calendar(told)).source == reading_of(as_file([told])).source == "emf"


def test_a_calendars_zone_is_that_of_most_of_its_events() -> None:
    assert reading_of(emf_calendar(emf_session())).zone == "Europe/London"
    named = calendar("UID:1\nSUMMARY:x\nDTSTART:20260605T100000", head="X-WR-TIMEZONE:Asia/Tokyo\n")
    assert reading_of(named).zone == "Asia/Tokyo"


def test_a_schedules_end_is_its_start_and_its_length() -> None:
    row = only(as_file(voc_schedule()))
    assert row.starts is not None
    assert row.ends is not None
    assert row.ends.astimezone(UTC) == datetime(2020, 12, 27, 11, 10, tzinfo=UTC)
    assert (row.space, row.category, row.languages) == ("Zelt / Wiese – Süd", "Körper", ("de",))
    assert row.facilitators == ("Jo Lind", "Wim Å.")
    assert (row.summary, row.description) == ("Kurz und gut.", "Wir atmen.\r\nLange.")
    assert "0555" not in repr(row)


def test_a_schedule_says_what_its_festival_is() -> None:
    reading = reading_of(as_file(voc_schedule(time_zone_name="Europe/Berlin")))
    assert (reading.name, reading.zone, reading.source) == ("Hush", "Europe/Berlin", "c3voc:hush20")
    assert (reading.first_day, reading.last_day) == (date(2020, 12, 27), date(2020, 12, 30))


def test_a_schedule_without_dates_counts_small_hours_to_the_day_before() -> None:
    events = [voc_event(date=None, start="23:30"), voc_event(date=None, guid="b", start="01:30")]
    rows = reading_of(as_file(voc_schedule({"Zelt": events}))).rows
    assert [str(row.starts) for row in rows] == ["2020-12-27 23:30:00", "2020-12-28 01:30:00"]


def test_a_length_of_more_than_a_day_begins_with_days() -> None:
    row = only(as_file(voc_schedule({"Zelt": [voc_event(duration="1:02:30")]})))
    assert str(row.ends) == "2020-12-28 14:00:00+01:00"


def test_the_xml_of_a_schedule_says_the_same_as_its_json() -> None:
    json_row = only(as_file(voc_schedule({"Zelt / Wiese – Süd": [voc_event()]})))
    xml = reading_of(FRAB)
    assert xml.source == "c3voc:hush20"
    (row,) = xml.rows
    assert row.description == "Wir atmen.\nLange."
    names = ("event", "title", "starts", "ends", "space", "category", "facilitators", "url")
    assert [getattr(row, n) for n in names] == [getattr(json_row, n) for n in names]


TABLE = """Session;Day;Start;End;Room;Capacity;Speakers;What to bring
Morning yoga;Friday;9:00;10:15;Oak tent;12;"Ada Quill; Jo Lind";Mat
"""


def test_a_table_may_name_weekdays_counted_from_the_base_date() -> None:
    row = only(TABLE, base_date=date(2026, 6, 4))
    assert (str(row.starts), str(row.ends)) == ("2026-06-05 09:00:00", "2026-06-05 10:15:00")
    assert (row.space, row.capacity, row.facilitators, row.bring) == (
        "Oak tent",
        "12",
        ("Ada Quill", "Jo Lind"),
        "Mat",
    )


def test_a_weekday_without_a_base_date_is_refused_with_what_to_do() -> None:
    row = only("title,day,start\nYoga,Friday,9:00\n")
    assert row.trouble == note("needs_base_date", text="Friday 9:00")


@pytest.mark.parametrize(
    ("line", "starts", "ends"),
    [
        ("2026-06-05,9am,10.30 am,", "2026-06-05 09:00:00", "2026-06-05 10:30:00"),
        ("5.6.2026,14h15,,45 min", "2026-06-05 14:15:00", "2026-06-05 15:00:00"),
        ("5 June 2026,12:00 pm,,1h30", "2026-06-05 12:00:00", "2026-06-05 13:30:00"),
        ("Day 2,23:00,01:00,", "2026-06-05 23:00:00", "2026-06-05 01:00:00"),
        (
            ",2026-06-05T09:00+02:00,2026-06-05T10:00+02:00,",
            "2026-06-05 09:00:00+02:00",
            "2026-06-05 10:00:00+02:00",
        ),
        (",5 June 2026 9:00,9:45,", "2026-06-05 09:00:00", "2026-06-05 09:45:00"),
        ("2026-06-05,23:00,24:00,", "2026-06-05 23:00:00", "2026-06-05 00:00:00"),
    ],
)
def test_days_times_and_lengths_are_read_as_people_write_them(
    line: str, starts: str, ends: str
) -> None:
    row = only(f"title,date,start,end,length\nYoga,{line}\n", base_date=date(2026, 6, 4))
    assert (str(row.starts), str(row.ends)) == (starts, ends)


@pytest.mark.parametrize("day", ["5/6/2026", "32.1.2026", "someday", ""])
def test_days_that_could_be_two_or_none_are_refused(day: str) -> None:
    row = only(f"title,date,start\nYoga,{day},9:00\n", base_date=date(2026, 6, 4))
    assert row.trouble is not None
    assert row.trouble.code == "bad_times"


def test_rows_of_a_table_without_ids_are_told_apart_by_title_and_start() -> None:
    table = "title,start,space\n" + "Yoga,2026-06-05 09:00,Oak\nYoga,2026-06-05 09:00,Elm\n"
    assert [row.event for row in reading_of(table).rows] == ["yoga", "yoga#2"]


def test_the_guard_before_a_formula_is_taken_off() -> None:
    assert only("title,start\n'=SUM(1),2026-06-05 09:00\n").title == "=SUM(1)"


def test_a_format_may_be_named_but_not_for_another_file() -> None:
    assert reading_of(as_file([emf_session()]), format="emf").source == "emf"
    assert reading_of(emf_calendar(emf_session()), format="icalendar").source == "emf"
    with pytest.raises(BadFile) as refused:
        reading_of(as_file([emf_session()]), format="burning-man")
    assert refused.value.note == note("other_format", named="burning-man")


def test_entries_that_are_no_events_are_reported_and_the_rest_is_read() -> None:
    rows = reading_of(as_file([emf_session(), "nonsense", emf_session(6)])).rows
    assert [(row.number, row.trouble and row.trouble.code) for row in rows] == [
        (1, None),
        (2, "no_event"),
        (3, None),
    ]
