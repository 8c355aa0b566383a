"""The list of everything that is wrong, and each thing by itself with the ways out of it."""

from dataclasses import dataclass
from datetime import datetime

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext

from wellness import clock
from wellness.database import in_transaction
from wellness.errors import Missing
from wellness.planner.actions.accepting import accept_warning, take_back_acceptance
from wellness.planner.actions.placing_by_hand import place
from wellness.planner.forms.operations import AcceptForm
from wellness.planner.forms.wishes import Unreadable, read_wish_form
from wellness.planner.queries.board import board_of
from wellness.planner.queries.warnings import Judged, warnings_in
from wellness.planner.rules.board import Board, Placement
from wellness.planner.rules.sentences import NAMES, sentence_of
from wellness.planner.rules.warnings import PlanWarning, WarningKind
from wellness.planner.rules.way_sentences import sentence_of_way
from wellness.planner.rules.ways import WayKind, WayOut
from wellness.planner.rules.ways_out import ways_out
from wellness.planner.rules.wishes import Wish
from wellness.planner.views.blueprint import blueprint
from wellness.staff.access import open_to_staff, the_festival, the_hand
from wellness.staff.rules import PLANNERS


@dataclass(frozen=True, slots=True)
class Shown:
    """One warning as its page shows it."""

    warning: PlanWarning
    name: str
    says: str
    sessions: list[tuple[str, str]]
    """Each session's title, and where it is in the grid."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way out as a button or a link."""

    says: str
    href: str
    """Empty where it is done at once."""
    wish: Wish | None


def shown(warning: PlanWarning, board: Board, slug: str) -> Shown:
    """The warning in words, with the way to its cards."""
    sessions = []
    for draft_id in warning.drafts:
        placement = board.placements[draft_id]
        day = f"?day={board.day_of(placement.starts_at)}" if placement.starts_at else ""
        title = board.activities[placement.activity_id].title
        sessions.append((title, f"/staff/{slug}/planner{day}#d{draft_id}"))
    return Shown(warning, str(NAMES[warning.kind]), sentence_of(warning, board), sessions)


def _chosen(judged: Judged) -> list[PlanWarning]:
    """The open warnings of the kind asked for, what cannot be first."""
    kind = request.args.get("kind", "")
    found = [each for each in judged.open if kind in {"", each.kind}]
    return sorted(found, key=lambda each: not each.is_hard)


@blueprint.get("/staff/<slug>/planner/warnings")
@open_to_staff(PLANNERS)
def warnings(slug: str) -> str:
    """Everything that is wrong, by kind; each leads to a page of its own."""
    festival = the_festival()
    board = board_of(festival)
    judged = warnings_in(board)
    counts = {kind: sum(each.kind is kind for each in judged.open) for kind in WarningKind}
    return render_template(
        "planner/warnings.html",
        festival=festival,
        entries=[shown(each, board, slug) for each in _chosen(judged)],
        accepted=[(shown(each, board, slug), by) for each, by in judged.accepted],
        kinds=[(kind, NAMES[kind], number) for kind, number in counts.items() if number],
        kind=request.args.get("kind", ""),
        all=len(judged.open),
    )


@blueprint.get("/staff/<slug>/planner/warnings/one")
@open_to_staff(PLANNERS)
def warning(slug: str) -> Response:
    """One thing that is wrong, the ways out, and the next one; what is settled leads on."""
    board = board_of(the_festival())
    chosen = _chosen(warnings_in(board))
    keys = [each.key for each in chosen]
    key, kind = request.args.get("key", ""), request.args.get("kind", "")
    if key not in keys:
        flash(gettext("That is settled."))
        target = (
            url_for(".warning", slug=slug, key=keys[0], kind=kind)
            if keys
            else url_for(".warnings", slug=slug, kind=kind)
        )
        return make_response(redirect(target, 303))
    return _one(slug, board, chosen, keys.index(key), form=AcceptForm(formdata=None, key=key))


def _one(
    slug: str,
    board: Board,
    chosen: list[PlanWarning],
    index: int,
    *,
    form: AcceptForm,
    status: int = 200,
) -> Response:
    page = render_template(
        "planner/warning.html",
        festival=the_festival(),
        entry=shown(chosen[index], board, slug),
        ways=_ways(board, chosen[index], slug, clock.now()),
        form=form,
        number=index + 1,
        all=len(chosen),
        before=chosen[index - 1].key if index else "",
        after=chosen[index + 1].key if index + 1 < len(chosen) else "",
        kind=request.args.get("kind", ""),
    )
    return make_response(page, status)


def _ways(board: Board, about: PlanWarning, slug: str, now: datetime) -> list[Way]:
    found = []
    for way in ways_out(board, about, now=now):
        href = "" if way.is_done_at_once else _page_of(way, board, slug)
        if href or way.is_done_at_once:
            wish = way.wishes[0] if way.wishes else None
            found.append(Way(sentence_of_way(way, board), href, wish))
    return found


def _page_of(way: WayOut, board: Board, slug: str) -> str:
    """Where a way out leads that is not done at once; empty where it leads to no page of ours."""
    placement = board.placements.get(way.draft_id or 0)
    pages = {
        WayKind.PLACE: (placement, "planner/sessions/{}/place"),
        WayKind.CANCEL: (placement, "planner/sessions/{}/cancel"),
        WayKind.RESTORE: (placement, "planner/sessions/{}/cancel"),
        WayKind.EDIT_SESSION: (placement, "sessions/{}/edit"),
        WayKind.EDIT_SPACE: (board.spaces.get(way.space_id or 0), "spaces/{}"),
        WayKind.EDIT_LEADER: (board.leaders.get(way.leader_id or 0), "facilitators/{}"),
        WayKind.EDIT_SHIFTS: (board.spaces.get(way.space_id or 0), "setup/studios/{}/shifts"),
        WayKind.SEE_EQUIPMENT: (board.spaces.get(way.space_id or 0), "equipment"),
        WayKind.ADD_SESSION: (board.activities.get(way.activity_id or 0), "activities/{}/add"),
    }
    about, page = pages.get(way.kind, (None, ""))
    if about is None:
        return ""
    name = about.reference if isinstance(about, Placement) else about.slug
    return f"/staff/{slug}/{page.format(name)}"


@blueprint.post("/staff/<slug>/planner/warnings/settle")
@open_to_staff(PLANNERS)
def settle(slug: str) -> Response:
    """Take a way out that is done at once, then on to what is still wrong."""
    festival, hand, now = the_festival(), the_hand(), clock.now()
    try:
        wish = read_wish_form(request.form)
    except Unreadable:
        raise Missing from None
    in_transaction(lambda: place(festival, [wish], hand=hand, now=now))
    return _on(slug)


@blueprint.post("/staff/<slug>/planner/warnings/accept")
@open_to_staff(PLANNERS)
def accept(slug: str) -> Response:
    """Live with it, and say why."""
    festival, hand, now, form = the_festival(), the_hand(), clock.now(), AcceptForm()
    key = form.key.data or ""
    if not form.validate():
        board = board_of(festival)
        chosen = _chosen(warnings_in(board))
        index = next((n for n, each in enumerate(chosen) if each.key == key), None)
        if index is None:
            raise Missing
        return _one(slug, board, chosen, index, form=form, status=422)
    in_transaction(lambda: accept_warning(festival, key, form.reason.data, hand=hand, now=now))
    flash(gettext("It stays as it is. Your reason is kept with it."))
    return _on(slug)


@blueprint.post("/staff/<slug>/planner/warnings/take-back")
@open_to_staff(PLANNERS)
def take_back(slug: str) -> Response:
    """Let it be warned of again."""
    festival, key = the_festival(), request.form.get("key", "")
    in_transaction(lambda: take_back_acceptance(festival, key))
    return make_response(redirect(f"/staff/{slug}/planner/warnings", 303))


def _on(slug: str) -> Response:
    kind, after = request.form.get("kind", ""), request.form.get("after", "")
    return make_response(
        redirect(url_for(".warning", slug=slug, key=after, kind=kind), 303)
        if after
        else redirect(url_for(".warnings", slug=slug, kind=kind), 303)
    )
