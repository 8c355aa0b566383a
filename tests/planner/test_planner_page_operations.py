"""The planner's forms: one session, many sessions, warnings; without a browser."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.factories import a_facilitator, a_festival, a_session, a_space, an_activity
from tests.pages import fields_of
from tests.staff import staff_of
from wellness.clock import dawn_of
from wellness.database import db, transaction
from wellness.festivals.models import Festival
from wellness.planner.models import AcceptedWarning, DraftSession, SpaceHold
from wellness.programme.models import Session
from wellness.staff.models import Role


def draft_of(session: Session) -> DraftSession:
    db.session.rollback()
    found: DraftSession = (
        db.session.query(DraftSession).filter_by(session_id=session.id).populate_existing().one()
    )
    return found


def at(festival: Festival, hour: float) -> datetime:
    """So many hours after the third day's dawn."""
    day = festival.starts_on + timedelta(days=2)
    return dawn_of(day, festival.zone, festival.dawn) + timedelta(hours=hour)


class Forms:
    """Somebody who fills in the planner's forms."""

    def __init__(self, client: FlaskClient, festival: Festival, role: Role) -> None:
        self.client = staff_of(client, festival, role)
        self.base = f"/staff/{festival.slug}/planner"
        self.day = (festival.starts_on + timedelta(days=2)).isoformat()

    def sends(self, page: str, status: int = 303, to: str = "", **typed: Any) -> str:
        """Open the page, fill in its form, press its button; gives the page that answers."""
        opened = self.client.get(f"{self.base}/{page}")
        assert opened.status_code == 200, opened.text
        fields = {**fields_of(opened.text, to or page.split("?", maxsplit=1)[0]), **typed}
        answer = self.client.post(f"{self.base}/{to or page}", data=fields)
        assert answer.status_code == status, answer.text
        return answer.text


@pytest.fixture
def festival(app: object) -> Festival:
    del app
    return a_festival()


@pytest.fixture
def forms(client: FlaskClient, festival: Festival) -> Forms:
    return Forms(client, festival, Role.ORGANIZER)


class TestOneSession:
    def test_what_two_people_chose_is_shown_and_what_was_typed_is_kept(
        self, forms: Forms, festival: Festival
    ) -> None:
        session = a_session(festival, starts_at=at(festival, 5))
        draft, tent = draft_of(session), a_space(festival, name="Bell tent")
        page = f"sessions/{draft.reference}/place"
        opened = fields_of(forms.client.get(f"{forms.base}/{page}").text, "/place")
        with transaction():
            other = db.session.get_one(DraftSession, draft.id)
            other.revision, other.changed_by, other.space_id = 7, "Ben", tent.id
        sent = opened | {"at": "13:00"}
        told = forms.client.post(f"{forms.base}/{page}", data=sent | {"anyway": "y"})
        assert told.status_code == 409
        assert "Ben changed “Morning yoga” at" in told.text
        assert "It is in Bell tent" in told.text
        again = fields_of(told.text, "/place")
        assert (again["at"], again["seen"]) == ("13:00", "7")
        saved = forms.client.post(f"{forms.base}/{page}", data=again | {"anyway": "y"})
        assert saved.status_code == 303
        assert draft_of(session).starts_at == at(festival, 8)

    def test_a_session_goes_to_the_tray_unless_people_know_of_it(
        self, forms: Forms, festival: Festival
    ) -> None:
        released = draft_of(a_session(festival, starts_at=at(festival, 5)))
        page = f"sessions/{released.reference}/place"
        assert "Back to the tray" not in forms.client.get(f"{forms.base}/{page}").text
        with transaction():
            db.session.get_one(DraftSession, released.id).session_id = None
        forms.sends(page, to=f"sessions/{released.reference}/unplace")
        now = db.session.get_one(DraftSession, released.id, populate_existing=True)
        assert (now.starts_at, now.space_id) == (None, None)

    @pytest.mark.one_database
    def test_what_is_missing_is_said_beside_the_field(
        self, forms: Forms, festival: Festival
    ) -> None:
        session = draft_of(a_session(festival, starts_at=at(festival, 5)))
        page = f"sessions/{session.reference}/place"
        assert "Say when it starts" in forms.sends(page, 422, at="")
        assert "48 hours" in forms.sends(page, 422, length="0")

    def test_another_festivals_session_has_no_form_here(
        self, forms: Forms, festival: Festival
    ) -> None:
        del festival
        foreign = draft_of(a_session(a_festival()))
        for page in ("place", "cancel"):
            address = f"{forms.base}/sessions/{foreign.reference}/{page}"
            assert forms.client.get(address).status_code == 404

    def test_cancelling_names_whom_it_touches_and_is_taken_back(
        self, forms: Forms, festival: Festival
    ) -> None:
        session = a_session(festival, starts_at=at(festival, 5))
        page = f"sessions/{session.reference}/cancel"
        assert "Nobody has a place in it." in forms.client.get(f"{forms.base}/{page}").text
        forms.sends(page, reason="Too much wind")
        assert (draft_of(session).is_cancelled, draft_of(session).cancel_reason) == (
            True,
            "Too much wind",
        )
        assert db.session.get_one(Session, session.id).cancelled_at is None
        forms.sends(page, to=f"sessions/{session.reference}/restore")
        assert not draft_of(session).is_cancelled


class TestManySessions:
    def test_a_space_is_delayed_after_a_look_at_what_it_touches(
        self, forms: Forms, festival: Festival
    ) -> None:
        tent = a_space(festival, name="Bell tent")
        here = a_session(festival, space=tent, starts_at=at(festival, 5))
        early = a_session(festival, space=tent, starts_at=at(festival, 2))
        other = a_session(festival, starts_at=at(festival, 5))
        wish: dict[str, Any] = {
            "day": forms.day,
            "space": tent.id,
            "minutes": 20,
            "starting_from": "08:00",
        }
        seen = forms.sends("delay", 200, **wish)
        assert 'data-touched="1"' in seen
        assert draft_of(here).starts_at == at(festival, 5)
        forms.sends("delay", do="y", **wish)
        minutes = timedelta(minutes=20)
        assert draft_of(here).starts_at == at(festival, 5) + minutes
        assert draft_of(early).starts_at == at(festival, 2)
        assert draft_of(other).starts_at == at(festival, 5)
        assert db.session.get_one(Session, here.id).starts_at == at(festival, 5)

    def test_who_may_release_does_both_in_one_step(self, forms: Forms, festival: Festival) -> None:
        session = a_session(festival, starts_at=at(festival, 5))
        wish: dict[str, Any] = {"day": forms.day, "space": "", "minutes": 30}
        assert "release it now" in forms.sends("delay", 200, **wish)
        forms.sends("delay", do="release", **wish)
        later = at(festival, 5) + timedelta(minutes=30)
        assert draft_of(session).starts_at == later
        assert db.session.get_one(Session, session.id, populate_existing=True).starts_at == later

    def test_who_only_plans_releases_nothing(self, client: FlaskClient, festival: Festival) -> None:
        planner = Forms(client, festival, Role.PROGRAMME)
        session = a_session(festival, starts_at=at(festival, 5))
        wish: dict[str, Any] = {"day": planner.day, "space": "", "minutes": 30}
        assert "release it now" not in planner.sends("delay", 200, **wish)
        planner.sends("delay", do="release", **wish)
        assert draft_of(session).starts_at == at(festival, 5) + timedelta(minutes=30)
        assert db.session.get_one(Session, session.id).starts_at == at(festival, 5)

    def test_a_space_moves_to_where_it_is_dry(self, forms: Forms, festival: Festival) -> None:
        lawn, hall = a_space(festival, name="Lawn"), a_space(festival, name="Hall")
        assert (
            "No space has a wet-weather place" in forms.client.get(f"{forms.base}/wet-place").text
        )
        with transaction():
            db.session.merge(lawn).wet_space_id = hall.id
        session = a_session(festival, space=lawn, starts_at=at(festival, 5))
        forms.sends("wet-place", do="y", day=forms.day, space=lawn.id)
        assert draft_of(session).space_id == hall.id

    def test_a_hold_says_what_is_there_and_can_be_ended(
        self, forms: Forms, festival: Festival
    ) -> None:
        tent = a_space(festival, name="Bell tent")
        a_session(festival, space=tent, starts_at=at(festival, 5))
        wish: dict[str, Any] = {
            "day": forms.day,
            "space": tent.id,
            "starts": "09:00",
            "ends": "11:00",
            "reason": "Sound check",
        }
        assert 'data-touched="1"' in forms.sends("hold", 200, **wish)
        forms.sends("hold", do="y", **wish)
        hold = db.session.query(SpaceHold).one()
        assert (hold.starts_at, hold.ends_at) == (at(festival, 4), at(festival, 6))
        page = forms.client.get(f"{forms.base}?day={forms.day}").text
        assert "Sound check" in page
        forms.sends("hold", to=f"holds/{hold.id}/end")
        assert db.session.query(SpaceHold).count() == 0
        assert "before the start" in forms.sends("hold", 422, **(wish | {"ends": "08:00"}))

    def test_a_day_is_copied(self, forms: Forms, festival: Festival) -> None:
        a_session(festival, starts_at=at(festival, 5))
        to_day = (festival.starts_on + timedelta(days=3)).isoformat()
        forms.sends("copy-day", do="y", day=forms.day, to_day=to_day)
        made = db.session.query(DraftSession).filter_by(session_id=None).one()
        assert made.starts_at == at(festival, 5) + timedelta(days=1)

    @pytest.mark.parametrize(("asked", "offered"), [(1, 2), (3, 3)])
    def test_the_next_day_is_offered_to_copy_to(
        self, forms: Forms, festival: Festival, asked: int, offered: int
    ) -> None:
        day, wanted = (festival.starts_on + timedelta(days=each) for each in (asked, offered))
        page = forms.client.get(f"{forms.base}/copy-day?day={day}").text
        assert fields_of(page, "/copy-day")["to_day"] == wanted.isoformat()

    def test_one_place_left_is_said_as_one(self, forms: Forms, festival: Festival) -> None:
        activity = an_activity(festival)
        one = a_session(festival, activity=activity, starts_at=at(festival, 5))
        a_session(festival, activity=activity, starts_at=at(festival, 8), capacity=1)
        page = forms.client.get(f"{forms.base}/sessions/{one.reference}/cancel").text
        assert "(1 place left)" in page


class TestWarnings:
    def test_a_way_out_is_taken_and_leads_on(self, forms: Forms, festival: Festival) -> None:
        tent, grace = a_space(festival, name="Bell tent"), a_facilitator(festival)
        ben = a_facilitator(festival)
        one = a_session(festival, space=tent, starts_at=at(festival, 5), facilitators=(grace,))
        a_session(festival, space=tent, starts_at=at(festival, 5), facilitators=(ben,))
        page = forms.client.get(f"{forms.base}/warnings").text
        assert "Two sessions in one space" in page
        address = page.split('class="actions">')[1].split('href="')[1].split('"')[0]
        shown = forms.client.get(address.replace("&amp;", "&")).text
        assert "are both in Bell tent" in shown
        fields = fields_of(shown, "/settle")
        assert forms.client.post(f"{forms.base}/warnings/settle", data=fields).status_code == 303
        assert draft_of(one).is_cancelled is False
        assert "Two sessions in one space" not in forms.client.get(f"{forms.base}/warnings").text

    def test_one_is_accepted_with_a_reason_and_taken_back(
        self, forms: Forms, festival: Festival
    ) -> None:
        tent = a_space(festival, name="Bell tent")
        for _ in range(2):
            leader = a_facilitator(festival)
            a_session(festival, space=tent, starts_at=at(festival, 5), facilitators=(leader,))
        page = forms.client.get(f"{forms.base}/warnings").text
        address = page.split('class="actions">')[1].split('href="')[1].split('"')[0]
        shown = forms.client.get(address.replace("&amp;", "&")).text
        fields = fields_of(shown, "/accept")
        refused = forms.client.post(f"{forms.base}/warnings/accept", data=fields)
        assert refused.status_code == 422
        assert "Say in a few words" in refused.text
        fields["reason"] = "They share the tent"
        assert forms.client.post(f"{forms.base}/warnings/accept", data=fields).status_code == 303
        assert db.session.query(AcceptedWarning).one().reason == "They share the tent"
        assert "They share the tent" in forms.client.get(f"{forms.base}/warnings").text
        forms.sends("warnings", to="warnings/take-back")
        assert db.session.query(AcceptedWarning).count() == 0
