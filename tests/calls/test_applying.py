from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy import select, update

from tests.booking.phone import seen
from tests.calls import ANSWERS, DAY, QUESTIONS, a_call
from tests.calls.applying import (
    address_of,
    answers,
    answers_all,
    hands_in,
    opens_question,
    presses,
)
from tests.factories import a_festival, from_now
from tests.pages import fields_of
from tests.studios import a_slot, a_studio
from wellness.calls.answers import answers_of
from wellness.calls.models import Application, ApplicationState, Call
from wellness.calls.rules.questions import ROLE_KEY
from wellness.database import db, transaction
from wellness.passes.access import sealer
from wellness.passes.models import Pass


def _applications() -> list[Application]:
    db.session.rollback()
    return list(db.session.scalars(select(Application).order_by(Application.id)))


def _closes(call: Call) -> None:
    with transaction():
        db.session.execute(
            update(Call).where(Call.id == call.id).values(closes_at=from_now(seconds=-1))
        )


class TestStepByStep:
    def test_the_first_answer_makes_a_draft_and_a_pass(self, client: FlaskClient) -> None:
        call = a_call()
        page = answers(client, call, "name", "Juno Vale")
        assert (page.status, page.path) == (200, f"{address_of(call)}/apply/work")
        assert "Saved at" in page.html
        [mine] = _applications()
        assert mine.state is ApplicationState.DRAFT
        assert answers_of(mine, sealer()) == {"name": "Juno Vale"}
        assert len(db.session.scalars(select(Pass)).all()) == 1

    def test_looking_at_questions_makes_nothing(self, client: FlaskClient) -> None:
        call = a_call()
        for question in QUESTIONS:
            assert opens_question(client, call, question.key).status == 200
        assert client.get(f"{address_of(call)}/apply").status_code == 200
        assert _applications() == []

    def test_going_back_shows_what_was_saved(self, client: FlaskClient) -> None:
        call = a_call()
        answers_all(client, call)
        for key in ("name", "work", "plan"):
            assert ANSWERS[key] in opens_question(client, call, key).html
        chosen = '<input checked id="answer-0" name="answer" type="radio" value="Alone">'
        assert chosen in opens_question(client, call, "setting").html

    def test_a_long_answer_is_kept_whole_and_a_longer_one_is_told(
        self, client: FlaskClient
    ) -> None:
        call = a_call()
        long = "Töne\n" * 1000
        answers(client, call, "plan", long)
        assert answers_of(_applications()[0], sealer())["plan"] == long.strip()
        page = answers(client, call, "plan", "x" * 5001)
        assert (page.status, "under 5000 characters" in page.html) == (422, True)
        assert "x" * 5001 in page.html

    def test_only_https_addresses_are_links(self, client: FlaskClient) -> None:
        call = a_call()
        for typed in ("http://a.example", "javascript:alert(1)", "https://a@b.example", "songs"):
            page = answers(client, call, "work", typed)
            assert page.status == 422, typed
        assert _applications() == []
        assert answers(client, call, "work", "https://juno.example/a?b=1").status == 200

    def test_a_choice_that_is_not_offered_is_refused(self, client: FlaskClient) -> None:
        call, other = a_call(), a_call()
        assert answers(client, call, "setting", "On the moon").status == 422
        assert answers(client, call, ROLE_KEY, str(other.roles[0].id)).status == 422
        assert _applications() == []

    def test_pressing_twice_makes_one_draft(self, client: FlaskClient) -> None:
        call = a_call()
        form = opens_question(client, call, "name")
        sent = fields_of(form.html, "/apply/name") | {"answer": "Juno"}
        client.post(f"{address_of(call)}/apply/name", data=sent)
        client.delete_cookie("pass")  # the answer that set it never arrived
        for _ in range(2):
            answers(client, call, "name", "Juno", form=form)
        assert len(_applications()) == 1

    def test_applying_again_leads_to_the_draft(self, client: FlaskClient) -> None:
        call = a_call()
        answers(client, call, "name", "Juno")
        page = seen(client.get(f"{address_of(call)}/apply", follow_redirects=True))
        assert page.main("data-application") == _applications()[0].reference
        assert "Go on with yours" in client.get(address_of(call)).text


class TestHandingIn:
    def test_what_is_missing_is_said_with_links(self, client: FlaskClient) -> None:
        call = a_call()
        answers(client, call, "name", "Juno")
        page = seen(client.get(f"/me/applications/{_applications()[0].reference}"))
        refused = hands_in(client, page)
        assert (refused.status, refused.main("data-standing")) == (422, "draft")
        for key in (ROLE_KEY, "plan", "age"):
            assert f'<li><a href="{address_of(call)}/apply/{key}">' in refused.html
        assert f'<li><a href="{address_of(call)}/apply/work">' not in refused.html

    def test_it_is_numbered_and_can_be_changed_until_the_closing(self, client: FlaskClient) -> None:
        call = a_call()
        page = hands_in(client, answers_all(client, call))
        assert page.main("data-standing") == "handed_in"
        changed = answers(client, call, "plan", "Five songs.")
        assert changed.main("data-standing") == "handed_in"
        [mine] = _applications()
        assert (mine.number, mine.state) == (1, ApplicationState.SUBMITTED)
        assert answers_of(mine, sealer())["plan"] == "Five songs."
        assert mine.role is not None
        assert mine.role.name == "Songwriter"

    def test_handing_in_twice_changes_nothing(self, client: FlaskClient) -> None:
        call = a_call()
        page = answers_all(client, call)
        hands_in(client, page)
        again = hands_in(client, page)
        assert again.main("data-standing") == "handed_in"
        assert [mine.number for mine in _applications()] == [1]

    def test_a_needed_answer_stays_once_it_is_handed_in(self, client: FlaskClient) -> None:
        call = a_call()
        hands_in(client, answers_all(client, call))
        assert answers(client, call, "plan", "").status == 422
        assert answers_of(_applications()[0], sealer()) == ANSWERS


class TestClosing:
    def test_a_late_draft_is_told_and_kept_readable(self, client: FlaskClient) -> None:
        call = a_call()
        page = answers_all(client, call)
        _closes(call)
        late = hands_in(client, page)
        assert (late.status, late.main("data-standing")) == (409, "late")
        assert ANSWERS["plan"] in late.html
        assert 'hand-in" data-once' not in late.html
        assert _applications()[0].state is ApplicationState.DRAFT

    def test_what_was_typed_when_it_closed_can_be_copied(self, client: FlaskClient) -> None:
        call = a_call()
        form = opens_question(client, call, "plan")
        _closes(call)
        page = answers(client, call, "plan", "Songs for the <lake>", form=form)
        assert page.status == 409
        assert "Songs for the &lt;lake&gt;</textarea>" in page.html
        assert _applications() == []

    def test_answers_handed_in_cannot_be_changed_any_more(self, client: FlaskClient) -> None:
        call = a_call()
        hands_in(client, answers_all(client, call))
        form = opens_question(client, call, "plan")
        _closes(call)
        assert answers(client, call, "plan", "Other songs", form=form).status == 409
        assert answers_of(_applications()[0], sealer()) == ANSWERS

    def test_before_the_opening_nothing_is_taken(self, client: FlaskClient) -> None:
        call = a_call(opens_in=timedelta(hours=1))
        assert "from" in opens_question(client, call, "name").html
        assert client.get(address_of(call)).status_code == 200
        assert _applications() == []

    def test_a_call_that_is_not_published_is_not_there(self, client: FlaskClient) -> None:
        call = a_call(is_published=False)
        assert client.get(address_of(call)).status_code == 404
        assert client.get(f"{address_of(call)}/apply/name").status_code == 404


class TestTwoPhones:
    def test_the_later_one_is_told_what_the_other_saved(self, client: FlaskClient) -> None:
        call = a_call()
        answers(client, call, "plan", "Four songs.")
        here, there = (opens_question(client, call, "plan") for _ in range(2))
        answers(client, call, "plan", "Five songs.", form=there)
        both = answers(client, call, "plan", "Six songs.", form=here)
        assert both.status == 409
        assert "Five songs." in both.html
        assert "Six songs.</textarea>" in both.html
        assert answers_of(_applications()[0], sealer())["plan"] == "Five songs."
        answers(client, call, "plan", "Six songs.", form=both)
        assert answers_of(_applications()[0], sealer())["plan"] == "Six songs."

    def test_two_questions_at_once_are_both_kept(self, client: FlaskClient) -> None:
        call = a_call()
        answers(client, call, "name", "Juno")
        here, there = opens_question(client, call, "plan"), opens_question(client, call, "work")
        answers(client, call, "plan", "Songs.", form=here)
        answers(client, call, "work", "https://a.example", form=there)
        held = answers_of(_applications()[0], sealer())
        assert held == {"name": "Juno", "plan": "Songs.", "work": "https://a.example"}


class TestTakingBack:
    def test_it_is_withdrawn_and_undone_with_its_number(self, client: FlaskClient) -> None:
        call = a_call()
        page = presses(client, hands_in(client, answers_all(client, call)), "withdraw")
        assert page.main("data-standing") == "withdrawn"
        assert _applications()[0].state is ApplicationState.WITHDRAWN
        assert presses(client, page, "undo").main("data-standing") == "handed_in"
        assert _applications()[0].number == 1

    def test_half_an_hour_later_it_is_too_late_to_undo(self, client: FlaskClient) -> None:
        call = a_call()
        page = presses(client, hands_in(client, answers_all(client, call)), "withdraw")
        with transaction():
            _applications_withdrawn_before(timedelta(minutes=31))
        assert presses(client, page, "undo").status == 409
        assert _applications()[0].state is ApplicationState.WITHDRAWN

    def test_one_may_apply_anew_after_withdrawing(self, client: FlaskClient) -> None:
        call = a_call()
        old = presses(client, hands_in(client, answers_all(client, call)), "withdraw")
        hands_in(client, answers_all(client, call))
        assert [mine.number for mine in _applications()] == [1, 2]
        assert presses(client, old, "undo").status == 409

    def test_nobody_else_may_look_or_withdraw(self, client: FlaskClient) -> None:
        call = a_call()
        page = hands_in(client, answers_all(client, call))
        stranger = client.application.test_client()
        answers(stranger, call, "name", "Somebody else")
        path = f"/me/applications/{page.main('data-application')}"
        assert stranger.get(path).status_code == 404
        assert stranger.post(f"{path}/withdraw").status_code in {403, 404}
        assert _applications()[0].state is ApplicationState.SUBMITTED


def _applications_withdrawn_before(ago: timedelta) -> None:
    db.session.execute(update(Application).values(decided_at=from_now() - ago))


class TestInPublic:
    def test_the_list_tells_open_coming_and_past_calls_apart(self, client: FlaskClient) -> None:
        festival = a_festival()
        a_call(festival, title="Open one")
        a_call(festival, title="Coming one", opens_in=DAY)
        a_call(festival, title="Past one", opens_in=-9 * DAY, closes_in=-DAY)
        a_call(festival, title="Secret one", is_published=False)
        page = client.get(f"/{festival.slug}/residencies/").text
        order = [page.index(f"{which} one") for which in ("Open", "Coming", "Past")]
        assert order == sorted(order)
        assert "Secret one" not in page

    def test_a_studio_shows_when_it_is_free(self, client: FlaskClient) -> None:
        festival = a_festival(zone="Europe/Berlin")
        slot = a_slot(a_studio(festival))
        page = client.get(f"/{festival.slug}/residencies/").text
        assert f"/{festival.slug}/sessions/{slot.reference}" in page

    def test_hostile_words_of_an_applicant_stay_words(self, client: FlaskClient) -> None:
        call = a_call()
        page = answers(client, call, "plan", "<script>alert(1)</script>")
        assert page.status == 200
        shown = client.get(f"/me/applications/{_applications()[0].reference}").text
        assert "&lt;script&gt;alert(1)" in shown
        assert "<script>alert" not in shown
