"""Forgetting on time: what is kept for how long stands in docs/privacy.md."""

from datetime import datetime

from sqlalchemy import exists, or_, select

from wellness.booking.models import Bookable, Booking
from wellness.calls.actions.forgetting import forget_past_answers
from wellness.calls.models import Application, Call
from wellness.care.actions.upkeep import forget_closed
from wellness.database import db, in_transaction
from wellness.festivals.models import Festival
from wellness.hub.upkeep import forget_old_notes
from wellness.imports.actions.pending import forget_old_files
from wellness.mail.actions import purge_letters
from wellness.passes.models import Pass
from wellness.passes.upkeep import forget_the_past
from wellness.plan.actions import forget_everything
from wellness.plan.rules import PASS_KEPT, UNUSED_PASS_KEPT
from wellness.residencies.actions.forgetting import forget_past_riders
from wellness.selection.upkeep import forget_remarks
from wellness.staff.upkeep import forget_the_past as forget_past_work

_AT_ONCE = 100


def purge(*, now: datetime) -> str:
    """Forget everything whose time is over at `now`; says in words what went."""
    people = 0
    while gone := in_transaction(lambda: _forget_people(now)):
        people += gone
    letters = in_transaction(lambda: purge_letters(now=now))
    traces = in_transaction(lambda: forget_the_past(now=now))
    files = in_transaction(lambda: forget_old_files(now=now))
    work = in_transaction(lambda: forget_past_work(now=now))
    riders = in_transaction(lambda: forget_past_riders(now=now))
    answers = in_transaction(lambda: forget_past_answers(now=now))
    requests = in_transaction(lambda: forget_closed(now=now))
    notes = in_transaction(lambda: forget_old_notes(now=now))
    remarks = in_transaction(lambda: forget_remarks(now=now))
    _empty_the_log()
    counts = (
        (notes, "notes about the hub"),
        (people, "passes"),
        (letters, "letters"),
        (traces, "links and tries"),
        (files, "undecided files"),
        (requests, "care requests"),
        (work, "sign-ins, invitations and old lines of the log"),
        (riders, "access riders"),
        (answers, "answers of applications"),
        (remarks, "remarks of panels"),
    )
    return ", ".join(f"{count} {name} forgotten" for count, name in counts if count)


def _empty_the_log() -> None:
    """Let SQLite's write-ahead log go, in which erased rows still stand; somebody reading: later.

    PostgreSQL keeps its own time.
    """
    if db.engine.dialect.name != "sqlite":
        return
    db.session.rollback()
    connection = db.engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        connection.close()


def passes_to_forget(*, now: datetime) -> list[int]:
    """Ids of passes whose last festival ended PASS_KEPT ago, or that were never used."""
    last_day = (now - PASS_KEPT).date()
    booked = (
        exists()
        .where(Booking.pass_id == Pass.id, Bookable.id == Booking.bookable_id)
        .where(Festival.id == Bookable.festival_id)
    )
    applied = (
        exists()
        .where(Application.pass_id == Pass.id, Call.id == Application.call_id)
        .where(Festival.id == Call.festival_id)
    )
    is_kept = or_(*(each.where(Festival.ends_on >= last_day) for each in (booked, applied)))
    is_used = or_(booked, applied)
    query = (
        select(Pass.id)
        .where(~is_kept, is_used | (Pass.created_at < now - UNUSED_PASS_KEPT))
        .order_by(Pass.id)
        .limit(_AT_ONCE)
    )
    return list(db.session.scalars(query))


def _forget_people(now: datetime) -> int:
    due = passes_to_forget(now=now)
    for pass_id in due:
        forget_everything(db.session.get_one(Pass, pass_id), now=now)
    return len(due)
