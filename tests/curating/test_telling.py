"""What reaches an editor the same day, and what a letter never says."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from tests.curating import a_report, an_editor, an_entry
from tests.factories import a_festival
from tests.staff import works_for
from wellness import clock
from wellness.curating.actions.telling import write_due
from wellness.curating.audit import broken_promises
from wellness.database import db, in_transaction, transaction
from wellness.festivals.models import Festival
from wellness.hub.documents import document_of
from wellness.hub.models import Service
from wellness.mail.models import Letter
from wellness.mail.outbox import office, recipient_of, text_of
from wellness.operations.work import do_due_work
from wellness.staff.models import Role

MORNING = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
"""10:00 in Berlin, where the festival is."""
EVENING = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
"""17:00 there."""


@pytest.fixture
def festival(app: Flask) -> Festival:  # noqa: ARG001
    return a_festival(zone="Europe/Berlin")


def told(now: datetime) -> list[Letter]:
    """The letters that are left when the worker looks at `now`."""
    before = {each.id for each in db.session.query(Letter)}
    in_transaction(lambda: write_due(sealer=office().sealer, now=now))
    return [each for each in db.session.query(Letter) if each.id not in before]


def checked_entry(**more: Any) -> Service:
    return an_entry(checked_on=MORNING.date(), **more)


def test_a_report_is_told_at_once_and_once_a_day(festival: Festival) -> None:
    an_editor(festival)
    service = checked_entry(name="Night Line")
    assert told(MORNING) == []
    a_report(service, created_at=MORNING - timedelta(minutes=1))
    [letter] = told(MORNING)
    text = text_of(letter)
    assert "One reader’s report waits." in text
    assert f"/staff/{festival.slug}/hub" in text
    assert "Night Line" not in text + letter.subject
    assert recipient_of(letter).endswith("@example.org")
    a_report(service, created_at=MORNING + timedelta(hours=1))
    assert told(MORNING + timedelta(hours=2)) == []
    assert told(EVENING + timedelta(hours=3)) == []
    [next_day] = told(MORNING + timedelta(hours=14, minutes=30))
    assert "2 readers’ reports wait." in text_of(next_day), "the second was news to them"


def test_what_is_overdue_is_told_in_the_afternoon(festival: Festival) -> None:
    an_editor(festival)
    an_entry(checked_on=MORNING.date() - timedelta(days=91))
    an_entry(offer="care", checked_on=MORNING.date() - timedelta(days=400))
    assert told(EVENING - timedelta(minutes=1)) == []
    [letter] = told(EVENING)
    assert "One number of the first panel is due for a check." in text_of(letter)
    assert told(EVENING + timedelta(hours=1)) == []
    assert len(told(EVENING + timedelta(days=1))) == 1


def test_nothing_waits_and_nobody_is_written_to(festival: Festival) -> None:
    an_editor(festival)
    checked_entry()
    assert told(EVENING) == []


def test_only_editors_are_written_to_and_once_for_all_their_festivals(
    festival: Festival,
) -> None:
    mina = an_editor(festival)
    works_for(mina, a_festival(), Role.HUB_EDITOR)
    an_editor(festival, "Ines", Role.ORGANIZER)
    gone = an_editor(festival, "Gone")
    with transaction():
        gone.disabled_at = MORNING
    a_report(checked_entry(), created_at=MORNING)
    assert len(told(EVENING)) == 1


def test_the_worker_does_it(festival: Festival) -> None:
    an_editor(festival)
    a_report(an_entry())
    assert "1 editors of the hub told" in do_due_work(now=clock.now(), with_purge=False)


def test_the_audit_finds_what_was_changed_past_the_desk(app: Flask) -> None:  # noqa: ARG001
    service = an_entry()
    assert broken_promises() == []
    with transaction():
        service.summary = "Changed in the tables."
    [sentence] = broken_promises()
    assert service.slug in sentence
    assert document_of(service)["summary"] == "Changed in the tables."
    with transaction():
        service.summary = ""
        service.version = 2
    [gap] = broken_promises()
    assert "shows version 2" in gap
