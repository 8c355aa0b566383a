"""One session, by a form: when and where it is to be, back to the tray, fixed or not."""

from dataclasses import dataclass, replace
from datetime import datetime

from flask import Response, flash, make_response, redirect, render_template, request
from flask_babel import gettext

from wellness import clock
from wellness.clock import AbsentWallTime, AmbiguousWallTime
from wellness.database import db, in_transaction
from wellness.errors import Missing
from wellness.festivals.models import Festival
from wellness.planner.actions.placing_by_hand import Wish, place, set_fixed
from wellness.planner.errors import ChangedSince
from wellness.planner.forms.operations import PlaceForm
from wellness.planner.forms.wishes import readings_of, said_of
from wellness.planner.queries.board import board_of
from wellness.planner.queries.warnings import judged
from wellness.planner.rules.board import Board, Placement
from wellness.planner.rules.sentences import sentence_of, when
from wellness.planner.rules.warnings import warnings_about, warnings_if
from wellness.planner.views.blueprint import blueprint
from wellness.planner.views.day import chosen_day, days_of
from wellness.staff.access import open_to_staff, the_festival, the_hand
from wellness.staff.rules import PLANNERS

CONFLICT = 409


@dataclass(frozen=True, slots=True)
class Asked:
    """The session of the address, on its board."""

    festival: Festival
    board: Board
    placement: Placement

    @property
    def title(self) -> str:
        """What it is called."""
        return self.board.activities[self.placement.activity_id].title

    @property
    def back(self) -> str:
        """Its day in the grid, with it chosen."""
        placed = self.placement.starts_at
        day = f"?day={self.board.day_of(placed)}" if placed else ""
        return f"/staff/{self.festival.slug}/planner{day}#d{self.placement.id}"

    def says(self, placement: Placement) -> list[str]:
        """What would be wrong with the session planned like that, and was not accepted."""
        found = judged(self.festival.id, warnings_if(self.board, placement)).open
        return [sentence_of(each, self.board) for each in found]

    def news(self, wanted: Placement) -> list[str]:
        """What would be wrong that is not wrong now."""
        now = {each.key for each in warnings_about(self.board, wanted.id)}
        found = judged(self.festival.id, warnings_if(self.board, wanted)).open
        return [sentence_of(each, self.board) for each in found if each.key not in now]

    @property
    def place(self) -> str:
        """Where and when it is."""
        span, space = self.placement.span, self.board.spaces.get(self.placement.space_id or 0)
        if span is None or space is None:
            return str(gettext("No place yet"))
        return f"{space.name}, {when(span, self.board)}"


def asked_for(reference: str) -> Asked:
    """The session of that reference in the draft of the festival of the address, or Missing."""
    festival = the_festival()
    board = board_of(festival)
    for placement in board.placements.values():
        if placement.reference == reference:
            return Asked(festival, board, placement)
    raise Missing


@blueprint.get("/staff/<slug>/planner/sessions/<reference>/place")
@open_to_staff(PLANNERS)
def ask_place(slug: str, reference: str) -> Response:
    """The form twin of the grid."""
    del slug
    asked = asked_for(reference)
    placement = asked.placement
    placed = placement.starts_at
    day = asked.board.day_of(placed) if placed else chosen_day(asked.board, clock.now())
    form = PlaceForm(
        formdata=None,
        day=day.isoformat(),
        at=placed.astimezone(asked.board.zone).time() if placed else None,
        space=str(placement.space_id or ""),
        length=placement.length_minutes,
        seen=str(placement.revision),
    )
    return _page(asked, form)


@blueprint.post("/staff/<slug>/planner/sessions/<reference>/place")
@open_to_staff(PLANNERS)
def save_place(slug: str, reference: str) -> Response:
    """Place it as the form says; what that would make wrong is shown first."""
    del slug
    asked = asked_for(reference)
    form = PlaceForm()
    form.fill(asked.board, days_of(asked.board))
    if not form.validate():
        return _page(asked, form, status=422)
    try:
        wish = _wish(form, asked)
    except (AmbiguousWallTime, AbsentWallTime) as odd:
        form.at.errors = [said_of(odd)]
        return _page(asked, form, status=422, readings=readings_of(odd))
    if wish.space_id is not None and wish.starts_at is None:
        form.at.errors = [gettext("Say when it starts, or choose the tray.")]
        return _page(asked, form, status=422)
    wanted = replace(
        asked.placement,
        space_id=wish.space_id,
        starts_at=wish.starts_at,
        length_minutes=wish.length_minutes or asked.placement.length_minutes,
    )
    news = [] if form.anyway.data else asked.news(wanted)
    if news and wish.starts_at is not None:
        return _page(asked, form, status=CONFLICT, news=news)
    return _saved(asked, form, wish)


def _saved(asked: Asked, form: PlaceForm, wish: Wish) -> Response:
    hand, now = the_hand(), clock.now()
    try:
        in_transaction(lambda: place(asked.festival, [wish], hand=hand, now=now))
    except ChangedSince as changed:  # what was typed is kept, beside what is saved now
        db.session.rollback()
        again = asked_for(asked.placement.reference)
        form.seen.data = str(again.placement.revision)
        return _page(again, form, status=CONFLICT, changed=changed.sentence)
    again = asked_for(asked.placement.reference)
    flash(gettext("%(title)s: %(place)s.", title=again.title, place=again.place))
    return make_response(redirect(again.back, 303))


def _wish(form: PlaceForm, asked: Asked) -> Wish:
    space_id = form.number("space")
    starts_at: datetime | None = None
    if space_id is not None and form.at.data is not None:
        starts_at = _moment(form, asked)
    seen = form.seen.data or ""
    return Wish(
        draft_id=asked.placement.id,
        seen=int(seen) if seen.isdecimal() else None,
        space_id=space_id,
        starts_at=starts_at,
        length_minutes=form.length.data,
    )


def _moment(form: PlaceForm, asked: Asked) -> datetime:
    """The instant typed; of two readings the one chosen. Raises Ambiguous or AbsentWallTime."""
    try:
        return clock.instant_of(form.wall(form.at.data), asked.board.zone)
    except (AmbiguousWallTime, AbsentWallTime) as odd:
        for reading, said in zip(odd.readings, readings_of(odd), strict=True):
            if form.reading.data == said:
                return reading
        raise


def _page(
    asked: Asked,
    form: PlaceForm,
    *,
    status: int = 200,
    news: list[str] | None = None,
    readings: list[str] | None = None,
    changed: str = "",
) -> Response:
    form.fill(asked.board, days_of(asked.board))
    page = render_template(
        "planner/place.html",
        festival=asked.festival,
        asked=asked,
        form=form,
        says=asked.says(asked.placement),
        news=news or [],
        readings=readings or [],
        changed=changed,
    )
    return make_response(page, status)


@blueprint.post("/staff/<slug>/planner/sessions/<reference>/unplace")
@open_to_staff(PLANNERS)
def unplace(slug: str, reference: str) -> Response:
    """Back to the tray."""
    del slug
    asked, hand, now = asked_for(reference), the_hand(), clock.now()
    wish = Wish(asked.placement.id, _seen(), None, None)
    in_transaction(lambda: place(asked.festival, [wish], hand=hand, now=now))
    flash(gettext("%(title)s: no place yet.", title=asked.title))
    return make_response(redirect(asked.back, 303))


@blueprint.post("/staff/<slug>/planner/sessions/<reference>/fix")
@open_to_staff(PLANNERS)
def fix_one(slug: str, reference: str) -> Response:
    """Let automatic placing leave it where it is, or no longer."""
    del slug
    asked, hand, now = asked_for(reference), the_hand(), clock.now()
    drafts, is_fixed = [asked.placement.id], not asked.placement.is_fixed
    in_transaction(lambda: set_fixed(asked.festival, drafts, is_fixed=is_fixed, hand=hand, now=now))
    return make_response(redirect(asked.back, 303))


def _seen() -> int | None:
    seen = request.form.get("seen", "")
    return int(seen) if seen.isdecimal() else None
