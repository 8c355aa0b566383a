"""Changing the draft: each change is a step that can be undone. Call inside `in_transaction(…)`.

    with recorded(festival_id, StepKind.MOVED, about="Morning yoga", hand=hand, now=now) as step:
        step.change(draft, starts_at=…, space_id=…)

Every write takes the festival's draft first, so that organizers' changes come one after another.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import delete, update
from sqlalchemy.orm.util import identity_key

from wellness.database import Model, db
from wellness.festivals.models import Festival
from wellness.planner.errors import SOMEBODY, ChangedSince
from wellness.planner.models import DraftSession, Step
from wellness.planner.rules.patches import plain, plain_of
from wellness.planner.rules.steps import StepKind
from wellness.staff.rules import Hand
from wellness.web.formatting import clock_time


@dataclass
class Recorder:
    """Carries out the changes of one step and remembers what was before."""

    festival_id: int
    hand: Hand
    now: datetime
    patches: list[dict[str, Any]] = field(default_factory=list)

    def change(self, row: Model, *, seen: int | None = None, **values: Any) -> bool:
        """Set these columns of `row`; False if they were like that already.

        With `seen`, the revision the person looked at, raises ChangedSince if it is another now.
        """
        if seen is not None:
            check_seen(row, seen)
        different = {name: value for name, value in values.items() if getattr(row, name) != value}
        if not different:
            return False
        before = plain_of(row, different)
        for name, value in different.items():
            setattr(row, name, value)
        stamp(row, self.hand, self.now)
        self._remember(row, before, {name: plain(value) for name, value in different.items()})
        return True

    def add(self, row: Model) -> None:
        """Write a new row; it has its id afterwards."""
        stamp(row, self.hand, self.now, is_new=True)
        db.session.add(row)
        db.session.flush()
        self._remember(row, None, plain_of(row))

    def add_all(self, rows: list[Model]) -> None:
        """Write new rows at once."""
        for row in rows:
            stamp(row, self.hand, self.now, is_new=True)
        db.session.add_all(rows)
        db.session.flush()
        for row in rows:
            self._remember(row, None, plain_of(row))

    def remove(self, row: Model) -> None:
        """Delete a row that nobody outside knows of."""
        self._remember(row, plain_of(row), None)
        db.session.delete(row)
        db.session.flush()

    def _remember(
        self, row: Model, before: dict[str, Any] | None, after: dict[str, Any] | None
    ) -> None:
        key = row.id  # type: ignore[attr-defined]
        self.patches.append(
            {"table": row.__tablename__, "id": key, "before": before, "after": after}
        )


@contextmanager
def recorded(
    festival_id: int, kind: StepKind, *, about: str = "", hand: Hand, now: datetime
) -> Iterator[Recorder]:
    """What is done with the recorder inside becomes one step; nothing done, no step.

    A step makes what this hand undid before impossible to do again.
    """
    lock_draft(festival_id)
    recorder = Recorder(festival_id, hand, now)
    yield recorder
    db.session.flush()
    if not recorder.patches:
        return
    _forget_undone(festival_id, hand)
    db.session.add(
        Step(
            festival_id=festival_id,
            account_id=hand.account_id,
            made_by=hand.name,
            kind=kind,
            about=about[:200],
            patches=recorder.patches,
            made_at=now,
        )
    )
    db.session.flush()
    touch_draft(festival_id)


def _forget_undone(festival_id: int, hand: Hand) -> None:
    is_theirs = (
        Step.account_id == hand.account_id
        if hand.account_id is not None
        else Step.account_id.is_(None)
    )
    db.session.execute(
        delete(Step)
        .where(Step.festival_id == festival_id, is_theirs, Step.undone_at.is_not(None))
        .execution_options(synchronize_session=False)
    )


def lock_draft(festival_id: int) -> None:
    """Let nobody else change this festival's draft before this transaction has ended."""
    _write_draft_version(festival_id, raised_by=0)


def touch_draft(festival_id: int) -> None:
    """Say that the draft changed: whoever has the planner open asks for what is new."""
    _write_draft_version(festival_id, raised_by=1)


def _write_draft_version(festival_id: int, *, raised_by: int) -> None:
    db.session.execute(
        update(Festival)
        .where(Festival.id == festival_id)
        .values(draft_version=Festival.draft_version + raised_by)
        .execution_options(synchronize_session=False)
    )
    loaded = db.session.identity_map.get(identity_key(Festival, festival_id))
    if loaded is not None:
        db.session.expire(loaded, ["draft_version"])


def stamp(row: Model, hand: Hand, now: datetime, *, is_new: bool = False) -> None:
    """Say on the row who changed it and when; raises its revision."""
    if isinstance(row, DraftSession):
        row.changed_by, row.changed_at = hand.name, now
    elif hasattr(row, "updated_at"):
        row.updated_at = now
    if not is_new and hasattr(row, "revision"):
        row.revision += 1


def check_seen(row: Model, seen: int) -> None:
    """Raise ChangedSince unless `row` is as it was when its revision was `seen`."""
    if not isinstance(row, DraftSession) or row.revision == seen:
        return
    zone = db.session.get_one(Festival, row.festival_id).zone
    raise ChangedSince(
        by=row.changed_by or SOMEBODY,
        title=row.activity.title,
        at=clock_time(row.changed_at, zone),
    )
