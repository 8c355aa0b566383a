"""Who is at a studio's desk when, and the slots its hours are cut into."""

from itertools import groupby

from flask import Response, request
from flask_babel import gettext, ngettext

from wellness import clock
from wellness.booking.models import Entry
from wellness.database import in_transaction
from wellness.errors import Missing
from wellness.festivals.models import Space
from wellness.planner.actions import slots as actions
from wellness.planner.models import DraftSession
from wellness.planner.queries.board import board_of
from wellness.planner.rules.board import Board
from wellness.planner.rules.slots import PlannedSlot, planned_slots
from wellness.setup import queries
from wellness.setup.actions import studios as studio_actions
from wellness.setup.forms.studios import NEW, ShiftsForm, SlotsForm
from wellness.setup.views.ground import INVALID, blueprint, meta, page, to
from wellness.staff.access import open_to_staff, the_festival, the_hand
from wellness.staff.rules import PLANNERS
from wellness.studios import queries as studios_queries


@blueprint.get("/<slug>/setup/studios/<space>/shifts")
@open_to_staff(PLANNERS)
def shifts(slug: str, space: str) -> Response:  # noqa: ARG001 - the door has read it
    """Who is at this studio's desk."""
    return _shifts_page(_shifts_form(formdata=None), _studio_space(space))


@blueprint.post("/<slug>/setup/studios/<space>/shifts")
@open_to_staff(PLANNERS)
def add_shifts(slug: str, space: str) -> Response:  # noqa: ARG001
    """Somebody is there, at the same times on each of these days."""
    festival, hand, room, form = the_festival(), the_hand(), _studio_space(space), _shifts_form()
    if not form.validate():
        return _shifts_page(form, room, INVALID)

    def work() -> int:
        row = queries.locked(Space, festival.id, room.id)
        who = form.facilitator_id.data
        return len(studio_actions.add_shifts(row, who, form.spans, hand=hand, now=clock.now()))

    made = in_transaction(work)
    said = ngettext("%(num)s shift is added.", "%(num)s shifts are added.", made)
    return to(f"setup/studios/{room.slug}/shifts", said)


@blueprint.post("/<slug>/setup/studios/<space>/shifts/remove")
@open_to_staff(PLANNERS)
def remove_shift(slug: str, space: str) -> Response:  # noqa: ARG001
    """Take one off the list. Slots keep who leads them; the planner warns."""
    festival, hand, room = the_festival(), the_hand(), _studio_space(space)
    number = request.form.get("shift", "")
    if not (number.isascii() and number.isdigit()):
        raise Missing

    def work() -> None:
        row = queries.locked(Space, festival.id, room.id)
        studio_actions.remove_shifts(row, [int(number)], hand=hand, now=clock.now())

    in_transaction(work)
    return to(f"setup/studios/{room.slug}/shifts", gettext("The shift is removed."))


@blueprint.get("/<slug>/setup/studios/<space>/slots")
@open_to_staff(PLANNERS)
def slots(slug: str, space: str) -> Response:  # noqa: ARG001
    """Which slots would be made, day by day; nothing is made by looking."""
    room = _studio_space(space)
    board = board_of(the_festival())
    planned = planned_slots(board, room.id)
    form = _slots_form(planned, formdata=None)
    form.starts.data = [_word(each) for each in planned if each.standing is None]
    return _slots_page(form, room, board, planned)


@blueprint.post("/<slug>/setup/studios/<space>/slots")
@open_to_staff(PLANNERS)
def make_slots(slug: str, space: str) -> Response:  # noqa: ARG001
    """Make those that were chosen: one step that can be undone."""
    festival, hand, room = the_festival(), the_hand(), _studio_space(space)
    board = board_of(festival)
    planned = planned_slots(board, room.id)
    form = _slots_form(planned)
    if not form.validate():
        return _slots_page(form, room, board, planned, INVALID)
    chosen_words = set(form.starts.data or ())
    starts = {each.span.starts_at for each in planned if _word(each) in chosen_words}

    def work() -> list[DraftSession]:
        now, chosen = clock.now(), form.activity.data
        if chosen == NEW:
            number = actions.studio_activity(
                festival,
                form.title.data,
                given=form.entry.data == Entry.GIVEN,
                capacity=form.capacity.data or 1,
                party_limit=form.party_limit.data or 1,
                hand=hand,
                now=now,
            ).id
        else:
            number = int(chosen)
        return actions.make_slots(festival, room.id, number, starts=starts, hand=hand, now=now)

    made = in_transaction(work)
    if not made:
        return to(f"setup/studios/{room.slug}/slots", gettext("All of these are there already."))
    said = ngettext(
        "%(num)s slot is in the draft. Release it, and people see it.",
        "%(num)s slots are in the draft. Release them, and people see them.",
        len(made),
    )
    return to(f"planner?day={planned[0].day.isoformat()}", said)


def _studio_space(slug: str) -> Space:
    return studios_queries.get_studio(the_festival(), slug).space


def _shifts_form(**more: object) -> ShiftsForm:
    form = ShiftsForm(meta=meta(), **more)
    form.offer(queries.names_of(the_festival().id).leaders)
    return form


def _shifts_page(form: ShiftsForm, space: Space, status: int = 200) -> Response:
    festival = the_festival()
    by_day = groupby(
        studios_queries.shifts_in(space.id),
        key=lambda each: clock.festival_day(each.starts_at, festival.zone, festival.dawn),
    )
    days = [(day, list(them)) for day, them in by_day]
    return page("shifts", status, form=form, space=space, days=days)


def _slots_form(planned: list[PlannedSlot], **more: object) -> SlotsForm:
    form = SlotsForm(**more)
    free = [_word(each) for each in planned if each.standing is None]
    form.offer(studios_queries.studio_times_of(the_festival().id), free)
    return form


def _slots_page(
    form: SlotsForm, space: Space, board: Board, planned: list[PlannedSlot], status: int = 200
) -> Response:
    by_day = groupby(planned, key=lambda each: each.day)
    titles = {id_: each.title for id_, each in board.activities.items()}
    return page(
        "slots",
        status,
        form=form,
        space=space,
        days=[(day, list(them)) for day, them in by_day],
        free=sum(each.standing is None for each in planned),
        is_open=bool(space.hours),
        studio=board.spaces[space.id].studio,
        leaders={id_: each.name for id_, each in board.leaders.items()},
        titles=titles,
        word=_word,
    )


def _word(slot: PlannedSlot) -> str:
    return slot.span.starts_at.isoformat()
