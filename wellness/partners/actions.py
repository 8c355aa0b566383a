"""Saying who takes part and what was given. To be called in a transaction; never commits."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from wellness.database import db
from wellness.festivals.addresses import slug_of, unused
from wellness.partners.errors import SaidAnew
from wellness.partners.models import Grant, Partner
from wellness.partners.queries import all_partners, locked
from wellness.staff.actions.recording import record
from wellness.staff.rules import DeedKind, Hand


def add_partner(
    values: Mapping[str, Any], *, hand: Hand, festival_id: int, now: datetime
) -> Partner:
    """A partner at the end of the list, not shown yet."""
    taken = set(db.session.scalars(select(Partner.slug)))
    slug = unused(slug_of(values["name"], "partner"), taken)
    last = max((each.position for each in all_partners()), default=-1)
    partner = Partner(slug=slug, position=last + 1, updated_at=now, **values)
    db.session.add(partner)
    _log(partner.name, hand, festival_id, now)
    return partner


def add_grant(
    partner_id: int, values: Mapping[str, Any], *, hand: Hand, festival_id: int, now: datetime
) -> Grant:
    """Something given, at the end of the partner's list, not shown yet. Raises Missing.

    Pressed twice, it is there once.
    """
    partner = locked(Partner, partner_id)
    same = next((each for each in partner.grants if _says(each, values)), None)
    if same is not None:
        return same
    last = max((each.position for each in partner.grants), default=-1)
    grant = Grant(position=last + 1, updated_at=now, **values)
    partner.grants.append(grant)
    _log(partner.name, hand, festival_id, now)
    return grant


def edit(
    row: Partner | Grant,
    values: Mapping[str, Any],
    *,
    seen: int,
    hand: Hand,
    festival_id: int,
    now: datetime,
) -> None:
    """Set these columns of a locked row. Raises SaidAnew if it was saved since it was seen."""
    if _says(row, values):
        return
    if row.revision != seen:
        raise SaidAnew
    for name, value in values.items():
        setattr(row, name, value)
    row.revision += 1
    row.updated_at = now
    _log(_name(row), hand, festival_id, now)


def show(
    row: Partner | Grant, *, is_published: bool, hand: Hand, festival_id: int, now: datetime
) -> None:
    """Let everybody read it, or nobody."""
    values = {"is_published": is_published}
    edit(row, values, seen=row.revision, hand=hand, festival_id=festival_id, now=now)


def move(row: Partner | Grant, by: int, *, hand: Hand, festival_id: int, now: datetime) -> None:
    """One place up (-1) or down (1) among its own."""
    rows: Sequence[Partner | Grant] = (
        all_partners() if isinstance(row, Partner) else row.partner.grants
    )
    order = list(rows)
    at = order.index(row)
    order.pop(at)
    order.insert(max(0, at + by), row)
    for position, each in enumerate(order):
        each.position = position
    _log(_name(row), hand, festival_id, now)


def _says(row: Partner | Grant, values: Mapping[str, Any]) -> bool:
    return all(getattr(row, name) == value for name, value in values.items())


def _name(row: Partner | Grant) -> str:
    return row.name if isinstance(row, Partner) else row.partner.name


def _log(about: str, hand: Hand, festival_id: int, now: datetime) -> None:
    record(DeedKind.PARTNERS_EDITED, hand, festival_id=festival_id, about=about, now=now)
