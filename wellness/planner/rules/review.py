"""What a release would change: the draft beside what is public, session by session.

Pure: `planner.queries.review` fetches, `planner.actions.releasing` carries over.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from wellness.planner.rules.clashes import Clash
from wellness.planner.rules.twins import Facts, Twins, What, differences


class Kind(StrEnum):
    """What a change is called: the gravest thing about it."""

    NEW = "new"
    CANCELLED = "cancelled"
    RESTORED = "restored"
    MOVED = "moved"
    ROOM = "room"
    """The room alone; the time stays as it is."""
    DETAILS = "details"


_GRAVEST = (
    (What.NEW, Kind.NEW),
    (What.CANCELLED, Kind.CANCELLED),
    (What.RESTORED, Kind.RESTORED),
    (What.TIME, Kind.MOVED),
    (What.ROOM, Kind.ROOM),
)
IN_PERSON = frozenset({What.CANCELLED, What.RESTORED, What.TIME, What.ROOM})
"""What makes a promise void: people are told, and iCalendar's SEQUENCE rises (RFC 5545)."""


@dataclass(frozen=True, slots=True)
class SessionChange:
    """What a release would change about one session."""

    twins: Twins
    after: Facts
    what: frozenset[What]
    clashes: tuple[Clash, ...] = ()
    """Places of those booked here that overlap after the whole release and did not before."""

    @property
    def draft_id(self) -> int:
        """The session of the draft."""
        return self.twins.draft_id

    @property
    def session_id(self) -> int | None:
        """The released session; None if it is new."""
        return self.twins.session_id

    @property
    def before(self) -> Facts | None:
        """As it is public; None if it is new."""
        return self.twins.released

    @property
    def kind(self) -> Kind:
        """The gravest thing about it."""
        return next((kind for what, kind in _GRAVEST if what in self.what), Kind.DETAILS)

    @property
    def title(self) -> str:
        """What it is called after the release."""
        return self.after.words.title

    @property
    def booked(self) -> int:
        """Places held in it."""
        return self.twins.taken

    @property
    def waiting(self) -> int:
        """How many stand in line."""
        return self.twins.waiting

    @property
    def now_clash(self) -> int:
        """How many people's places would overlap that did not before."""
        return len({clash.pass_id for clash in self.clashes})

    @property
    def is_below_taken(self) -> bool:
        """Whether more places are held than there would be: refused unless closed and kept."""
        return (
            not self.after.is_cancelled
            and self.after.capacity is not None
            and bool(self.what & {What.CAPACITY, What.ENTRY, What.RESTORED})
            and self.twins.taken > self.after.capacity
        )

    @property
    def concerns_people(self) -> bool:
        """Whether those with a place or in line are told."""
        return bool(self.what & IN_PERSON)


@dataclass(frozen=True, slots=True)
class TextChange:
    """New words of an activity that wait for the release."""

    activity_id: int
    slug: str
    title: str
    """As it is public."""
    columns: tuple[tuple[str, Any, Any], ...]
    """Each column with its value before and after."""


@dataclass(frozen=True)
class Review:
    """All that a release would carry over, and what it leaves behind."""

    version: int
    """Festival.draft_version it was drawn up from."""
    changes: tuple[SessionChange, ...]
    """By start and id of the draft."""
    texts: tuple[TextChange, ...]
    unplaced: tuple[Twins, ...]
    """Without a time, so that what is public of them stays as it is."""
    spaces: Mapping[int, str]
    leaders: Mapping[int, str]
    public: Mapping[str, Facts]
    """Every released session as it is public, by its reference."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to release."""
        return not self.changes and not self.texts

    def of(self, kind: Kind) -> tuple[SessionChange, ...]:
        """The changes of one kind."""
        return tuple(change for change in self.changes if change.kind is kind)

    @property
    def below_taken(self) -> tuple[SessionChange, ...]:
        """Changes that would leave fewer places than people hold."""
        return tuple(change for change in self.changes if change.is_below_taken)


def change_of(twins: Twins) -> SessionChange | None:
    """What a release would change about this session; None: nothing, or it cannot be released."""
    after, before = twins.draft, twins.released
    if after is None:
        return None
    if before is None:
        return None if after.is_cancelled else SessionChange(twins, after, frozenset({What.NEW}))
    if after.is_cancelled and before.is_cancelled:
        what = {What.REASON} if _reason(after) != _reason(before) else set()
        return SessionChange(twins, after, frozenset(what)) if what else None
    if after.is_cancelled:
        return SessionChange(twins, after, frozenset({What.CANCELLED}))
    different = set(differences(before, after))
    if before.is_cancelled:
        different.add(What.RESTORED)
    return SessionChange(twins, after, frozenset(different)) if different else None


def text_change(
    activity_id: int, slug: str, released: Mapping[str, Any], drafted: Mapping[str, Any] | None
) -> TextChange | None:
    """The words of `drafted` that differ from those `released`; None if none does."""
    columns = tuple(
        (name, released[name], value)
        for name, value in (drafted or {}).items()
        if released[name] != value
    )
    if not columns:
        return None
    return TextChange(activity_id, slug, released["title"], columns)


def _reason(facts: Facts) -> tuple[str, tuple[str, ...]]:
    return facts.cancel_reason, facts.alternatives
