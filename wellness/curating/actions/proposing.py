"""Proposing a change: nothing readers see moves yet. To be called in a transaction."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from wellness.curating.actions.publishing import Desk, has_moved_on
from wellness.curating.errors import DecidedAlready, NothingChanged, NotYours, PublishedSince
from wellness.curating.queries import get_version, locked_service
from wellness.curating.rules.merging import with_checks_of, without_checks
from wellness.database import db
from wellness.hub.documents import document_of
from wellness.hub.faults import LONGEST_NOTE
from wellness.hub.models import ServiceVersion, VersionState
from wellness.staff.actions.recording import record
from wellness.staff.rules import AUTHORS, HUB_EDITORS, DeedKind


def propose(
    document: dict[str, Any],
    *,
    service_id: int | None,
    seen: int,
    note: str,
    desk: Desk,
    now: datetime,
) -> ServiceVersion:
    """Have `document` wait for a second person; pressed twice, it waits once.

    `service_id` None: a new entry. `seen` is the number of the version it was made from. Raises
    PublishedSince if another was published since, NothingChanged, Missing without the role.
    """
    account_id = desk.check(HUB_EDITORS)
    published = None
    if service_id is not None:
        service = locked_service(service_id)
        if has_moved_on(service, seen):
            raise PublishedSince
        published = document_of(service)
        seen = service.version
    document = with_checks_of(document, published)
    if published and without_checks(published) == without_checks(document):
        raise NothingChanged
    waiting = _same_waiting(document, service_id, account_id)
    if waiting is not None:
        return waiting
    version = ServiceVersion(
        service_id=service_id,
        number=0,
        document=document,
        based_on=seen,
        note=note[:LONGEST_NOTE],
        made_by=desk.hand.name,
        account_id=account_id,
        made_at=now,
    )
    db.session.add(version)
    _log(desk, document, now)
    return version


def withdraw(version_id: int, *, desk: Desk, now: datetime) -> None:
    """Take one's own proposal back. Raises NotYours, DecidedAlready, Missing."""
    account_id = desk.check(AUTHORS)
    version = get_version(version_id, is_locked=True)
    if version.account_id != account_id:
        raise NotYours
    if version.state is not VersionState.PROPOSED:
        raise DecidedAlready
    version.state = VersionState.REFUSED
    version.reviewed_by, version.reviewer_id = desk.hand.name, account_id
    version.reviewed_at = now


def _same_waiting(
    document: dict[str, Any], service_id: int | None, account_id: int
) -> ServiceVersion | None:
    query = select(ServiceVersion).where(
        ServiceVersion.state == VersionState.PROPOSED,
        ServiceVersion.account_id == account_id,
        ServiceVersion.service_id.is_(None)
        if service_id is None
        else ServiceVersion.service_id == service_id,
    )
    wanted = without_checks(document)
    return next(
        (v for v in db.session.scalars(query) if without_checks(v.document) == wanted), None
    )


def _log(desk: Desk, document: dict[str, Any], now: datetime) -> None:
    record(
        DeedKind.HUB_EDITED,
        desk.hand,
        festival_id=desk.festival_id,
        about=document["name"],
        now=now,
    )
