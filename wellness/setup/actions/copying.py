"""A festival made from another one, its dates shifted. Call inside `in_transaction(…)`.

What people did there stays there: no bookings, no team but the maker, nothing released. Times
keep what the clock on the wall showed, in the new festival's zone.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import inspect, select

from wellness.database import Model, db
from wellness.festivals.models import Festival, SpaceHours
from wellness.guide.actions.editions import copy_edition
from wellness.planner.models import DraftSession
from wellness.programme.models import FacilitatorHours
from wellness.references import new_reference
from wellness.setup import queries
from wellness.setup.actions.copying_studios import copy_studios
from wellness.setup.actions.festivals import make_festival
from wellness.setup.rules import COPIED_FACTS
from wellness.setup.shifting import WallShift
from wellness.staff.rules import Hand

Row = TypeVar("Row", bound=Model)
_OWN = frozenset({"id", "festival_id", "revision", "updated_at", "drafted", "wet_space_id"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyParts:
    """What of a festival is to be copied; what needs something takes it along."""

    spaces: bool = True
    categories: bool = True
    facilitators: bool = True
    activities: bool = True
    sessions: bool = True


@dataclass(slots=True)
class Copied:
    """The new festival, and the sessions that the clocks there left in doubt, by title."""

    festival: Festival
    doubts: list[str] = field(default_factory=list)


def copy_festival(
    source: Festival,
    values: Mapping[str, Any],
    parts: CopyParts,
    *,
    account_id: int,
    hand: Hand,
    now: datetime,
) -> Copied:
    """A new festival with what `parts` says of `source`. `values` has slug, name, days and zone.

    Raises AddressTaken.
    """
    facts = {name: getattr(source, name) for name in COPIED_FACTS}
    made = make_festival({**facts, **values}, account_id=account_id, hand=hand, now=now)
    days = (made.starts_on - source.starts_on).days
    copying = _Copying(source, made, WallShift(source.zone, made.zone, days), now)
    spaces = copying.spaces() if parts.spaces else {}
    leaders = copying.facilitators() if parts.facilitators else {}
    if parts.spaces:
        copy_studios(source, made, spaces=spaces, leaders=leaders, shift=copying.shift, now=now)
    wants_activities = parts.activities or parts.sessions
    categories = copying.categories() if parts.categories or wants_activities else {}
    activities = copying.activities(categories) if wants_activities else {}
    copied = Copied(made)
    if parts.sessions:
        copied.doubts = copying.sessions(activities, spaces, leaders)
    copy_edition(source.id, made.id, hand=hand, now=now)
    return copied


@dataclass(frozen=True, slots=True)
class _Copying:
    source: Festival
    made: Festival
    shift: WallShift
    now: datetime

    def spaces(self) -> dict[int, int]:
        """Spaces with their hours; gives new ids by old ones."""
        found = queries.spaces_of(self.source.id)
        twins = [self._twin(each) for each in found if not each.is_retired]
        kept = [each for each in found if not each.is_retired]
        for old, new in zip(kept, twins, strict=True):
            spans = (self.shift.span(h.opens_at, h.closes_at) for h in old.hours)
            new.hours = [SpaceHours(opens_at=opens, closes_at=closes) for opens, closes in spans]
        ids = _written(kept, twins)
        by_id = {new.id: new for new in twins}
        for old in kept:
            if old.wet_space_id is not None:
                by_id[ids[old.id]].wet_space_id = ids.get(old.wet_space_id)
        db.session.flush()
        return ids

    def categories(self) -> dict[int, int]:
        """Categories; gives new ids by old ones."""
        found = queries.categories_of(self.source.id)
        return _written(found, [self._twin(each) for each in found])

    def facilitators(self) -> dict[int, int]:
        """Facilitators with their hours; gives new ids by old ones."""
        found = queries.facilitators_of(self.source.id)
        twins = [self._twin(each) for each in found]
        for old, new in zip(found, twins, strict=True):
            new.hours = [self._hours(each) for each in old.hours]
        return _written(found, twins)

    def _hours(self, old: FacilitatorHours) -> FacilitatorHours:
        starts_at, ends_at = self.shift.span(old.starts_at, old.ends_at)
        return FacilitatorHours(starts_at=starts_at, ends_at=ends_at, is_wish=old.is_wish)

    def activities(self, categories: Mapping[int, int]) -> dict[int, int]:
        """Activities in their newest words; gives new ids by old ones."""
        found = queries.activities_of(self.source.id)
        twins = [
            self._twin(
                each,
                category_id=categories[each.category_id],
                opens_at=self.shift.optional(each.opens_at),
                **(each.drafted or {}),
            )
            for each in found
        ]
        return _written(found, twins)

    def sessions(
        self,
        activities: Mapping[int, int],
        spaces: Mapping[int, int],
        leaders: Mapping[int, int],
    ) -> list[str]:
        """The draft, as draft, but what is cancelled; gives titles the clocks left in doubt."""
        doubts = []
        for old in self._drafts():
            carried = self.shift.carried(old.starts_at) if old.starts_at else None
            if carried and carried.doubt:
                doubts.append((old.activity.drafted or {}).get("title", old.activity.title))
            names = ("length_minutes", "entry", "capacity", "kept_for_door", "party_limit")
            db.session.add(
                DraftSession(
                    festival_id=self.made.id,
                    reference=new_reference(),
                    activity_id=activities[old.activity_id],
                    space_id=spaces.get(old.space_id) if old.space_id else None,
                    starts_at=carried.moment if carried else None,
                    opens_at=self.shift.optional(old.opens_at),
                    facilitator_ids=sorted(leaders[i] for i in old.facilitator_ids if i in leaders),
                    is_fixed=old.is_fixed,
                    note=old.note,
                    changed_at=self.now,
                    **{name: getattr(old, name) for name in names},
                )
            )
        db.session.flush()
        return doubts

    def _drafts(self) -> Sequence[DraftSession]:
        query = (
            select(DraftSession)
            .where(DraftSession.festival_id == self.source.id, DraftSession.is_cancelled.is_(False))
            .order_by(DraftSession.id)
        )
        return db.session.scalars(query).all()

    def _twin(self, row: Row, **instead: Any) -> Row:
        make: Callable[..., Row] = type(row)
        names = [each.key for each in inspect(type(row)).column_attrs if each.key not in _OWN]
        held = {name: getattr(row, name) for name in names} | instead
        return make(festival_id=self.made.id, updated_at=self.now, **held)


def _written(old: Sequence[Any], new: Sequence[Any]) -> dict[int, int]:
    db.session.add_all(new)
    db.session.flush()
    return {before.id: after.id for before, after in zip(old, new, strict=True)}
