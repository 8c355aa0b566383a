"""What every way of publishing has in common: who may, and what is written. Never commits."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from wellness.curating.errors import NoLongerFits
from wellness.curating.queries import changes_since, has_role_now
from wellness.database import db
from wellness.errors import Missing
from wellness.festivals.addresses import unused
from wellness.hub.documents import NotADocument, bump_stamp, write_document
from wellness.hub.models import Service, ServiceVersion, VersionState
from wellness.staff.models import Role
from wellness.staff.rules import Hand


@dataclass(frozen=True)
class Desk:
    """Whoever works on the hub, and at which festival's desk."""

    hand: Hand
    festival_id: int

    def check(self, roles: frozenset[Role]) -> int:
        """The account, if it still has one of these roles now. Raises Missing.

        The door has asked already; this asks again in the transaction of what is done, so that a
        role taken away meanwhile is gone. The command line has no account and may not.
        """
        account_id = self.hand.account_id
        if account_id is None or not has_role_now(account_id, self.festival_id, roles):
            raise Missing
        return account_id


def has_moved_on(service: Service, seen: int) -> bool:
    """Whether more than a check was published since the version numbered `seen`."""
    return service.version != seen and bool(changes_since(service.id, seen))


def publish(version: ServiceVersion, service: Service | None, *, now: datetime) -> Service:
    """Make `version` what readers see, under the next number; a new entry without `service`.

    The row, the version and the stamp move together. A locked `service` must be given. Raises
    NoLongerFits where the document names something that is no more.
    """
    document: dict[str, Any] = dict(version.document)
    if service is None:
        used = set(db.session.scalars(select(Service.slug)))
        document["slug"] = unused(document["slug"], used)
        service = Service(version=0)
        _write(service, document, now)
        db.session.add(service)
        db.session.flush()
    else:
        document["slug"] = service.slug
        _write(service, document, now)
    service.version += 1
    version.service_id = service.id
    version.number = service.version
    version.document = document
    version.state = VersionState.APPROVED
    bump_stamp(now)
    db.session.flush()
    return service


def _write(service: Service, document: dict[str, Any], now: datetime) -> None:
    try:
        write_document(service, document, now=now)
    except NotADocument:
        raise NoLongerFits from None
