"""Entries of the hub to work on, and people who work on them."""

from datetime import date
from itertools import count
from typing import Any

from flask import Flask

from tests.factories import from_now
from tests.staff import an_account, hand_of, works_for
from wellness import clock
from wellness.curating.actions.proposing import propose
from wellness.curating.actions.publishing import Desk
from wellness.curating.actions.reviewing import approve
from wellness.database import db, in_transaction, transaction
from wellness.festivals.models import Festival
from wellness.hub.documents import document_of
from wellness.hub.models import (
    NumberReport,
    ReportKind,
    Service,
    ServiceContact,
    ServiceVersion,
    VersionState,
)
from wellness.staff.models import Account, Role

_numbers = count(1)


def a_contact(**more: Any) -> ServiceContact:
    """A number that was read on a page about the service."""
    facts = {"channel": "call", "dial": "116 123", "countries": ["gb"], "read": "page"}
    return ServiceContact(**facts | more)


def an_entry(
    *, name: str = "", contacts: list[ServiceContact] | None = None, **more: Any
) -> Service:
    """A line of the first panel, published as version 1 as the seed does."""
    number = next(_numbers)
    facts = {
        "slug": f"line-{number}",
        "name": name or f"Line {number}",
        "offer": "crisis",
        "countries": ["gb"],
        "cost": "free",
        "is_on_demand": True,
        "is_anonymous": True,
        "source": "line.example, read on 1 November 2026",
        "collected_on": date(2026, 11, 1),
        "updated_at": from_now(),
        "contacts": [a_contact()] if contacts is None else contacts,
    } | more
    service = Service(**facts)
    with transaction():
        db.session.add(service)
        db.session.flush()
        db.session.add(
            ServiceVersion(
                service_id=service.id,
                number=1,
                document=document_of(service),
                state=VersionState.APPROVED,
                made_by="the beginning",
                made_at=clock.now(),
            )
        )
    return service


def a_report(service: Service, **more: Any) -> NumberReport:
    """Something a reader found wrong."""
    report = NumberReport(
        **{"service_id": service.id, "kind": ReportKind.WRONG_NUMBER, "created_at": clock.now()}
        | more
    )
    with transaction():
        db.session.add(report)
    return report


def an_editor(festival: Festival, name: str = "Mina", role: Role = Role.HUB_EDITOR) -> Account:
    """Somebody who keeps the hub true, for this festival."""
    account = an_account(name=name)
    works_for(account, festival, role)
    return account


def desk_of(account: Account, festival: Festival) -> Desk:
    """Their desk."""
    return Desk(hand_of(account), festival.id)


def proposed(
    service: Service | None, desk: Desk, document: dict[str, Any] | None = None, **changes: Any
) -> ServiceVersion:
    """A change somebody proposes: the published document with these changes."""
    held = document or document_of(service or Service())
    return in_transaction(
        lambda: propose(
            held | changes,
            service_id=service.id if service else None,
            seen=service.version if service else 0,
            note="Read on their page.",
            desk=desk,
            now=clock.now(),
        )
    )


def approved(version: ServiceVersion, desk: Desk) -> Service:
    """The proposal, published by somebody else."""
    return in_transaction(lambda: approve(version.id, desk=desk, now=clock.now()))


def sent(document: dict[str, Any], **more: Any) -> dict[str, Any]:
    """What a browser sends for an entry's form that holds `document`."""
    flags = ("has_interpreters", "is_human", "is_on_demand", "is_anonymous")
    texts = ("name", "summary", "url", "region", "eligibility", "offer", "cost", "cost_note")
    fields: dict[str, Any] = {
        **{name: document[name] for name in (*texts, "state", "state_note", "source", "notes")},
        **{name: "y" for name in flags if document[name]},
        "former_names": "\r\n".join(document["former_names"]),
        "countries": ", ".join(document["countries"]),
        "languages": ", ".join(document["languages"]),
        "needs": document["needs"],
        "audiences": document["audiences"],
        "paused_until": document["paused_until"] or "",
        "replacement": document["replacement"] or "",
        "note": "Read on their page today.",
        "revision": 1,
        "contact": [],
        "do": "propose",
    }
    for place, contact in enumerate(document["contacts"]):
        fields["contact"].append(str(place))
        fields |= {f"c{place}-{name}": value for name, value in sent_contact(contact).items()}
    return fields | more


def sent_contact(contact: dict[str, Any]) -> dict[str, Any]:
    """The fields of one contact."""
    opening = contact["opening"]
    week = opening.get("week", {})
    return {
        **{name: contact[name] for name in ("channel", "dial", "word", "language", "hours_note")},
        **{name: contact[name] for name in ("cost", "audience", "region", "read")},
        "e164": contact["e164"] or "",
        "countries": ", ".join(contact["countries"]),
        "hours": "always" if opening.get("always") else "week" if week else "unknown",
        "zone": opening.get("zone", ""),
        **{day: ", ".join("–".join(span) for span in spans) for day, spans in week.items()},
    }


def without_tokens(app: Flask) -> None:
    """Ask what lies behind the form's token."""
    app.config["WTF_CSRF_ENABLED"] = False
