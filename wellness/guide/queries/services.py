"""Where links of chapters lead: services of the hub as they stand today, and other chapters."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from wellness.database import db
from wellness.hub.models import Service, ServiceState

MOST_STEPS = 5
"""How many replacements are followed, one after another."""


@dataclass(frozen=True, slots=True)
class LinkedService:
    """A service a chapter links to, or what replaced it."""

    asked: str
    """The slug in the text."""
    slug: str
    """Where it leads now."""
    name: str
    replaces: str
    """The name of the one that closed, if this stands in for it."""
    state: ServiceState

    @property
    def address(self) -> str:
        """Its page on the hub."""
        return f"/help/services/{self.slug}"


def linked_services(slugs: Iterable[str]) -> dict[str, LinkedService]:
    """The services behind these slugs, by slug; one that closed gives its replacement.

    What is not there, or closed with nothing in its place, is left out.
    """
    asked = list(slugs)
    if not asked:
        return {}
    query = (
        select(Service).where(Service.slug.in_(asked)).options(selectinload(Service.replacement))
    )
    found = {}
    for service in db.session.scalars(query):
        now = _standing_in_for(service)
        if now is not None:
            found[service.slug] = LinkedService(
                asked=service.slug,
                slug=now.slug,
                name=now.name,
                replaces="" if now is service else service.name,
                state=now.state,
            )
    return found


def missing_services(slugs: Iterable[str]) -> list[str]:
    """Those of these slugs that no service of the hub has, whatever its state."""
    asked = list(slugs)
    if not asked:
        return []
    there = set(db.session.scalars(select(Service.slug).where(Service.slug.in_(asked))))
    return [slug for slug in asked if slug not in there]


def services_by_name() -> list[tuple[str, str]]:
    """Slug and name of every service that can be linked to, for authors."""
    query = select(Service.slug, Service.name).where(Service.state != ServiceState.CLOSED)
    return [(slug, name) for slug, name in db.session.execute(query.order_by(Service.name))]


def _standing_in_for(service: Service) -> Service | None:
    now: Service | None = service
    for _ in range(MOST_STEPS):
        if now is None or now.state is not ServiceState.CLOSED:
            return now
        now = now.replacement
    return None
