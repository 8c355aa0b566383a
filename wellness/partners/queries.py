from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from wellness.database import db
from wellness.errors import Missing
from wellness.hub.models import Service
from wellness.partners.models import Grant, Partner

Row = TypeVar("Row", Partner, Grant)


def all_partners() -> list[Partner]:
    """Every partner with what was given, in the order of the page."""
    query = select(Partner).options(selectinload(Partner.grants))
    return list(db.session.scalars(query.order_by(Partner.position, Partner.id)))


def shown_partners() -> list[Partner]:
    """Those that are published."""
    return [each for each in all_partners() if each.is_published]


def get_partner(slug: str) -> Partner:
    """The partner with this slug. Raises Missing."""
    found = db.session.scalars(select(Partner).where(Partner.slug == slug)).one_or_none()
    if found is None:
        raise Missing
    return found


def get_grant(partner: Partner, number: int) -> Grant:
    """What was given to this partner, by its id. Raises Missing."""
    query = select(Grant).where(Grant.id == number, Grant.partner_id == partner.id)
    found = db.session.scalars(query).one_or_none()
    if found is None:
        raise Missing
    return found


def locked(kind: type[Row], number: int) -> Row:
    """The row, kept from others until the transaction ends. Raises Missing."""
    found = db.session.scalars(
        select(kind).where(kind.id == number).with_for_update(of=kind)
    ).one_or_none()
    if found is None:
        raise Missing
    return found


def entries_of_the_hub() -> dict[str, str]:
    """Names of the hub's entries by slug, in the order of names."""
    rows = db.session.execute(select(Service.slug, Service.name)).all()
    return dict(sorted(((row[0], row[1]) for row in rows), key=lambda pair: pair[1].casefold()))
