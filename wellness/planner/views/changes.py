"""Changes made in the grid, and what others changed since: asked for by the page's script."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from flask import Response, flash, jsonify, make_response, redirect, request
from flask_babel import gettext
from sqlalchemy import select

from wellness import clock
from wellness.database import db, in_transaction
from wellness.festivals.models import Festival
from wellness.planner.actions.placing_by_hand import place, set_fixed
from wellness.planner.actions.undoing import redo_last, undo_last
from wellness.planner.forms.wishes import Unreadable, read_fixed, read_wishes
from wellness.planner.models import DraftSession, Step
from wellness.planner.queries.board import board_of
from wellness.planner.rules.board import Board, Placement
from wellness.planner.views.blueprint import blueprint
from wellness.planner.views.cards import card_of, drawn
from wellness.planner.views.day import chosen_day, frame_of
from wellness.planner.views.standing import labels_of, said_of, warned_of
from wellness.staff.access import open_to_staff, the_festival, the_hand
from wellness.staff.rules import PLANNERS
from wellness.web.formatting import clock_time, short_day
from wellness.web.refusals import wants_json
from wellness.web.security import takes_json

LATE = timedelta(seconds=15)
"""A change is stamped when it was asked for; it may be written so much later."""


@blueprint.post("/staff/<slug>/planner/changes")
@takes_json
@open_to_staff(PLANNERS)
def change(slug: str) -> Response:
    """Place sessions as the wishes say, all or none; answers how it is then."""
    festival, hand, now = the_festival(), the_hand(), clock.now()
    try:
        wishes = read_wishes(request.get_json(silent=True), festival.zone)
    except Unreadable as unreadable:
        answer = jsonify({"error": "invalid", "message": str(unreadable)} | unreadable.choice)
        return make_response(answer, 422)
    in_transaction(lambda: place(festival, wishes, hand=hand, now=now))
    return _standing(festival, slug, {wish.draft_id for wish in wishes}, now)


@blueprint.post("/staff/<slug>/planner/fixed")
@takes_json
@open_to_staff(PLANNERS)
def fix(slug: str) -> Response:
    """Say of sessions whether automatic placing leaves them where they are."""
    festival, hand, now = the_festival(), the_hand(), clock.now()
    drafts, is_fixed = read_fixed(request.get_json(silent=True) or request.form)
    in_transaction(lambda: set_fixed(festival, drafts, is_fixed=is_fixed, hand=hand, now=now))
    return _standing(festival, slug, drafts, now)


@blueprint.post("/staff/<slug>/planner/undo")
@takes_json
@open_to_staff(PLANNERS)
def undo(slug: str) -> Response:
    """Take back one's own last step."""
    festival, hand, now = the_festival(), the_hand(), clock.now()
    step = in_transaction(lambda: undo_last(festival, hand=hand, now=now))
    said = gettext("Undone: %(step)s.", step=said_of(step))
    return _standing(festival, slug, _touched(step), now, said=said)


@blueprint.post("/staff/<slug>/planner/redo")
@takes_json
@open_to_staff(PLANNERS)
def redo(slug: str) -> Response:
    """Do again what one took back last."""
    festival, hand, now = the_festival(), the_hand(), clock.now()
    step = in_transaction(lambda: redo_last(festival, hand=hand, now=now))
    said = gettext("Done again: %(step)s.", step=said_of(step))
    return _standing(festival, slug, _touched(step), now, said=said)


def _touched(step: Step) -> set[int]:
    return {each["id"] for each in step.patches if each["table"] == DraftSession.__tablename__}


def _standing(
    festival: Festival, slug: str, touched: Iterable[int], now: datetime, *, said: str = ""
) -> Response:
    """How it is now: as JSON for the script, else the page of the day."""
    if not wants_json():
        if said:
            flash(said)
        asked = request.query_string.decode()
        return make_response(redirect(f"/staff/{slug}/planner?{asked}".rstrip("?"), 303))
    board = _board(festival)
    return jsonify(_facts(board, festival, slug, {*touched}, now) | {"said": said})


def _board(festival: Festival) -> Board:
    db.session.refresh(festival)
    return board_of(festival)


def _facts(
    board: Board, festival: Festival, slug: str, touched: set[int], now: datetime
) -> dict[str, object]:
    day = chosen_day(board, now)
    there = {each.id for each in board.on(day) if each.space_id} | {each.id for each in board.tray}
    placements = board.placements
    labels = labels_of(festival.id, the_hand())
    return {
        "version": board.version,
        "seen": now.isoformat(),
        "frame": frame_of(board, day),
        "cards": {
            key: drawn(card_of(board, placements[key], day, slug)) if key in there else None
            for key in sorted(touched)
        },
        "undo": labels.undo,
        "redo": labels.redo,
        "warnings": warned_of(board, frozenset(there)).facts,
    }


@blueprint.get("/staff/<slug>/planner/since")
@open_to_staff(PLANNERS)
def since(slug: str) -> Response:
    """What changed after `version`, which was `seen` then; 204 and nothing where nothing did."""
    festival, now = the_festival(), clock.now()
    if request.args.get("version") == str(festival.draft_version):
        return Response(status=204)
    board = board_of(festival)
    changed = _changed_after(festival.id, _seen(now))
    day = chosen_day(board, now)
    facts = _facts(board, festival, slug, set(changed), now)
    there = [each.id for each in (*board.on(day), *board.tray)]
    return jsonify({**facts, "there": there, "news": _news(board, changed)})


def _seen(now: datetime) -> datetime:
    try:
        seen = datetime.fromisoformat(request.args.get("seen", ""))
    except ValueError:
        seen = now - timedelta(days=1)
    return (seen if seen.tzinfo else now) - LATE


def _changed_after(festival_id: int, moment: datetime) -> list[int]:
    query = select(DraftSession.id).where(
        DraftSession.festival_id == festival_id, DraftSession.changed_at >= moment
    )
    return list(db.session.scalars(query.order_by(DraftSession.changed_at)))


def _news(board: Board, changed: list[int]) -> dict[int, str]:
    """What others did, a sentence for each session; the script leaves out what it knows."""
    own = the_hand().name
    placements = (board.placements[key] for key in changed if key in board.placements)
    return {each.id: news_of(board, each) for each in placements if each.changed_by != own}


def news_of(board: Board, placement: Placement) -> str:
    """ "Ana moved Morning yoga to Bell tent, 10:00." """
    title = board.activities[placement.activity_id].title
    space = board.spaces.get(placement.space_id or 0)
    who = placement.changed_by
    if placement.is_cancelled:
        return str(gettext("%(by)s cancelled %(title)s.", by=who, title=title))
    if placement.starts_at is None or space is None:
        return str(gettext("%(by)s put %(title)s into the tray.", by=who, title=title))
    at = f"{short_day(board.day_of(placement.starts_at))} " if len(board.days) > 1 else ""
    return str(
        gettext(
            "%(by)s moved %(title)s to %(space)s, %(time)s.",
            by=who,
            title=title,
            space=space.name,
            time=f"{at}{clock_time(placement.starts_at, board.zone)}",
        )
    )
