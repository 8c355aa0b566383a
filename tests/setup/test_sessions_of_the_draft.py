"""Sessions of the draft: added, repeated, edited, and many changed at once."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select

from tests.factories import a_facilitator, a_festival, a_session, a_space, an_activity
from tests.setup.filling import changed, form_of, opened, sent
from tests.staff import an_account, hand_of, staff_of
from wellness import clock
from wellness.booking.models import Entry
from wellness.database import db, in_transaction, transaction
from wellness.festivals.models import Festival
from wellness.planner.actions import sessions as actions
from wellness.planner.actions.undoing import undo_last
from wellness.planner.errors import IsReleased, NeedsCapacity
from wellness.planner.models import DraftSession, Step
from wellness.programme.models import Session
from wellness.staff.models import Role

pytestmark = pytest.mark.one_database
FIRST = date(2026, 3, 27)


@pytest.fixture
def festival(client: FlaskClient) -> Festival:
    """Four days in Berlin; on the third night the clocks jump from 2 to 3."""
    made = a_festival(slug="fest", starts_on=FIRST, days=4)
    staff_of(client, made, Role.PROGRAMME)
    return made


def drafts() -> list[DraftSession]:
    return list(db.session.scalars(select(DraftSession).order_by(DraftSession.id)))


def kinds() -> list[str]:
    return list(db.session.scalars(select(Step.kind).order_by(Step.id)))


def at(hour: int, minute: int = 0, day: int = 27) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


class TestAddingASession:
    def test_starts_with_the_activitys_defaults_in_the_tray(
        self, client: FlaskClient, festival: Festival
    ) -> None:
        activity, grace = an_activity(festival), a_facilitator(festival)
        with transaction():
            activity.length_minutes, activity.capacity, activity.kept_for_door = 45, 12, 2
        path = f"/staff/fest/activities/{activity.slug}/add"
        form = opened(client, path)
        assert (form["length_minutes"], form["capacity"]) == ("45", "12")
        answer = client.post(path, data=changed(form, facilitator_ids=str(grace.id)))
        assert answer.location == f"/staff/fest/activities/{activity.slug}"
        (made,) = drafts()
        assert (made.starts_at, made.space_id, made.session_id) == (None, None, None)
        assert (made.length_minutes, made.capacity, made.kept_for_door) == (45, 12, 2)
        assert made.facilitator_ids == [grace.id]
        assert kinds() == ["added"]

    def test_is_placed_at_once_after_midnight_too(
        self, client: FlaskClient, festival: Festival
    ) -> None:
        activity, space = an_activity(festival), a_space(festival)
        path = f"/staff/fest/activities/{activity.slug}/add"
        typed = {"day": "2026-03-27", "clock": "01:30", "space_id": str(space.id)}
        assert sent(client, path, capacity="9", **typed).status_code == 303
        (made,) = drafts()
        assert (made.starts_at, made.space_id) == (at(0, 30, day=28), space.id)

    @pytest.mark.parametrize(
        ("typed", "error"),
        [
            ({"day": "2026-03-27"}, "Give day and time together"),
            ({"day": "2026-03-28", "clock": "02:30"}, "jump over this time"),
            ({"capacity": ""}, "Booked sessions need a number"),
            ({"kept_for_door": "99"}, "More places kept for the door than there are"),
            ({"length_minutes": "0"}, "Give a number from 1"),
        ],
    )
    def test_with_an_error_keeps_what_was_typed(
        self, client: FlaskClient, festival: Festival, typed: dict[str, str], error: str
    ) -> None:
        path = f"/staff/fest/activities/{an_activity(festival).slug}/add"
        answer = sent(client, path, **{"capacity": "9", "note": "Keep <this>", **typed})
        assert answer.status_code == 422
        assert error in answer.text
        assert "Keep &lt;this&gt;" in answer.text
        assert drafts() == []

    def test_needs_to_know_how_many_places_there_are(self, festival: Festival) -> None:
        activity, hand = an_activity(festival), hand_of(an_account())
        with pytest.raises(NeedsCapacity):
            in_transaction(
                lambda: actions.add_session(festival, activity.id, hand=hand, now=clock.now())
            )


class TestRepeatingASession:
    def test_is_one_step_at_the_same_wall_time(
        self, client: FlaskClient, festival: Festival
    ) -> None:
        session = a_session(festival, starts_at=at(8))
        path = f"/staff/fest/sessions/{session.reference}/repeat"
        days = ["2026-03-28", "2026-03-29", "2026-03-30"]
        assert sent(client, path, days=days).status_code == 303
        starts = [draft.starts_at for draft in drafts()]
        assert starts == [at(8), at(8, day=28), at(7, day=29), at(7, day=30)]
        assert len({draft.reference for draft in drafts()}) == 4
        assert kinds() == ["repeated"]

    def test_says_where_the_clocks_never_show_that_time(
        self, client: FlaskClient, festival: Festival
    ) -> None:
        session = a_session(festival, starts_at=at(1, 30))  # 02:30, after midnight
        path = f"/staff/fest/sessions/{session.reference}/repeat"
        answer = sent(client, path, days=["2026-03-27", "2026-03-28"])
        said = client.get(answer.location).text
        assert "1 session is added to the draft." in said
        assert "jump over this time: it is either" in said
        assert [d.starts_at for d in drafts()] == [at(1, 30), at(1, 30, day=28)]

    def test_asks_for_a_day(self, client: FlaskClient, festival: Festival) -> None:
        session = a_session(festival, starts_at=at(8))
        answer = sent(client, f"/staff/fest/sessions/{session.reference}/repeat")
        assert answer.status_code == 422
        assert "Choose at least one day." in answer.text


class TestEditingASession:
    def test_waits_in_the_draft(self, client: FlaskClient, festival: Festival) -> None:
        session = a_session(festival, starts_at=at(8), capacity=10)
        path = f"/staff/fest/sessions/{session.reference}/edit"
        answer = sent(client, path, capacity="14", is_fixed="y", note="Bring the drum")
        assert answer.status_code == 303
        (draft,) = drafts()
        assert (draft.capacity, draft.is_fixed, draft.note) == (14, True, "Bring the drum")
        assert db.session.scalars(select(Session.capacity)).one() == 10

    def test_of_two_editors_shows_both(self, client: FlaskClient, festival: Festival) -> None:
        session = a_session(festival, starts_at=at(8), capacity=10)
        path = f"/staff/fest/sessions/{session.reference}/edit"
        mine = changed(opened(client, path), note="Mine")
        sent(client, path, capacity="14")
        answer = client.post(path, data=mine)
        assert answer.status_code == 409
        assert "Ana changed" in answer.text
        both = changed(form_of(answer.text, path), **{"keep-capacity": "theirs"})
        assert client.post(path, data=both).status_code == 303
        (draft,) = drafts()
        assert (draft.capacity, draft.note) == (14, "Mine")


def ticked(*chosen: DraftSession) -> list[str]:
    return [f"{draft.id}.{draft.revision}" for draft in chosen]


class TestManyAtOnce:
    path = "/staff/fest/draft"

    def test_are_changed_in_one_step_that_undoes(
        self, client: FlaskClient, festival: Festival
    ) -> None:
        grace, tent = a_facilitator(festival), a_space(festival)
        for hour in (8, 10, 12):
            a_session(festival, starts_at=at(hour), capacity=10)
        first, second, third = drafts()
        form = changed(
            opened(client, self.path),
            chosen=ticked(first, second),
            shift_minutes="-15",
            capacity="20",
            space_id=str(tent.id),
            sets_leaders="y",
            facilitator_ids=str(grace.id),
            is_fixed="yes",
        )
        answer = client.post(self.path, data=form)
        assert answer.location == self.path
        first, second, third = drafts()
        assert [d.starts_at for d in (first, second, third)] == [at(7, 45), at(9, 45), at(12)]
        assert [d.capacity for d in (first, second, third)] == [20, 20, 10]
        assert [d.space_id == tent.id for d in (first, second, third)] == [True, True, False]
        assert (first.facilitator_ids, first.is_fixed) == ([grace.id], True)
        assert kinds() == ["edited"]

    def test_keep_their_ticks_when_something_is_wrong(
        self, client: FlaskClient, festival: Festival
    ) -> None:
        a_session(festival, starts_at=at(8))
        (draft,) = drafts()
        mark = f'value="{draft.id}.{draft.revision}" checked'
        for typed, error in (
            ({"capacity": "many"}, "Type a whole number"),
            ({}, "all fields are empty"),
        ):
            answer = sent(client, self.path, chosen=ticked(draft), **typed)
            assert answer.status_code == 422
            assert error in answer.text
            assert mark in answer.text
        nothing = sent(client, self.path, capacity="3")
        assert "Tick the sessions that you mean." in nothing.text

    def test_that_somebody_else_changed_are_left_alone_altogether(
        self, client: FlaskClient, festival: Festival
    ) -> None:
        a_session(festival, starts_at=at(8))
        other = a_session(festival, starts_at=at(9))
        seen = ticked(*drafts())
        sent(client, f"/staff/fest/sessions/{other.reference}/edit", capacity="33")
        answer = sent(client, self.path, chosen=seen, capacity="5")
        assert answer.status_code == 409
        assert "Look at it as it is now" in answer.text
        assert [d.capacity for d in drafts()] == [10, 33]

    def test_are_removed_unless_released(self, client: FlaskClient, festival: Festival) -> None:
        session = a_session(festival, starts_at=at(8))
        sent(client, f"/staff/fest/sessions/{session.reference}/repeat", days=["2026-03-28"])
        released, new = drafts()
        both = sent(client, self.path, chosen=ticked(released, new), what="remove")
        assert both.status_code == 409
        assert "is released, and people may count on it" in both.text
        assert len(drafts()) == 2
        assert sent(client, self.path, chosen=ticked(new), what="remove").status_code == 303
        assert [d.id for d in drafts()] == [released.id]

    def test_of_another_festival_cannot_be_ticked(
        self, client: FlaskClient, festival: Festival
    ) -> None:
        a_session(festival, starts_at=at(8))
        a_session(a_festival(), starts_at=at(8))
        answer = sent(client, self.path, chosen=ticked(*drafts()), capacity="3")
        assert answer.status_code == 404
        assert [d.capacity for d in drafts()] == [10, 10]

    def test_are_found_by_day_space_leader_and_state(
        self, client: FlaskClient, festival: Festival
    ) -> None:
        grace, tent = a_facilitator(festival, name="Grace"), a_space(festival, name="Tent")
        a_session(festival, title="One", space=tent, starts_at=at(8))
        a_session(festival, title="Two", facilitators=(grace,), starts_at=at(8, day=28))
        three = a_session(festival, title="Three", starts_at=at(9, day=28))
        sent(client, f"/staff/fest/sessions/{three.reference}/edit", capacity="3")
        category = three.activity.category_id
        for query, found in (
            ("day=2026-03-27", ["One"]),
            ("day=2026-03-28", ["Two", "Three"]),
            (f"space={tent.id}", ["One"]),
            (f"facilitator={grace.id}", ["Two"]),
            (f"category={category}", ["Three"]),
            ("state=changed", ["Three"]),
            ("state=released", ["One", "Two"]),
            ("state=tray", []),
        ):
            page = client.get(f"{self.path}?{query}").text
            shown = [each for each in ("One", "Two", "Three") if f">{each}</a>" in page]
            assert shown == found, query

    def test_ask_the_database_as_often_as_one(
        self, app: Flask, client: FlaskClient, festival: Festival
    ) -> None:
        def asked() -> int:
            count = 0

            def more(*_: object) -> None:
                nonlocal count
                count += 1

            event.listen(db.engine, "before_cursor_execute", more)
            assert client.get(self.path).status_code == 200
            event.remove(db.engine, "before_cursor_execute", more)
            return count

        assert app.testing
        a_session(festival, starts_at=at(8))
        one = asked()
        for number in range(9):
            a_session(festival, starts_at=at(8) + timedelta(hours=number))
        assert asked() == one


def test_a_released_session_is_never_removed_from_the_draft(festival: Festival) -> None:
    a_session(festival, starts_at=at(8))
    (draft,) = drafts()
    hand = hand_of(an_account())
    with pytest.raises(IsReleased):
        in_transaction(
            lambda: actions.remove_sessions(festival, {draft.id: None}, hand=hand, now=clock.now())
        )


def test_what_was_done_to_many_is_undone_as_one(festival: Festival) -> None:
    for hour in (8, 10):
        a_session(festival, starts_at=at(hour), entry=Entry.DROP_IN)
    hand = hand_of(an_account())
    seen = {draft.id: draft.revision for draft in drafts()}
    in_transaction(
        lambda: actions.edit_sessions(
            festival, seen, {"note": "Later"}, shift_minutes=30, hand=hand, now=clock.now()
        )
    )
    assert [d.starts_at for d in drafts()] == [at(8, 30), at(10, 30)]
    in_transaction(lambda: undo_last(festival, hand=hand, now=clock.now()))
    db.session.expire_all()
    assert [(d.starts_at, d.note) for d in drafts()] == [(at(8), ""), (at(10), "")]
