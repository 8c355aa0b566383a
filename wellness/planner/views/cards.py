"""What the planner shows of one session: a card in the grid, in the tray and in answers."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import get_template_attribute
from flask_babel import gettext
from markupsafe import Markup

from wellness.booking.models import Entry
from wellness.planner.rules.board import Board, Placement
from wellness.web.formatting import short_day, span
from wellness.web.icons import icon

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Card:
    """One session as the planner shows it on one day."""

    id: int
    reference: str
    title: str
    href: str
    colour: str
    category_id: int
    category: str
    space_id: int | None
    space: str
    at: int | None
    """Minutes from the day's dawn to its start; None in the tray."""
    length: int
    tail: int
    """Minutes of changeover after it."""
    times: str
    leaders: tuple[str, ...]
    leader_ids: tuple[int, ...]
    places: str
    taken: int
    state: str
    """new, moved, cancelled, or nothing where it is as it was released."""
    is_fixed: bool
    revision: int


def card_of(board: Board, placement: Placement, day: date, slug: str) -> Card:
    """The card of a session on the page of `day`."""
    activity = board.activities[placement.activity_id]
    space = board.spaces.get(placement.space_id or 0)
    placed = placement.span
    in_tray = placed is None or space is None
    dawn = board.span_of(day).starts_at
    return Card(
        id=placement.id,
        reference=placement.reference,
        title=activity.title,
        href=f"/staff/{slug}/planner/sessions/{placement.reference}/place",
        colour=activity.colour,
        category_id=activity.category_id,
        category=activity.category_name,
        space_id=space.id if space else None,
        space=space.name if space else "",
        at=None if in_tray or placed is None else round((placed.starts_at - dawn) / MINUTE),
        length=placement.length_minutes,
        tail=max(activity.changeover_minutes, space.changeover_minutes if space else 0),
        times=_times(board, placement),
        leaders=tuple(board.leaders[one].name for one in placement.leaders if one in board.leaders),
        leader_ids=placement.leaders,
        places=_places(board, placement),
        taken=placement.released.taken if placement.released else 0,
        state=state_of(placement),
        is_fixed=placement.is_fixed,
        revision=placement.revision,
    )


def _times(board: Board, placement: Placement) -> str:
    placed = placement.span
    if placed is None:
        return str(gettext("%(minutes)s min", minutes=placement.length_minutes))
    said = span(placed.starts_at, placed.ends_at, board.zone)
    if placement.space_id is None:
        return f"{short_day(board.day_of(placed.starts_at))}, {said}"
    return said


def _places(board: Board, placement: Placement) -> str:
    if placement.entry is Entry.DROP_IN:
        return str(gettext("Drop-in"))
    taken = placement.released.taken if placement.released else 0
    said = f"{taken}/{placement.capacity}"
    if placement.entry is Entry.GIVEN:
        return str(gettext("given slot %(places)s", places=said))
    if board.activities[placement.activity_id].is_studio_time:
        return str(gettext("slot %(places)s", places=said))
    return said


def state_of(placement: Placement) -> str:
    """How the draft of a session differs from what is released: new, moved, cancelled or not."""
    released = placement.released
    if placement.is_cancelled:
        return "cancelled"
    if released is None:
        return "new"
    same = placement.span == released.span and placement.space_id == released.space_id
    return "" if same and not released.is_cancelled else "moved"


def drawn(card: Card) -> Markup:
    """The card as markup."""
    macro: Any = get_template_attribute("planner/card.html", "card")
    return Markup(macro(card))  # noqa: S704 - a macro of ours, which escapes what it is given


def symbol(name: str, category_id: int) -> Markup:
    """A category's icon, drawn once on the page for all its cards to use."""
    shapes = str(icon(name, 16)).split(">", 1)[1].removesuffix("</svg>")
    return Markup(  # noqa: S704 - the shapes come from the icon package
        f'<symbol id="k{category_id:d}" viewBox="0 0 24 24">{shapes}</symbol>'
    )
