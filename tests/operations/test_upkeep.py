import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, select, text, update

from config import Settings
from tests.booking.people import asks
from tests.factories import a_festival, a_pass, a_session
from tests.provision import application
from wellness import clock
from wellness.booking.models import Bookable, Booking
from wellness.database import db, transaction
from wellness.operations.purge import purge
from wellness.passes.models import Pass
from wellness.planner.models import DraftSession

FIFTEEN_DAYS = timedelta(days=15)


def test_the_audit_finds_a_count_that_is_wrong(app: Flask) -> None:
    yoga = a_session(capacity=3)
    asks(a_pass(), yoga)
    run = app.test_cli_runner()
    assert run.invoke(args=["audit"]).exit_code == 0
    with transaction():
        db.session.execute(update(Bookable).values(taken=2))
    found = run.invoke(args=["audit"])
    assert found.exit_code == 1
    assert f"{yoga.reference}: taken says 2, bookings hold 1" in found.output


def test_the_audit_finds_what_the_draft_lost(app: Flask) -> None:
    lost, wrong = a_session(), a_session()
    with transaction():
        db.session.execute(delete(DraftSession).where(DraftSession.session_id == lost.id))
        db.session.execute(update(DraftSession).values(facilitator_ids=[4711]))
    found = app.test_cli_runner().invoke(args=["audit"])
    assert found.exit_code == 1
    assert found.output.splitlines() == [
        f"{lost.reference}: is released and not in the draft",
        f"{wrong.reference}: facilitator 4711 in the draft is nobody of its festival",
    ]


def test_the_roster_names_nobody_unless_asked(app: Flask) -> None:
    yoga = a_session(capacity=1)
    first, second = asks(a_pass(name="Quiet Heron"), yoga), asks(a_pass(name="Brave Otter"), yoga)
    run = app.test_cli_runner()
    plain = run.invoke(args=["roster", yoga.reference, "--json"]).output
    assert [(row["booking"], row["status"], row["position"]) for row in json.loads(plain)] == [
        (first.reference, "confirmed", None),
        (second.reference, "waiting", 1),
    ]
    assert "Heron" not in plain
    named = json.loads(run.invoke(args=["roster", yoga.reference, "--json", "--names"]).output)
    assert [row["name"] for row in named] == ["Quiet Heron", "Brave Otter"]


@pytest.mark.one_database
def test_a_backup_made_while_people_book_can_be_restored_elsewhere(
    app: Flask, settings: Settings, tmp_path: Path
) -> None:
    booking = asks(a_pass(), a_session()).reference
    file = tmp_path / "backup"
    assert app.test_cli_runner().invoke(args=["backup", str(file)]).exit_code == 0
    elsewhere = replace(settings, database_url=f"sqlite:///{tmp_path / 'new' / 'place.sqlite'}")
    with application.running(elsewhere) as other:
        run = other.test_cli_runner()
        assert run.invoke(args=["restore", str(file), "--check"]).output == "The backup is sound.\n"
        assert run.invoke(args=["restore", str(file)]).exit_code == 0
        assert list(db.session.scalars(select(Booking.reference))) == [booking]
        again = run.invoke(args=["restore", str(file)])
        assert again.exit_code == 1
        assert "move it away first" in again.output


@pytest.mark.one_database
def test_a_file_that_is_no_backup_is_refused(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "backup"
    file.write_bytes(b"not a database at all" * 100)
    answer = app.test_cli_runner().invoke(args=["restore", str(file), "--check"])
    assert answer.exit_code == 1
    assert "no sound backup" in answer.output


@pytest.mark.usefixtures("app")
def test_a_person_is_forgotten_two_weeks_after_the_festival_and_the_place_stays_counted() -> None:
    festival = a_festival()
    yoga = a_session(festival)
    asks(a_pass(name="Canary Heron"), yoga)
    over = clock.now() + timedelta(days=5)
    assert purge(now=over) == ""
    assert purge(now=over + FIFTEEN_DAYS) == "1 passes forgotten"
    assert list(db.session.scalars(select(Pass))) == []
    booking = db.session.scalars(select(Booking)).one()
    assert (booking.pass_id, booking.status.value, booking.seats) == (None, "confirmed", 1)


@pytest.mark.usefixtures("app")
def test_whoever_has_another_festival_ahead_is_not_forgotten() -> None:
    ana = a_pass()
    asks(ana, a_session(a_festival()))
    later = a_festival(starts_on=clock.now().date() + timedelta(days=60))
    asks(ana, a_session(later, starts_in=timedelta(days=61)))
    assert purge(now=clock.now() + timedelta(days=20)) == ""
    assert len(list(db.session.scalars(select(Pass)))) == 1


class TestHealth:
    def test_it_is_ready_when_everything_works(self, client: FlaskClient) -> None:
        assert client.get("/readyz").get_data(as_text=True) == "ready\n"

    def test_it_is_not_ready_while_migrations_are_missing(self, client: FlaskClient) -> None:
        with transaction():
            was = db.session.scalar(text("SELECT version_num FROM alembic_version"))
            db.session.execute(text("UPDATE alembic_version SET version_num = 'older'"))
        try:
            answer = client.get("/readyz")
        finally:
            with transaction():
                db.session.execute(
                    text("UPDATE alembic_version SET version_num = :was"), {"was": was}
                )
        assert (answer.status_code, answer.get_data(as_text=True)) == (503, "migrations\n")

    def test_figures_are_for_this_machine_or_a_bearer_of_the_token(
        self, client: FlaskClient, settings: Settings
    ) -> None:
        asks(a_pass(), a_session())
        here = client.get("/metrics").get_data(as_text=True)
        assert 'wellness_bookings{status="confirmed"} 1.0' in here
        through_a_proxy = client.get("/metrics", headers={"X-Forwarded-For": "203.0.113.9"})
        assert through_a_proxy.status_code == 404
        with_token = replace(settings, metrics_token="a long token for the scraper")
        with application.running(with_token) as app:
            answer = app.test_client().get(
                "/metrics",
                headers={
                    "X-Forwarded-For": "203.0.113.9",
                    "Authorization": "Bearer a long token for the scraper",
                },
            )
        assert answer.status_code == 200
