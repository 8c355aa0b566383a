"""Who works for a festival, and as what: for its owners."""

from http import HTTPStatus

from flask import Response, flash
from flask_babel import gettext, lazy_gettext

from wellness import clock
from wellness.database import in_transaction
from wellness.mail.errors import NotAnAddress
from wellness.staff.access import (
    Section,
    keyring,
    open_to_staff,
    sealer,
    the_account,
    the_festival,
    the_hand,
)
from wellness.staff.actions.inviting import Desk, Guest, ask_renewal, invite_by_letter, withdraw
from wellness.staff.actions.team import set_roles
from wellness.staff.errors import LastOwner
from wellness.staff.forms import InviteForm, MemberForm
from wellness.staff.models import Account, Membership, Role
from wellness.staff.queries import (
    address_of,
    facilitators_of,
    get_invitation,
    get_member,
    open_invitations,
    team_of,
)
from wellness.staff.rules import OWNERS
from wellness.staff.views.ground import blueprint, page, settings, to
from wellness.staff.words import ROLE_HINTS, ROLE_NAMES
from wellness.web.language import chosen_language

SECTIONS = (Section(70, "staff.team", lazy_gettext("Team"), "users"),)


@blueprint.get("/<slug>/team")
@open_to_staff(OWNERS)
def team(slug: str) -> Response:  # noqa: ARG001 - the door has read it
    """Everybody who works here, and who is invited."""
    festival = the_festival()
    return page(
        "team",
        festival=festival,
        team=team_of(festival.id),
        leaders=dict(facilitators_of(festival.id)),
        invitations=open_invitations(festival.id, now=clock.now()),
        role_names=ROLE_NAMES,
    )


@blueprint.get("/<slug>/team/invite")
@open_to_staff(OWNERS, proved=True)
def invite_page(slug: str) -> Response:  # noqa: ARG001 - the door has read it
    """Whom to invite."""
    return _invite_page(InviteForm(facilitators_of(the_festival().id), formdata=None))


@blueprint.post("/<slug>/team/invite")
@open_to_staff(OWNERS, proved=True)
def invite(slug: str) -> Response:
    """Write to somebody."""
    festival, hand, now = the_festival(), the_hand(), clock.now()
    form = InviteForm(facilitators_of(festival.id))
    if not form.validate():
        return _invite_page(form, HTTPStatus.UNPROCESSABLE_ENTITY)
    role = Role(form.role.data)
    leads = form.facilitator.data if role is Role.FACILITATOR else ""
    guest = Guest(form.email.data, form.name.data, festival.id, role, int(leads) if leads else None)
    try:
        in_transaction(lambda: invite_by_letter(guest, hand=hand, desk=_desk(), now=now))
    except NotAnAddress as refusal:
        form.email.errors = [refusal.sentence]
        return _invite_page(form, HTTPStatus.UNPROCESSABLE_ENTITY)
    flash(gettext("A letter is on its way to %(name)s.", name=form.name.data), "done")
    return to(f"/staff/{slug}/team")


@blueprint.post("/<slug>/team/invitations/<int:invitation>/withdraw")
@open_to_staff(OWNERS, proved=True)
def withdraw_invitation(slug: str, invitation: int) -> Response:
    """Make a link worthless that was not used yet."""
    found, hand, now = get_invitation(the_festival().id, invitation), the_hand(), clock.now()
    in_transaction(lambda: withdraw(found, hand=hand, now=now))
    flash(gettext("The invitation is withdrawn."), "done")
    return to(f"/staff/{slug}/team")


@blueprint.get("/<slug>/team/<int:member>")
@open_to_staff(OWNERS, proved=True)
def member(slug: str, member: int) -> Response:  # noqa: ARG001 - the door has read it
    """What one person does here."""
    festival = the_festival()
    account, memberships = get_member(festival.id, member)
    leads = next((each.facilitator_id for each in memberships if each.facilitator_id), "")
    form = MemberForm(
        facilitators_of(festival.id),
        formdata=None,
        roles=[each.role.value for each in memberships],
        facilitator=str(leads),
    )
    return _member_page(form, account, memberships)


@blueprint.post("/<slug>/team/<int:member>")
@open_to_staff(OWNERS, proved=True)
def change_member(slug: str, member: int) -> Response:
    """Give and take roles."""
    festival = the_festival()
    account, memberships = get_member(festival.id, member)
    form = MemberForm(facilitators_of(festival.id))
    if not form.validate():
        return _member_page(form, account, memberships, HTTPStatus.UNPROCESSABLE_ENTITY)
    roles = frozenset(Role(role) for role in form.roles.data)
    return _with_roles(slug, account, roles, form.facilitator.data)


@blueprint.post("/<slug>/team/<int:member>/leave")
@open_to_staff(OWNERS, proved=True)
def end_work(slug: str, member: int) -> Response:
    """Take every role away."""
    account, _ = get_member(the_festival().id, member)
    return _with_roles(slug, account, frozenset(), "")


@blueprint.post("/<slug>/team/<int:member>/renewal")
@open_to_staff(OWNERS, proved=True)
def send_renewal(slug: str, member: int) -> Response:
    """Help somebody who lost their ways in; nobody ever sets another's password."""
    festival, hand, now = the_festival(), the_hand(), clock.now()
    account, _ = get_member(festival.id, member)
    in_transaction(
        lambda: ask_renewal(account, festival_id=festival.id, hand=hand, desk=_desk(), now=now)
    )
    flash(
        gettext(
            "We have written to %(name)s. The link in the letter works from tomorrow on.",
            name=account.name,
        ),
        "done",
    )
    return to(f"/staff/{slug}/team")


def _with_roles(slug: str, account: Account, roles: frozenset[Role], leads: str) -> Response:
    festival_id, hand, now = the_festival().id, the_hand(), clock.now()
    facilitator_id = int(leads) if leads else None
    back = f"/staff/{slug}/team"
    try:
        in_transaction(
            lambda: set_roles(
                account, festival_id, roles, facilitator_id=facilitator_id, hand=hand, now=now
            )
        )
    except LastOwner as refusal:
        flash(refusal.sentence, "clay")
        return to(f"{back}/{account.id}")
    flash(gettext("Kept. It counts from now on."), "done")
    still_owner = account.id != the_account().id or Role.OWNER in roles
    return to(back if still_owner else "/staff/")


def _desk() -> Desk:
    return Desk(keyring(), sealer(), settings().base_url, chosen_language())


def _invite_page(form: InviteForm, status: int = 200) -> Response:
    return page(
        "invite",
        status,
        festival=the_festival(),
        form=form,
        role_hints=_hints(),
        leads=Role.FACILITATOR,
    )


def _member_page(
    form: MemberForm, account: Account, memberships: list[Membership], status: int = 200
) -> Response:
    return page(
        "member",
        status,
        festival=the_festival(),
        form=form,
        account=account,
        address=address_of(account, sealer()),
        memberships=memberships,
        role_hints=_hints(),
        is_me=account.id == the_account().id,
    )


def _hints() -> dict[str, object]:
    return {role.value: hint for role, hint in ROLE_HINTS.items()}
