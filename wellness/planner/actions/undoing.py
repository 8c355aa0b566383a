"""Going back and forth over one's own steps. Call inside `in_transaction(…)`.

Undoing writes back what was before, row by row and last first, unless somebody changed one of
those columns since: then nothing at all is written. Doing again writes what was after, alike.
"""

from collections import defaultdict
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from wellness.database import Model, db
from wellness.festivals.models import Festival
from wellness.planner.actions.drafting import lock_draft, stamp, touch_draft
from wellness.planner.errors import SOMEBODY, NothingToUndo, ReleasedSince, UndoneOtherwise
from wellness.planner.models import DraftSession, Step
from wellness.planner.queries.clashes import ids_in_parts
from wellness.planner.queries.steps import last_to_touch, undoable_of
from wellness.planner.rules.patches import Plain, patched_model, typed
from wellness.programme.models import Facilitator
from wellness.staff.rules import Hand


def undo_last(festival: Festival, *, hand: Hand, now: datetime) -> Step:
    """Undo the last step of this hand that still stands.

    Raises NothingToUndo; UndoneOtherwise, naming who, if somebody else changed the same since;
    ReleasedSince if the step made a session that is public by now.
    """
    lock_draft(festival.id)
    step, _ = undoable_of(festival.id, hand.account_id)
    if step is None:
        raise NothingToUndo
    _write(step, hand, now, is_back=True)
    step.undone_at = now
    touch_draft(festival.id)
    return step


def redo_last(festival: Festival, *, hand: Hand, now: datetime) -> Step:
    """Do again what this hand undid last; possible until it does something new.

    Raises NothingToUndo and UndoneOtherwise as `undo_last` does.
    """
    lock_draft(festival.id)
    _, step = undoable_of(festival.id, hand.account_id)
    if step is None:
        raise NothingToUndo
    _write(step, hand, now, is_back=False)
    step.undone_at = None
    touch_draft(festival.id)
    return step


def _write(step: Step, hand: Hand, now: datetime, *, is_back: bool) -> None:
    writer = _Writer(step, hand, now, is_back=is_back)
    about = step.about
    try:
        for patch in reversed(step.patches) if is_back else step.patches:
            writer.write(patch)
        writer.settle()
        db.session.flush()
    except IntegrityError as error:  # what it needs is gone, or its name is taken by now
        raise UndoneOtherwise(by=SOMEBODY, title=about) from error


class _Writer:
    """Writes the patches of one step, backwards or forwards."""

    def __init__(self, step: Step, hand: Hand, now: datetime, *, is_back: bool) -> None:
        self._step, self._hand, self._now, self._is_back = step, hand, now, is_back
        self._rows = _rows_of(step)
        self._going: list[tuple[str, Model]] = []
        """Rows of one table that are to be deleted together: an import made thousands."""

    def write(self, patch: dict[str, Any]) -> None:
        """Turn the row from what the step left into what was before, or the other way."""
        model = patched_model(patch["table"])
        is_then, is_to_be = patch["after"], patch["before"]
        if not self._is_back:
            is_then, is_to_be = is_to_be, is_then
        row = self._rows.get((patch["table"], patch["id"]))
        if self._going and (is_to_be is not None or self._going[0][0] != patch["table"]):
            self.settle()
        if is_then is None:
            self._make(model, row, patch, is_to_be)
        elif row is None or not _is_as(row, is_then):
            raise self._otherwise(patch, row)
        elif is_to_be is None:
            self._unmake(patch, row)
        else:
            self._check_leaders(patch, row, is_to_be)
            for name, value in typed(model, is_to_be).items():
                setattr(row, name, value)
            stamp(row, self._hand, self._now)

    def _make(self, model: type[Model], row: Model | None, patch: Plain, values: Plain) -> None:
        if row is not None:
            if _is_as(row, values):  # it was kept, since others counted on it
                return
            raise self._otherwise(patch, row)
        made = model(id=patch["id"], **typed(model, values))
        self._check_leaders(patch, made, values)
        stamp(made, self._hand, self._now, is_new=True)
        db.session.add(made)
        db.session.flush()
        self._rows[patch["table"], patch["id"]] = made

    def _unmake(self, patch: Plain, row: Model) -> None:
        if isinstance(row, DraftSession) and row.session_id is not None:
            raise ReleasedSince(title=title_of(row))
        self._going.append((patch["table"], row))

    def settle(self) -> None:
        """Delete what is to go, but for what others count on."""
        rows = [row for _, row in self._going]
        counted_on = _counted_on(rows)
        for table, row in self._going:
            key = row.id  # type: ignore[attr-defined]
            if key not in counted_on:
                db.session.delete(row)
                del self._rows[table, key]
        self._going = []
        db.session.flush()

    def _check_leaders(self, patch: Plain, row: Model, values: Plain) -> None:
        """The list of leaders is no foreign key: nobody in it may be gone."""
        wanted = set(values.get("facilitator_ids") or ())
        if wanted and isinstance(row, DraftSession):
            query = select(Facilitator.id).where(Facilitator.id.in_(wanted))
            if set(db.session.scalars(query)) != wanted:
                raise self._otherwise(patch, row)

    def _otherwise(self, patch: Plain, row: Model | None) -> UndoneOtherwise:
        last = last_to_touch(self._step, patch["table"], patch["id"])
        by = last.made_by if last else getattr(row, "changed_by", "")
        return UndoneOtherwise(by=by or SOMEBODY, title=title_of(row) or self._step.about)


def _rows_of(step: Step) -> dict[tuple[str, int], Model]:
    """The rows a step is about, as they are now; without those that are gone."""
    ids: defaultdict[str, set[int]] = defaultdict(set)
    for patch in step.patches:
        ids[patch["table"]].add(patch["id"])
    found: dict[tuple[str, int], Model] = {}
    for table, wanted in ids.items():
        key = patched_model(table).__table__.c["id"]
        query = select(patched_model(table)).where(key.in_(wanted))
        for row in db.session.scalars(query.execution_options(populate_existing=True)).unique():
            found[table, row.id] = row  # type: ignore[attr-defined]
    return found


def title_of(row: Model | None) -> str:
    """What people call a row; empty where it has no name."""
    if isinstance(row, DraftSession) and row.activity is not None:
        return row.activity.title
    return str(getattr(row, "title", None) or getattr(row, "name", None) or "")


def _is_as(row: Model, values: Plain) -> bool:
    """Whether those columns of the row hold these plain values."""
    return all(getattr(row, name) == value for name, value in typed(type(row), values).items())


def _counted_on(rows: list[Model]) -> set[int]:
    """The ids of those rows, all of one table, that something else refers to and stays."""
    if not rows or isinstance(rows[0], DraftSession):
        return set()
    table, ids = type(rows[0]).__table__, [row.id for row in rows]  # type: ignore[attr-defined]
    own = {
        relation.target
        for relation in rows[0].__mapper__.relationships
        if relation.cascade.delete_orphan
    }
    columns = [
        foreign.parent
        for other in Model.metadata.sorted_tables
        if other not in own
        for foreign in other.foreign_keys
        if foreign.column.table is table
    ]
    found: set[int] = set()
    for column in columns:
        for part in ids_in_parts(ids):
            query = select(column).where(column.in_(part)).distinct()
            if column.table is table:
                query = query.where(table.c.id.not_in(part))
            found.update(db.session.scalars(query))
    return found | (_leading(rows) if isinstance(rows[0], Facilitator) else set())


def _leading(leaders: list[Model]) -> set[int]:
    """Those of the facilitators who lead something of the draft: lists are no foreign keys."""
    festivals = {leader.festival_id for leader in leaders if isinstance(leader, Facilitator)}
    lists = db.session.scalars(
        select(DraftSession.facilitator_ids).where(DraftSession.festival_id.in_(festivals))
    )
    return {each for leading in lists for each in leading}
