"""Filling an empty hub with what the product brings along, its honesty included."""

from datetime import datetime

from sqlalchemy import func, inspect, select

from wellness.database import db
from wellness.hub import packaged
from wellness.hub.documents import Document, bump_stamp, write_document
from wellness.hub.models import HubStamp, Service, ServiceVersion, VersionState

MADE_BY = "Wellness"
"""Who wrote the first version: nobody who checked anything."""
NOTE = "Collected from published pages. Nobody has dialled or checked it yet."


def seed(now: datetime) -> int:
    """Write every organisation into the hub if it is empty; how many were written.

    An editor's hub is never touched, not even one whose entries were all taken away. Does not
    commit. Nothing is written as checked.
    """
    if not is_empty():
        return 0
    documents = packaged.documents()
    written = {each["slug"]: _written({**each, "replacement": None}, now) for each in documents}
    db.session.add_all(written.values())
    db.session.flush()
    for document in documents:
        replacement = document["replacement"]
        if replacement is not None:
            written[document["slug"]].replacement = written[replacement]
        db.session.add(_first_version(written[document["slug"]], document, now))
    bump_stamp(now)
    return len(written)


def is_empty() -> bool:
    """Whether nobody has ever written anything into this hub."""
    return not db.session.scalar(
        select(func.count()).select_from(HubStamp)
    ) and not db.session.scalar(select(func.count()).select_from(Service))


def has_tables() -> bool:
    """Whether the database has a hub at all: it may have been upgraded to an older revision."""
    return inspect(db.engine).has_table(HubStamp.__tablename__)


def _written(document: Document, now: datetime) -> Service:
    service = Service(version=1)
    write_document(service, document, now=now)
    return service


def _first_version(service: Service, document: Document, now: datetime) -> ServiceVersion:
    return ServiceVersion(
        service_id=service.id,
        number=1,
        document=document,
        note=NOTE,
        state=VersionState.APPROVED,
        made_by=MADE_BY,
        made_at=now,
        reviewed_at=now,
    )
