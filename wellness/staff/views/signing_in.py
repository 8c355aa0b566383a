"""Coming in and going out."""

from http import HTTPStatus

from flask import Response, flash, session
from flask_babel import gettext
from werkzeug.exceptions import TooManyRequests

from wellness import clock
from wellness.database import db, in_transaction
from wellness.references import hash_of
from wellness.staff import passkeys
from wellness.staff.access import current_session, forget, open_to_staff, the_account
from wellness.staff.actions.signing_in import end_session
from wellness.staff.errors import NotYourKey
from wellness.staff.forms import CodeForm, PasskeyForm, SignInForm
from wellness.staff.models import Account
from wellness.staff.queries import recovery_codes_of
from wellness.staff.rules import HALF_WAY_LIVES
from wellness.staff.views import proofs
from wellness.staff.views.ground import blueprint, onward, page, to
from wellness.web.access import Who, open_to

HALF_WAY = "staff_half_way"
SIGN_IN, CODE = "/staff/sign-in", "/staff/sign-in/code"


@blueprint.get("/sign-in")
@open_to(Who.ANYONE)
def sign_in() -> Response:
    """Where somebody says who they are; whoever is signed in goes on."""
    if current_session() is not None:
        return to(onward())
    return _sign_in_page(SignInForm(formdata=None))


@blueprint.post("/sign-in")
@open_to(Who.ANYONE)
def give_password() -> Response:
    """The first step: the same answer for an unknown address and for a wrong password."""
    form = SignInForm()
    if not form.validate():
        return _sign_in_page(form, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        account = proofs.holder_of_password(form.email.data, form.password.data)
    except TooManyRequests as error:
        form.refuse("password", proofs.too_often(error))
        return _sign_in_page(form, HTTPStatus.TOO_MANY_REQUESTS)
    if account is None:
        form.refuse("password", gettext("Address and password do not belong together."))
        return _sign_in_page(form, HTTPStatus.UNPROCESSABLE_ENTITY)
    session[HALF_WAY] = [account.id, int(clock.now().timestamp()), _print_of(account)]
    return to(CODE)


@blueprint.get("/sign-in/code")
@open_to(Who.ANYONE)
def code_page() -> Response:
    """The second step."""
    return page("code", form=CodeForm(formdata=None)) if _half_way() else to(SIGN_IN)


@blueprint.post("/sign-in/code")
@open_to(Who.ANYONE)
def give_code() -> Response:
    """A code of the generator, or one of ten on paper."""
    account, form = _half_way(), CodeForm()
    if account is None:
        return to(SIGN_IN)
    if not form.validate():
        return page("code", HTTPStatus.UNPROCESSABLE_ENTITY, form=form)
    try:
        right = proofs.is_second_factor(account, form.code.data)
    except TooManyRequests as error:
        form.refuse("code", proofs.too_often(error))
        return page("code", HTTPStatus.TOO_MANY_REQUESTS, form=form)
    if not right:
        form.refuse("code", gettext("This code is not right, or it was used before."))
        return page("code", HTTPStatus.UNPROCESSABLE_ENTITY, form=form)
    session.pop(HALF_WAY)
    if not form.code.data.replace(" ", "").isdecimal():
        _say_how_many_codes_are_left(account)
    return proofs.signed_in(account, onward())


@blueprint.post("/sign-in/passkey/options")
@open_to(Who.ANYONE)
def passkey_options() -> Response:
    """What the browser needs to look for a key, as JSON."""
    challenge = proofs.new_challenge("sign in")
    return Response(
        passkeys.request_options(proofs.party(), challenge=challenge), mimetype="application/json"
    )


@blueprint.post("/sign-in/passkey")
@open_to(Who.ANYONE)
def give_passkey() -> Response:
    """Both steps at once: a key, and what its device asked for."""
    try:
        account = proofs.holder_of_key(PasskeyForm().credential.data or "", "sign in")
    except NotYourKey:
        flash(gettext("We do not know this key. Try another way, or another key."), "clay")
        return to(SIGN_IN)
    return proofs.signed_in(account, onward())


@blueprint.post("/sign-out")
@open_to_staff()
def sign_out() -> Response:
    """End this sign-in, here and in the database."""
    account, found, now = the_account(), current_session(), clock.now()
    if found is not None:
        number = found.id
        in_transaction(lambda: end_session(account.id, number, now=now))
    flash(gettext("You are signed out."), "done")
    return forget(to(SIGN_IN))


def _sign_in_page(form: SignInForm, status: int = 200) -> Response:
    return page("sign_in", status, form=form, can_have_passkeys=proofs.can_have_passkeys())


def _half_way() -> Account | None:
    """Who gave their password in this browser minutes ago, if it still is that."""
    kept = session.get(HALF_WAY)
    if not kept or clock.now().timestamp() - kept[1] > HALF_WAY_LIVES.total_seconds():
        return None
    account = db.session.get(Account, kept[0])
    if account is None or account.disabled_at is not None or _print_of(account) != kept[2]:
        return None
    return account


def _print_of(account: Account) -> str:
    return hash_of(f"half way {account.password_hash}")[:16]


def _say_how_many_codes_are_left(account: Account) -> None:
    left = sum(code.used_at is None for code in recovery_codes_of(account.id))
    flash(gettext("That was one of your codes on paper; %(left)s are left.", left=left), "warm")
