"""Where links of chapters lead: services of the hub as they stand today."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from wellness.database import db
from wellness.hub import models
from wellness.hub.models import ServiceState
from wellness.hub.published import book
from wellness.hub.queries import find_service, missing_slugs
from wellness.hub.services import Service

MOST_STEPS = 5
"""How many replacements are followed, one after another."""


@dataclass(frozen=True, slots=True)
class LinkedService:
    """A service a chapter links to, or what replaced it."""

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
    found = {}
    for slug in slugs:
        asked = find_service(slug)
        now = _standing_in_for(asked)
        if asked is not None and now is not None:
            replaces = "" if now.slug == slug else asked.name
            found[slug] = LinkedService(now.slug, now.name, replaces, now.state)
    return found


def missing_services(slugs: Iterable[str]) -> list[str]:
    """Those of these slugs that no service of the hub has, whatever its state.

    What another process has just written counts, though it is not in this one's memory yet.
    """
    missing = missing_slugs(slugs)
    if not missing:
        return []
    written = set(
        db.session.scalars(select(models.Service.slug).where(models.Service.slug.in_(missing)))
    )
    return [slug for slug in missing if slug not in written]


def services_by_name() -> list[tuple[str, str]]:
    """Slug and name of every service that can be linked to, for authors."""
    found = [(s.slug, s.name) for s in book().services if s.state is not ServiceState.CLOSED]
    return sorted(found, key=lambda pair: pair[1].casefold())


def _standing_in_for(service: Service | None) -> Service | None:
    for _ in range(MOST_STEPS):
        if service is None or service.state is not ServiceState.CLOSED:
            return service
        service = find_service(service.replacement) if service.replacement else None
    return None
