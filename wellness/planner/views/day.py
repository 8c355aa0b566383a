"""One festival day as a grid of spaces and time, and the tray of what has no place yet."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from flask import render_template, request
from flask_babel import gettext
from markupsafe import Markup

from wellness import clock
from wellness.planner.queries.board import board_of
from wellness.planner.rules.board import Board, SpaceFacts
from wellness.planner.rules.spans import Span, without
from wellness.planner.views.blueprint import blueprint
from wellness.planner.views.cards import MINUTE, Card, card_of, symbol
from wellness.planner.views.standing import labels_of, warned_of
from wellness.staff.access import open_to_staff, the_festival, the_hand
from wellness.staff.rules import PLANNERS

ZOOMS = (5, 10, 15, 30)
"""Minutes of one step of the grid."""
USUAL_ZOOM = 10
EMPTY_HOURS = 2
"""So many empty hours on end are folded away."""
HOUR = 60
USUAL_DAY = (4, 17)
"""Hours after dawn that are shown on a day that holds nothing yet."""


@dataclass(frozen=True, slots=True)
class Column:
    """One space on the day."""

    space: SpaceFacts
    cards: list[Card]
    shades: str
    """JSON: [from, to, words] in minutes after dawn, where nothing can be placed."""


@dataclass(frozen=True, slots=True)
class DayGrid:
    """Everything the planner's page shows of one day."""

    day: date
    days: tuple[date, ...]
    zoom: int
    columns: list[Column]
    tray: list[Card]
    symbols: list[Markup]
    categories: list[tuple[int, str]]
    facts: str
    """JSON for the script: where the day begins, which hours are folded, the version seen."""


def days_of(board: Board) -> tuple[date, ...]:
    """The festival's days, and those outside it on which something is planned."""
    planned = {board.day_of(each.starts_at) for each in board.placements.values() if each.starts_at}
    return tuple(sorted({*board.days, *planned}))


def chosen_day(board: Board, now: datetime) -> date:
    """The day asked for, else today, else the festival's first."""
    days = days_of(board)
    asked = request.values.get("day", "")
    wanted = next((day for day in days if day.isoformat() == asked), None)
    today = board.day_of(now)
    return wanted or (today if today in days else board.starts_on)


def chosen_zoom() -> int:
    """The step asked for, in minutes."""
    asked = request.values.get("zoom", "")
    return next((zoom for zoom in ZOOMS if str(zoom) == asked), USUAL_ZOOM)


def grid_of(board: Board, day: date, zoom: int, slug: str, now: datetime) -> DayGrid:
    """The page of `day`."""
    by_space: dict[int, list[Card]] = {}
    for placement in board.on(day):
        if placement.space_id is not None:
            card = card_of(board, placement, day, slug)
            by_space.setdefault(placement.space_id, []).append(card)
    columns = [
        Column(space, by_space.get(space.id, []), json.dumps(_shades(board, space, day)))
        for space in board.spaces.values()
        if not space.is_retired or space.id in by_space
    ]
    tray = [card_of(board, each, day, slug) for each in board.tray]
    tray.sort(key=lambda card: (card.title.casefold(), card.id))
    kinds = {each.category_id: each for each in board.activities.values()}
    return DayGrid(
        day=day,
        days=days_of(board),
        zoom=zoom,
        columns=columns,
        tray=tray,
        symbols=[symbol(each.icon, key) for key, each in sorted(kinds.items())],
        categories=sorted((key, each.category_name) for key, each in kinds.items()),
        facts=json.dumps(_facts(board, day, zoom, columns, now)),
    )


def frame_of(board: Board, day: date) -> str:
    """A word for the spaces of the day as they are drawn: another word, another drawing."""
    drawn = [
        (space.id, space.name, space.is_retired, _shades(board, space, day))
        for space in board.spaces.values()
    ]
    return sha256(repr(drawn).encode()).hexdigest()[:12]


def _shades(board: Board, space: SpaceFacts, day: date) -> list[list[object]]:
    whole = board.span_of(day)
    closed = without(whole, space.open) if space.open else ()
    shades: list[list[object]] = [[*_minutes(span, whole), ""] for span in closed]
    for span, reason in space.holds:
        if span.overlaps(whole):
            shades.append([*_minutes(span, whole), reason or gettext("Kept empty")])
    return shades


def _minutes(span: Span, whole: Span) -> tuple[int, int]:
    """From and to in minutes of the day `whole`, cut to it."""
    starts = max(span.starts_at, whole.starts_at)
    ends = min(span.ends_at, whole.ends_at)
    return round((starts - whole.starts_at) / MINUTE), round((ends - whole.starts_at) / MINUTE)


def _facts(
    board: Board, day: date, zoom: int, columns: list[Column], now: datetime
) -> dict[str, object]:
    whole = board.span_of(day)
    return {
        "day": day.isoformat(),
        "dawn": int(whole.starts_at.timestamp()),
        "minutes": whole.minutes,
        "offsets": offsets_of(board, whole),
        "zoom": zoom,
        "now": round((now - whole.starts_at) / MINUTE),
        "folds": _folds(columns, whole.minutes),
        "version": board.version,
        "frame": frame_of(board, day),
        "seen": now.isoformat(),
    }


def offsets_of(board: Board, whole: Span) -> list[list[int]]:
    """[minute of the day, minutes ahead of UTC from then on]: two where the clocks change."""
    found: list[list[int]] = []
    moment = whole.starts_at
    while moment < whole.ends_at:
        ahead = moment.astimezone(board.zone).utcoffset() or timedelta()
        minutes = round(ahead / MINUTE)
        if not found or found[-1][1] != minutes:
            found.append([round((moment - whole.starts_at) / MINUTE), minutes])
        moment += 15 * MINUTE
    return found


def _folds(columns: Iterable[Column], minutes: int) -> list[list[int]]:
    """Stretches of whole hours in which nothing is and nothing need be shown."""
    busy: set[int] = set()
    for column in columns:
        for card in column.cards:
            if card.at is not None:
                end = card.at + card.length + card.tail
                busy.update(range(max(0, card.at) // HOUR, (end - 1) // HOUR + 1))
    hours = range(-(-minutes // HOUR))
    if not busy:
        busy = set(range(*USUAL_DAY))
    shown = {near for hour in busy for near in (hour - 1, hour, hour + 1)}
    return _runs([hour for hour in hours if hour not in shown], minutes)


def _runs(hours: list[int], minutes: int) -> list[list[int]]:
    runs: list[list[int]] = []
    for hour in hours:
        if runs and runs[-1][1] == hour * HOUR:
            runs[-1][1] += HOUR
        else:
            runs.append([hour * HOUR, (hour + 1) * HOUR])
    return [[a, min(b, minutes)] for a, b in runs if b - a >= EMPTY_HOURS * HOUR]


@blueprint.get("/staff/<slug>/planner")
@open_to_staff(PLANNERS)
def day(slug: str) -> str:
    """The grid of one day."""
    festival, now = the_festival(), clock.now()
    board = board_of(festival)
    grid = grid_of(board, chosen_day(board, now), chosen_zoom(), slug, now)
    shown = frozenset(card.id for column in grid.columns for card in column.cards)
    return render_template(
        "planner/day.html",
        festival=festival,
        grid=grid,
        zooms=ZOOMS,
        warned=warned_of(board, shown | {card.id for card in grid.tray}),
        steps=labels_of(festival.id, the_hand()),
    )
