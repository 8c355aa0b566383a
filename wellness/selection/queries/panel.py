"""Who sits on which panel."""

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from wellness.calls.models import Call
from wellness.database import db
from wellness.errors import Missing
from wellness.festivals.models import Festival
from wellness.selection.models import Panelist
from wellness.staff.models import Account, Membership
from wellness.staff.rules import PANELS


def members_of(call_id: int) -> list[Account]:
    """Whoever sits on the panel of a call, by name."""
    query = (
        select(Account)
        .join(Panelist, Panelist.account_id == Account.id)
        .where(Panelist.call_id == call_id)
        .order_by(Account.name, Account.id)
    )
    return list(db.session.scalars(query))


def candidates_for(festival_id: int) -> list[Account]:
    """Whoever may be asked to a panel of the festival, by name: those whose role reads."""
    query = (
        select(Account)
        .join(Membership, Membership.account_id == Account.id)
        .where(
            Membership.festival_id == festival_id,
            Membership.role.in_(PANELS),
            Account.disabled_at.is_(None),
        )
        .distinct()
        .order_by(Account.name, Account.id)
    )
    return list(db.session.scalars(query))


def calls_read_by(account_id: int, festival: Festival) -> list[Call]:
    """The festival's published calls whose panel the account sits on, the next to answer first."""
    query = (
        select(Call)
        .join(Panelist, Panelist.call_id == Call.id)
        .where(
            Panelist.account_id == account_id,
            Call.festival_id == festival.id,
            Call.published_at.is_not(None),
        )
        .order_by(Call.decided_at.is_not(None), Call.answers_by.is_(None), Call.answers_by, Call.id)
        .options(selectinload(Call.roles))
    )
    return list(db.session.scalars(query))


def call_read_by(account_id: int, festival: Festival, slug: str) -> Call:
    """The one of those calls with this slug. Raises Missing for any other."""
    for call in calls_read_by(account_id, festival):
        if call.slug == slug:
            return call
    raise Missing


def is_on_panel(call_id: int, account_id: int) -> bool:
    """Whether the account sits on the panel of the call."""
    query = select(Panelist.id).where(
        Panelist.call_id == call_id, Panelist.account_id == account_id
    )
    return db.session.scalars(query).first() is not None
