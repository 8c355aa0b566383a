"""The difference between draft and release as the review page shows it: from → to, day by day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext, lazy_gettext

from wellness.booking.models import Entry
from wellness.planner.queries.warnings import Judged
from wellness.planner.rules.board import Board
from wellness.planner.rules.kinds import PlanWarning
from wellness.planner.rules.review import Kind, Review, SessionChange, TextChange
from wellness.planner.rules.sentences import sentence_of
from wellness.planner.rules.twins import Facts, What
from wellness.references import hash_of
from wellness.web.formatting import begins, clock_time, day_name, short_day

KINDS = {
    Kind.NEW: lazy_gettext("New"),
    Kind.MOVED: lazy_gettext("Moved"),
    Kind.ROOM: lazy_gettext("Room only"),
    Kind.CANCELLED: lazy_gettext("Cancelled"),
    Kind.RESTORED: lazy_gettext("Takes place after all"),
    Kind.DETAILS: lazy_gettext("Details"),
}
COLUMNS = {
    "title": lazy_gettext("Title"),
    "summary": lazy_gettext("In one sentence"),
    "description": lazy_gettext("Description"),
    "for_whom": lazy_gettext("For whom"),
    "bring": lazy_gettext("Bring"),
    "cost": lazy_gettext("Cost"),
    "content_note": lazy_gettext("Good to know before"),
    "confidentiality": lazy_gettext("What stays in the room"),
    "group_agreement": lazy_gettext("How people are with each other"),
    "consent": lazy_gettext("What people agree to"),
    "welcome": lazy_gettext("You may"),
    "languages": lazy_gettext("Spoken there"),
    "min_age": lazy_gettext("From years of age"),
    "age_note": lazy_gettext("Age, in words"),
    "capacity_note": lazy_gettext("Group, in words"),
    "source_url": lazy_gettext("Link"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is otherwise: what it is, as it is public, as it will be."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One change of a session, as the page shows it."""

    change: SessionChange
    lines: tuple[Line, ...]
    warnings: tuple[tuple[PlanWarning, str], ...]
    print: str
    """Tells this change from the same session's next one."""

    @property
    def kind(self) -> str:
        """What it is called."""
        return str(KINDS[self.change.kind])


@dataclass(frozen=True, slots=True)
class ShownText:
    """New words of one activity, as the page shows them."""

    text: TextChange
    lines: tuple[Line, ...]
    print: str


@dataclass(frozen=True, slots=True)
class Difference:
    """All of the review page's middle."""

    days: tuple[tuple[date, tuple[Shown, ...]], ...]
    texts: tuple[ShownText, ...]
    other_warnings: tuple[tuple[PlanWarning, str], ...]
    """Open warnings about what is not released now."""
    counts: tuple[tuple[Kind, str, int], ...]

    @property
    def prints(self) -> dict[str, str]:
        """What tells every change from what it may become while somebody looks."""
        shown = (each for _, changes in self.days for each in changes)
        return {f"s{each.change.draft_id}": each.print for each in shown} | {
            f"t{each.text.activity_id}": each.print for each in self.texts
        }


def difference_of(review: Review, board: Board, judged: Judged) -> Difference:
    """The review as the page shows it, by festival day and start."""
    about: dict[int, list[tuple[PlanWarning, str]]] = {}
    changed = {change.draft_id for change in review.changes}
    others = []
    for warning in judged.open:
        told = (warning, sentence_of(warning, board))
        concerned = changed.intersection(warning.drafts)
        for draft_id in concerned:
            about.setdefault(draft_id, []).append(told)
        if not concerned:
            others.append(told)
    by_day: dict[date, list[Shown]] = {}
    for change in review.changes:
        shown = Shown(
            change,
            tuple(lines_of(change, review, board.zone)),
            tuple(about.get(change.draft_id, ())),
            hash_of(repr((change.before, change.after)))[:12],
        )
        by_day.setdefault(board.day_of(change.after.span.starts_at), []).append(shown)
    return Difference(
        days=tuple((day, tuple(by_day[day])) for day in sorted(by_day)),
        texts=tuple(_text(text) for text in review.texts),
        other_warnings=tuple(others),
        counts=tuple((kind, str(name), len(review.of(kind))) for kind, name in KINDS.items()),
    )


def lines_of(change: SessionChange, review: Review, zone: ZoneInfo) -> Iterator[Line]:
    """Every thing about a session that is otherwise."""
    before, after = change.before, change.after
    if What.CANCELLED in change.what or What.REASON in change.what:
        yield from _cancelled(change, review, zone)
        return
    told = {What.NEW, What.RESTORED} & change.what
    if told or What.TIME in change.what:
        yield Line(gettext("When"), _when(before, zone), _when(after, zone))
    if told or What.ROOM in change.what:
        yield Line(gettext("Where"), _where(before, review), _where(after, review))
    if What.NEW in change.what or What.LEADERS in change.what:
        yield Line(gettext("Led by"), _led(before, review), _led(after, review))
    if What.NEW in change.what or {What.CAPACITY, What.ENTRY} & change.what:
        yield Line(gettext("Places"), _places(before), _places(after))
    yield from _small(change, zone)


def _small(change: SessionChange, zone: ZoneInfo) -> Iterator[Line]:
    before, after = change.before, change.after
    if before is None:
        return
    if What.DOOR in change.what:
        yield Line(gettext("For the door"), str(before.kept_for_door), str(after.kept_for_door))
    if What.PARTY in change.what:
        yield Line(gettext("Most in one booking"), str(before.party_limit), str(after.party_limit))
    if What.OPENS in change.what:
        yield Line(gettext("Booking opens"), _opens(before, zone), _opens(after, zone))
    was, is_now = before.words, after.words
    if was.title != is_now.title:
        yield Line(gettext("Title"), was.title, is_now.title)
    if was.is_support != is_now.is_support:
        yield Line(
            gettext("Support session"), _yes(value=was.is_support), _yes(value=is_now.is_support)
        )
    if was.min_age != is_now.min_age:
        yield Line(str(COLUMNS["min_age"]), str(was.min_age or "–"), str(is_now.min_age or "–"))
    if was.consent != is_now.consent:
        yield Line(str(COLUMNS["consent"]), was.consent or "–", is_now.consent or "–")


def _cancelled(change: SessionChange, review: Review, zone: ZoneInfo) -> Iterator[Line]:
    before, after = change.before, change.after
    if What.CANCELLED in change.what:
        spoken = ", ".join(part for part in (_when(before, zone), _where(before, review)) if part)
        yield Line(gettext("When"), spoken, gettext("Does not take place"))
    if after.cancel_reason or (before and before.cancel_reason):
        yield Line(gettext("Why"), before.cancel_reason if before else "", after.cancel_reason)
    if after.alternatives:
        named = [review.public[each] for each in after.alternatives if each in review.public]
        titles = [
            f"{each.words.title}, {short_day(each.span.starts_at.astimezone(zone).date())} "
            f"{clock_time(each.span.starts_at, zone)}"
            for each in named
        ]
        yield Line(gettext("Instead"), "", "; ".join(titles))


def _when(facts: Facts | None, zone: ZoneInfo) -> str:
    if facts is None:
        return ""
    starts, ends = facts.span.starts_at, facts.span.ends_at
    day = begins(short_day(starts.astimezone(zone).date()))
    return f"{day}, {clock_time(starts, zone)}–{clock_time(ends, zone)}"


def _where(facts: Facts | None, review: Review) -> str:
    if facts is None:
        return ""
    return review.spaces.get(facts.space_id or 0) or str(gettext("No space"))


def _led(facts: Facts | None, review: Review) -> str:
    if facts is None:
        return ""
    names = ", ".join(review.leaders.get(each, "?") for each in facts.leaders)
    return names or str(gettext("Nobody yet"))


def _places(facts: Facts | None) -> str:
    if facts is None:
        return ""
    if facts.entry is Entry.BOOKED:
        return str(facts.capacity)
    if facts.entry is Entry.GIVEN:
        return str(gettext("%(number)s, given", number=facts.capacity))
    if facts.capacity is None:
        return str(gettext("Drop-in"))
    return str(gettext("Drop-in, up to %(number)s", number=facts.capacity))


def _opens(facts: Facts, zone: ZoneInfo) -> str:
    if facts.opens_at is None:
        return str(gettext("at once"))
    return f"{day_name(facts.opens_at.astimezone(zone).date())}, {clock_time(facts.opens_at, zone)}"


def _yes(*, value: bool) -> str:
    return str(gettext("yes") if value else gettext("no"))


def _text(text: TextChange) -> ShownText:
    lines = [
        Line(str(COLUMNS.get(name, name)), _plain(was), _plain(now))
        for name, was, now in text.columns
    ]
    return ShownText(text, tuple(lines), hash_of(repr(text.columns))[:12])


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(str(each) for each in value) or "–"
    return "–" if value is None or value == "" else str(value)


def newer_than(sent: list[str], prints: Mapping[str, str]) -> frozenset[str]:
    """Which changes are new or otherwise since a form was made that carried `sent`."""
    known = dict(each.split(":", 1) for each in sent if ":" in each)
    return frozenset(name for name, value in prints.items() if known.get(name) != value)
