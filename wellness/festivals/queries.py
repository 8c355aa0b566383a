from sqlalchemy import select
from sqlalchemy.orm import joinedload

from wellness.database import db
from wellness.errors import Missing
from wellness.festivals.models import Festival, Space


def released_festivals() -> list[Festival]:
    """Every festival whose programme may be seen, the latest first."""
    query = (
        select(Festival)
        .where(Festival.released_at.is_not(None))
        .order_by(Festival.starts_on.desc(), Festival.id)
    )
    return list(db.session.scalars(query))


def get_festival(slug: str) -> Festival:
    """The released festival with this slug. Raises Missing, also for an unreleased one."""
    query = select(Festival).where(Festival.slug == slug, Festival.released_at.is_not(None))
    festival = db.session.scalars(query).one_or_none()
    if festival is None:
        raise Missing
    return festival


def find_festival(slug: str) -> Festival | None:
    """The festival with this slug, released or not: for operators' commands."""
    return db.session.scalars(select(Festival).where(Festival.slug == slug)).one_or_none()


def get_space(festival: Festival, slug: str) -> Space:
    """The festival's space with this slug. Raises Missing."""
    query = (
        select(Space)
        .where(Space.festival_id == festival.id, Space.slug == slug)
        .options(joinedload(Space.festival))
    )
    space = db.session.scalars(query).one_or_none()
    if space is None:
        raise Missing
    return space
