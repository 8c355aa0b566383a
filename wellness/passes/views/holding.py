"""Whoever holds a pass lends it to another phone, changes what it says, or puts it away."""

from collections.abc import Callable
from http import HTTPStatus

from flask import Response, flash, make_response, render_template
from flask_babel import gettext

from wellness import clock
from wellness.database import in_transaction, transaction
from wellness.passes import actions, by_mail
from wellness.passes.access import (
    forget,
    keyring,
    phone_secrets,
    sealer,
    the_pass,
)
from wellness.passes.forms import LettersForm, NameForm
from wellness.passes.models import Pass
from wellness.passes.names import suggested_name
from wellness.passes.queries import address_of
from wellness.passes.views.ground import MY_PLAN, blueprint, desk, page, settings, to
from wellness.web.access import Who, open_to
from wellness.web.qr import qr_code
from wellness.web.security import client_network


@blueprint.post("/me/pass/link")
@open_to(Who.HOLDER)
def make_link() -> Response:
    """A link and its QR code, to open this pass on another phone."""
    holder, now = the_pass(), clock.now()
    token = in_transaction(lambda: actions.make_opening_link(holder, now=now))
    address = f"{settings().base_url}/k/{token}"
    return page("lend", address=address, qr=qr_code(address))


@blueprint.post("/me/pass/mail")
@open_to(Who.HOLDER)
def mail_pass() -> Response:
    """Mail this pass to its holder, at the address given before."""
    holder, client, now = the_pass(), client_network(), clock.now()
    if holder.email_sealed is None:
        flash(gettext("Give us a mail address first, and we’ll write at once."), "warm")
        return to("/me/letters")
    in_transaction(lambda: by_mail.mail_pass(holder, client=client, desk=desk(), now=now))
    flash(gettext("A letter with your pass is on its way. It works for half an hour."), "done")
    return to(MY_PLAN)


@blueprint.get("/me/letters")
@open_to(Who.HOLDER)
def letters_page() -> Response:
    """Whether and how we write to this holder."""
    holder = the_pass()
    return _letters_page(
        LettersForm(formdata=None, obj=holder, email=address_of(holder, sealer()) or "")
    )


def _letters_page(form: LettersForm, status: int = 200) -> Response:
    known = address_of(the_pass(), sealer()) is not None
    return page("letters", status, form=form, has_address=known)


@blueprint.post("/me/letters")
@open_to(Who.HOLDER)
def choose_letters() -> Response:
    """Keep the choice; an empty address is forgotten."""
    form = LettersForm()
    if not form.validate():
        return _letters_page(form, HTTPStatus.UNPROCESSABLE_ENTITY)

    def keep(holder: Pass) -> None:
        actions.set_email(holder, form.email.data or None, keys=keyring(), sealer=sealer())
        actions.choose_letters(
            holder,
            letters=form.wants_letters.data,
            invitations=form.wants_invitations.data,
            full_titles=form.wants_full_titles.data,
        )

    return _kept(keep)


@blueprint.get("/me/name")
@open_to(Who.HOLDER)
def name_page() -> Response:
    """What this holder is called."""
    return page("name", form=NameForm(formdata=None, obj=the_pass()), suggestion=suggested_name())


@blueprint.post("/me/name")
@open_to(Who.HOLDER)
def choose_name() -> Response:
    """Be called otherwise from now on."""
    form = NameForm()
    if not form.validate():
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return page("name", status, form=form, suggestion=suggested_name())
    return _kept(lambda holder: actions.rename(holder, form.chosen_name.data))


def _kept(change: Callable[[Pass], None]) -> Response:
    holder = the_pass()
    in_transaction(lambda: change(holder))
    flash(gettext("Kept."), "done")
    return to(MY_PLAN)


@blueprint.get("/me/forget")
@open_to(Who.HOLDER)
def forget_page() -> Response:
    """What forgetting means, and the code to write down before."""
    return page("forget")


@blueprint.post("/me/forget")
@open_to(Who.HOLDER)
def forget_me_here() -> Response:
    """Make this phone's key worthless and clear what it kept."""
    secrets, now = phone_secrets(), clock.now()
    with transaction():
        for secret in secrets:
            actions.forget_this_phone(secret, now=now)
    return forget(make_response(render_template("passes/forgotten.html")))
