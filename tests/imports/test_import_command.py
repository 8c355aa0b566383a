"""`wellness import`: what it writes, what it says, and what it leaves alone."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from tests.factories import a_festival, a_space
from tests.imports.commanding import (
    Importing,
    drafts,
    rows_of_everything,
    sessions,
    summary,
)
from tests.imports.programme_files import (
    FRAB,
    as_file,
    burning_event,
    calendar,
    emf_calendar,
    emf_session,
    voc_schedule,
)
from wellness.booking.models import Entry
from wellness.database import db
from wellness.festivals.models import Festival, Space
from wellness.programme.models import Activity, Category, Change

LONDON = ("--zone", "Europe/London")


def hush(*, is_released: bool = True) -> Festival:
    return a_festival(
        slug="hush",
        name="Hush",
        zone="Europe/London",
        starts_on=date(2022, 6, 2),
        days=4,
        is_released=is_released,
    )


def test_a_session_is_written_with_all_that_its_file_tells(importing: Importing) -> None:
    hush()
    result = importing([emf_session()])
    assert result.exit_code == 0, result.output
    (session,) = sessions()
    assert (session.starts_at, session.ends_at) == (
        datetime(2022, 6, 3, 11, 20, tzinfo=UTC),
        datetime(2022, 6, 3, 12, 20, tzinfo=UTC),
    )
    assert (session.title, session.entry, session.capacity) == ("Rope circle", Entry.BOOKED, 20)
    assert session.space is not None
    assert (session.space.name, session.space.slug, session.space.latitude) == (
        "Workshop 2",
        "workshop-2",
        52.04,
    )
    activity = session.activity
    assert (activity.slug, activity.category.name, activity.category.icon) == (
        "rope-circle",
        "Workshop",
        "hammer",
    )
    assert activity.description == "Knots.\n\nMore knots."
    assert (activity.min_age, activity.cost, activity.bring) == (14, "£5", "Gloves")
    assert activity.welcome == ["children"]
    assert [each.name for each in session.facilitators] == ["Ada Quill"]
    assert not session.is_support
    assert not activity.category.is_support


def test_every_row_is_reported_and_summed_up(importing: Importing) -> None:
    hush()
    again = emf_session()
    rows = [
        again,
        again,
        emf_session(6, "Late", start_date="2022-06-03 23:00:00", end_date="2022-06-03 01:00:00"),
        emf_session(7, "Slip", end_date="2022-06-03 01:00:00"),
    ]
    result = importing(rows)
    assert result.stdout.splitlines() == [
        "programme: emf, 4 rows, times in Europe/London.",
        "     1  new        2022-06-03 12:20–13:20  Rope circle",
        "                   mended: line ends evened out (description)",
        "                   mended: blanks at the edges taken off (description)",
        "     2  repeated   2022-06-03 12:20  Rope circle",
        "                   the same as row 1",
        "     3  new        2022-06-03 23:00–01:00  Late",
        "                   mended: it ended before it started: 01:00 on the next day",
        "                   mended: line ends evened out (description)",
        "                   mended: blanks at the edges taken off (description)",
        "     4  refused    Slip",
        (
            "                   it ends before it starts: 12:20 to 01:00 would be 12.67 hours into "
            "the next day, or one of the two is a.m. for p.m."
        ),
        "",
        "Taken:    2 (2 new, 0 changed, 0 same)",
        "Mended:   2 (2 × line ends; 2 × outer blanks; 1 × ended before the start, overnight)",
        "Refused:  1",
        "Repeated: 1",
        "Gone:     0",
        "Categories made: 1 (Workshop)",
        "Spaces made: 1 (Workshop 2)",
        "Activities made: 2. Facilitators made: 1.",
        "See http://localhost/hush/",
    ]


def test_a_dry_run_says_the_same_and_writes_nothing(importing: Importing) -> None:
    hush()
    before = rows_of_everything()
    dry = importing([emf_session(), emf_session(6, "Other")], "--dry-run")
    assert rows_of_everything() == before
    assert dry.stdout.splitlines()[-1] == "Dry run: nothing was written."
    real = importing([emf_session(), emf_session(6, "Other")])
    assert real.stdout.splitlines()[:-1] == dry.stdout.splitlines()[:-1]
    assert len(sessions()) == 2


def test_the_stamp_of_the_programme_moves_once_and_only_if_something_was_written(
    importing: Importing,
) -> None:
    festival = hush()
    before = festival.version
    importing([emf_session(), emf_session(6, "Other")])
    assert db.session.get_one(Festival, festival.id).version == before + 1
    importing([emf_session(), emf_session(6, "Other")])
    assert db.session.get_one(Festival, festival.id).version == before + 1


def test_sessions_of_one_title_are_one_activity(importing: Importing) -> None:
    hush()
    later = {"start_date": "2022-06-04 12:20:00", "end_date": "2022-06-04 13:20:00"}
    result = importing([emf_session(), emf_session(6, "  rope  Circle ", cost="", **later)])
    (activity,) = db.session.scalars(select(Activity))
    assert [session.activity_id for session in sessions()] == [activity.id] * 2
    assert activity.cost == "£5"
    assert "row 1, the same activity, says otherwise and was followed (details)" in result.stdout


def test_camps_of_one_title_offer_activities_of_their_own(importing: Importing) -> None:
    rows = [burning_event(), burning_event(uid="b", hosted_by_camp="a1XVI0000008mossBBB")]
    importing(rows, "--zone", "America/Los_Angeles")
    assert [a.slug for a in db.session.scalars(select(Activity).order_by(Activity.id))] == [
        "dusk-stretching",
        "dusk-stretching-2",
    ]


def test_spaces_and_categories_that_are_there_already_are_used(importing: Importing) -> None:
    space = a_space(hush(), name="WORKSHOP 2")
    importing([emf_session()])
    assert [session.space_id for session in sessions()] == [space.id]


def test_a_festival_that_is_not_there_is_made_from_the_file(importing: Importing) -> None:
    result = importing(as_file(voc_schedule(time_zone_name="Europe/Berlin")))
    assert "The festival “hush” was made and released." in result.stdout
    (festival,) = db.session.scalars(select(Festival))
    assert (festival.slug, festival.name, festival.zone_name) == ("hush", "Hush", "Europe/Berlin")
    assert (festival.starts_on, festival.ends_on) == (date(2020, 12, 27), date(2020, 12, 30))
    assert festival.released_at is not None


def test_a_festival_that_was_never_released_keeps_what_is_imported_in_its_draft(
    importing: Importing,
) -> None:
    festival = hush(is_released=False)
    result = importing([emf_session()])
    assert "It is in the draft" in result.stdout
    assert ([draft.session_id for draft in drafts()], sessions()) == ([None], [])
    assert db.session.get_one(Festival, festival.id).released_at is None


def test_a_festivals_days_are_those_of_its_sessions_where_the_file_says_none(
    importing: Importing,
) -> None:
    late = emf_session(6, "Late", start_date="2022-06-05 01:00:00", end_date="2022-06-05 02:00:00")
    importing([emf_session(), late], *LONDON)
    (festival,) = db.session.scalars(select(Festival))
    assert (festival.starts_on, festival.ends_on) == (date(2022, 6, 3), date(2022, 6, 4))


def test_a_programme_of_long_ago_can_be_moved_to_other_days(importing: Importing) -> None:
    importing([emf_session()], *LONDON, "--shift-to", "2030-12-01")
    (session,) = sessions()
    assert session.starts_at == datetime(2030, 12, 1, 12, 20, tzinfo=UTC)
    again = importing([emf_session()], "--shift-to", "2030-12-01")
    assert summary(again)["Taken"] == "1 (0 new, 0 changed, 1 same)"


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ((), "There is no festival “hush” yet, and the file doesn't name its time zone"),
        (("--zone", "Mars/Olympus"), "“Mars/Olympus” is no time zone"),
        (("--zone", "../../etc/passwd"), "is no time zone"),
        ((*LONDON, "--format", "csv"), "The file doesn't look like csv."),
    ],
)
def test_what_is_missing_is_said_in_one_sentence(
    importing: Importing, options: tuple[str, ...], sentence: str
) -> None:
    result = importing([emf_session()], *options)
    assert result.exit_code == 1
    assert sentence in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert not any(rows_of_everything().values())


@pytest.mark.one_database
def test_a_mistyped_address_makes_no_second_festival(importing: Importing) -> None:
    a_festival(slug="stillwater")
    result = importing([emf_session()], *LONDON, festival="stilwater")
    assert result.exit_code == 1
    assert "did you mean “stillwater”?" in result.stderr
    assert importing([emf_session()], *LONDON, "--create", festival="stilwater").exit_code == 0


@pytest.mark.one_database
@pytest.mark.parametrize("slug", ["Hush", "staff", "a b", "x" * 61, "-a"])
def test_an_address_that_cannot_be_one_is_refused(importing: Importing, slug: str) -> None:
    result = importing([emf_session()], *LONDON, f"--festival={slug}")
    assert (result.exit_code, "can't be a festival's address" in result.stderr) == (1, True)


@pytest.mark.one_database
def test_a_file_that_is_not_there_is_said_to_be_missing(importing: Importing) -> None:
    runner = importing.app.test_cli_runner()
    for file in ("/nowhere/at-all.json", "/"):
        result = runner.invoke(args=["import", file, "--festival", "hush", *LONDON])
        assert result.exit_code == 1
        assert result.stderr.startswith("Error: The file can't be opened: ")


@pytest.mark.one_database
def test_a_file_without_anything_to_take_writes_nothing_and_fails(importing: Importing) -> None:
    result = importing([emf_session(title=" ")], *LONDON)
    assert result.exit_code == 1
    assert "it has no title" in result.stdout
    assert "None of the file's sessions can be taken." in result.stderr
    assert not any(rows_of_everything().values())


def test_hostile_texts_reach_neither_the_screen_nor_the_database(importing: Importing) -> None:
    hush()
    nasty = "Calm\x1b[2J\x00 \ud800\u202ehour"
    text = ascii_json(nasty)
    result = importing(
        b'[{"id": "a\\u0000\\ud800b", "title": ' + text + b', "venue": ' + text
        + b', "start_date": "2022-06-03 10:00:00", "end_date": "2022-06-03 11:00:00"},'
        + b'{"id": "c", "title": "x", "start_date": "\\u001b[2J", "end_date": ""}]'
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert "\x1b" not in result.output
    (session,) = sessions()
    assert session.title == "Calm[2J hour"


def ascii_json(text: str) -> bytes:
    return ('"' + "".join(f"\\u{ord(c):04x}" for c in text) + '"').encode()


def test_long_texts_fit_the_columns_that_hold_them(importing: Importing) -> None:
    hush()
    long = "wide and deep " * 100
    fields = ("venue", "speaker", "type", "content_note", "cost", "equipment", "age_range")
    more: dict[str, Any] = dict.fromkeys((*fields, "attendees", "link", "id"), long)
    result = importing([emf_session(title=long, **more)])
    assert result.exit_code == 0, result.output
    (session,) = sessions()
    assert (len(session.title) <= 200, session.title.endswith("…")) == (True, True)
    assert importing([emf_session(title=long, **more)]).stdout.count("  same  ") == 1


@pytest.mark.one_database
def test_progress_is_told_on_long_files(importing: Importing) -> None:
    hush()
    rows = [emf_session(number, f"Session {number}") for number in range(1100)]
    result = importing(rows, "--brief")
    assert result.stderr.splitlines() == [
        "500 of 1100 rows read",
        "1000 of 1100 rows read",
        "1100 of 1100 rows read",
        "500 of 1100 rows written",
        "1000 of 1100 rows written",
        "1100 of 1100 rows written",
    ]


@pytest.mark.one_database
def test_support_is_proposed_and_never_decided(importing: Importing) -> None:
    hush()
    result = importing([emf_session(title="Grief circle", type="support")])
    assert "1 session sounds like support (“Grief circle”). It was not marked so" in result.stdout
    assert [c.is_support for c in db.session.scalars(select(Category))] == [False]


def test_a_category_that_was_marked_as_support_keeps_what_joins_it_discreet(
    importing: Importing,
) -> None:
    hush()
    importing([emf_session()])
    (category,) = db.session.scalars(select(Category))
    category.is_support = True
    db.session.commit()
    importing([emf_session(), emf_session(6, "Other circle")])
    assert {s.title: s.is_support for s in sessions()}["Other circle"]


def test_sessions_that_join_a_programme_already_out_are_in_its_change_log(
    importing: Importing,
) -> None:
    hush()
    importing([emf_session()])
    assert list(db.session.scalars(select(Change))) == []
    importing([emf_session(), emf_session(6, "Other circle")])
    (change,) = db.session.scalars(select(Change))
    assert (change.kind, change.bookable.title) == ("new", "Other circle")


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("content", "source"),
    [
        (FRAB, "c3voc:hush20"),
        (emf_calendar(emf_session()), "emf"),
        (calendar("UID:a\nSUMMARY:x\nDTSTART:20220603T100000Z\nDURATION:PT1H"), "ics"),
        ("title,start,length\nYoga,2022-06-03 10:00,60\n", "csv"),
    ],
)
def test_every_family_finds_its_way_in(importing: Importing, content: str, source: str) -> None:
    hush()
    result = importing(content)
    assert result.stdout.startswith(f"programme: {source}, 1 rows, ")
    assert len(sessions()) == 1


@pytest.mark.one_database
def test_spaces_of_the_same_letters_get_addresses_of_their_own(importing: Importing) -> None:
    hush()
    importing([emf_session(venue="Zelt Ü"), emf_session(6, "Other", venue="Zelt-U")])
    assert sorted(space.slug for space in db.session.scalars(select(Space))) == [
        "zelt-u",
        "zelt-u-2",
    ]
