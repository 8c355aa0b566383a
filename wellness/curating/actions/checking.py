"""Saying that an entry is right: counts at once. To be called in a transaction."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from wellness.curating.actions.publishing import Desk, has_moved_on, publish
from wellness.curating.errors import NothingChecked, PublishedSince
from wellness.curating.queries import locked_service
from wellness.curating.rules.checks import WAYS, Way
from wellness.curating.rules.due import is_checked_in
from wellness.database import db
from wellness.hub.contacts import Read
from wellness.hub.documents import document_of
from wellness.hub.faults import LONGEST_NOTE
from wellness.hub.models import Service, ServiceVersion
from wellness.staff.actions.recording import record
from wellness.staff.rules import HUB_EDITORS, DeedKind


def check(
    service_id: int, ways: Mapping[int, Way], *, seen: int, desk: Desk, now: datetime
) -> Service:
    """Note of each contact, by its place in the entry from 0, how it was found right today.

    What readers dial stays as it is, so no second person is asked. An entry all of whose contacts
    were found right at once counts as checked. Raises PublishedSince, NothingChecked, Missing.
    """
    account_id = desk.check(HUB_EDITORS)
    service = locked_service(service_id)
    if has_moved_on(service, seen):
        raise PublishedSince
    document = document_of(service)
    said = _noted(document, ways, by=desk.hand.name, today=now.date().isoformat())
    version = ServiceVersion(
        service_id=service.id,
        number=0,
        document=document,
        based_on=service.version,
        note="; ".join(said)[:LONGEST_NOTE],
        is_check=True,
        made_by=desk.hand.name,
        account_id=account_id,
        made_at=now,
    )
    db.session.add(version)
    publish(version, service, now=now)
    record(
        DeedKind.HUB_REVIEWED,
        desk.hand,
        festival_id=desk.festival_id,
        about=f"{service.name}, checked",
        now=now,
    )
    return service


def _noted(document: dict[str, Any], ways: Mapping[int, Way], *, by: str, today: str) -> list[str]:
    """Write into the document what was found right; a word on each. Raises NothingChecked."""
    said = []
    for place, contact in enumerate(document["contacts"]):
        way = ways.get(place)
        if way is None or way not in WAYS[contact["channel"]]:
            continue
        if way is Way.READ:
            contact["read"] = str(Read.PAGE)
        else:
            contact |= {"verified_on": today, "verified_by": by}
        said.append(f"{contact['dial']}: {way}")
    if not said:
        raise NothingChecked
    of_all = today if len(said) == len(document["contacts"]) else is_checked_in(document)
    if of_all and of_all > (document["checked_on"] or ""):
        document |= {"checked_on": of_all, "checked_by": by}
    return said
