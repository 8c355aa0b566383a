"""The ways somebody signs in, changed by themselves: keys, password, code generator, codes."""

from http import HTTPStatus

from flask import Response, flash, make_response, render_template, session
from flask_babel import gettext

from wellness import clock
from wellness.database import in_transaction
from wellness.errors import Missing
from wellness.staff import codes, passkeys, passwords
from wellness.staff.access import open_to_staff, sealer, the_account, the_hand
from wellness.staff.actions import record, ways_in
from wellness.staff.errors import LastWayIn, NotYourKey
from wellness.staff.forms import NewGeneratorForm, NewPasskeyForm, NewPasswordForm, StartForm
from wellness.staff.queries import address_of
from wellness.staff.rules import DeedKind
from wellness.staff.views import proofs
from wellness.staff.views.account import end_elsewhere
from wellness.staff.views.ground import ACCOUNT, SECRET_KEPT, blueprint, page, to
from wellness.web.qr import qr_code


@blueprint.post("/account/passkeys/options")
@open_to_staff(proved=True)
def passkey_options_for_me() -> Response:
    """What the browser needs to make another key, as JSON."""
    mine = the_account()
    options = passkeys.creation_options(
        proofs.party(),
        challenge=proofs.new_challenge("another key"),
        handle=bytes.fromhex(mine.email_hash),
        name=address_of(mine, sealer()),
        known=[key.credential_id for key in mine.passkeys],
    )
    return Response(options, mimetype="application/json")


@blueprint.post("/account/passkeys")
@open_to_staff(proved=True)
def add_passkey() -> Response:
    """Sign in with this key too."""
    form, mine, now = NewPasskeyForm(), the_account(), clock.now()
    try:
        challenge = proofs.spent_challenge("another key")
        key = passkeys.made_key(proofs.party(), form.credential.data or "", challenge)
    except NotYourKey:
        flash(gettext("No key was added. Try again when your device asks for it."), "clay")
        return to(ACCOUNT)
    name = (form.name.data or "")[:60] or gettext("Key %(number)s", number=len(mine.passkeys) + 1)

    def add() -> None:
        ways_in.add_passkey(mine, key, name=name, now=now)
        _record_keys()

    in_transaction(add)
    flash(gettext("The key is added."), "done")
    return to(ACCOUNT)


@blueprint.post("/account/passkeys/<int:key>/remove")
@open_to_staff(proved=True)
def remove_passkey(key: int) -> Response:
    """Sign in with this key no more."""
    mine = the_account()

    def remove() -> None:
        ways_in.remove_passkey(mine, key)
        _record_keys()

    try:
        in_transaction(remove)
    except LastWayIn as refusal:
        flash(refusal.sentence, "clay")
        return to(ACCOUNT)
    flash(gettext("The key is removed."), "done")
    return to(ACCOUNT)


@blueprint.get("/account/password")
@open_to_staff(proved=True)
def password_page() -> Response:
    """A new password; with a code generator for whoever has none yet."""
    return _password_page(_password_form(filled=False))


@blueprint.post("/account/password")
@open_to_staff(proved=True)
def change_password() -> Response:
    """Keep it, and end every other sign-in."""
    form, mine, now = _password_form(filled=True), the_account(), clock.now()
    form.known = f"{address_of(mine, sealer())} {mine.name}"
    if not form.validate():
        return _password_page(form, HTTPStatus.UNPROCESSABLE_ENTITY)
    secret, step, paper = str(session.get(SECRET_KEPT, "")), None, codes.new_recovery_codes()
    if "code" in form:
        step = codes.step_of_code(secret, form.code.data, after=None, now=now) if secret else None
        if step is None:
            form.refuse("code", gettext("This code is not right. Take the one that is shown now."))
            return _password_page(form, HTTPStatus.UNPROCESSABLE_ENTITY)
    stored, hashes = passwords.hash_password(form.password.data), []
    if step is not None:
        hashes = [passwords.hash_code(code) for code in paper]

    def change() -> None:
        ways_in.set_password(mine, stored)
        if step is not None:
            ways_in.set_code_generator(mine, secret, step=step, sealer=sealer())
            ways_in.set_recovery_codes(mine, hashes)
        end_elsewhere()
        _record_keys()

    in_transaction(change)
    session.pop(SECRET_KEPT, None)
    flash(gettext("Your password is new. Everywhere else you are signed out."), "done")
    return _codes_page(paper) if step is not None else to(ACCOUNT)


@blueprint.get("/account/generator")
@open_to_staff(proved=True)
def generator_page() -> Response:
    """Another code generator in place of the one there is."""
    return _generator_page(NewGeneratorForm(formdata=None))


@blueprint.post("/account/generator")
@open_to_staff(proved=True)
def change_generator() -> Response:
    """Take codes of the new generator and none of the old."""
    form, mine, now = NewGeneratorForm(), the_account(), clock.now()
    if mine.password_hash is None:
        raise Missing
    if not form.validate():
        return _generator_page(form, HTTPStatus.UNPROCESSABLE_ENTITY)
    secret = str(session.get(SECRET_KEPT, ""))
    step = codes.step_of_code(secret, form.code.data, after=None, now=now) if secret else None
    if step is None:
        form.refuse("code", gettext("This code is not right. Take the one that is shown now."))
        return _generator_page(form, HTTPStatus.UNPROCESSABLE_ENTITY)

    def change() -> None:
        ways_in.set_code_generator(mine, secret, step=step, sealer=sealer())
        end_elsewhere()
        _record_keys()

    in_transaction(change)
    session.pop(SECRET_KEPT, None)
    flash(gettext("Your new code generator is set up."), "done")
    return to(ACCOUNT)


@blueprint.post("/account/codes")
@open_to_staff(proved=True)
def new_codes() -> Response:
    """Ten new codes on paper, shown this once; the old ones are worthless."""
    mine, paper = the_account(), codes.new_recovery_codes()
    if mine.password_hash is None:
        raise Missing
    hashes = [passwords.hash_code(code) for code in paper]

    def change() -> None:
        ways_in.set_recovery_codes(mine, hashes)
        _record_keys()

    in_transaction(change)
    return _codes_page(paper)


def _record_keys() -> None:
    hand = the_hand()
    record(DeedKind.KEYS_CHANGED, hand, festival_id=None, about=hand.name, now=clock.now())


def _password_form(*, filled: bool) -> StartForm | NewPasswordForm:
    kind = NewPasswordForm if the_account().totp_sealed else StartForm
    return kind() if filled else kind(formdata=None)


def _password_page(form: NewPasswordForm, status: int = 200) -> Response:
    return page("password", status, form=form, **_new_generator())


def _generator_page(form: NewGeneratorForm, status: int = 200) -> Response:
    if the_account().password_hash is None:
        raise Missing
    return page("generator", status, form=form, **_new_generator())


def _new_generator() -> dict[str, object]:
    """The generator to set up; its secret waits in the session until its first code is right."""
    secret = session.setdefault(SECRET_KEPT, codes.new_totp_secret())
    address = address_of(the_account(), sealer())
    return {"secret": secret, "qr": qr_code(codes.totp_address(secret, address))}


def _codes_page(paper: list[str]) -> Response:
    return make_response(render_template("staff/codes.html", codes=paper, onward=ACCOUNT))
