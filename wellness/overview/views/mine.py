"""Lists of sessions: a facilitator's own, and all of a day for whoever is at the door."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask import render_template, request
from flask.typing import ResponseReturnValue

from wellness import clock
from wellness.clock import festival_day
from wellness.festivals.models import Festival
from wellness.overview.queries.counts import counted_sessions
from wellness.overview.queries.sessions import changes_at, sessions_led_by
from wellness.overview.rules.windows import Window, facilitators_window
from wellness.overview.views.ground import AT_THE_DOOR, blueprint, facilitators_here, way_to
from wellness.programme.models import Change, Session
from wellness.staff.access import open_to_staff, roles_here, the_festival
from wellness.staff.rules import LEADERS, PLANNERS

NEWS_FOR = timedelta(days=7)
"""A change is told of on one's own page for this long."""


@dataclass(frozen=True, slots=True)
class Led:
    """One of one's own sessions."""

    session: Session
    window: Window
    """When its roster shows names."""
    changes: list[Change]


@blueprint.get("/staff/<slug>/mine")
@open_to_staff(LEADERS)
def mine(slug: str) -> ResponseReturnValue:
    """One's own sessions, the next first, with how many come and what changed."""
    festival, now = the_festival(), clock.now()
    led = _led(festival, now)
    page: str = render_template(
        "overview/mine.html",
        festival=festival,
        ahead=[each for each in led if each.session.ends_at > now],
        past=[each for each in reversed(led) if each.session.ends_at <= now],
        feeds=way_to("feeds.of_staff", slug=slug),
        now=now,
    )
    return page


def _led(festival: Festival, now: datetime) -> list[Led]:
    sessions = sessions_led_by(festival, facilitators_here())
    news = changes_at([each.id for each in sessions], since=now - NEWS_FOR)
    return [
        Led(
            session=each,
            window=facilitators_window(each.starts_at, each.ends_at),
            changes=[change for change in news if change.bookable_id == each.id],
        )
        for each in sessions
    ]


@blueprint.get("/staff/<slug>/sessions")
@open_to_staff(AT_THE_DOOR)
def sessions(slug: str) -> ResponseReturnValue:  # noqa: ARG001 - read by the_festival
    """All sessions of one festival day, with their numbers."""
    festival, now = the_festival(), clock.now()
    found = counted_sessions(festival)
    days = sorted({each.day for each in found})
    day = _day_asked(days, festival_day(now, festival.zone, festival.dawn))
    page: str = render_template(
        "overview/sessions.html",
        festival=festival,
        days=days,
        day=day,
        sessions=[each for each in found if each.day == day],
        plans=bool(roles_here() & PLANNERS),
        now=now,
    )
    return page


def _day_asked(days: list[date], today: date) -> date | None:
    asked = request.args.get("day", "")
    wished = next((day for day in days if day.isoformat() == asked), None)
    return wished or (today if today in days else next(iter(days), None))
