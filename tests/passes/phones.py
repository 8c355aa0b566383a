"""Phones as the tests hold them: with cookies, filling in the forms that pages show."""

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.pages import fields_of
from wellness import clock
from wellness.database import Model, db, transaction
from wellness.passes.access import keyring, sealer
from wellness.passes.actions import open_pass, set_email
from wellness.passes.models import Pass
from wellness.passes.rules import speakable_code
from wellness.references import new_secret


def a_holder(*, name: str = "Quiet Heron", address: str | None = None) -> tuple[Pass, str]:
    """A pass and the secret of the one phone that opens it."""
    secret = new_secret()
    with transaction():
        holder = open_pass(secret, now=clock.now(), language="en", chosen_name=name)
        if address:
            set_email(holder, address, keys=keyring(), sealer=sealer())
    return holder, secret


def given(phone: FlaskClient, secret: str) -> FlaskClient:
    """The phone, holding the pass that the secret opens."""
    phone.set_cookie("pass", secret, httponly=True)
    return phone


def held_by(phone: FlaskClient) -> str | None:
    """The secret in the phone's cookie."""
    cookie = phone.get_cookie("pass")
    return cookie.value if cookie else None


def code_of(holder: Pass) -> str:
    """The code that the holder's page shows now."""
    return speakable_code(keyring(), holder.selector, holder.code_generation)


def sent(
    phone: FlaskClient, page: str, action: str = "", *, to: str = "", **typed: str
) -> TestResponse:
    """Open `page`, fill in its form that leads to `action`, and send it (to `to`)."""
    action = action or page
    fields = fields_of(phone.get(page).text, action) | typed
    return phone.post(to or action, data=fields)


def dumped() -> str:
    """Every value of every row, as somebody with a copy of the database reads them."""
    rows = [
        value
        for table in Model.metadata.sorted_tables
        for row in db.session.execute(select(table))
        for value in row
    ]
    return "\n".join(v.decode("latin-1") if isinstance(v, bytes) else str(v) for v in rows)
