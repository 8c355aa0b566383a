"""Releasing: what becomes public, what is remembered of it, and what is refused."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.booking.people import asks, counts_of, status_of
from tests.factories import (
    a_facilitator,
    a_festival,
    a_pass,
    a_session,
    a_space,
    an_activity,
    from_now,
)
from tests.planner.releasing import a_draft, counted, releases, replans, reviewed, words_wait
from wellness.booking.models import Bookable, BookableStatus, Entry
from wellness.database import Model, db
from wellness.festivals.models import Festival
from wellness.planner.errors import NothingToRelease, TooFewPlaces
from wellness.planner.models import Release
from wellness.planner.rules.review import Kind
from wellness.planner.rules.twins import What
from wellness.programme.models import Activity, Change, Session
from wellness.staff.models import Deed

HOUR = timedelta(hours=1)
pytestmark = pytest.mark.usefixtures("app")


def log_of(festival: Festival) -> list[tuple[str, str, int | None]]:
    lines = db.session.scalars(
        select(Change).where(Change.festival_id == festival.id).order_by(Change.id)
    )
    return [(line.kind, line.after, line.release_number) for line in lines]


def everything() -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    db.session.rollback()
    return {
        table.name: sorted(map(tuple, db.session.execute(table.select())), key=repr)
        for table in Model.metadata.sorted_tables
    }


def fresh(session: Bookable) -> Bookable:
    db.session.refresh(session)
    return session


class TestWhatBecomesPublic:
    def test_a_moved_session_remembers_where_it_was_and_raises_sequence_once(self) -> None:
        festival = a_festival()
        old, new = a_space(festival, name="Bell tent"), a_space(festival, name="Barn")
        yoga = a_session(festival, space=old)
        starts_at = yoga.starts_at
        replans(yoga, later=HOUR, space_id=new.id)
        assert fresh(yoga).starts_at == starts_at
        made = releases(festival)
        fresh(yoga)
        assert (yoga.starts_at, yoga.ends_at) == (starts_at + HOUR, starts_at + 2 * HOUR)
        assert (yoga.was_starts_at, yoga.was_space_name) == (starts_at, "Bell tent")
        assert (yoga.space_id, yoga.sequence) == (new.id, 1)
        assert [kind for kind, _, _ in log_of(festival)] == ["moved", "room"]
        assert made.counts["moved"] == 1

    def test_a_room_only_change_is_called_that_and_raises_sequence(self) -> None:
        festival = a_festival()
        barn = a_space(festival, name="Barn")
        yoga = a_session(festival)
        replans(yoga, space_id=barn.id)
        [change] = reviewed(festival).changes
        assert (change.kind, change.what) == (Kind.ROOM, frozenset({What.ROOM}))
        releases(festival)
        assert log_of(festival) == [("room", "Barn", 1)]
        assert (fresh(yoga).sequence, yoga.was_starts_at) == (1, None)

    def test_what_is_no_promise_leaves_sequence_alone(self) -> None:
        festival = a_festival()
        mira = a_facilitator(festival)
        yoga = a_session(festival)
        opens_at = from_now(hours=1)
        replans(
            yoga,
            capacity=12,
            kept_for_door=2,
            party_limit=1,
            opens_at=opens_at,
            facilitator_ids=[mira.id],
        )
        releases(festival)
        fresh(yoga)
        assert (yoga.capacity, yoga.kept_for_door, yoga.party_limit) == (12, 2, 1)
        assert yoga.opens_at == opens_at
        assert [one.id for one in db.session.get_one(Session, yoga.id).facilitators] == [mira.id]
        assert (yoga.sequence, log_of(festival)) == (0, [])

    def test_a_new_session_is_public_with_its_reference_and_its_activitys_words(self) -> None:
        festival = a_festival()
        a_session(festival)
        circle = an_activity(festival, title="Quiet circle", is_support=True)
        mira, space = a_facilitator(festival), a_space(festival)
        draft = a_draft(
            festival,
            activity=circle,
            starts_at=from_now(days=1),
            space_id=space.id,
            facilitator_ids=[mira.id],
            entry=Entry.BOOKED,
        )
        releases(festival)
        made = db.session.scalars(select(Session).where(Session.reference == draft.reference)).one()
        assert (made.title, made.is_support, made.capacity) == ("Quiet circle", True, 10)
        assert [one.id for one in made.facilitators] == [mira.id]
        db.session.refresh(draft)
        assert draft.session_id == made.id
        assert [(kind, number) for kind, _, number in log_of(festival)] == [("new", 1)]
        assert reviewed(festival).is_empty

    def test_what_waits_in_the_tray_stays_there(self) -> None:
        festival = a_festival()
        yoga = a_session(festival)
        a_draft(festival)
        a_draft(festival, starts_at=from_now(days=1))
        replans(yoga, starts_at=None)
        review = reviewed(festival)
        assert (review.is_empty, len(review.unplaced)) == (True, 3)

    def test_a_cancelled_session_keeps_its_time_and_says_where_to_go(self) -> None:
        festival = a_festival()
        yoga, other = a_session(festival), a_session(festival)
        starts_at = yoga.starts_at
        replans(
            yoga,
            later=HOUR,
            is_cancelled=True,
            cancel_reason="Too much wind.",
            alternatives=[other.reference],
        )
        releases(festival)
        fresh(yoga)
        assert (yoga.status, yoga.cancel_reason) == (BookableStatus.CANCELLED, "Too much wind.")
        assert (yoga.alternatives, yoga.starts_at, yoga.sequence) == (
            [other.reference],
            starts_at,
            1,
        )
        assert yoga.cancelled_at is not None
        assert reviewed(festival).is_empty

    def test_a_restored_session_takes_place_with_its_bookings_and_a_higher_sequence(self) -> None:
        festival = a_festival()
        yoga = a_session(festival)
        held = asks(a_pass(), yoga)
        replans(yoga, is_cancelled=True, cancel_reason="Wind")
        releases(festival)
        replans(yoga, is_cancelled=False)
        releases(festival)
        fresh(yoga)
        assert (yoga.status, yoga.cancel_reason, yoga.cancelled_at) == (
            BookableStatus.SCHEDULED,
            "",
            None,
        )
        assert (yoga.sequence, status_of(held)) == (2, ["confirmed"])
        assert [kind for kind, _, _ in log_of(festival)] == ["cancelled", "restored"]

    def test_new_words_reach_the_activity_and_all_its_sessions_at_once(self) -> None:
        festival = a_festival()
        activity = an_activity(festival, title="Yoga")
        one, two = (a_session(festival, activity=activity) for _ in range(2))
        words_wait(activity, title="Slow yoga", min_age=16, summary="Slowly.")
        assert fresh(one).title == "Yoga"
        [text] = reviewed(festival).texts
        assert ("title", "Yoga", "Slow yoga") in text.columns
        releases(festival)
        assert [(fresh(each).title, each.min_age) for each in (one, two)] == [("Slow yoga", 16)] * 2
        db.session.refresh(activity)
        assert (activity.summary, activity.drafted) == ("Slowly.", None)
        assert log_of(festival) == [("text", "Slow yoga", 1)]
        assert reviewed(festival).is_empty

    def test_more_places_serve_the_waiting_list(self) -> None:
        festival = a_festival()
        yoga = a_session(festival, capacity=1, starts_in=timedelta(days=3))
        asks(a_pass(), yoga, before=timedelta(days=2))
        waits = asks(a_pass(), yoga, before=timedelta(days=2))
        replans(yoga, capacity=2)
        releases(festival)
        assert (status_of(waits), counts_of(yoga)) == (["confirmed"], (2, 0))


class TestTheReleaseItself:
    def test_it_is_numbered_counted_recorded_and_stamped(self) -> None:
        festival = a_festival()
        yoga = a_session(festival)
        version = festival.version
        replans(yoga, later=HOUR)
        releases(festival)
        made = db.session.scalars(select(Release)).one()
        db.session.refresh(festival)
        assert (made.number, made.made_by, festival.release_number) == (1, "Ana", 1)
        assert festival.version == version + 1
        deed = db.session.scalars(select(Deed)).one()
        assert (deed.kind, deed.about, deed.facts["moved"]) == ("released", "1", 1)

    def test_the_first_release_shows_the_festival_and_calls_nothing_new(self) -> None:
        festival = a_festival(is_released=False)
        a_draft(festival, starts_at=from_now(days=1), space_id=a_space(festival).id)
        releases(festival)
        db.session.refresh(festival)
        assert festival.released_at is not None
        assert log_of(festival) == []

    def test_a_festival_without_sessions_can_be_shown_but_not_released_twice(self) -> None:
        festival = a_festival(is_released=False)
        releases(festival)
        with pytest.raises(NothingToRelease):
            releases(festival)

    def test_a_part_is_released_and_the_rest_waits(self) -> None:
        festival = a_festival()
        one, two = a_session(festival), a_session(festival)
        activity = db.session.get_one(Activity, one.activity_id)
        words_wait(activity, summary="New")
        first = replans(one, later=HOUR)
        replans(two, later=HOUR)
        releases(festival, only={first.id})
        assert (fresh(one).sequence, fresh(two).sequence) == (1, 0)
        left = reviewed(festival)
        assert [change.session_id for change in left.changes] == [two.id]
        assert len(left.texts) == 1

    def test_a_refused_release_leaves_every_table_as_it_was(self) -> None:
        festival = a_festival()
        full, other = a_session(festival, capacity=3, title="Sound bath"), a_session(festival)
        for _ in range(3):
            asks(a_pass(), full)
        replans(full, capacity=2)
        replans(other, later=HOUR)
        before = everything()
        with pytest.raises(TooFewPlaces) as refused:
            releases(festival)
        assert "Sound bath" in refused.value.sentence
        assert everything() == before
        with pytest.raises(NothingToRelease):
            releases(festival, only=set())
        assert everything() == before

    def test_closed_and_kept_drops_nobody(self) -> None:
        festival = a_festival()
        full = a_session(festival, capacity=3)
        held = [asks(a_pass(), full) for _ in range(3)]
        draft = replans(full, capacity=2)
        assert reviewed(festival).changes[0].is_below_taken
        releases(festival, keep={draft.id})
        assert (fresh(full).capacity, full.is_closed, full.taken) == (2, True, 3)
        assert status_of(*held) == ["confirmed"] * 3

    def test_another_festivals_draft_is_not_carried_over(self) -> None:
        mine, theirs = a_festival(), a_festival()
        their_session = a_session(theirs)
        draft = replans(their_session, later=HOUR)
        with pytest.raises(NothingToRelease):
            releases(mine, only={draft.id})
        assert fresh(their_session).sequence == 0


class TestWhomItTouches:
    def test_sessions_that_move_together_clash_with_nobody_anew(self) -> None:
        festival = a_festival()
        one = a_session(festival, starts_in=timedelta(days=1))
        two = a_session(festival, starts_in=timedelta(days=1, hours=1))
        ana = a_pass()
        asks(ana, one), asks(ana, two)
        first = replans(one, later=HOUR)
        assert [each.now_clash for each in reviewed(festival).changes] == [1]
        replans(two, later=HOUR)
        assert [each.now_clash for each in reviewed(festival).changes] == [0, 0]
        assert [each.now_clash for each in reviewed(festival, only={first.id}).changes] == [1]

    def test_it_asks_the_database_the_same_number_of_times_for_one_and_for_many(self) -> None:
        festival = a_festival()
        sessions = [a_session(festival, starts_in=timedelta(hours=24 + n)) for n in range(6)]
        for session in sessions:
            asks(a_pass(), session)
        replans(sessions[0], later=HOUR)
        with counted() as few:
            reviewed(festival)
        for session in sessions[1:]:
            replans(session, later=HOUR)
        with counted() as many:
            assert len(reviewed(festival).changes) == 6
        assert len(few) == len(many)
