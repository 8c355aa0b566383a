"""Calendars of staff as octets: one's own sessions, and the whole draft. Titles are their own.

Numbers only; nobody who books is named, counted by name, or told apart.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from flask_babel import force_locale, gettext, ngettext

from wellness.booking.entries import House
from wellness.booking.models import BookableStatus, Entry
from wellness.calendars.events import EventFacts, State
from wellness.calendars.feed import FeedFacts, calendar_bytes
from wellness.calendars.texts import described
from wellness.calendars.uids import draft_uid, leading_uid
from wellness.feeds.of_staff import LedSession, Reader
from wellness.feeds.rules import Calendar, leaves_at, newest, right_until
from wellness.planner.rules.board import Board, Placement
from wellness.planner.rules.kinds import PlanWarning
from wellness.planner.rules.sentences import sentence_of


def leading_calendar(
    reader: Reader,
    sessions: Iterable[LedSession],
    *,
    house: House,
    since: datetime,
    now: datetime,
) -> Calendar:
    """The sessions somebody leads, with how many come; cancelled ones for 30 days after."""
    with force_locale(reader.language):
        entries = leading_entries(reader, sessions, house=house)
        name = gettext("%(festival)s: my sessions", festival=reader.festival.name)
    moments = [since, reader.festival.changed_at, *(each.last_modified for each in entries)]
    return _calendar(name, reader, entries, moments, now)


def leading_entries(
    reader: Reader, sessions: Iterable[LedSession], *, house: House
) -> list[EventFacts]:
    """The sessions somebody leads as entries, in the language at hand."""
    return [_led(each, reader, house) for each in sessions]


def draft_calendar(
    reader: Reader,
    board: Board,
    warnings: Iterable[PlanWarning],
    *,
    house: House,
    since: datetime,
    now: datetime,
) -> Calendar:
    """Every session of the draft that has a time, with its warnings as text.

    `since` is when anything of it last changed: a warning may change without its session.
    """
    with force_locale(reader.language):
        entries = draft_entries(reader, board, warnings, house=house, changed_at=since)
        name = gettext("%(festival)s: draft", festival=reader.festival.name)
    return _calendar(name, reader, entries, [since], now)


def draft_entries(
    reader: Reader,
    board: Board,
    warnings: Iterable[PlanWarning],
    *,
    house: House,
    changed_at: datetime,
) -> list[EventFacts]:
    """The sessions of the draft as entries, in the language at hand."""
    about: defaultdict[int, list[str]] = defaultdict(list)
    for warning in warnings:
        for draft_id in warning.drafts:
            about[draft_id].append(sentence_of(warning, board))
    return [
        _drafted(each, reader=reader, board=board, about=about, house=house, changed_at=changed_at)
        for each in board.placements.values()
        if each.span is not None
    ]


def _calendar(
    name: str,
    reader: Reader,
    entries: list[EventFacts],
    moments: list[datetime],
    now: datetime,
) -> Calendar:
    leavings = [leaves_at(e.ends_at) for e in entries if e.state is State.CANCELLED]
    changed_at = newest(moments, leavings, now)
    header = FeedFacts(name=name, zone_name=reader.festival.zone_name, changed_at=changed_at)
    kept = (e for e in entries if e.state is not State.CANCELLED or leaves_at(e.ends_at) > now)
    return Calendar(calendar_bytes(header, kept), changed_at, right_until(leavings, now))


def _led(session: LedSession, reader: Reader, house: House) -> EventFacts:
    festival = reader.festival
    is_cancelled = session.status is BookableStatus.CANCELLED
    part = f"sessions/{session.reference}" if session.is_led else "residencies/today"
    page = f"{house.base_url}/staff/{festival.slug}/{part}"
    title = session.title
    counts = places_said(session.entry, session.capacity, session.taken, session.waiting)
    changes = (session.updated_at, session.space_updated_at, session.booked_at)
    return EventFacts(
        uid=leading_uid(session.uid, house.domain),
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        zone_name=festival.zone_name,
        summary=gettext("CANCELLED: %(title)s", title=title) if is_cancelled else title,
        description=described([] if is_cancelled else [counts], url=page),
        location=", ".join(part for part in (session.space, festival.site) if part),
        url=page,
        state=State.CANCELLED if is_cancelled else State.CONFIRMED,
        created_at=session.created_at,
        last_modified=max(moment for moment in changes if moment is not None),
        sequence=session.sequence,
    )


def _drafted(
    placement: Placement,
    *,
    reader: Reader,
    board: Board,
    about: Mapping[int, list[str]],
    house: House,
    changed_at: datetime,
) -> EventFacts:
    festival, span = reader.festival, placement.span
    assert span is not None  # noqa: S101 - only what has a time is an entry
    space = board.spaces.get(placement.space_id or 0)
    page = f"{house.base_url}/staff/{festival.slug}/planner?day={board.day_of(span.starts_at)}"
    return EventFacts(
        uid=draft_uid(placement.reference, house.domain),
        starts_at=span.starts_at,
        ends_at=span.ends_at,
        zone_name=festival.zone_name,
        summary=_draft_title(placement, board),
        description=described(_draft_lines(placement, board, about), url=page),
        location=", ".join(part for part in (space and space.name, festival.site) if part),
        url=page,
        state=_draft_state(placement),
        transparent=True,
        created_at=festival.created_at,
        last_modified=changed_at,
        sequence=placement.revision,
    )


def is_as_released(placement: Placement) -> bool:
    """Whether everybody outside sees it at the time and place that the draft has."""
    released = placement.released
    return (
        released is not None
        and (released.span, released.space_id) == (placement.span, placement.space_id)
        and released.is_cancelled == placement.is_cancelled
    )


def _draft_state(placement: Placement) -> State:
    if placement.is_cancelled:
        return State.CANCELLED
    return State.CONFIRMED if is_as_released(placement) else State.TENTATIVE


def _draft_title(placement: Placement, board: Board) -> str:
    title = board.activities[placement.activity_id].title
    if placement.is_cancelled:
        return str(gettext("CANCELLED: %(title)s", title=title))
    if not is_as_released(placement):
        return str(gettext("Draft: %(title)s", title=title))
    return title


def _draft_lines(
    placement: Placement, board: Board, about: Mapping[int, list[str]]
) -> Iterable[str]:
    names = [board.leaders[id_].name for id_ in placement.leaders if id_ in board.leaders]
    if names:
        yield gettext("With %(names)s", names=", ".join(names))
    released = placement.released
    if released is not None:
        yield places_said(placement.entry, released.capacity, released.taken, released.waiting)
    for sentence in about.get(placement.id, ()):
        yield gettext("To look at: %(warning)s", warning=sentence)


def places_said(entry: Entry, capacity: int | None, taken: int, waiting: int) -> str:
    """ "7 of 12 places, 3 waiting", in the language at hand."""
    if entry is Entry.DROP_IN or capacity is None:
        return str(gettext("Drop-in"))
    said = ngettext(
        "%(taken)s of %(num)s place", "%(taken)s of %(num)s places", capacity, taken=taken
    )
    line = ngettext("%(num)s waiting", "%(num)s waiting", waiting)
    return f"{said}, {line}" if waiting else str(said)
