"""What must be true of the hub's versions, checked against the rows."""

from collections.abc import Iterator

from sqlalchemy import select

from wellness.database import db
from wellness.hub.documents import document_of
from wellness.hub.models import Service, ServiceVersion, VersionState


def broken_promises() -> list[str]:
    """One sentence for everything that is not as it must be; empty when all is well."""
    approved: dict[int | None, list[ServiceVersion]] = {}
    query = select(ServiceVersion).where(ServiceVersion.state == VersionState.APPROVED)
    for version in db.session.scalars(query.order_by(ServiceVersion.number)):
        approved.setdefault(version.service_id, []).append(version)
    services = db.session.scalars(select(Service).order_by(Service.id)).all()
    return [
        *(f"version {v.id} of the hub is approved and of no entry" for v in approved.get(None, ())),
        *(said for each in services for said in _broken(each, approved.get(each.id, []))),
    ]


def _broken(service: Service, versions: list[ServiceVersion]) -> Iterator[str]:
    numbers = [version.number for version in versions]
    if numbers != list(range(1, service.version + 1)):
        yield f"{service.slug}: shows version {service.version}, approved are {numbers}"
    elif versions[-1].document != document_of(service):
        yield f"{service.slug}: says something else than its version {service.version}"
    for version in versions:
        if version.reviewer_id is not None and version.reviewer_id == version.account_id:
            yield f"{service.slug}: version {version.number} was approved by who proposed it"
