"""Proving once more who one is, before what could do much harm."""

from http import HTTPStatus

from flask import Response, flash
from flask_babel import gettext
from werkzeug.exceptions import TooManyRequests

from wellness import clock
from wellness.database import in_transaction
from wellness.staff import passkeys
from wellness.staff.access import current_session, open_to_staff, sealer, the_account
from wellness.staff.actions.signing_in import prove_again
from wellness.staff.errors import NotYourKey
from wellness.staff.forms import AgainForm, PasskeyForm
from wellness.staff.queries import address_of
from wellness.staff.views import proofs
from wellness.staff.views.ground import blueprint, onward, page, settings, to

AGAIN = "/staff/again"
DEMONSTRATION = "/staff/demo/"
"""Its people have no way in but a button, on the developer's own machine."""


@blueprint.get("/again")
@open_to_staff()
def again() -> Response:
    """Is it still you?"""
    return _again_page(AgainForm(formdata=None))


@blueprint.post("/again")
@open_to_staff()
def give_password_again() -> Response:
    """By password and code."""
    account, form = the_account(), AgainForm()
    if not form.validate():
        return _again_page(form, HTTPStatus.UNPROCESSABLE_ENTITY)
    address = address_of(account, sealer())
    try:
        holder = proofs.holder_of_password(address, form.password.data)
        if holder is None or holder.id != account.id:
            form.refuse("password", gettext("That is not your password."))
        elif not proofs.is_second_factor(account, form.code.data):
            form.refuse("code", gettext("This code is not right, or it was used before."))
        else:
            return _proved()
    except TooManyRequests as error:
        form.refuse("password", proofs.too_often(error))
        return _again_page(form, HTTPStatus.TOO_MANY_REQUESTS)
    return _again_page(form, HTTPStatus.UNPROCESSABLE_ENTITY)


@blueprint.post("/again/passkey/options")
@open_to_staff()
def passkey_options_again() -> Response:
    """What the browser needs to look for one of the person's keys, as JSON."""
    options = passkeys.request_options(
        proofs.party(),
        challenge=proofs.new_challenge("again"),
        known=[key.credential_id for key in the_account().passkeys],
    )
    return Response(options, mimetype="application/json")


@blueprint.post("/again/passkey")
@open_to_staff()
def give_passkey_again() -> Response:
    """By a key of one's own; somebody else's proves nothing."""
    try:
        holder = proofs.holder_of_key(PasskeyForm().credential.data or "", "again")
    except NotYourKey:
        holder = None
    if holder is not None and holder.id == the_account().id:
        return _proved()
    flash(gettext("This key is not one of yours. Try another way, or another key."), "clay")
    return to(AGAIN)


def _proved() -> Response:
    found, now = current_session(), clock.now()
    if found is not None:
        number = found.id
        in_transaction(lambda: prove_again(number, now=now))
    return to(onward())


def _again_page(form: AgainForm, status: int = 200) -> Response:
    account = the_account()
    has_a_way_in = bool(account.password_hash or account.passkeys)
    shows = settings().on_loopback and not has_a_way_in
    return page(
        "again",
        status,
        form=form,
        has_password=account.password_hash is not None,
        demonstration=DEMONSTRATION if shows else "",
        has_passkey=bool(account.passkeys) and proofs.can_have_passkeys(),
    )
