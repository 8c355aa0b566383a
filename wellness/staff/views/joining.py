"""A link from an invitation: what it is about, and the ways to accept it."""

from http import HTTPStatus

from flask import Response, flash, make_response, render_template, request, session
from flask_babel import gettext

from wellness import clock
from wellness.database import db, in_transaction
from wellness.errors import Missing
from wellness.staff import codes, passkeys, passwords
from wellness.staff.access import WANTED, current_account, keyring, sealer
from wellness.staff.actions import ways_in
from wellness.staff.actions.accounts import make_account
from wellness.staff.actions.inviting import accept, refuse_renewal, renew
from wellness.staff.actions.signing_in import end_sessions
from wellness.staff.device import device_of
from wellness.staff.errors import NotYourKey
from wellness.staff.forms import JoinByKeyForm, JoinForm, PasskeyForm, StartForm
from wellness.staff.models import Account, Invitation
from wellness.staff.passkeys import NewKey
from wellness.staff.queries import (
    account_of_address,
    address_of,
    festival_of,
    find_invitation,
    invitation_place,
)
from wellness.staff.views import proofs
from wellness.staff.views.ground import HOME, SECRET_KEPT, blueprint, page, to
from wellness.staff.words import ROLE_HINTS, ROLE_NAMES
from wellness.web.access import Who, open_to
from wellness.web.language import chosen_language
from wellness.web.qr import qr_code

PASSWORD = "password"  # noqa: S105 - a word of the address


@blueprint.get("/join/<token>")
@open_to(Who.TOKEN)
def join(token: str) -> Response:
    """What the link is about; nothing is spent by looking."""
    invitation = _found(token)
    if invitation is None:
        return page("join_gone", HTTPStatus.NOT_FOUND)
    if invitation.usable_from > clock.now():
        return page("join_later", invitation=invitation, token=token)
    return _join_page(token, invitation, _form(invitation))


@blueprint.post("/join/<token>")
@open_to(Who.TOKEN)
def accept_as_myself(token: str) -> Response:
    """Accept with the account that is signed in; else sign in first and come back."""
    invitation, account = _found(token), current_account()
    if invitation is None or invitation.account_id is not None:
        return page("join_gone", HTTPStatus.NOT_FOUND)
    if account is None:
        session[WANTED] = f"/staff/join/{token}"
        return to("/staff/sign-in")
    now = clock.now()
    in_transaction(lambda: accept(invitation, account, now=now))
    flash(gettext("You are part of the team now."), "done")
    return to(HOME)


@blueprint.post("/join/<token>/refuse")
@open_to(Who.TOKEN)
def refuse(token: str) -> Response:
    """Whoever got a link for starting anew did not ask for it."""
    invitation, now = _found(token), clock.now()
    if invitation is None or invitation.account_id is None:
        return page("join_gone", HTTPStatus.NOT_FOUND)
    account = db.session.get_one(Account, invitation.account_id)
    in_transaction(lambda: refuse_renewal(invitation, account, now=now))
    return page("join_refused")


@blueprint.post("/join/<token>/password")
@open_to(Who.TOKEN)
def join_by_password(token: str) -> Response:
    """Accept with a password and a code generator; shows the codes on paper, once."""
    invitation = _usable(token)
    form = _form(invitation, filled=True)
    form.known = f"{_address(invitation)} {invitation.name}"
    if not form.validate():
        return _join_page(token, invitation, form, HTTPStatus.UNPROCESSABLE_ENTITY, PASSWORD)
    secret, now = str(session.get(SECRET_KEPT, "")), clock.now()
    step = codes.step_of_code(secret, form.code.data, after=None, now=now) if secret else None
    if step is None:
        form.refuse("code", gettext("This code is not right. Take the one that is shown now."))
        return _join_page(token, invitation, form, HTTPStatus.UNPROCESSABLE_ENTITY, PASSWORD)
    password, paper = passwords.hash_password(form.password.data), codes.new_recovery_codes()
    hashes = [passwords.hash_code(code) for code in paper]

    def come_in() -> Account:
        account = _account_for(invitation, form)
        ways_in.set_password(account, password)
        ways_in.set_code_generator(account, secret, step=step, sealer=sealer())
        ways_in.set_recovery_codes(account, hashes)
        return account

    account = in_transaction(come_in)
    session.pop(SECRET_KEPT)
    shown = make_response(render_template("staff/codes.html", codes=paper, onward=HOME))
    return proofs.signed_in(account, HOME, shown=shown)


@blueprint.post("/join/<token>/passkey/options")
@open_to(Who.TOKEN)
def new_key_options(token: str) -> Response:
    """What the browser needs to make a key, as JSON."""
    invitation = _usable(token)
    options = passkeys.creation_options(
        proofs.party(),
        challenge=proofs.new_challenge("join"),
        handle=bytes.fromhex(invitation.email_hash),
        name=_address(invitation),
    )
    return Response(options, mimetype="application/json")


@blueprint.post("/join/<token>/passkey")
@open_to(Who.TOKEN)
def join_by_passkey(token: str) -> Response:
    """Accept with a key just made."""
    invitation, now = _usable(token), clock.now()
    form = PasskeyForm() if invitation.account_id else JoinByKeyForm()
    key = _made_key(form.credential.data or "")
    if key is None or not form.validate():
        flash(gettext("That did not work. Give your name and try again, or another way."), "clay")
        return to(f"/staff/join/{token}")
    name = device_of(request.user_agent.string) or gettext("First key")

    def come_in() -> Account:
        account = _account_for(invitation, form)
        ways_in.add_passkey(account, key, name=name, now=now)
        return account

    account = in_transaction(come_in)
    flash(gettext("You are in. From now on this key signs you in."), "done")
    return proofs.signed_in(account, HOME)


def _made_key(credential: str) -> NewKey | None:
    try:
        return passkeys.made_key(proofs.party(), credential, proofs.spent_challenge("join"))
    except NotYourKey:
        return None


def _account_for(invitation: Invitation, form: JoinForm | JoinByKeyForm | StartForm) -> Account:
    """The account that this link is for, made or emptied, and the link spent."""
    now = clock.now()
    if invitation.account_id is not None:
        account = db.session.get_one(Account, invitation.account_id)
        renew(invitation, account, now=now)
        ways_in.forget_ways_in(account)
        end_sessions(account.id, now=now)
        return account
    address = _address(invitation)
    if account_of_address(address, keyring()) is not None:
        raise Missing  # made meanwhile, in another tab
    account = make_account(
        name=form.name.data,
        address=address,
        keys=keyring(),
        sealer=sealer(),
        language=chosen_language(),
        now=now,
    )
    accept(invitation, account, now=now)
    return account


def _found(token: str) -> Invitation | None:
    return find_invitation(token, now=clock.now())


def _usable(token: str) -> Invitation:
    """The invitation to be spent now. Raises Missing."""
    invitation, now = _found(token), clock.now()
    if invitation is None or invitation.usable_from > now:
        raise Missing
    return invitation


def _address(invitation: Invitation) -> str:
    if invitation.account_id is not None:
        return address_of(db.session.get_one(Account, invitation.account_id), sealer())
    return sealer().unseal(invitation_place(invitation), invitation.email_sealed)


def _form(invitation: Invitation, *, filled: bool = False) -> JoinForm | StartForm:
    kind = StartForm if invitation.account_id else JoinForm
    if filled:
        return kind()
    return kind(formdata=None, name=invitation.name)


def _join_page(
    token: str, invitation: Invitation, form: JoinForm, status: int = 200, way: str = ""
) -> Response:
    """The page of a link that can be spent; its generator's secret waits in the session."""
    way = way or request.args.get("way", "")
    address = _address(invitation)
    secret = session.setdefault(SECRET_KEPT, codes.new_totp_secret())
    knows_us = invitation.account_id is None and account_of_address(address, keyring()) is not None
    return page(
        "join",
        status,
        invitation=invitation,
        to_festival=festival_of(invitation),
        address=address,
        knows_us=knows_us,
        form=form,
        token=token,
        by_password=way == PASSWORD or not proofs.can_have_passkeys(),
        can_have_passkeys=proofs.can_have_passkeys(),
        role_names=ROLE_NAMES,
        role_hints=ROLE_HINTS,
        secret=secret,
        qr=qr_code(codes.totp_address(secret, address)),
    )
