"""How long an entry may stand unchecked: less long for lines that people call in a crisis."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from wellness.hub.contacts import Offer
from wellness.hub.models import Service, ServiceState

PANEL_LASTS = timedelta(days=90)
OTHERS_LAST = timedelta(days=180)


@dataclass(frozen=True)
class Standing:
    """How an entry stands with being checked."""

    service: Service
    checked_on: date | None
    """The day from which all of its contacts count as checked; None: never yet."""
    is_of_panel: bool
    reports: int
    """Readers' reports that nobody has settled."""
    waited: timedelta
    """Since it was checked, or else since it was first written down."""

    @property
    def lasts(self) -> timedelta:
        """How long a check of it holds."""
        return PANEL_LASTS if self.is_of_panel else OTHERS_LAST

    @property
    def is_overdue(self) -> bool:
        """Reported; or never checked, or too long ago, unless it is closed."""
        if self.reports:
            return True
        if self.service.state is ServiceState.CLOSED:
            return False
        return self.checked_on is None or self.waited > self.lasts

    @property
    def days_over(self) -> int:
        """Days since a check was due; since it was written down, if there never was one."""
        over = self.waited - (self.lasts if self.checked_on else timedelta())
        return max(0, over.days)

    @property
    def urgency(self) -> tuple[bool, bool, bool, int, str]:
        """To sort by: reported first, then the panel's, never checked, and the longest."""
        return (
            not self.reports,
            not self.is_of_panel,
            self.checked_on is not None,
            -self.days_over,
            self.service.name.casefold(),
        )


def standing_of(service: Service, *, reports: int, today: date) -> Standing:
    """How `service` stands on the day `today`."""
    checked_on = checked(service)
    return Standing(
        service=service,
        checked_on=checked_on,
        is_of_panel=is_of_panel(service),
        reports=reports,
        waited=today - (checked_on or service.collected_on),
    )


def checked(service: Service) -> date | None:
    """The latest day by which a person had found every contact right; None: never."""
    of_all = all_checked_on(contact.verified_on for contact in service.contacts)
    return max(filter(None, (service.checked_on, of_all)), default=None)


def all_checked_on(days: Iterable[date | None]) -> date | None:
    """The earliest of the days on which contacts were checked; None if one never was."""
    known = list(days)
    if not known or None in known:
        return None
    return min(day for day in known if day is not None)


def is_of_panel(service: Service) -> bool:
    """Whether it is a line for "talk to someone now": free, human, at once, in confidence."""
    return (
        service.offer == Offer.CRISIS
        and service.cost == "free"
        and service.is_human
        and service.is_on_demand
        and service.is_anonymous
        and service.state is ServiceState.ACTIVE
    )


def is_checked_in(document: dict[str, Any]) -> str | None:
    """The day ("2026-11-22") all contacts of a document were checked by; None if one never was."""
    days = [each["verified_on"] for each in document["contacts"]]
    return min(days) if days and all(days) else None
