"""The list of all sessions of the draft, and one change of many of them."""

from datetime import date

from flask import Response, request
from flask_babel import gettext, ngettext

from wellness import clock
from wellness.database import in_transaction
from wellness.errors import Refusal
from wellness.planner.actions import sessions as actions
from wellness.setup import queries
from wellness.setup.forms.sessions import BulkForm
from wellness.setup.listing import MOST_LINES, State, Wanted, lines_of
from wellness.setup.views.ground import INVALID, blueprint, meta, page, to
from wellness.staff.access import open_to_staff, the_festival, the_hand
from wellness.staff.rules import PLANNERS

MOST_CHOSEN = 2000


@blueprint.get("/<slug>/draft")
@open_to_staff(PLANNERS)
def sessions(slug: str) -> Response:  # noqa: ARG001 - the door has read it
    """All sessions of the draft, or those that were asked for."""
    return _list_page(BulkForm(formdata=None, meta=meta()), {})


@blueprint.post("/<slug>/draft")
@open_to_staff(PLANNERS)
def change_sessions(slug: str) -> Response:  # noqa: ARG001
    """Change those that were ticked, or remove them: one step, all or nothing."""
    form = BulkForm(meta=meta())
    names = queries.names_of(the_festival().id)
    form.offer(names.spaces, names.leaders)
    chosen = _chosen()
    wants_removal = request.form.get("what") == "remove"
    if not form.validate() and not wants_removal:
        return _list_page(form, chosen, INVALID)
    wrong = _wrong(form, chosen, is_removal=wants_removal)
    if wrong:
        return _list_page(form, chosen, INVALID, wrong)
    try:
        said = _remove(chosen) if wants_removal else _change(form, chosen)
    except Refusal as refusal:  # the ticks stay where they are
        return _list_page(form, chosen, 409, refusal.sentence)
    return to(f"draft?{request.query_string.decode()}".rstrip("?"), said)


def _wrong(form: BulkForm, chosen: dict[int, int], *, is_removal: bool) -> str:
    if not chosen:
        return str(gettext("Tick the sessions that you mean."))
    if not is_removal and not form.changes() and not form.shift_minutes.data:
        return str(gettext("Say what is to change: all fields are empty."))
    return ""


def _change(form: BulkForm, chosen: dict[int, int]) -> str:
    festival, hand = the_festival(), the_hand()
    changed = in_transaction(
        lambda: actions.edit_sessions(
            festival,
            chosen,
            form.changes(),
            shift_minutes=form.shift_minutes.data or 0,
            hand=hand,
            now=clock.now(),
        )
    )
    return str(
        ngettext("%(num)s session is changed.", "%(num)s sessions are changed.", len(changed))
    )


def _remove(chosen: dict[int, int]) -> str:
    festival, hand = the_festival(), the_hand()
    count = in_transaction(
        lambda: actions.remove_sessions(festival, chosen, hand=hand, now=clock.now())
    )
    return str(ngettext("%(num)s session is removed.", "%(num)s sessions are removed.", count))


def _chosen() -> dict[int, int]:
    """What was ticked, each with the revision that was looked at."""
    found: dict[int, int] = {}
    for word in request.form.getlist("chosen")[:MOST_CHOSEN]:
        draft_id, revision = (_number(part) for part in word.partition(".")[::2])
        if draft_id is not None and revision is not None:
            found[draft_id] = revision
    return found


def _wanted() -> Wanted:
    asked = request.args
    state = asked.get("state", "")
    try:
        day = date.fromisoformat(asked.get("day", ""))
    except ValueError:
        day = None
    return Wanted(
        day=day,
        space_id=_number(asked.get("space", "")),
        category_id=_number(asked.get("category", "")),
        facilitator_id=_number(asked.get("facilitator", "")),
        state=State(state) if state in set(State) else None,
    )


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None  # noqa: PLR2004 - 32 bits


def _list_page(
    form: BulkForm, chosen: dict[int, int], status: int = 200, wrong: str = ""
) -> Response:
    festival, wanted = the_festival(), _wanted()
    names = queries.names_of(festival.id)
    form.offer(names.spaces, names.leaders)
    lines = lines_of(festival, wanted)
    return page(
        "sessions",
        status,
        form=form,
        lines=lines[:MOST_LINES],
        left_out=max(0, len(lines) - MOST_LINES),
        chosen=chosen,
        wanted=wanted,
        names=names,
        categories=queries.categories_of(festival.id),
        days=meta()["days"],
        query=request.query_string.decode(),
        wrong=wrong,
    )
