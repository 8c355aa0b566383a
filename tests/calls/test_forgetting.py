"""Letters about applications, and how they are forgotten; the clock is moved on."""

import json
from datetime import datetime, timedelta

from flask.testing import FlaskClient
from sqlalchemy import select, update

from tests.calls import ANSWERS, DAY, a_call, an_application
from tests.calls.applying import answers, answers_all, hands_in, presses
from tests.factories import a_festival, a_pass, from_now
from tests.pages import fields_of
from wellness import clock
from wellness.calls import reminders
from wellness.calls.actions.forgetting import forget_past_answers
from wellness.calls.answers import answers_of
from wellness.calls.models import Application, ApplicationState
from wellness.calls.upkeep import reseal_applications
from wellness.database import db, in_transaction, transaction
from wellness.mail import outbox
from wellness.mail.models import Letter
from wellness.operations.purge import passes_to_forget, purge
from wellness.passes.access import keyring, sealer
from wellness.passes.actions import set_email
from wellness.passes.models import Pass
from wellness.sealing import Sealer

ADDRESS = "juno@example.org"


def _applications() -> list[Application]:
    db.session.expire_all()
    return list(db.session.scalars(select(Application).order_by(Application.id)))


def _gives_address(holder: Pass) -> None:
    with transaction():
        set_email(holder, ADDRESS, keys=keyring(), sealer=sealer())


def _kinds() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(Letter.kind).order_by(Letter.id)))


def _saved(application: Application, at: datetime) -> None:
    with transaction():
        db.session.execute(
            update(Application).where(Application.id == application.id).values(saved_at=at)
        )


class TestLetters:
    def test_handing_in_and_taking_back_are_written_about_in_neutral_words(
        self, client: FlaskClient
    ) -> None:
        call = a_call(title="Lakeside residency")
        page = answers_all(client, call)
        _gives_address(db.session.scalars(select(Pass)).one())
        presses(client, hands_in(client, page), "withdraw")
        assert _kinds() == ["applied", "took_back"]
        for letter in db.session.scalars(select(Letter)):
            assert "Lakeside" not in letter.subject
            assert "resid" not in letter.subject.lower()
            assert "Lakeside residency" in outbox.text_of(letter)
            assert ANSWERS["plan"] not in outbox.text_of(letter)

    def test_nobody_without_an_address_is_written_to(self, client: FlaskClient) -> None:
        hands_in(client, answers_all(client, a_call()))
        assert _kinds() == []

    def test_a_draft_is_written_about_once_before_the_closing(self, client: FlaskClient) -> None:  # noqa: ARG002 - its database
        holder, call = a_pass(), a_call(closes_in=3 * DAY)
        _gives_address(holder)
        draft = an_application(call, holder=holder, state=ApplicationState.DRAFT)
        an_application(call)
        _saved(draft, from_now(days=-1))
        written = [
            in_transaction(lambda when=when: reminders.write_due(now=when))  # type: ignore[misc]
            for when in (from_now(), from_now(days=2), from_now(days=2, minutes=1))
        ]
        assert written == [0, 1, 0]
        assert _kinds() == ["draft_waits"]

    def test_whoever_is_at_it_is_left_alone(self, client: FlaskClient) -> None:  # noqa: ARG002 - its database
        draft = an_application(a_call(closes_in=DAY), state=ApplicationState.DRAFT)
        assert in_transaction(lambda: reminders.write_due(now=from_now())) == 0
        _saved(draft, from_now(hours=-7))
        assert in_transaction(lambda: reminders.write_due(now=from_now())) == 1


class TestForgetting:
    def test_deleting_my_data_erases_what_i_wrote(self, client: FlaskClient) -> None:
        call, other = a_call(), a_call()
        hands_in(client, answers_all(client, call))
        answers(client, other, "name", "Juno")
        page = client.get("/me/data/delete").text
        client.post("/me/data/delete", data=fields_of(page, "/me/data/delete"))
        [left] = _applications()
        assert (left.pass_id, left.answers_sealed, left.number) == (None, None, 1)
        assert left.state is ApplicationState.WITHDRAWN

    def test_answers_go_a_month_after_a_no_and_not_sooner(self, client: FlaskClient) -> None:  # noqa: ARG002 - its database
        festival = a_festival(starts_on=(clock.now() + 90 * DAY).date())
        call = a_call(festival)
        refused = an_application(call, state=ApplicationState.NOT_CHOSEN)
        kept = an_application(call)
        with transaction():
            db.session.get_one(Application, refused.id).decided_at = clock.now()
        for days, erased in ((29, 0), (31, 1), (32, 0)):
            later = clock.now() + timedelta(days=days)
            assert in_transaction(lambda now=later: forget_past_answers(now=now)) == erased  # type: ignore[misc]
        assert [each.answers_sealed is None for each in _applications()] == [True, False]
        assert kept.id == _applications()[1].id

    def test_a_pass_with_an_application_stays_until_after_the_festival(
        self, client: FlaskClient
    ) -> None:
        festival = a_festival(starts_on=(clock.now() + 90 * DAY).date(), days=2)
        hands_in(client, answers_all(client, a_call(festival, closes_in=80 * DAY)))
        [mine] = _applications()
        assert passes_to_forget(now=clock.now() + 80 * DAY) == []
        assert passes_to_forget(now=clock.now() + 110 * DAY) == [mine.pass_id]
        purge(now=clock.now() + 110 * DAY)
        [left] = _applications()
        assert (left.pass_id, left.answers_sealed) == (None, None)

    def test_everything_is_there_to_take_away(self, client: FlaskClient) -> None:
        call = a_call()
        hands_in(client, answers_all(client, call))
        taken = json.loads(client.get("/me/data.json").text)["applications"]
        assert [(each["call"], each["state"], each["role"]) for each in taken] == [
            (call.title, "handed_in", "Songwriter")
        ]
        assert {each["answer"] for each in taken[0]["answers"]} == set(ANSWERS.values())
        assert call.title in client.get("/me/data").text

    def test_my_plan_shows_where_it_stands(self, client: FlaskClient) -> None:
        call = a_call()
        page = answers_all(client, call)
        assert 'data-standing="draft"' in client.get("/me").text
        hands_in(client, page)
        assert 'data-standing="handed_in"' in client.get("/me").text

    def test_a_shortlist_is_not_told_before_its_time(self, client: FlaskClient) -> None:
        hands_in(client, answers_all(client, a_call()))
        for state in (ApplicationState.SHORTLISTED, ApplicationState.IN_LINE):
            with transaction():
                db.session.execute(update(Application).values(state=state, line_position=1))
            assert 'data-standing="handed_in"' in client.get("/me").text

    def test_new_keys_open_old_answers(self, client: FlaskClient) -> None:
        mine = an_application()
        fresh = "a fresh key, long enough to be taken as one"
        both = Sealer((fresh, *client.application.extensions["settings"].field_keys))
        in_transaction(lambda: reseal_applications(after=0, limit=10, sealer=both))
        db.session.expire_all()
        assert answers_of(mine, Sealer((fresh,))) == ANSWERS
