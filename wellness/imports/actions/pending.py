"""A file on its way from the browser into the draft: kept for a day, decided once."""

import secrets
import zlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, delete, select

from wellness.database import db
from wellness.festivals.models import Festival
from wellness.imports.actions.taking_in import Delivery, Taken, take_in
from wellness.imports.errors import ReviewedOtherwise
from wellness.imports.formats import sheet
from wellness.imports.formats.apart import read_apart
from wellness.imports.formats.rows import BadFile, Column, Reading
from wellness.imports.models import PendingImport, RememberedImport
from wellness.imports.queries.pending import (
    answers_of,
    choices_of,
    looked_at,
    packed,
    remembered,
)
from wellness.imports.rules import asking
from wellness.imports.rules.asking import Answers
from wellness.imports.rules.orders import wish_for
from wellness.imports.rules.plan import Choices, Fate, Outcome
from wellness.imports.rules.review import seal_of
from wellness.planner.actions.drafting import lock_draft
from wellness.planner.actions.undoing import undo_last
from wellness.planner.errors import NothingToUndo
from wellness.planner.models import Step
from wellness.planner.queries.steps import undoable_of
from wellness.staff.rules import Hand

KEPT_FOR = timedelta(hours=24)
MOST_AT_ONCE = 5
"""Files that one person may have waiting; the oldest goes when another one comes."""
REFUSED_KEPT = 200


def understood(raw: bytes, answers: Answers, festival: Festival) -> tuple[Reading, Answers]:
    """The file as it is read with these answers, and with what earlier files of its source taught.

    Takes as long as reading does: call it outside a transaction. Raises BadFile, FileRefused.
    """
    tables = remembered(festival.id, sheet.SOURCE)
    answers = replace(answers, columns={**tables.columns, **answers.columns})
    reading = read_apart(raw, wish_for(answers.order(festival.slug), festival))
    whole = answers.over(remembered(festival.id, reading.source))
    if whole.order(festival.slug) != answers.order(festival.slug):
        reading = read_apart(raw, wish_for(whole.order(festival.slug), festival))
    if not reading.rows:
        raise BadFile("no_rows")
    return reading, whole


def columns_of(raw: bytes, answers: Answers, festival: Festival) -> tuple[Column, ...]:
    """The columns of a table, whatever it lacks. Raises BadFile if it is none."""
    order = replace(answers, format="csv").order(festival.slug)
    wish = replace(wish_for(order, festival), columns_alone=True)
    return read_apart(raw, wish).columns


def keep(
    festival_id: int,
    account_id: int,
    *,
    file_name: str,
    raw: bytes,
    reading: Reading | None,
    answers: Answers,
    now: datetime,
) -> PendingImport:
    """Keep a file until its sender has decided, for a day at most."""
    _make_room(festival_id, account_id)
    kept = PendingImport(
        reference=secrets.token_urlsafe(24),
        festival_id=festival_id,
        account_id=account_id,
        file_name=file_name,
        raw=zlib.compress(raw, 3),
        told=packed(reading) if reading else b"",
        settings=asking.as_json(answers),
        choices={},
        created_at=now,
        expires_at=now + KEPT_FOR,
    )
    db.session.add(kept)
    db.session.flush()
    return kept


def _make_room(festival_id: int, account_id: int) -> None:
    theirs = select(PendingImport.id).where(
        PendingImport.festival_id == festival_id, PendingImport.account_id == account_id
    )
    oldest = db.session.scalars(theirs.order_by(PendingImport.id.desc()).offset(MOST_AT_ONCE - 1))
    db.session.execute(delete(PendingImport).where(PendingImport.id.in_(list(oldest))))


def raw_of(pending: PendingImport) -> bytes:
    """The file itself."""
    return zlib.decompress(pending.raw)


def answer(pending: PendingImport, answers: Answers, reading: Reading | None = None) -> None:
    """Note what was said about the file; `reading` is the file read anew with it."""
    pending.settings = asking.as_json(answers)
    if reading is not None:
        pending.told = packed(reading)
    db.session.flush()


def choose(pending: PendingImport, choices: Choices) -> None:
    """Note what was decided row by row."""
    pending.choices = {"left": sorted(choices.left), "let_go": sorted(choices.let_go)}
    db.session.flush()


def confirm(
    pending_id: int, festival: Festival, *, seal: str, hand: Hand, now: datetime
) -> PendingImport:
    """Write what was reviewed into the draft, once, however often it is asked for.

    Raises ReviewedOtherwise if something else than what `seal` stands for would be written.
    """
    pending = db.session.scalars(
        select(PendingImport)
        .where(PendingImport.id == pending_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    if pending.result is not None:
        return pending

    def check(outcome: Outcome) -> None:
        if seal_of(outcome) != seal:
            raise ReviewedOtherwise

    looked, answers = looked_at(pending, festival), answers_of(pending)
    delivery = Delivery(
        source=looked.source,
        rows=looked.rows,
        about=pending.file_name,
        aliases=answers.aliases,
        choices=choices_of(pending),
    )
    taken = take_in(
        festival, delivery, hand=hand, now=now, progress=lambda _done, _of: None, check=check
    )
    remember(festival.id, looked.source, answers, now=now)
    pending.result = _result(taken)
    pending.raw = pending.told = b""
    db.session.flush()
    return pending


def undo(pending: PendingImport, festival: Festival, *, hand: Hand, now: datetime) -> None:
    """Undo the import if it is the last thing this hand did to the draft; else NothingToUndo.

    Raises as `planner.actions.undoing.undo_last` does, too. Asking twice undoes once.
    """
    lock_draft(festival.id)
    last, _ = undoable_of(festival.id, hand.account_id)
    step_id = (pending.result or {}).get("step")
    step = db.session.get(Step, step_id) if step_id else None
    if step is not None and step.undone_at is not None:
        return
    if step is None or last is not step:
        raise NothingToUndo
    undo_last(festival, hand=hand, now=now)


def _result(taken: Taken) -> dict[str, Any]:
    outcome = taken.outcome
    refused = [
        [each.number, each.title, each.notes[0].code, [list(fact) for fact in each.notes[0].facts]]
        for each in outcome.of(Fate.REFUSED)[:REFUSED_KEPT]
    ]
    made = outcome.made
    return {
        "counts": {fate.value: len(outcome.of(fate)) for fate in Fate},
        "let_go": taken.let_go,
        "made": {
            "spaces": len(made.spaces),
            "categories": len(made.categories),
            "facilitators": len(made.facilitators),
            "activities": len(made.activities),
        },
        "refused": refused,
        "step": taken.step_id,
    }


def remember(festival_id: int, source: str, answers: Answers, *, now: datetime) -> None:
    """Offer these answers the next time a file of this source comes."""
    query = select(RememberedImport).where(
        RememberedImport.festival_id == festival_id, RememberedImport.source == source
    )
    row = db.session.scalars(query).one_or_none()
    if row is None:
        row = RememberedImport(festival_id=festival_id, source=source)
        db.session.add(row)
    row.answers, row.updated_at = asking.to_remember(answers), now
    db.session.flush()


def forget(ids: Sequence[int]) -> None:
    """Throw files away, undecided or not."""
    db.session.execute(delete(PendingImport).where(PendingImport.id.in_(ids)))


def forget_old_files(*, now: datetime) -> int:
    """Throw away what nobody decided about in time; says how many."""
    gone = db.session.execute(delete(PendingImport).where(PendingImport.expires_at <= now))
    return cast("CursorResult[Any]", gone).rowcount
