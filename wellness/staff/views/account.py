"""One's own account: what one is called, and where one is signed in."""

from http import HTTPStatus

from flask import Response, flash
from flask_babel import gettext

from wellness import clock
from wellness.database import in_transaction
from wellness.errors import Missing
from wellness.staff.access import current_session, open_to_staff, sealer, the_account
from wellness.staff.actions.signing_in import end_session, end_sessions
from wellness.staff.forms import NewPasskeyForm, ProfileForm
from wellness.staff.queries import address_of, recovery_codes_of, sessions_of
from wellness.staff.views import proofs
from wellness.staff.views.ground import ACCOUNT, blueprint, page, to
from wellness.web.language import keep_language


@blueprint.get("/account")
@open_to_staff()
def account() -> Response:
    """Everything about one's own account."""
    return _account_page(ProfileForm(formdata=None, obj=the_account()))


@blueprint.post("/account")
@open_to_staff()
def change_profile() -> Response:
    """Be called otherwise, be written to in another language."""
    form, mine = ProfileForm(), the_account()
    if not form.validate():
        return _account_page(form, HTTPStatus.UNPROCESSABLE_ENTITY)

    def change() -> None:
        mine.name, mine.language = form.name.data, form.language.data

    in_transaction(change)
    flash(gettext("Kept."), "done")
    return keep_language(to(ACCOUNT), mine.language)


@blueprint.post("/account/devices/<int:device>/end")
@open_to_staff()
def end_device(device: int) -> Response:
    """Sign out on one of one's other devices."""
    mine, now = the_account(), clock.now()
    if not in_transaction(lambda: end_session(mine.id, device, now=now)):
        raise Missing
    flash(gettext("That device is signed out."), "done")
    return to(ACCOUNT)


@blueprint.post("/account/devices/end")
@open_to_staff()
def end_devices() -> Response:
    """Sign out everywhere but here."""
    in_transaction(end_elsewhere)
    flash(gettext("Everywhere else you are signed out."), "done")
    return to(ACCOUNT)


def end_elsewhere() -> None:
    """End every sign-in of whoever is signed in, but this one; in a transaction."""
    here = current_session()
    end_sessions(the_account().id, but=here.id if here else None, now=clock.now())


def _account_page(form: ProfileForm, status: int = 200) -> Response:
    mine, here = the_account(), current_session()
    left = sum(code.used_at is None for code in recovery_codes_of(mine.id))
    return page(
        "account",
        status,
        form=form,
        account=mine,
        address=address_of(mine, sealer()),
        devices=sessions_of(mine.id, now=clock.now()),
        here_id=here.id if here else None,
        codes_left=left,
        key_form=NewPasskeyForm(formdata=None),
        can_have_passkeys=proofs.can_have_passkeys(),
    )
