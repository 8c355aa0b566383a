"""The planner's page and what its script asks for, without a browser."""

import json
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.factories import a_festival, a_session, a_space
from tests.pages import fields_of
from tests.staff import an_account, signed_in, staff_of, works_for
from wellness.clock import instant_of
from wellness.database import db, transaction
from wellness.festivals.models import Festival
from wellness.planner.models import DraftSession, Step
from wellness.programme.models import Session
from wellness.staff.models import Role

JSON = {"Accept": "application/json"}


def draft_of(session: Session) -> DraftSession:
    db.session.rollback()
    found: DraftSession = db.session.query(DraftSession).filter_by(session_id=session.id).one()
    return found


def at(festival: Festival, hour: int, minute: int = 0, day: int = 2) -> datetime:
    """That wall time on the festival's third day, unless `day` says another."""
    first = festival.starts_on + timedelta(days=day)
    return instant_of(datetime.combine(first, time(hour, minute)), festival.zone)


def wall(moment: datetime, festival: Festival) -> str:
    return moment.astimezone(festival.zone).strftime("%Y-%m-%dT%H:%M")


class Planning:
    """Somebody with the planner open on the third day."""

    def __init__(self, client: FlaskClient, festival: Festival) -> None:
        self.client = client
        self.festival = festival
        self.base = f"/staff/{festival.slug}/planner"
        self.day = festival.starts_on + timedelta(days=2)
        self.token = fields_of(self.page(), "/undo")["csrf_token"]

    def page(self) -> str:
        answer = self.client.get(f"{self.base}?day={self.day}")
        assert answer.status_code == 200
        return answer.text

    def posts(self, address: str, sent: Any, status: int = 200) -> Any:
        answer = self.client.post(
            f"{self.base}/{address}?day={self.day}",
            json=sent,
            headers={**JSON, "X-CSRFToken": self.token},
        )
        assert answer.status_code == status, answer.text
        return answer.json

    def wishes(self, *wishes: dict[str, Any], status: int = 200) -> Any:
        return self.posts("changes", {"wishes": list(wishes)}, status)

    def since(self, version: int, seen: str = "") -> Any:
        asked = f"{self.base}/since?version={version}&seen={seen}&day={self.day}"
        return self.client.get(asked, headers=JSON)


def moved(draft: DraftSession, **to: Any) -> dict[str, Any]:
    return {"draft": draft.id, "seen": draft.revision, "space": draft.space_id} | to


@pytest.fixture
def festival(app: object) -> Festival:
    del app
    return a_festival()


@pytest.fixture
def planning(client: FlaskClient, festival: Festival) -> Planning:
    return Planning(staff_of(client, festival, Role.PROGRAMME), festival)


class TestThePage:
    def test_a_day_shows_its_sessions_under_their_spaces_and_the_tray(
        self, planning: Planning, festival: Festival
    ) -> None:
        tent = a_space(festival, name="Bell tent")
        here = a_session(festival, space=tent, title="Sound bath", starts_at=at(festival, 10))
        other = a_session(festival, title="Tai chi", starts_at=at(festival, 10, day=1))
        waiting = draft_of(a_session(festival, title="Journalling", starts_at=at(festival, 12)))
        with transaction():
            waiting.space_id = None
        page = planning.page()
        assert f'id="d{draft_of(here).id}"' in page
        assert 'data-t="300"' in page  # ten o'clock is five hours after dawn
        assert f'id="d{draft_of(other).id}"' not in page
        assert "Journalling" in page.split('class="tray"')[1]
        assert "Bell tent" in page

    def test_without_scripts_every_session_leads_to_its_form(
        self, planning: Planning, festival: Festival
    ) -> None:
        session = a_session(festival, starts_at=at(festival, 10))
        address = f"{planning.base}/sessions/{session.reference}/place"
        assert f'href="{address}"' in planning.page()
        assert planning.client.get(address).status_code == 200

    def test_empty_hours_are_folded_and_the_day_of_the_clocks_is_whole(
        self, client: FlaskClient
    ) -> None:
        festival = a_festival(starts_on=date(2027, 3, 27), days=2)
        a_space(festival)
        planner = staff_of(client, festival, Role.ORGANIZER)
        page = planner.get(f"/staff/{festival.slug}/planner?day=2027-03-27").text
        facts = json.loads(page.split('data-facts="')[1].split('"')[0].replace("&#34;", '"'))
        assert facts["minutes"] == 23 * 60  # summer time begins that night
        assert facts["offsets"] == [[0, 60], [21 * 60, 120]]
        assert facts["folds"][0] == [0, 180]

    @pytest.mark.one_database
    def test_a_festival_without_spaces_says_what_comes_first(self, planning: Planning) -> None:
        assert "No space yet" in planning.page()


class TestChanges:
    def test_a_wish_is_done_and_answered_with_the_card_as_it_is(
        self, planning: Planning, festival: Festival
    ) -> None:
        session = a_session(festival, starts_at=at(festival, 10), capacity=12)
        draft, tent = draft_of(session), a_space(festival, name="Bell tent")
        to = wall(at(festival, 11, 20), festival)
        answer = planning.wishes(moved(draft, space=tent.id, starts_at=to, length=45))
        now = draft_of(session)
        assert (now.space_id, now.starts_at, now.length_minutes) == (
            tent.id,
            at(festival, 11, 20),
            45,
        )
        card = answer["cards"][str(draft.id)]
        assert "11:20–12:05" in card
        assert "Moved" in card
        assert answer["undo"] == "Undo: moved Morning yoga"
        assert answer["version"] == 2
        assert db.session.get_one(Session, session.id).starts_at == at(festival, 10)

    def test_a_clash_is_answered_with_its_sentence_on_both_cards(
        self, planning: Planning, festival: Festival
    ) -> None:
        tent = a_space(festival, name="Bell tent")
        yoga = a_session(festival, space=tent, starts_at=at(festival, 10))
        bath = a_session(festival, space=tent, title="Sound bath", starts_at=at(festival, 12))
        draft = draft_of(bath)
        to = wall(at(festival, 10, 30), festival)
        warnings = planning.wishes(moved(draft, starts_at=to, length=60))["warnings"]
        assert warnings["all"] >= 1
        for each in (draft.id, draft_of(yoga).id):
            mark = warnings["by_session"][str(each)]
            assert mark["hard"]
            assert any("Sound bath" in said and "Bell tent" in said for said in mark["says"])

    def test_what_somebody_changed_since_is_refused_by_name(
        self, planning: Planning, festival: Festival
    ) -> None:
        session = a_session(festival, starts_at=at(festival, 10))
        draft = draft_of(session)
        wish = moved(draft, starts_at=wall(at(festival, 11), festival), length=60)
        planning.wishes(wish)
        answer = planning.wishes(wish, status=409)
        assert answer["error"] == "changed_since"
        assert "Ana changed “Morning yoga”" in answer["message"]
        assert draft_of(session).starts_at == at(festival, 11)

    def test_many_wishes_are_done_all_or_none(self, planning: Planning, festival: Festival) -> None:
        one, other = (a_session(festival, starts_at=at(festival, 10)) for _ in range(2))
        to = wall(at(festival, 14), festival)
        stale = moved(draft_of(other), starts_at=to, length=60) | {"seen": 99}
        planning.wishes(moved(draft_of(one), starts_at=to, length=60), stale, status=409)
        assert draft_of(one).starts_at == at(festival, 10)

    def test_a_wall_time_that_happens_twice_is_asked_back(self, client: FlaskClient) -> None:
        festival = a_festival(starts_on=date(2027, 10, 29), days=3)
        planning = Planning(staff_of(client, festival, Role.ORGANIZER), festival)
        draft = draft_of(a_session(festival, starts_at=at(festival, 20, day=1)))
        answer = planning.wishes(moved(draft, starts_at="2027-10-31T02:30", length=30), status=422)
        assert answer["readings"] == ["2027-10-31T02:30+02:00", "2027-10-31T02:30+01:00"]
        planning.wishes(moved(draft, starts_at=answer["readings"][1], length=30))
        later = db.session.get_one(DraftSession, draft.id, populate_existing=True).starts_at
        assert later is not None
        assert later.isoformat() == "2027-10-31T01:30:00+00:00"

    @pytest.mark.one_database
    def test_nonsense_is_refused_and_changes_nothing(
        self, planning: Planning, festival: Festival
    ) -> None:
        draft = draft_of(a_session(festival, starts_at=at(festival, 10)))
        cases: tuple[Any, ...] = (
            None,
            {},
            {"wishes": []},
            {"wishes": ["x"]},
            {"wishes": [{"draft": "1"}]},
            {"wishes": [moved(draft, starts_at="tomorrow")]},
            {"wishes": [moved(draft, starts_at=None) | {"draft": True}]},
        )
        for sent in cases:
            planning.posts("changes", sent, 422)
        assert db.session.query(Step).count() == 0

    def test_another_festivals_session_does_not_exist(
        self, planning: Planning, festival: Festival
    ) -> None:
        foreign = draft_of(a_session(a_festival()))
        to = wall(at(festival, 11), festival)
        planning.wishes(moved(foreign, space=None, starts_at=to, length=60), status=404)
        own = draft_of(a_session(festival, starts_at=at(festival, 10)))
        tent = a_space(a_festival())
        planning.wishes(moved(own, space=tent.id, starts_at=to, length=60), status=404)

    def test_sessions_are_fixed_together(self, planning: Planning, festival: Festival) -> None:
        sessions = [a_session(festival, starts_at=at(festival, 10)) for _ in range(2)]
        ids = [draft_of(each).id for each in sessions]
        answer = planning.posts("fixed", {"drafts": ids, "is_fixed": True})
        assert all(draft_of(each).is_fixed for each in sessions)
        assert "data-f" in answer["cards"][str(ids[0])]


class TestGoingBack:
    def test_undo_and_redo_answer_the_script_and_the_form_alike(
        self, planning: Planning, festival: Festival
    ) -> None:
        session = a_session(festival, starts_at=at(festival, 10))
        to = wall(at(festival, 11), festival)
        planning.wishes(moved(draft_of(session), starts_at=to, length=60))
        answer = planning.posts("undo", {})
        assert answer["said"] == "Undone: moved Morning yoga."
        assert answer["redo"] == "Redo: moved Morning yoga"
        assert draft_of(session).starts_at == at(festival, 10)
        form = planning.client.post(
            f"{planning.base}/redo?day={planning.day}", data={"csrf_token": planning.token}
        )
        assert form.status_code == 303
        assert form.headers["Location"].endswith(f"planner?day={planning.day}")
        assert draft_of(session).starts_at == at(festival, 11)
        assert "Undo: moved Morning yoga" in planning.page()

    def test_nothing_to_undo_is_said(self, planning: Planning, festival: Festival) -> None:
        a_space(festival)
        assert planning.posts("undo", {}, 409)["error"] == "nothing_to_undo"


class TestSeveralAtOnce:
    def test_nothing_new_is_an_empty_answer(self, planning: Planning, festival: Festival) -> None:
        db.session.refresh(festival)
        answer = planning.since(festival.draft_version)
        assert (answer.status_code, answer.data) == (204, b"")

    def test_others_changes_come_with_who_moved_what_where(
        self, planning: Planning, client: FlaskClient, festival: Festival
    ) -> None:
        session = a_session(festival, starts_at=at(festival, 10))
        tent = a_space(festival, name="Bell tent")
        before = db.session.get_one(Festival, festival.id, populate_existing=True).draft_version
        ben = an_account(name="Ben")
        works_for(ben, festival, Role.ORGANIZER)
        other = Planning(signed_in(client.application.test_client(), ben), festival)
        to = wall(at(festival, 11), festival)
        other.wishes(moved(draft_of(session), space=tent.id, starts_at=to, length=60))
        seen = planning.since(before)
        said = seen.json["news"][str(draft_of(session).id)]
        assert said.startswith("Ben moved Morning yoga to Bell tent, ")
        assert said.endswith("11:00.")
        assert "11:00–12:00" in seen.json["cards"][str(draft_of(session).id)]
        assert other.since(before).json["news"] == {}


def test_the_grid_is_for_those_who_plan(client: FlaskClient, festival: Festival) -> None:
    for role in (Role.FACILITATOR, Role.DESK):
        visitor = staff_of(client.application.test_client(), festival, role)
        assert visitor.get(f"/staff/{festival.slug}/planner").status_code == 404
