"""The same programme once more: nothing twice, what changed is followed, nothing is deleted."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories import a_festival, a_pass, a_session
from tests.imports.commanding import Importing, drafts, rows_of_everything, sessions, summary
from tests.imports.programme_files import (
    burning_event,
    calendar,
    emf_calendar,
    emf_session,
)
from wellness.booking.actions import BookPlace, book_place
from wellness.booking.models import BookableStatus, Booking, BookingStatus, Entry
from wellness.database import db, in_transaction
from wellness.imports.models import ImportedRow
from wellness.programme.models import Activity, Session

LONG_BEFORE = datetime(2022, 5, 1, tzinfo=UTC)
PACIFIC = ("--zone", "America/Los_Angeles")


@pytest.fixture(autouse=True)
def _festival(app: Flask) -> None:  # noqa: ARG001 - it has to be there first
    a_festival(slug="hush", name="Hush", zone="Europe/London", starts_on=date(2022, 6, 2), days=4)


def later(hour: int, **more: Any) -> dict[str, Any]:
    return {
        "start_date": f"2022-06-03 {hour}:20:00",
        "end_date": f"2022-06-03 {hour + 1}:20:00",
    } | more


def book(session: Session) -> Booking:
    """A place of someone who came long before the festival."""
    wish = BookPlace(bookable_id=session.id, pass_id=a_pass(name="Wren").id, of_age=True)
    return in_transaction(lambda: book_place(wish, now=LONG_BEFORE))


def taken(importing: Importing, content: Any, *options: str) -> str:
    result = importing(content, *options)
    assert result.exit_code == 0, result.output
    return summary(result)["Taken"]


def test_the_same_file_again_changes_nothing(importing: Importing) -> None:
    rows = [emf_session(), emf_session(6, "Other", **later(15))]
    importing(rows)
    before = rows_of_everything()
    assert taken(importing, rows) == "2 (0 new, 0 changed, 2 same)"
    assert rows_of_everything() == before


def test_emfs_calendar_after_its_json_doubles_and_changes_nothing(importing: Importing) -> None:
    nothing_more: dict[str, Any] = dict.fromkeys(
        ("cost", "equipment", "age_range", "attendees"), ""
    )
    rows = [emf_session(), emf_session(6, "Talk", type="talk", **nothing_more, **later(15))]
    importing(rows)
    assert taken(importing, emf_calendar(*rows)) == "2 (0 new, 0 changed, 2 same)"
    assert sessions()[0].capacity == 20


def test_emfs_json_after_its_calendar_adds_what_the_calendar_does_not_tell(
    importing: Importing,
) -> None:
    importing(emf_calendar(emf_session()))
    (session,) = sessions()
    assert (session.entry, session.capacity, session.activity.category.name) == (
        Entry.DROP_IN,
        None,
        "Sessions",
    )
    assert taken(importing, [emf_session()]) == "1 (0 new, 1 changed, 0 same)"
    (session,) = sessions()
    assert (session.entry, session.capacity, session.activity.category.name) == (
        Entry.BOOKED,
        20,
        "Workshop",
    )
    assert [person.name for person in session.facilitators] == ["Ada Quill"]
    assert session.space is not None
    assert session.space.latitude == 52.04


def test_a_moved_session_is_moved_with_those_who_booked_it(importing: Importing) -> None:
    importing([emf_session()])
    booking = book(sessions()[0])
    result = importing([emf_session(**later(15, venue="Stage A"))])
    assert "changed: time, space" in result.stdout
    (session,) = sessions()
    assert session.starts_at == datetime(2022, 6, 3, 14, 20, tzinfo=UTC)
    assert session.was_starts_at == datetime(2022, 6, 3, 11, 20, tzinfo=UTC)
    assert session.space is not None
    assert (session.space.name, session.was_space_name) == ("Stage A", "Workshop 2")
    assert session.sequence == 1
    held = db.session.get_one(Booking, booking.id)
    assert (held.status, held.bookable_id) == (BookingStatus.CONFIRMED, session.id)


def test_a_moved_session_is_known_again_by_its_new_time(importing: Importing) -> None:
    importing([emf_session()])
    importing([emf_session(**later(15))])
    assert taken(importing, [emf_session(**later(15))]) == "1 (0 new, 0 changed, 1 same)"
    assert len(sessions()) == 1


def test_one_moved_occurrence_of_several_is_moved_and_the_others_stay(
    importing: Importing,
) -> None:
    days = [("25T10:00", "25T11:00"), ("26T10:00", "26T11:00"), ("27T10:00", "27T11:00")]
    importing([burning_event(*days)], *PACIFIC)
    before = [session.id for session in sessions()]
    days[1] = ("26T16:00", "26T17:00")
    assert taken(importing, [burning_event(*days)]) == "3 (0 new, 1 changed, 2 same)"
    assert [session.id for session in sessions()] == before
    assert [session.sequence for session in sessions()] == [0, 1, 0]


def test_an_occurrence_less_is_gone_and_moves_no_other(importing: Importing) -> None:
    days = [("25T10:00", "25T11:00"), ("26T10:00", "26T11:00"), ("27T10:00", "27T11:00")]
    importing([burning_event(*days)], *PACIFIC)
    result = importing([burning_event(days[0], days[2])])
    assert (summary(result)["Taken"], summary(result)["Gone"]) == (
        "2 (0 new, 0 changed, 2 same)",
        "1",
    )
    assert [session.sequence for session in sessions()] == [0, 0, 0]


def test_where_nobody_can_tell_which_one_moved_none_is_moved(importing: Importing) -> None:
    days = [("25T10:00", "25T11:00"), ("26T10:00", "26T11:00"), ("27T10:00", "27T11:00")]
    importing([burning_event(*days)], *PACIFIC)
    result = importing([burning_event(days[0], ("28T16:00", "28T17:00"))])
    assert summary(result)["Taken"] == "2 (1 new, 0 changed, 1 same)"
    assert summary(result)["Gone"] == "2"
    assert [session.sequence for session in sessions()] == [0, 0, 0, 0]


def test_what_vanished_is_reported_every_time_and_never_deleted(importing: Importing) -> None:
    importing([emf_session(), emf_session(6, "Vanishing", **later(15))])
    for _ in range(2):
        result = importing([emf_session()])
        assert "     -  gone       2022-06-03 15:20  Vanishing" in result.stdout
        assert summary(result)["Gone"] == "1"
    assert [session.title for session in sessions()] == ["Rope circle", "Vanishing"]
    assert all(s.status is BookableStatus.SCHEDULED for s in sessions())


def test_a_row_that_is_refused_this_time_is_not_gone(importing: Importing) -> None:
    importing([emf_session(), emf_session(6, "Other")])
    result = importing([emf_session(end_date="2022-06-03 01:00:00"), emf_session(6, "Other")])
    assert (summary(result)["Refused"], summary(result)["Gone"]) == ("1", "0")


def test_an_organizers_own_corrections_survive_what_did_not_change_in_the_file(
    importing: Importing,
) -> None:
    importing([emf_session()])
    (session,), (draft,) = sessions(), drafts()
    session.capacity = draft.capacity = 8
    session.activity.description = "Better words."
    assert session.space is not None
    session.space.name = "The red barn"
    db.session.commit()
    importing([emf_session(cost="£7")])
    (session,) = sessions()
    assert (session.capacity, session.activity.description) == (8, "Better words.")
    assert session.activity.cost == "£7"
    assert session.space is not None
    assert session.space.name == "The red barn"


def test_more_places_serve_the_waiting_list_at_once(importing: Importing) -> None:
    ahead: dict[str, Any] = {"start_date": "2122-06-03 15:20:00", "end_date": "2122-06-03 16:20:00"}
    importing([emf_session(attendees="1", **ahead)])
    (session,) = sessions()
    book(session)
    waiting = book(session)
    assert waiting.status is BookingStatus.WAITING
    importing([emf_session(attendees="2", **ahead)])
    (session,) = sessions()
    assert (session.capacity, session.taken, session.waiting) == (2, 2, 0)
    assert db.session.get_one(Booking, waiting.id).status is BookingStatus.CONFIRMED


@pytest.mark.parametrize(
    ("attendees", "sentence"),
    [
        ("1", "the file says 1 places, but 2 are taken: left as it is"),
        ("Many", "the file gives no number of places now, but 2 are taken: left as it is"),
    ],
)
def test_nobody_loses_a_place_to_a_smaller_number_in_the_file(
    importing: Importing, attendees: str, sentence: str
) -> None:
    importing([emf_session(attendees="3")])
    (session,) = sessions()
    book(session)
    book(session)
    for _ in range(2):
        assert sentence in importing([emf_session(attendees=attendees)]).stdout
    (session,) = sessions()
    assert (session.entry, session.capacity, session.taken) == (Entry.BOOKED, 3, 2)


def test_a_session_called_off_here_is_not_moved_by_the_file(importing: Importing) -> None:
    importing([emf_session()])
    (session,), (draft,) = sessions(), drafts()
    session.status = BookableStatus.CANCELLED
    draft.is_cancelled = True
    db.session.commit()
    result = importing([emf_session(**later(15))])
    assert "it was called off here, so its time and place stay" in result.stdout
    (session,) = sessions()
    assert session.starts_at == datetime(2022, 6, 3, 11, 20, tzinfo=UTC)


def test_a_session_called_off_in_the_file_is_left_to_a_person(importing: Importing) -> None:
    event = "UID:a\nSUMMARY:Calm\nDTSTART:20220603T100000Z\nDURATION:PT1H\n"
    importing(calendar(event))
    result = importing(calendar(event + "STATUS:CANCELLED"))
    assert "the file says that it is cancelled" in result.output
    assert [s.status for s in sessions()] == [BookableStatus.SCHEDULED]


def test_a_new_title_renames_the_activity_and_keeps_its_address(importing: Importing) -> None:
    importing([emf_session()])
    importing([emf_session(title="Rope and knots")])
    (activity,) = db.session.scalars(select(Activity))
    assert (activity.title, activity.slug) == ("Rope and knots", "rope-circle")
    assert [session.title for session in sessions()] == ["Rope and knots"]
    more = [emf_session(title="Rope and knots"), emf_session(6, "Rope and knots", **later(15))]
    importing(more)
    assert len(list(db.session.scalars(select(Activity)))) == 1


def test_a_new_title_of_one_session_alone_makes_another_activity(importing: Importing) -> None:
    importing([emf_session(), emf_session(6, **later(15))])
    importing([emf_session(), emf_session(6, "Rope for children", **later(15))])
    assert [(s.title, s.activity.title) for s in sessions()] == [
        ("Rope circle", "Rope circle"),
        ("Rope for children", "Rope for children"),
    ]


def test_two_sources_in_one_festival_leave_each_other_alone(importing: Importing) -> None:
    importing([emf_session()])
    own = a_session(title="Of our own")
    result = importing(calendar("UID:5\nSUMMARY:Calm\nDTSTART:20220603T100000Z\nDURATION:PT1H"))
    assert (summary(result)["Taken"], summary(result)["Gone"]) == (
        "1 (1 new, 0 changed, 0 same)",
        "0",
    )
    assert {row.source for row in db.session.scalars(select(ImportedRow))} == {"emf", "ics"}
    assert db.session.get_one(Session, own.id).title == "Of our own"


def test_the_same_id_and_start_with_other_words_is_refused(importing: Importing) -> None:
    result = importing([emf_session(), emf_session(title="Something else")])
    assert "it has the id and the start of row 1, but says otherwise" in result.stdout
    assert [session.title for session in sessions()] == ["Rope circle"]
