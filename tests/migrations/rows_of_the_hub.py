"""One row in every table of the hub."""

from collections.abc import Iterator
from datetime import datetime

from wellness.database import Model
from wellness.hub.models import (
    HubStamp,
    NumberReport,
    ReportKind,
    Service,
    ServiceContact,
    ServiceVersion,
)


def rows_of_the_hub(*, now: datetime) -> Iterator[Model]:
    """One service with all that hangs on it."""
    contact = ServiceContact(channel="call", dial="116 123", read="page")
    service = Service(
        slug="a-line",
        name="A line",
        offer="crisis",
        collected_on=now.date(),
        updated_at=now,
        contacts=[contact],
    )
    yield service
    yield NumberReport(service=service, kind=ReportKind.NO_ANSWER, created_at=now)
    yield ServiceVersion(number=1, document={}, made_by="Mina", made_at=now)
    yield HubStamp(id=1, changed_at=now)
