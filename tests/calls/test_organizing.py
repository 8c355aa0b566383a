import csv
import io
from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy import select

from tests.calls import ANSWERS, DAY, QUESTIONS, a_call, an_application
from tests.factories import a_festival
from tests.setup.filling import changed, opened, sent
from tests.staff import staff_of
from wellness.calls.models import ApplicationState, Call, QuestionKind
from wellness.database import db
from wellness.festivals.models import Festival
from wellness.staff.models import Deed, Role


def _calls(festival: Festival) -> str:
    return f"/staff/{festival.slug}/calls"


def _base(call: Call) -> str:
    return f"{_calls(call.festival)}/{call.slug}"


def _now(call: Call) -> Call:
    db.session.expire_all()
    return db.session.get_one(Call, call.id)


def _organizer(client: FlaskClient, call: Call) -> FlaskClient:
    return staff_of(client, call.festival, Role.ORGANIZER)


class TestMakingACall:
    def test_it_begins_with_a_title_and_is_nobody_elses_yet(self, client: FlaskClient) -> None:
        festival = a_festival()
        staff_of(client, festival, Role.ORGANIZER)
        answer = sent(client, _calls(festival), title="Winter studio")
        assert answer.headers["Location"].endswith("/calls/winter-studio/edit")
        call = db.session.scalars(select(Call)).one()
        assert [row["kind"] for row in call.questions] == ["text", "long_text", "link", "agreement"]
        assert client.get(f"/{festival.slug}/residencies/winter-studio").status_code == 404
        assert "Winter studio" in client.get(_calls(festival)).text

    def test_times_are_the_festivals_wall_clock(self, client: FlaskClient) -> None:
        call = a_call(a_festival(zone="America/New_York"), is_published=False)
        _organizer(client, call)
        typed = {"opens_at": "2027-06-01T09:00", "closes_at": "2027-06-10T18:00"}
        sent(client, f"{_base(call)}/edit", **typed, answers_by="")
        closes = _now(call).closes_at
        assert closes is not None
        assert closes.isoformat() == "2027-06-10T22:00:00+00:00"

    def test_a_time_that_the_clocks_jump_over_is_asked_about(self, client: FlaskClient) -> None:
        call = a_call(a_festival(zone="Europe/Berlin"), is_published=False)
        _organizer(client, call)
        answer = sent(
            client, f"{_base(call)}/edit", opens_at="", closes_at="2027-03-28T02:30", answers_by=""
        )
        assert answer.status_code == 422
        assert answer.text.count('name="closes_at-reading"') == 2

    def test_roles_are_kept_renamed_and_added(self, client: FlaskClient) -> None:
        call = a_call()
        _organizer(client, call)
        first = call.roles[0].id
        fields = {"roles-0-name": "Writer", "roles-2-name": "Drummer", "roles-2-places": "3"}
        sent(client, f"{_base(call)}/edit", **fields)
        roles = [(role.name, role.places) for role in _now(call).roles]
        assert roles == [("Writer", 2), ("Producer", 1), ("Drummer", 3)]
        assert _now(call).roles[0].id == first

    def test_a_role_somebody_applies_for_stays(self, client: FlaskClient) -> None:
        call = a_call()
        an_application(call, role="Producer")
        _organizer(client, call)
        answer = sent(client, f"{_base(call)}/edit", **{"roles-1-name": ""})
        assert answer.status_code == 422
        assert "this role stays" in answer.text
        assert len(_now(call).roles) == 2

    def test_new_words_of_the_agreement_are_a_new_version(self, client: FlaskClient) -> None:
        call = a_call()
        _organizer(client, call)
        sent(client, f"{_base(call)}/edit", summary="Two days.")
        assert _now(call).agreement_version == 1
        sent(client, f"{_base(call)}/edit", agreement="Equal shares, and no filming.")
        assert _now(call).agreement_version == 2

    def test_two_editors_see_both_versions(self, client: FlaskClient) -> None:
        call = a_call()
        _organizer(client, call)
        mine = opened(client, f"{_base(call)}/edit")
        sent(client, f"{_base(call)}/edit", summary="Theirs.")
        answer = client.post(f"{_base(call)}/edit", data=changed(mine, summary="Mine."))
        assert answer.status_code == 409
        assert "Theirs." in answer.text
        assert "Mine." in answer.text
        assert _now(call).summary == "Theirs."

    def test_the_text_can_be_looked_at_without_saving(self, client: FlaskClient) -> None:
        call = a_call()
        _organizer(client, call)
        answer = sent(client, f"{_base(call)}/edit", description="## New part", look="1")
        assert '<h3 id="new-part">New part</h3>' in answer.text
        assert "New part" not in _now(call).description


class TestPublishing:
    def test_it_is_published_and_taken_back(self, client: FlaskClient) -> None:
        call = a_call(is_published=False)
        _organizer(client, call)
        public = f"/{call.festival.slug}/residencies/{call.slug}"
        sent(client, _base(call), f"{_base(call)}/publish")
        assert client.get(public).status_code == 200
        sent(client, _base(call), f"{_base(call)}/unpublish")
        assert client.get(public).status_code == 404
        kinds = list(db.session.scalars(select(Deed.kind).order_by(Deed.id)))
        assert kinds[-2:] == ["call_published", "call_edited"]

    def test_once_somebody_has_begun_it_stays_public(self, client: FlaskClient) -> None:
        call = a_call()
        _organizer(client, call)
        form = opened(client, _base(call), f"{_base(call)}/unpublish")
        an_application(call, state=ApplicationState.DRAFT)
        assert client.post(f"{_base(call)}/unpublish", data=form).status_code == 409
        assert _now(call).published_at is not None

    def test_a_call_without_a_closing_is_not_published(self, client: FlaskClient) -> None:
        call = a_call(is_published=False, closes_in=None)
        _organizer(client, call)
        answer = sent(client, _base(call), f"{_base(call)}/publish")
        assert answer.status_code == 409
        assert "closing time" in answer.text
        assert _now(call).published_at is None

    def test_the_closing_moves_later_only(self, client: FlaskClient) -> None:
        call = a_call(a_festival(zone="Europe/London"))
        an_application(call)
        _organizer(client, call)
        closes = call.closes_at
        assert closes is not None
        for days, status in ((-1, 422), (3, 303)):
            typed = (closes + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M")
            answer = sent(client, _base(call), f"{_base(call)}/extend", closes_at=typed)
            assert answer.status_code == status, days
        later = _now(call).closes_at
        assert later is not None
        assert later > closes
        earlier = (closes - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
        assert sent(client, f"{_base(call)}/edit", closes_at=earlier).status_code == 422

    def test_a_blind_reading_stays_blind_once_somebody_has_begun(self, client: FlaskClient) -> None:
        call = a_call()
        an_application(call)
        _organizer(client, call)
        assert sent(client, f"{_base(call)}/edit", is_blind=None).status_code == 422
        assert _now(call).is_blind


class TestQuestions:
    def test_a_question_is_added_moved_edited_and_removed(self, client: FlaskClient) -> None:
        call = a_call()
        _organizer(client, call)
        options = "Guitar\nPiano\n"
        typed = {"label": "Which instrument?", "kind": "choice", "options": options}
        sent(client, f"{_base(call)}/ask", **typed, is_required="y")
        added = _now(call).questions[-1]
        assert (added["kind"], added["options"]) == ("choice", ["Guitar", "Piano"])
        path = f"{_base(call)}/questions/{added['key']}"
        sent(client, f"{_base(call)}/questions", f"{path}/up")
        assert _now(call).questions[-2]["key"] == added["key"]
        sent(client, path, label="What do you play?")
        assert _now(call).questions[-2]["label"] == "What do you play?"
        sent(client, f"{_base(call)}/questions", f"{path}/remove")
        assert [row["key"] for row in _now(call).questions] == [q.key for q in QUESTIONS]

    def test_a_choice_needs_answers_to_choose_from(self, client: FlaskClient) -> None:
        call = a_call()
        _organizer(client, call)
        for options in ("", "Only one", "Same\nSame"):
            answer = sent(
                client, f"{_base(call)}/ask", label="Which?", kind="choice", options=options
            )
            assert answer.status_code == 422, options
        assert len(_now(call).questions) == len(QUESTIONS)

    def test_what_was_answered_stays_asked(self, client: FlaskClient) -> None:
        call = a_call()
        _organizer(client, call)
        remove = opened(client, f"{_base(call)}/questions", f"{_base(call)}/questions/plan/remove")
        an_application(call)
        removed = client.post(f"{_base(call)}/questions/plan/remove", data=remove)
        assert removed.status_code == 409
        path = f"{_base(call)}/questions"
        assert sent(client, f"{path}/plan", kind="text").status_code == 422
        assert sent(client, f"{path}/setting", is_required="y").status_code == 422
        assert sent(client, f"{path}/name", shows_who=None).status_code == 422
        assert sent(client, f"{path}/plan", label="What would you do?").status_code == 303
        sent(client, f"{_base(call)}/ask", label="Anything else?", kind="text", is_required="y")
        asked = _now(call).questions
        assert asked[-1]["is_required"] is False
        assert [row["label"] for row in asked if row["key"] == "plan"] == ["What would you do?"]

    def test_the_role_is_asked_once(self, client: FlaskClient) -> None:
        call = a_call()
        _organizer(client, call)
        typed = {"label": "Your role?", "kind": QuestionKind.ROLE.value}
        assert sent(client, f"{_base(call)}/ask", **typed).status_code == 303
        assert sent(client, f"{_base(call)}/ask", **typed).status_code == 422
        preview = client.get(f"{_base(call)}/preview").text
        assert preview.count("Your role?") == 1

    def test_two_editors_of_one_question_see_both(self, client: FlaskClient) -> None:
        call = a_call()
        _organizer(client, call)
        path = f"{_base(call)}/questions/plan"
        mine = opened(client, path)
        sent(client, path, label="Theirs?")
        answer = client.post(path, data=changed(mine, label="Mine?"))
        assert answer.status_code == 409
        assert "Theirs?" in answer.text
        assert "Mine?" in answer.text


class TestTakingAway:
    def test_a_blind_file_names_nobody_and_begins_no_formula(self, client: FlaskClient) -> None:
        call = a_call()
        answers = ANSWERS | {"plan": "=HYPERLINK(1)"}
        an_application(call, answers=answers)
        an_application(call, state=ApplicationState.DRAFT)
        _organizer(client, call)
        text = sent(client, f"{_base(call)}/export").text
        rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
        assert len(rows) == 2
        assert rows[1][:3] == ["1", "submitted", "Songwriter"]
        assert "'=HYPERLINK(1)" in rows[1]
        assert "Juno" not in text
        assert "juno-vale" not in text

    def test_a_blind_file_blackens_the_addresses_people_write_into_their_words(
        self, client: FlaskClient
    ) -> None:
        call = a_call()
        an_application(call, answers=ANSWERS | {"plan": "Songs as on @junovale and juno.example"})
        _organizer(client, call)
        text = sent(client, f"{_base(call)}/export").text
        assert "Songs as on ▇▇▇ and ▇▇▇" in text
        assert "juno" not in text.lower()

    def test_once_it_is_decided_names_are_in_it_and_the_log_says_who_took_it(
        self, client: FlaskClient
    ) -> None:
        call = a_call(is_decided=True, opens_in=-7 * DAY, closes_in=-DAY)
        an_application(call)
        _organizer(client, call)
        assert ANSWERS["name"] in sent(client, f"{_base(call)}/export").text
        deed = db.session.scalars(select(Deed).where(Deed.kind == "exported")).one()
        assert (deed.about, deed.facts) == (call.title, {"applications": 1})
