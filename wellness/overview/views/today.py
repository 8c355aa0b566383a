"""The overview: what needs a decision, how full it is, and who has to choose between what."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from wellness import clock
from wellness.festivals.models import Festival
from wellness.overview.queries.board import planned_at
from wellness.overview.queries.counts import counted_sessions, lapsing_offers, names_of_order
from wellness.overview.queries.together import pairs_wanted, people_wanting
from wellness.overview.rules.counts import Bar, Counted, Fill, Heat, fill_of, heat_of, peaks
from wellness.overview.rules.decisions import LAPSING, Decisions, decisions_of
from wellness.overview.rules.together import Hints, hints_of
from wellness.overview.views.ground import AT_THE_DOOR, SECTIONS, blueprint, way_to
from wellness.staff.access import open_to_staff, roles_here, sections_here, the_festival
from wellness.staff.rules import ANY_ROLE, LEADERS, PLANNERS

OURS = frozenset(section.endpoint for section in SECTIONS)
"""Whoever only reads applications, answers requests or keeps the hub has no use for these."""


@dataclass(frozen=True, slots=True)
class Morning:
    """All that the overview shows."""

    decisions: Decisions
    total: Fill
    lapsing: int
    to_release: int
    in_tray: int
    warnings: int
    by_space: Heat
    by_category: Heat
    categories: tuple[Bar, ...]
    waiting: tuple[Bar, ...]
    hints: Hints
    ways: dict[str, str | None]


@blueprint.get("/staff/<slug>/")
@open_to_staff(ANY_ROLE)
def today(slug: str) -> ResponseReturnValue:
    """How it goes this morning; those who don't plan go on to what is theirs."""
    roles = roles_here()
    festival = the_festival()
    if roles & PLANNERS:
        now = clock.now()
        page = _morning(festival, now)
        return render_template("overview/today.html", festival=festival, it=page, now=now)
    if roles & LEADERS:
        return redirect(url_for("overview.mine", slug=slug), 303)
    if roles & AT_THE_DOOR:
        return redirect(url_for("overview.sessions", slug=slug), 303)
    theirs = [each for each in sections_here() if each.endpoint not in OURS]
    if theirs:
        return redirect(url_for(theirs[0].endpoint, slug=slug), 303)
    return render_template("overview/nothing_yet.html", festival=festival)


def _morning(festival: Festival, now: datetime) -> Morning:
    sessions, slug = counted_sessions(festival), festival.slug
    spaces, categories = names_of_order(festival.id)
    wanted, people = people_wanting(festival.id)
    planned = planned_at(festival)
    by_space = heat_of(_in_order(sessions, spaces, "space"), lambda each: each.space)
    by_category = heat_of(_in_order(sessions, categories, "category"), lambda each: each.category)
    pairs = pairs_wanted(festival.id)
    return Morning(
        decisions=decisions_of(sessions, now=now),
        total=fill_of(each for each in sessions if each.is_booked),
        lapsing=lapsing_offers(festival.id, within=LAPSING, now=now),
        to_release=planned.to_release,
        in_tray=planned.in_tray,
        warnings=planned.warnings,
        by_space=by_space,
        by_category=by_category,
        categories=tuple(Bar(row.label, row.total.percent) for row in by_category.rows),
        waiting=peaks(sessions, partial(_hour_of, festival)),
        hints=hints_of(sessions, pairs, wanted, people=people, planned=planned.spans),
        ways={
            "review": way_to("planner.review", slug=slug),
            "warnings": way_to("planner.warnings", slug=slug) or way_to("planner.day", slug=slug),
            "planner": way_to("planner.day", slug=slug),
        },
    )


def _in_order(sessions: list[Counted], names: list[str], by: str) -> list[Counted]:
    place = {name: position for position, name in enumerate(names)}
    return sorted(sessions, key=lambda each: place.get(getattr(each, by), len(place)))


def _hour_of(festival: Festival, moment: datetime) -> int:
    """The wall-clock hour a session begins at; after midnight counted on past 24."""
    local = moment.astimezone(festival.zone)
    return local.hour + (24 if local.time() < festival.dawn else 0)
