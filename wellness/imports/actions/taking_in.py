"""What a file says, written into the draft as one change that can be undone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import func, select

from wellness.database import db
from wellness.festivals.models import Festival
from wellness.imports.actions.arriving import ensure_activities, write_new
from wellness.imports.actions.changing import (
    Words,
    changes_in,
    let_go,
    rename_activities,
    write_changes,
)
from wellness.imports.actions.naming import Names, ensure_names
from wellness.imports.models import ImportedRow
from wellness.imports.queries import programme as queries
from wellness.imports.rules.entries import Entry, Left
from wellness.imports.rules.namebook import Aliases
from wellness.imports.rules.orders import Progress
from wellness.imports.rules.plan import Choices, Fate, Outcome, chosen, to_let_go
from wellness.planner.actions.drafting import lock_draft, recorded
from wellness.planner.models import Step
from wellness.planner.rules.patches import register_patched
from wellness.planner.rules.steps import StepKind
from wellness.staff.actions import record
from wellness.staff.rules import DeedKind, Hand

register_patched(ImportedRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A programme as it was read, and what was decided about it."""

    source: str
    rows: Sequence[Entry | Left]
    about: str
    """What the file is called: said beside the step and in the audit log."""
    aliases: Aliases = field(default_factory=Aliases)
    choices: Choices = field(default_factory=Choices)


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of each row, and what was written into the draft."""

    outcome: Outcome
    draft_ids: tuple[int, ...] = ()
    """New and changed sessions, and those that were cancelled."""
    full_ids: tuple[int, ...] = ()
    """Those that the file says are fully booked: there is no such thing in the draft."""
    text_ids: tuple[int, ...] = ()
    """Activities whose new words wait for the release."""
    let_go: int = 0
    step_id: int | None = None
    """The one change of the draft that all of it is; None: nothing was written."""


def _accept(_outcome: Outcome) -> None:
    """Whatever comes of it."""


def take_in(
    festival: Festival,
    delivery: Delivery,
    *,
    hand: Hand,
    now: datetime,
    progress: Progress,
    check: Callable[[Outcome], None] = _accept,
) -> Taken:
    """Write what is new and bring up to date what changed, in the draft, as one step.

    `check` is shown what will come of it, under the lock, before anything is written; what it
    raises ends the import. What a file no longer holds is left alone unless it was chosen to go.
    """
    lock_draft(festival.id)
    foreseen, books = queries.foreseen(
        festival.id, delivery.source, delivery.rows, delivery.aliases
    )
    check(foreseen)
    outcome = chosen(foreseen, delivery.choices)
    outcome = replace(outcome, made=books.missing(outcome.entries, delivery.source))
    going = to_let_go(foreseen, delivery.choices)
    if not outcome.entries and not going:
        return Taken(outcome)
    names = Names(delivery.source, books)
    about = delivery.about
    with recorded(festival.id, StepKind.IMPORTED, about=about, hand=hand, now=now) as step:
        words = Words(step, queries.released_activities(festival.id))
        written, full = _write(words, names, outcome, progress)
        written += let_go(step, going)
    _tell(festival.id, outcome, delivery, hand, now, let_go=len(going))
    texts = tuple(sorted(words.waiting))
    step_id = _last_step(festival.id)
    return Taken(outcome, tuple(written), tuple(full), texts, len(going), step_id)


def _write(
    words: Words, names: Names, outcome: Outcome, progress: Progress
) -> tuple[list[int], list[int]]:
    """Write it all; gives the draft ids of what was written, and of what is full."""
    step = words.step
    ensure_names(step, names, outcome.entries)
    changes = changes_in(outcome.of(Fate.CHANGED))
    rename_activities(words, names, changes)
    retitled = [change.entry for change in changes if "title" in change.told]
    new = outcome.of(Fate.NEW)
    started = [verdict.entry for verdict in new if verdict.entry]
    ensure_activities(step, names, [*started, *retitled])
    written = write_new(step, names, new, progress=progress)
    pairs = [*zip(written, started, strict=True)]
    written += write_changes(words, names, changes, progress=progress)
    pairs += [(each.draft.id, each.entry) for each in changes if "size" in each.told]
    return written, [its_id for its_id, entry in pairs if entry.size and entry.size.is_closed]


def _tell(
    festival_id: int,
    outcome: Outcome,
    delivery: Delivery,
    hand: Hand,
    now: datetime,
    *,
    let_go: int,
) -> None:
    record(
        DeedKind.IMPORTED,
        hand,
        festival_id=festival_id,
        about=delivery.about,
        now=now,
        source=delivery.source,
        new=len(outcome.of(Fate.NEW)),
        changed=len(outcome.of(Fate.CHANGED)),
        refused=len(outcome.of(Fate.REFUSED)),
        let_go=let_go,
    )


def _last_step(festival_id: int) -> int | None:
    query = select(func.max(Step.id)).where(Step.festival_id == festival_id)
    return db.session.scalars(query).one()
