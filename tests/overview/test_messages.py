"""A message to all who booked: literal, neutral where it must be, sent once, looked at first."""

import html

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.booking.people import asks
from tests.factories import a_festival, a_pass, a_session
from tests.pages import fields_of
from tests.staff import staff_of
from wellness.database import db, transaction
from wellness.mail import outbox
from wellness.mail.models import Letter
from wellness.passes.access import keyring, sealer
from wellness.passes.actions import choose_letters, set_email
from wellness.passes.models import Pass
from wellness.programme.models import Session
from wellness.staff.models import Deed, Role

TYPED = "Bring a {{7*7}} jumper, {x.__class__} %(x)s ${y} <b>it is cold</b>.\nThe lake is at 4°."


def a_reader(
    name: str, *, address: str = "", wants_full_titles: bool = False, language: str = "en"
) -> Pass:
    """Somebody who gave an address and wants letters, or did neither."""
    holder = a_pass(name=name, language=language)
    if address:
        with transaction():
            set_email(holder, address, keys=keyring(), sealer=sealer())
            choose_letters(holder, letters=True, invitations=False, full_titles=wants_full_titles)
    return holder


def sent() -> list[tuple[str, str, str]]:
    """To whom, subject and text of every message of the team in the outbox."""
    letters = db.session.scalars(select(Letter).where(Letter.kind == "message").order_by(Letter.id))
    return [(outbox.recipient_of(each), each.subject, outbox.text_of(each)) for each in letters]


def writes(client: FlaskClient, session: Session, **typed: str) -> tuple[dict[str, str], str]:
    """Write a message and look at it; gives the form behind "Send it" and the page."""
    path = f"/staff/lake/sessions/{session.reference}/message"
    form = fields_of(client.get(path).text, "")
    page = client.post(path, data=form | {"text": TYPED, "to": "booked"} | typed).text
    again = fields_of(page, "")
    return again | {"text": typed.get("text", TYPED)}, html.unescape(page)


def test_a_message_is_read_exactly_as_it_was_looked_at(client: FlaskClient) -> None:
    session = a_session(a_festival(slug="lake"), title="Morning yoga", capacity=2)
    asks(a_reader("Wren", address="wren@example.org"), session)
    asks(a_reader("Robin"), session)
    asks(a_reader("Rook", address="rook@example.org"), session)
    staff_of(client, session.festival, Role.ORGANIZER)
    form, page = writes(client, session)
    assert sent() == [], "looking sends nothing"
    assert (
        "It is for 2 bookings. 1 of them asked for letters. Tell the others on site."
        in " ".join(page.split())
    )
    path = f"/staff/lake/sessions/{session.reference}/message"
    assert client.post(path, data=form | {"step": "send"}).status_code == 303
    [(to, subject, text)] = sent()
    assert to == "wren@example.org"
    assert TYPED in text, "no sign in it is acted on"
    assert f"<pre>{text}</pre>" in page
    assert f"<h2>{subject}</h2>" in page
    assert "yoga" not in subject.lower()
    assert "Morning yoga" in text


def test_a_form_sent_twice_writes_once_and_the_log_keeps_only_how_many(
    client: FlaskClient,
) -> None:
    session = a_session(a_festival(slug="lake"))
    asks(a_reader("Canary Wren", address="canary@example.org"), session)
    staff_of(client, session.festival, Role.PROGRAMME)
    form, _ = writes(client, session)
    path = f"/staff/lake/sessions/{session.reference}/message"
    for _ in range(2):
        client.post(path, data=form | {"step": "send"})
    assert len(sent()) == 1
    [deed] = db.session.scalars(select(Deed)).all()
    assert (deed.kind, deed.facts["letters"]) == ("message_sent", 1)
    kept = f"{deed.about}{deed.facts}"
    assert not any(word in kept.lower() for word in ("canary", "jumper", "lake is"))
    other, _ = writes(client, session)
    client.post(path, data=other | {"step": "send"})
    assert len(sent()) == 2, "the same words from a new form are a new message"


def test_a_support_session_is_named_to_nobody_who_did_not_ask_for_titles(
    client: FlaskClient,
) -> None:
    session = a_session(a_festival(slug="lake"), title="Grief circle", is_support=True)
    readers = (
        a_reader("Wren", address="wren@example.org"),
        a_reader("Robin", address="robin@example.org", wants_full_titles=True),
    )
    for reader in readers:
        asks(reader, session, consent="2026-11")
    staff_of(client, session.festival, Role.ORGANIZER)
    form, page = writes(client, session)
    assert "Without its title, for everyone else" in page
    client.post(f"/staff/lake/sessions/{session.reference}/message", data=form | {"step": "send"})
    texts = {to: (subject, text) for to, subject, text in sent()}
    neutral = "".join(texts["wren@example.org"])
    assert "Grief" not in neutral
    assert session.space is not None
    assert session.space.name not in neutral
    assert "Grief circle" in texts["robin@example.org"][1]
    assert "Grief" not in texts["robin@example.org"][0]
    for _, text in texts.values():
        assert f"<pre>{text}</pre>" in page


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("to", "readers"),
    [
        ("booked", ["wren@example.org"]),
        ("waiting", ["rook@example.org"]),
        ("both", ["wren@example.org", "rook@example.org"]),
    ],
)
def test_it_goes_to_those_it_is_for(client: FlaskClient, to: str, readers: list[str]) -> None:
    session = a_session(a_festival(slug="lake"), capacity=1)
    asks(a_reader("Wren", address="wren@example.org"), session)
    asks(a_reader("Rook", address="rook@example.org", language="es"), session)
    staff_of(client, session.festival, Role.ORGANIZER)
    form, _ = writes(client, session, to=to)
    client.post(f"/staff/lake/sessions/{session.reference}/message", data=form | {"step": "send"})
    assert [letter[0] for letter in sent()] == readers


@pytest.mark.one_database
def test_what_was_typed_is_kept_on_the_way_back_and_nothing_empty_is_sent(
    client: FlaskClient,
) -> None:
    session = a_session(a_festival(slug="lake"))
    staff_of(client, session.festival, Role.ORGANIZER)
    path = f"/staff/lake/sessions/{session.reference}/message"
    form, _ = writes(client, session)
    back = client.post(path, data=form | {"step": "change"}).text
    assert TYPED in html.unescape(back)
    assert fields_of(back, "")["key"] == form["key"]
    empty = client.post(path, data=form | {"text": " \n ", "step": "send"})
    assert empty.status_code == 422
    assert "Please write a line or two" in empty.text
