"""An empty hub is filled with what was read, and with no more certainty than there was."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, func, select

from config import ROOT, Settings
from tests.hub.entries import published, seeded
from tests.provision import sqlite
from wellness import clock
from wellness.database import db, transaction
from wellness.hub import packaged
from wellness.hub.book import book_of, packaged_book
from wellness.hub.contacts import AUDIENCES, COSTS, REGIONS, Channel
from wellness.hub.documents import document_of
from wellness.hub.models import HubStamp, Service, ServiceVersion, VersionState
from wellness.hub.rules.needs import Need
from wellness.hub.seeding import seed

COLLECTED = ROOT.parent / "shared" / "data" / "support_organisations.json"
FILED = json.loads(packaged.FILE.read_text(encoding="utf-8"))["services"]


def rows() -> list[Service]:
    return list(db.session.scalars(select(Service).order_by(Service.id)))


def test_all_88_are_there_with_their_sources_and_nobody_checked_any(app: Flask) -> None:  # noqa: ARG001
    seeded()
    services = rows()
    assert len(services) == 88
    assert [service.source for service in services] == [each["source"] or "" for each in FILED]
    assert {service.collected_on.isoformat() for service in services} == {"2026-11-22"}
    assert {service.checked_on for service in services} == {None}
    assert {service.checked_by for service in services} == {""}
    assert {contact.verified_on for s in services for contact in s.contacts} == {None}
    for service, filed in zip(services, FILED, strict=True):
        assert f"Entry: {filed['checked']}" in service.notes


def test_what_is_written_is_what_is_read_and_what_the_first_version_says(app: Flask) -> None:  # noqa: ARG001
    seeded()
    documents = [document_of(service) for service in rows()]
    assert book_of(documents).services == packaged_book().services
    versions = list(db.session.scalars(select(ServiceVersion).order_by(ServiceVersion.service_id)))
    assert [version.document for version in versions] == documents
    assert {(v.number, v.state) for v in versions} == {(1, VersionState.APPROVED)}
    assert {version.reviewed_by for version in versions} == {""}


def test_a_hub_in_use_is_never_filled_again(app: Flask) -> None:  # noqa: ARG001
    seeded()
    published("samaritans", name="Samaritans, corrected")
    with transaction():
        assert seed(clock.now()) == 0
    assert "Samaritans, corrected" in {service.name for service in rows()}
    with transaction():
        for service in rows():
            db.session.delete(service)
    with transaction():
        assert seed(clock.now()) == 0, "an editor took everything out, and meant it"


def test_every_entry_can_be_found_and_said() -> None:
    for entry in packaged_book().services:
        assert entry.needs
        assert set(entry.needs) <= set(Need)
        assert set(entry.audiences) <= set(AUDIENCES)
        assert entry.cost in COSTS
        assert entry.summary.endswith(".")
        for contact in entry.contacts:
            assert contact.region in {"", *REGIONS}
            assert contact.channel in Channel
            assert contact.countries
    slugs = [entry.slug for entry in packaged_book().services]
    assert len(set(slugs)) == 88


def test_every_need_leads_somewhere_in_the_world() -> None:
    met = {need for entry in packaged_book().services for need in entry.needs}
    assert met == set(Need)


@pytest.mark.skipif(
    not COLLECTED.exists(), reason="the file the organisations were collected in is not here"
)
def test_nothing_was_changed_on_the_way_from_the_collection() -> None:
    collected = json.loads(COLLECTED.read_text(encoding="utf-8"))
    assert len(collected) == len(FILED) == 88
    for found, filed in zip(collected, FILED, strict=True):
        ours = {name: filed[name] for name in found if name != "notes"}
        theirs = {name: found[name] for name in ours}
        theirs["countries"] = [code.lower() for code in theirs["countries"]]
        assert ours == theirs


def test_upgrading_an_empty_database_fills_its_hub_once(tmp_path: Path) -> None:
    url = sqlite.url_of(tmp_path / "new.sqlite")
    environment = {**os.environ, "DATABASE_URL": url}
    environment.pop("HUB_SNAPSHOT", None)
    command = [sys.executable, "-m", "wellness", "db", "upgrade"]
    said = [subprocess.check_output(command, env=environment, cwd=ROOT) for _ in range(2)]
    assert b"88 services are in the hub." in said[0]
    assert said[1] == b""
    engine = create_engine(url)
    with engine.connect() as connection:
        assert connection.execute(select(func.count(Service.id))).scalar_one() == 88
        assert connection.execute(select(HubStamp.number)).scalar_one() == 1
    engine.dispose()


def test_the_command_says_what_it_did(app: Flask, settings: Settings) -> None:  # noqa: ARG001
    runner = app.test_cli_runner()
    said = [runner.invoke(args=["hub", "seed"]).output for _ in range(2)]
    assert said[0].startswith("88 services are in the hub.")
    assert said[1] == "The hub has entries already and was left as it is.\n"
