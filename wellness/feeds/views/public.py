"""Calendars for everybody: the whole programme, a part of it, one session."""

from functools import partial

from flask import Response, request

from wellness import clock
from wellness.errors import Missing
from wellness.feeds.calendars import public_calendar
from wellness.feeds.released import (
    Condition,
    get_festival_facts,
    get_part,
    public_sessions,
    this_session,
)
from wellness.feeds.rules import Calendar, FestivalFacts, Part
from wellness.feeds.views.ground import blueprint, give, room
from wellness.stamped.answers import MARK, Ready
from wellness.web.access import Who, open_to

CACHE_CONTROL = "public, max-age=300, stale-while-revalidate=3600"
GET_ONLY = {"methods": ["GET"], "provide_automatic_options": False}
"""Outlook and macOS ask with OPTIONS and PROPFIND too: both are answered 405."""


@blueprint.route("/<festival>/calendar.ics", **GET_ONLY)
@open_to(Who.ANYONE)
def programme(festival: str) -> Response:
    """Every released session of the festival."""
    return _public(get_festival_facts(festival), "")


@blueprint.route("/<festival>/calendar/<kind>/<slug>.ics", **GET_ONLY)
@open_to(Who.ANYONE)
def part(festival: str, kind: str, slug: str) -> Response:
    """The sessions of one space, category, facilitator or activity."""
    facts = get_festival_facts(festival)
    if kind not in set(Part):
        raise Missing
    name, condition = get_part(facts.id, Part(kind), slug)
    return _public(facts, name, condition)


@blueprint.route("/<festival>/sessions/<reference>.ics", **GET_ONLY)
@open_to(Who.ANYONE)
def session(festival: str, reference: str) -> Response:
    """One session, to follow or to keep."""
    facts = get_festival_facts(festival)
    condition = this_session(reference)
    found = public_sessions(facts.id, condition)
    if not found:
        raise Missing
    return _public(facts, found[0].title, condition)


def _public(festival: FestivalFacts, name: str, *conditions: Condition) -> Response:
    """Answered, and left ready at the door until the festival's stamp moves."""
    now, shelf = clock.now(), room().public
    key, stamp = (festival.id, request.path), (festival.version,)
    make = partial(_made, festival, name, *conditions)
    response = give(
        shelf,
        key,
        stamp,
        make,
        now=now,
        cache_control=CACHE_CONTROL,
        filename=f"{festival.slug}.ics",
    )
    known = shelf.tagged(key, stamp, now)
    if known is not None:
        request.environ[MARK] = Ready(known.fresh_until, for_holders=True)
    return response


def _made(festival: FestivalFacts, name: str, *conditions: Condition) -> Calendar:
    house = room().house
    return public_calendar(
        festival,
        public_sessions(festival.id, *conditions),
        name=name,
        source=f"{house.base_url}{request.path}",
        house=house,
        now=clock.now(),
    )
