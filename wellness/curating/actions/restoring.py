"""Going back to a former version. To be called in a transaction."""

from datetime import datetime, timedelta

from wellness.curating.actions.publishing import Desk, publish
from wellness.curating.errors import NothingChanged, PublishedSince
from wellness.curating.queries import approved_version, changes_since, locked_service
from wellness.curating.rules.merging import with_checks_of, without_checks
from wellness.database import db
from wellness.errors import Missing
from wellness.hub.documents import document_of
from wellness.hub.models import Service, ServiceVersion, VersionState
from wellness.staff.actions.recording import record
from wellness.staff.rules import AUTHORS, DeedKind

UNDONE_WITHIN = timedelta(hours=1)
"""So long after an approval one person may take it back: both states were looked at by two."""


def restore(
    service_id: int, number: int, *, seen: int, desk: Desk, now: datetime
) -> ServiceVersion:
    """Take the version called `number` back: published at once, or as a proposal.

    See docs/decisions/0750-two-people.md. Raises Missing, PublishedSince, NothingChanged,
    NoLongerFits.
    """
    account_id = desk.check(AUTHORS)
    service = locked_service(service_id)
    former = approved_version(service_id, number)
    if former is None or number >= service.version:
        raise Missing
    if seen != service.version:
        raise PublishedSince
    published = document_of(service)
    document = with_checks_of(former.document, published)
    if without_checks(document) == without_checks(published):
        raise NothingChanged
    version = ServiceVersion(
        service_id=service.id,
        number=0,
        document=document,
        based_on=service.version,
        note=f"Back to version {number}.",
        made_by=desk.hand.name,
        account_id=account_id,
        made_at=now,
    )
    db.session.add(version)
    if undoes_the_last(service, number, now=now):
        publish(version, service, now=now)
    record(
        DeedKind.HUB_EDITED,
        desk.hand,
        festival_id=desk.festival_id,
        about=f"{service.name}, back to version {number}",
        now=now,
    )
    return version


def undoes_the_last(service: Service, number: int, *, now: datetime) -> bool:
    """Whether going back to `number` only undoes what two people published within the hour."""
    changes = changes_since(service.id, number)
    if len(changes) != 1:
        return False
    last = changes[0]
    return (
        last.state is VersionState.APPROVED
        and bool(last.reviewed_by)
        and last.reviewed_at is not None
        and now - last.reviewed_at < UNDONE_WITHIN
    )
