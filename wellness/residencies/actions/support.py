"""The people residents can turn to: added, edited, retired, and told when somebody is overdue."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import select, update

from wellness.database import db
from wellness.festivals.models import Festival
from wellness.mail import outbox
from wellness.residencies import errors, letters
from wellness.residencies.models import Residency, ResidencyState, StudioDay, SupportPerson
from wellness.residencies.queries.riders import reach_place
from wellness.residencies.queries.stays import stay_of
from wellness.residencies.rules.stay import Presence
from wellness.staff.actions.recording import record
from wellness.staff.rules import DeedKind, Hand


@dataclass(frozen=True, slots=True)
class Described:
    """A support person as a form describes them."""

    name: str
    about: str
    account_id: int | None
    reach: str = ""
    """How to reach them; empty leaves it as it is."""


def add_support(festival: Festival, told: Described, *, hand: Hand, now: datetime) -> SupportPerson:
    """Somebody new to turn to."""
    person = SupportPerson(uid=uuid4(), festival_id=festival.id, reach_sealed=b"", name=told.name)
    _describe(person, told, now)
    db.session.add(person)
    _record(festival.id, hand, now, about="a support person was added")
    return person


def edit_support(
    person: SupportPerson, told: Described, *, seen: int, hand: Hand, now: datetime
) -> None:
    """Change what is said of them. Raises EditedMeanwhile where `seen` is not the revision now."""
    _held(person)
    if person.revision != seen:
        raise errors.EditedMeanwhile
    _describe(person, told, now)
    person.revision += 1
    _record(person.festival_id, hand, now, about="a support person was edited")


def retire_support(person: SupportPerson, *, is_retired: bool, hand: Hand, now: datetime) -> None:
    """Take them off residents' pages, or put them back. Harmless to repeat."""
    _held(person)
    if person.is_retired != is_retired:
        person.is_retired = is_retired
        person.revision += 1
        person.updated_at = now
        done = "retired" if is_retired else "is back"
        _record(person.festival_id, hand, now, about=f"a support person {done}")


def tell_of_overdue(*, now: datetime) -> int:
    """Write to support people whose resident was not noted to leave, once for each day.

    Gives how many letters were written. Without an account of their own they get none.
    """
    query = (
        select(StudioDay)
        .join(StudioDay.residency)
        .where(
            Residency.state == ResidencyState.CONFIRMED,
            StudioDay.came_at.is_not(None),
            StudioDay.left_at.is_(None),
            StudioDay.told_at.is_(None),
        )
        .order_by(StudioDay.id)
        .with_for_update(of=StudioDay)
    )
    written = 0
    for row in db.session.scalars(query):
        day = stay_of(row.residency).day(row.day)
        if day is None or day.presence(now) is not Presence.OVERDUE:
            continue
        row.told_at = now
        written += letters.overdue(row.residency, now=now)
    return written


def _describe(person: SupportPerson, told: Described, now: datetime) -> None:
    person.name, person.about, person.account_id = told.name, told.about, told.account_id
    if told.reach:
        person.reach_sealed = outbox.office().sealer.seal(reach_place(person), told.reach)
    person.updated_at = now


def _held(person: SupportPerson) -> None:
    """Hold the row until the transaction ends, as it is now."""
    held = update(SupportPerson).where(SupportPerson.id == person.id)
    db.session.execute(held.values(revision=SupportPerson.revision))
    db.session.refresh(person)


def _record(festival_id: int, hand: Hand, now: datetime, *, about: str) -> None:
    record(DeedKind.RESIDENCY_CHANGED, hand, festival_id=festival_id, about=about, now=now)
