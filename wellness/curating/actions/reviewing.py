"""The second look: never by whoever proposed. To be called in a transaction."""

from datetime import datetime

from wellness.curating.actions.publishing import Desk, has_moved_on, publish
from wellness.curating.errors import DecidedAlready, OneOwn, PublishedSince
from wellness.curating.queries import get_version, locked_service
from wellness.curating.rules.merging import with_checks_of
from wellness.hub.documents import document_of
from wellness.hub.faults import LONGEST_NOTE
from wellness.hub.models import Service, ServiceVersion, VersionState
from wellness.staff.actions.recording import record
from wellness.staff.rules import AUTHORS, DeedKind


def approve(version_id: int, *, desk: Desk, now: datetime) -> Service:
    """Publish what somebody else proposed.

    Raises OneOwn, DecidedAlready, PublishedSince if more than a check was published since it was
    begun, and Missing for whoever has no such role now. Of two who approve at once, one does.
    """
    version, _ = _looked_at(version_id, desk, "")
    service = None
    if version.service_id is not None:
        service = locked_service(version.service_id)
        if has_moved_on(service, version.based_on):
            raise PublishedSince
    published = document_of(service) if service else None
    version.document = with_checks_of(version.document, published)
    version.reviewed_at = now
    service = publish(version, service, now=now)
    _log(desk, version, f"{service.name}, version {version.number}", now)
    return service


def refuse(version_id: int, reason: str, *, desk: Desk, now: datetime) -> None:
    """Say no to a proposal, and why. Raises OneOwn, DecidedAlready, Missing."""
    version, _ = _looked_at(version_id, desk, reason)
    version.state = VersionState.REFUSED
    version.reviewed_at = now
    _log(desk, version, f"{version.document['name']}, refused", now)


def _looked_at(version_id: int, desk: Desk, reason: str) -> tuple[ServiceVersion, int]:
    account_id = desk.check(AUTHORS)
    version = get_version(version_id, is_locked=True)
    if version.state is not VersionState.PROPOSED:
        raise DecidedAlready
    if version.account_id == account_id:
        raise OneOwn
    version.reviewed_by, version.reviewer_id = desk.hand.name, account_id
    version.review_note = reason[:LONGEST_NOTE]
    return version, account_id


def _log(desk: Desk, version: ServiceVersion, about: str, now: datetime) -> None:
    record(
        DeedKind.HUB_REVIEWED,
        desk.hand,
        festival_id=desk.festival_id,
        about=about,
        now=now,
        proposed_by=version.made_by,
    )
