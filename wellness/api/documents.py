"""The programme as JSON documents; every value here is described in schemas.py."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wellness.api.rules import free_places
from wellness.booking.rules import PlaceFacts, may_do
from wellness.clock import festival_day
from wellness.festivals.models import Festival
from wellness.programme.shown import ProgrammeEntry, SessionDetails

Document = dict[str, Any]
API = "/api/v1/festivals"


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells of one festival, with links that begin at `base_url`."""

    festival: Festival
    base_url: str

    @property
    def page(self) -> str:
        """The festival's own pages."""
        return f"{self.base_url}/{self.festival.slug}"

    @property
    def api(self) -> str:
        """The festival in this API."""
        return f"{self.base_url}{API}/{self.festival.slug}"

    def told(self, moment: datetime | None) -> str | None:
        """An instant on the festival's clock, with its offset."""
        if moment is None:
            return None
        return moment.astimezone(self.festival.zone).isoformat(timespec="seconds")

    def of_festival(self) -> Document:
        """The festival itself."""
        festival = self.festival
        return {
            "slug": festival.slug,
            "name": festival.name,
            "zone": festival.zone_name,
            "starts_on": festival.starts_on.isoformat(),
            "ends_on": festival.ends_on.isoformat(),
            "day_ends_at": f"{festival.dawn:%H:%M}",
            "site": festival.site,
            "country": festival.country,
            "welcome": festival.welcome,
            "contact": festival.contact,
            "help_on_site": festival.help_on_site,
            "changed_at": self.told(festival.changed_at),
            "links": {
                "self": self.api,
                "page": f"{self.page}/",
                "sessions": f"{self.api}/sessions",
                "places": f"{self.api}/places",
                "calendar": f"{self.page}/calendar.ics",
                "help": f"{self.page}/help",
            },
        }

    def of_session(self, entry: ProgrammeEntry, *, now: datetime) -> Document:
        """A session as lists show it."""
        zone, dawn = self.festival.zone, self.festival.dawn
        facts, space = entry.facts, entry.space
        own = f"sessions/{entry.reference}"
        return {
            "reference": entry.reference,
            "title": entry.title,
            "summary": entry.summary,
            "day": festival_day(entry.starts_at, zone, dawn).isoformat(),
            "starts_at": self.told(entry.starts_at),
            "ends_at": self.told(entry.ends_at),
            "status": facts.status.value,
            "moved_from": self.told(entry.moved_from),
            "moved_out_of": entry.moved_out_of,
            "entry": facts.entry.value,
            "opens_at": self.told(facts.opens_at),
            "may_do": may_do(facts, None, now=now).step.value,
            "places": places(facts),
            "space": {"slug": space.slug, "name": space.name} if space else None,
            "category": {"slug": entry.category.slug, "name": entry.category.name},
            "is_support": entry.is_support,
            "facilitators": [{"slug": one.slug, "name": one.name} for one in entry.leaders],
            "languages": list(entry.languages),
            "min_age": entry.min_age,
            "links": {
                "self": f"{self.api}/{own}",
                "page": f"{self.page}/{own}",
                "calendar": f"{self.page}/{own}.ics",
            },
        }

    def of_details(self, details: SessionDetails, *, now: datetime) -> Document:
        """All that a session's own page says."""
        return {
            **self.of_session(details.entry, now=now),
            "description": details.description,
            "for_whom": details.for_whom,
            "bring": details.bring,
            "cost": details.cost,
            "content_note": details.content_note,
            "confidentiality": details.confidentiality,
            "welcome": list(details.welcome),
            "age_note": details.age_note,
            "capacity_note": details.capacity_note,
            "cancel_reason": details.cancel_reason,
            "directions": details.directions,
            "access": list(details.access),
        }


def places(facts: PlaceFacts) -> Document:
    """How many places there are, are held, are free, and how many bookings wait."""
    return {
        "capacity": facts.capacity,
        "taken": facts.taken,
        "free": free_places(facts),
        "waiting": facts.waiting,
    }
