"""A service with its contacts as one JSON document: what versions hold, and what is written back.

A document names everything by words that outlive rows: days as "2026-11-22", a replacement by its
slug. Whatever `faults_of` finds nothing in can be written; what an editor may type is stricter.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import select, update

from wellness.database import db
from wellness.hub.faults import CONTACT_TEXTS, DAYS, FLAGS, LISTS, TEXTS, faults_of
from wellness.hub.models import HubStamp, Service, ServiceContact, ServiceState

Document = dict[str, Any]


class NotADocument(ValueError):
    """What was to be written is no document of a service; says what is wrong with it."""


def document_of(service: Service) -> Document:
    """The whole service as it stands, its contacts in order, as JSON can hold it."""
    columns = (*TEXTS, "slug", "offer", "cost", *FLAGS)
    return {
        **{name: getattr(service, name) for name in columns},
        **{name: list(getattr(service, name) or []) for name in LISTS},
        **{name: _written(getattr(service, name)) for name in DAYS},
        "state": str(service.state),
        "replacement": service.replacement.slug if service.replacement else None,
        "contacts": [_contact_document(each) for each in service.contacts],
    }


def write_document(service: Service, document: Document, *, now: datetime) -> None:
    """Make `service` say what `document` says; its version and its stamp are the caller's.

    Rows of contacts are made anew. Works for a service that is not yet in the session. Raises
    NotADocument. Never commits.
    """
    faults = faults_of(document)
    if faults:
        raise NotADocument("; ".join(f"{each.at}: {each.says}" for each in faults))
    for name in (*TEXTS, "slug", "offer", "cost", *FLAGS):
        setattr(service, name, document[name])
    for name in LISTS:
        setattr(service, name, list(document[name]))
    for name in DAYS:
        setattr(service, name, _day(document[name]))
    service.state = ServiceState(document["state"])
    service.replacement = _replacement(document["replacement"])
    service.updated_at = now
    service.contacts = [
        _contact(each, position) for position, each in enumerate(document["contacts"])
    ]


def bump_stamp(now: datetime) -> int:
    """Move the hub's stamp, and with it every page that is kept ready; its new number.

    To be called in the transaction of what is published: it also makes publishers take turns.
    """
    moved = update(HubStamp).where(HubStamp.id == 1)
    moved = moved.values(number=HubStamp.number + 1, changed_at=now)
    number = db.session.execute(moved.returning(HubStamp.number)).scalar_one_or_none()
    if number is None:
        db.session.add(HubStamp(id=1, number=1, changed_at=now))
        db.session.flush()
        return 1
    return number


def _contact_document(contact: ServiceContact) -> Document:
    """Columns not yet set hold what the database would put there."""
    return {
        **{name: getattr(contact, name) or "" for name in CONTACT_TEXTS},
        "channel": contact.channel,
        "read": contact.read,
        "e164": contact.e164,
        "countries": list(contact.countries or []),
        "opening": dict(contact.opening or {}),
        "verified_on": _written(contact.verified_on),
    }


def _contact(document: Document, position: int) -> ServiceContact:
    return ServiceContact(
        position=position,
        **{name: document[name] for name in CONTACT_TEXTS},
        channel=document["channel"],
        read=document["read"],
        e164=document["e164"],
        countries=list(document["countries"]),
        opening=document["opening"],
        verified_on=_day(document["verified_on"]),
    )


def _replacement(slug: str | None) -> Service | None:
    if slug is None:
        return None
    with db.session.no_autoflush:
        found = db.session.scalars(select(Service).where(Service.slug == slug)).one_or_none()
    if found is None:
        raise NotADocument(f"replacement: there is no entry {slug}")
    return found


def _written(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
