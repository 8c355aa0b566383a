"""Applying as a phone without JavaScript does it."""

from flask.testing import FlaskClient

from tests.booking.phone import Page, seen
from tests.calls import ANSWERS
from tests.pages import fields_of
from wellness.calls.models import Call
from wellness.calls.rules.questions import ROLE_KEY


def address_of(call: Call) -> str:
    """Where the call stands in public."""
    return f"/{call.festival.slug}/residencies/{call.slug}"


def opens_question(client: FlaskClient, call: Call, key: str) -> Page:
    """GET one question."""
    return seen(client.get(f"{address_of(call)}/apply/{key}"))


def answers(
    client: FlaskClient, call: Call, key: str, answer: str, *, form: Page | None = None
) -> Page:
    """Open one question (unless given), send `answer`, follow to the page that comes then."""
    form = form or opens_question(client, call, key)
    data = fields_of(form.html, f"/apply/{key}") | {"answer": answer}
    if not answer:
        del data["answer"]
    path = f"{address_of(call)}/apply/{key}"
    return seen(client.post(path, data=data, follow_redirects=True))


def answers_all(client: FlaskClient, call: Call, *, role: str = "Songwriter") -> Page:
    """Answer every question of tests.calls.QUESTIONS; the page of one's own application."""
    role_id = next(str(each.id) for each in call.roles if each.name == role)
    answers(client, call, ROLE_KEY, role_id)
    for key, answer in ANSWERS.items():
        page = answers(client, call, key, answer)
    return page


def hands_in(client: FlaskClient, page: Page) -> Page:
    """Press the button of one's own application."""
    return presses(client, page, "hand-in")


def presses(client: FlaskClient, page: Page, what: str) -> Page:
    """Press the button of one's own application that does `what`."""
    path = f"/me/applications/{page.main('data-application')}/{what}"
    sent = fields_of(page.html, path)
    return seen(client.post(path, data=sent, follow_redirects=True))
