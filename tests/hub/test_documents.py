import json
from datetime import date

import pytest
from flask import Flask

from tests.factories import a_festival, from_now
from wellness.database import db, transaction
from wellness.hub.documents import NotADocument, bump_stamp, document_of, write_document
from wellness.hub.faults import faults_of
from wellness.hub.models import HubStamp, Service, ServiceContact, ServiceState
from wellness.stamped.stamps import Stamps


def a_line(**more: object) -> Service:
    facts = {
        "slug": "night-line",
        "name": "Nuçi’s Night Line",
        "former_names": ["Evening Line"],
        "url": "https://line.example/",
        "offer": "crisis",
        "countries": ["ie"],
        "needs": ["panic"],
        "audiences": ["music"],
        "languages": ["en", "ga"],
        "has_interpreters": True,
        "cost": "free",
        "is_on_demand": True,
        "state": ServiceState.PAUSED,
        "paused_until": date(2027, 1, 31),
        "source": "line.example, read on 1 November 2026",
        "collected_on": date(2026, 11, 1),
        "updated_at": from_now(),
        "contacts": [
            ServiceContact(
                channel="text",
                dial="50808",
                word="HOME",
                countries=["ie"],
                opening={"zone": "Europe/Dublin", "week": {"mon": [["10:00", "24:00"]]}},
                read="page",
                verified_on=date(2026, 11, 2),
                verified_by="Mina",
            ),
            ServiceContact(channel="call", dial="1800 111 222", position=1, read="older"),
        ],
    } | more
    with transaction():
        service = Service(**facts)
        db.session.add(service)
    return service


def test_a_document_written_back_changes_nothing(app: Flask) -> None:  # noqa: ARG001
    with transaction():
        db.session.add(
            Service(
                slug="day-line",
                name="Day Line",
                offer="listening",
                collected_on=date(2026, 11, 1),
                updated_at=from_now(),
            )
        )
    service = a_line()
    with transaction():
        service.replacement = db.session.query(Service).filter_by(slug="day-line").one()
    document = document_of(service)
    assert document["replacement"] == "day-line"
    assert [each["dial"] for each in document["contacts"]] == ["50808", "1800 111 222"]
    stored = json.loads(json.dumps(document))
    with transaction():
        write_document(service, stored, now=from_now())
    db.session.expire_all()
    assert document_of(service) == document
    assert db.session.query(ServiceContact).count() == 2
    assert service.contacts[0].verified_on == date(2026, 11, 2)


def test_a_new_service_is_made_from_a_document(app: Flask) -> None:  # noqa: ARG001
    document = document_of(a_line()) | {"slug": "another-line"}
    with transaction():
        service = Service()
        write_document(service, document, now=from_now())
        db.session.add(service)
    assert document_of(service) == document


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 161),
        ("slug", "Night Line"),
        ("offer", "miracles"),
        ("cost", "cheap"),
        ("state", "asleep"),
        ("countries", ["Ireland"]),
        ("audiences", ["everybody"]),
        ("languages", ["20 languages"]),
        ("collected_on", "yesterday"),
        ("is_human", "yes"),
        ("replacement", 7),
        ("contacts", {}),
    ],
)
def test_what_a_document_may_not_say(app: Flask, field: str, value: object) -> None:  # noqa: ARG001
    service = a_line()
    document = document_of(service)
    assert [each.at for each in faults_of(document | {field: value})] == [field]
    with pytest.raises(NotADocument, match=field), transaction():
        write_document(service, document | {field: value}, now=from_now())
    assert document_of(service) == document


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("channel", "pigeon"),
        ("dial", ""),
        ("e164", "0808 802"),
        ("countries", ["UK"]),
        ("read", "somewhere"),
        ("opening", []),
        ("verified_on", "2026-2-3"),
        ("cost", "cheap"),
        ("audience", "everybody"),
    ],
)
def test_what_a_contact_may_not_say(app: Flask, field: str, value: object) -> None:  # noqa: ARG001
    document = document_of(a_line())
    document["contacts"][1][field] = value
    assert [each.at for each in faults_of(document)] == [f"contacts.1.{field}"]


def test_a_replacement_must_be_an_entry(app: Flask) -> None:  # noqa: ARG001
    service = a_line()
    document = document_of(service) | {"replacement": "nowhere"}
    with pytest.raises(NotADocument, match="nowhere"), transaction():
        write_document(service, document, now=from_now())


def test_what_is_published_moves_every_page_kept_ready(app: Flask) -> None:
    stamps = Stamps(app.extensions["settings"].database_url)
    festival = a_festival()
    before = stamps.of(festival.slug)
    with transaction():
        first = bump_stamp(from_now())
        second = bump_stamp(from_now())
    assert second == first + 1
    assert db.session.get(HubStamp, 1) is not None
    after = stamps.of(festival.slug)
    assert before is not None
    assert after is not None
    assert after[-1] == second
    assert after[:-1] == before[:-1]
