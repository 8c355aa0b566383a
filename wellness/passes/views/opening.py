"""A phone without a pass gets one: by code, by letter, by link."""

from http import HTTPStatus

from flask import Response, flash
from flask_babel import gettext

from wellness import clock
from wellness.database import in_transaction
from wellness.passes import actions, by_mail, rules
from wellness.passes.access import candidate_secret, keyring, remember
from wellness.passes.actions import CodeOutcome
from wellness.passes.forms import AddressForm, CodeForm, PageForm
from wellness.passes.queries import opening_link
from wellness.passes.views.ground import MY_PLAN, blueprint, desk, page, to
from wellness.references import new_secret
from wellness.web.access import Who, open_to
from wellness.web.security import client_network, csrf


@blueprint.get("/recover")
@open_to(Who.ANYONE)
def recover() -> Response:
    """Where a phone without a pass gets one back."""
    candidate_secret()
    return page("recover", form=CodeForm(), letter=AddressForm())


@blueprint.post("/recover")
@open_to(Who.ANYONE)
def enter_code() -> Response:
    """Make this phone a holder by the speakable code."""
    form = CodeForm()
    typed = form.typed()
    if typed is None:
        return _refused(form, gettext("A code has twelve letters and digits."))
    secret, client, now = candidate_secret(typed.selector), client_network(), clock.now()
    trial = in_transaction(
        lambda: actions.recover(typed, secret=secret, client=client, keys=keyring(), now=now)
    )
    if trial.outcome is CodeOutcome.RIGHT:
        flash(gettext("This phone holds your pass now. You have a new code."), "done")
        return remember(to(MY_PLAN), secret)
    if trial.outcome is CodeOutcome.TOO_MANY:
        later = gettext("Too many wrong codes came from your network. Try in half an hour.")
        answer = _refused(form, later, HTTPStatus.TOO_MANY_REQUESTS)
        answer.headers["Retry-After"] = str(rules.WRONG_CODES_PER_CLIENT.seconds_left(now))
        return answer
    return _refused(
        form,
        gettext(
            "This code opens no pass. Please check each letter. "
            "After five wrong tries a code rests for 15 minutes."
        ),
    )


def _refused(
    form: CodeForm, sentence: str, status: int = HTTPStatus.UNPROCESSABLE_ENTITY
) -> Response:
    form.refuse(sentence)
    return page("recover", status, form=form, letter=AddressForm(formdata=None))


@blueprint.post("/recover/mail")
@open_to(Who.ANYONE)
def ask_for_letter() -> Response:
    """Mail the passes of an address to that address; the answer tells nothing of them."""
    form = AddressForm()
    if not form.validate():
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return page("recover", status, form=CodeForm(formdata=None), letter=form)
    address, client, now = form.email.data, client_network(), clock.now()
    in_transaction(lambda: by_mail.mail_passes_of(address, client=client, desk=desk(), now=now))
    return to("/recover/mail")


@blueprint.get("/recover/mail")
@open_to(Who.ANYONE)
def letter_asked_for() -> Response:
    """The one answer to every address."""
    return page("letter_asked_for")


@blueprint.get("/k/<token>")
@open_to(Who.TOKEN)
def show_link(token: str) -> Response:
    """A button. Mail scanners follow links, and some press what presses itself: nothing does."""
    return _link_page(token)


@blueprint.post("/k/<token>")
@open_to(Who.TOKEN)
def press_link(token: str) -> Response:
    """Spend the link: this phone holds the pass from now on.

    Without a session's token: other sites' pages are refused by web/security, and nobody can
    press without knowing the secret address.
    """
    form = PageForm()
    if not form.validate():
        return _link_page(token, HTTPStatus.UNPROCESSABLE_ENTITY)
    key, now = form.key.data, clock.now()
    secret = in_transaction(
        lambda: actions.spend_opening_link(token, page_key=key, keys=keyring(), now=now)
    )
    if secret is None:
        return page("link_gone", HTTPStatus.NOT_FOUND)
    return remember(to(MY_PLAN), secret)


csrf.exempt(press_link)


def _link_page(token: str, status: int = 200) -> Response:
    if opening_link(token, clock.now()) is None:
        return page("link_gone", HTTPStatus.NOT_FOUND)
    return page("link", status, token=token, form=PageForm(formdata=None, key=new_secret()))
