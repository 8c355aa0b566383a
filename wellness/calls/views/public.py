"""Calls in public: which there are, and what one asks."""

from datetime import datetime

from flask import Response

from wellness import clock
from wellness.booking.rules import may_do
from wellness.calls.models import Call
from wellness.calls.queries import application_of, get_call, published_calls_of
from wellness.calls.rules.phase import Phase, phase_of
from wellness.calls.rules.questions import questions_of
from wellness.calls.views.ground import blueprint, page
from wellness.errors import Missing
from wellness.festivals.models import Festival
from wellness.festivals.queries import get_festival
from wellness.passes.access import current_pass
from wellness.programme.rows import fullness_words
from wellness.programme.rules import level_of
from wellness.programme.shown import ProgrammeEntry
from wellness.studios.models import Studio
from wellness.studios.queries import open_slots_of, studios_of
from wellness.web.access import Who, open_to
from wellness.web.markdown import rendered

Line = tuple[ProgrammeEntry, str, str]
"""A slot, how full it is, and that in words."""
MOST_SLOTS = 3
"""So many of a studio's next slots stand beside it; all of them stand on its page."""


@blueprint.get("/<festival>/residencies/")
@open_to(Who.ANYONE)
def residencies(festival: str) -> Response:
    """Calls that are open, to come and over, and studios with free time."""
    found, now = get_festival(festival), clock.now()
    phases = [(call, phase_of(call, now=now)) for call in published_calls_of(found)]
    return page(
        "residencies",
        festival=found,
        opened=[call for call, phase in phases if phase is Phase.OPEN],
        coming=[call for call, phase in phases if phase is Phase.NOT_YET],
        studios=_studios(found, now),
        over=[(call, phase) for call, phase in phases if phase in (Phase.CLOSED, Phase.DECIDED)],
    )


@blueprint.get("/<festival>/residencies/<call>")
@open_to(Who.ANYONE)
def call(festival: str, call: str) -> Response:
    """One call: what it offers, who may apply, what is asked, and when the answer comes."""
    found = get_festival(festival)
    return call_page(found, get_published(found, call))


def _studios(festival: Festival, now: datetime) -> list[tuple[Studio, list[Line]]]:
    """Every studio with its next slots that anybody may ask for."""
    slots, zone = open_slots_of(festival, now), festival.zone
    found: list[tuple[Studio, list[Line]]] = []
    for studio in studios_of(festival):
        there = [each for each in slots if each.space and each.space.slug == studio.space.slug]
        lines: list[Line] = []
        for each in there[:MOST_SLOTS]:
            decision = may_do(each.facts, None, now=now)
            words = fullness_words(each, decision, zone)
            lines.append((each, level_of(each.facts, decision).value, words))
        found.append((studio, lines))
    return found


def call_page(festival: Festival, call: Call, *, is_preview: bool = False) -> Response:
    """The page of a call, as applicants see it."""
    now, holder = clock.now(), current_pass()
    mine = application_of(holder.id, call.id) if holder and not is_preview else None
    return page(
        "call",
        festival=festival,
        call=call,
        phase=phase_of(call, now=now),
        questions=questions_of(call),
        text=rendered(call.description),
        who=rendered(call.who_may_apply),
        agreement=rendered(call.agreement),
        mine=mine,
        is_preview=is_preview,
    )


def get_published(festival: Festival, slug: str) -> Call:
    """The festival's call of this slug, if everybody may know of it. Raises Missing."""
    found = get_call(festival, slug)
    if found.published_at is None:
        raise Missing
    return found
