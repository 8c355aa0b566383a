"""What a session asks of people before they book: a sentence to agree to, an age."""

import pytest
from flask.testing import FlaskClient

from tests.booking.phone import books, opens_form
from tests.factories import a_session
from wellness.booking import actions
from wellness.booking.actions import BookPlace
from wellness.booking.errors import AgreementNeeded, TooYoung
from wellness.database import db, in_transaction, transaction
from wellness.passes.models import Pass
from wellness.programme.models import Session

SENTENCE = "I keep what I hear <to> myself."


def a_session_with_conditions() -> Session:
    session = a_session()
    with transaction():
        session.consent = SENTENCE
        session.min_age = 16
        session.activity.group_agreement = "One person speaks.\nThe others listen."
    return session


def test_the_form_asks_for_what_the_session_asks(client: FlaskClient) -> None:
    form = opens_form(client, a_session_with_conditions())
    assert "I agree: I keep what I hear &lt;to&gt; myself." in form.html
    assert "I am 16 or over" in form.html


def test_a_session_without_conditions_asks_nothing(client: FlaskClient) -> None:
    form = opens_form(client, a_session())
    assert "I agree" not in form.html
    assert "or over" not in form.html


def test_without_a_tick_it_says_what_to_do_and_keeps_what_was_typed(client: FlaskClient) -> None:
    circle = a_session_with_conditions()
    page = books(client, circle, chosen_name="Quiet Heron", agreed="y")
    assert page.status == 422
    assert "This session is for people of 16 or over. Please tick that you are." in page.html
    assert 'value="Quiet Heron"' in page.html
    assert 'name="agreed" type="checkbox" value="y" checked' in page.html.replace(
        'checked id="agreed" name="agreed" type="checkbox" value="y"',
        'name="agreed" type="checkbox" value="y" checked',
    )
    assert db.session.query(Pass).count() == 0


def test_with_both_ticks_the_place_is_kept_and_can_be_taken_back_again(
    client: FlaskClient,
) -> None:
    page = books(client, a_session_with_conditions(), agreed="y", of_age="y")
    assert page.main("data-outcome") == "confirmed"
    told = {"csrf_token": page.hidden("csrf_token")}
    client.post(f"{page.path}/cancel", data=told)
    again = client.post(f"{page.path}/undo", data=told, follow_redirects=True)
    assert 'data-outcome="confirmed"' in again.text


def test_a_program_is_told_by_field(client: FlaskClient) -> None:
    circle = a_session_with_conditions()
    form = opens_form(client, circle)
    told = {"csrf_token": form.hidden("csrf_token"), "of_age": "y"}
    path = f"/{circle.festival.slug}/sessions/{circle.reference}/book"
    answer = client.post(path, data=told, headers={"Accept": "application/json"})
    assert answer.status_code == 422
    assert answer.json == {
        "error": "invalid",
        "fields": {"agreed": ["Please tick that you agree; this session asks for it."]},
    }


@pytest.mark.parametrize(("ticked", "refusal"), [("of_age", AgreementNeeded), ("agreed", TooYoung)])
def test_no_other_way_in_goes_around_it(
    client: FlaskClient, ticked: str, refusal: type[Exception]
) -> None:
    circle = a_session_with_conditions()
    books(client, a_session())
    holder = db.session.query(Pass).one()
    wish = BookPlace(
        bookable_id=circle.id,
        pass_id=holder.id,
        agreed=ticked == "agreed",
        of_age=ticked == "of_age",
    )
    with pytest.raises(refusal):
        in_transaction(lambda: actions.book_place(wish, now=circle.created_at))


def test_the_session_page_says_it_before_anybody_books(client: FlaskClient) -> None:
    circle = a_session_with_conditions()
    page = client.get(f"/{circle.festival.slug}/sessions/{circle.reference}").text
    assert "How we are with each other" in page
    assert "<p>One person speaks.</p><p>The others listen.</p>" in page
    assert "you are asked to agree: I keep what I hear &lt;to&gt; myself." in page
