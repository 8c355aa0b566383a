"""The programme in public: a day, a session, a space, a facilitator, now, and what changed."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import partial
from itertools import groupby

from flask import Blueprint, Response, make_response, render_template, request

from wellness import clock
from wellness.booking.rules import next_transition
from wellness.festivals.models import Festival
from wellness.festivals.queries import get_festival, get_space
from wellness.passes.access import current_pass
from wellness.programme import listing, queries
from wellness.programme.day_page import day_page
from wellness.programme.forms import asked_for
from wellness.programme.rows import fullness_words, language_name, rows, said_change, zone_words
from wellness.programme.rules import NEXT_WITHIN, PAGE_SIZE, level_of
from wellness.programme.session_page import session_page
from wellness.programme.shown import ProgrammeEntry
from wellness.stamped.answers import keep_ready
from wellness.web.access import Who, open_to
from wellness.web.language import chosen_language

blueprint = Blueprint("programme", __name__)
SCREEN_SECONDS = 60
"""How often a wall screen asks anew."""
MOST_NEXT = 12


@blueprint.get("/<slug>/")
@open_to(Who.ANYONE)
def day(slug: str) -> Response:
    """The programme of one festival day."""
    festival, now = get_festival(slug), clock.now()
    page = day_page(festival, asked_for(request.args), now=now)
    answer = _page(
        "day",
        festival,
        now,
        page=page,
        welcome="" if request.args else festival.welcome.partition("\n")[0],
        zone=zone_words(festival, now if page.day == page.today else page.dawn),
    )
    return keep_ready(answer, fresh_until=page.fresh_until)


@blueprint.get("/<slug>/sessions/<reference>")
@open_to(Who.ANYONE)
def session(slug: str, reference: str) -> Response:
    """One session, what may be done about it, and other ways where nothing may be."""
    festival, now = get_festival(slug), clock.now()
    holder = current_pass()
    page = session_page(festival, reference, pass_id=holder.id if holder else None, now=now)
    entry = page.entry
    answer = _page(
        "session",
        festival,
        now,
        page=page,
        day=clock.festival_day(entry.starts_at, festival.zone, festival.dawn),
        level=level_of(entry.facts, page.decision).value,
        words=fullness_words(entry, page.decision, festival.zone),
        spoken=[language_name(code, chosen_language()) for code in entry.languages],
        zone=zone_words(festival, entry.starts_at),
    )
    return keep_ready(answer, fresh_until=page.fresh_until, for_holders=False)


@blueprint.get("/<slug>/spaces/<space>")
@open_to(Who.ANYONE)
def space(slug: str, space: str) -> Response:
    """A tent, room, lawn or studio: how to get there, what it is like, what happens in it."""
    festival, now = get_festival(slug), clock.now()
    found = get_space(festival, space)
    return _with_sessions("space", festival, listing.entries_in(found.id), now, space=found)


@blueprint.get("/<slug>/facilitators/<facilitator>")
@open_to(Who.ANYONE)
def facilitator(slug: str, facilitator: str) -> Response:
    """Someone who leads sessions, and which."""
    festival, now = get_festival(slug), clock.now()
    found = queries.get_facilitator(festival, facilitator)
    spoken = [language_name(code, chosen_language()) for code in found.languages]
    entries = listing.entries_led_by(found)
    return _with_sessions("facilitator", festival, entries, now, facilitator=found, spoken=spoken)


@blueprint.get("/<slug>/now")
@open_to(Who.ANYONE)
def now_and_next(slug: str) -> Response:
    """What is happening and what comes next; with `?screen=1` for a screen on a wall."""
    festival, now = get_festival(slug), clock.now()
    around = listing.entries_around(festival, now=now, until=now + NEXT_WITHIN)
    answer = _page(
        "now_and_next",
        festival,
        now,
        running=[entry for entry in around if entry.starts_at <= now],
        coming=[entry for entry in around if entry.starts_at > now][:MOST_NEXT],
        later=() if around else listing.first_entries_after(festival, now=now),
        on_screen=bool(request.args.get("screen")),
    )
    if request.args.get("screen"):
        answer.headers["Refresh"] = str(SCREEN_SECONDS)
    soon = now + timedelta(seconds=SCREEN_SECONDS)
    return keep_ready(answer, fresh_until=min([soon, *_transitions(around, now)]))


@blueprint.get("/<slug>/changes")
@open_to(Who.ANYONE)
def changes(slug: str) -> Response:
    """What changed in the programme, newest first, release by release.

    What changed without a release stands under its day.
    """
    festival, now = get_festival(slug), clock.now()
    zone = festival.zone
    by_release = groupby(
        queries.changes_of(festival),
        key=lambda change: change.release_number or change.made_at.astimezone(zone).date(),
    )
    groups = [list(lines) for _, lines in by_release]
    answer = _page("changes", festival, now, groups=groups, said=said_change)
    return keep_ready(answer, fresh_until=now + timedelta(days=1))


def _page(name: str, festival: Festival, now: datetime, **facts: object) -> Response:
    drawn = partial(rows, festival=festival, now=now)
    return make_response(
        render_template(f"programme/{name}.html", festival=festival, now=now, rows=drawn, **facts)
    )


def _with_sessions(
    name: str,
    festival: Festival,
    entries: tuple[ProgrammeEntry, ...],
    now: datetime,
    **facts: object,
) -> Response:
    """A page with a list of sessions, those to come first; a long list ends with a link on."""
    coming = [entry for entry in entries if entry.ends_at > now]
    past = [entry for entry in entries if entry.ends_at <= now]
    left = PAGE_SIZE - min(len(coming), PAGE_SIZE)
    answer = _page(
        name,
        festival,
        now,
        coming=_by_day(coming[:PAGE_SIZE], festival),
        past=_by_day(past[-left:] if left else [], festival),
        days_left_out=_by_day(coming[PAGE_SIZE:], festival),
        **facts,
    )
    day_ends = now + timedelta(days=1)
    return keep_ready(answer, fresh_until=min([day_ends, *_transitions(entries, now)]))


def _by_day(
    entries: Iterable[ProgrammeEntry], festival: Festival
) -> list[tuple[date, list[ProgrammeEntry]]]:
    zone, dawn = festival.zone, festival.dawn
    days = groupby(entries, key=lambda e: clock.festival_day(e.starts_at, zone, dawn))
    return [(day, list(them)) for day, them in days]


def _transitions(entries: Iterable[ProgrammeEntry], now: datetime) -> list[datetime]:
    return [next_transition(entry.facts, now=now) for entry in entries]
