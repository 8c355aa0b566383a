"""The page that says which calendars there are, and helps to follow one."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Response, make_response, render_template, request
from flask_babel import gettext, lazy_gettext

from wellness import clock
from wellness.calendars.events import EventFacts
from wellness.errors import Missing
from wellness.feeds.released import Condition, facts_of, get_part, parts_of, public_sessions
from wellness.feeds.rules import Part, public_entry
from wellness.feeds.subscribing import Subscription
from wellness.feeds.views.ground import blueprint, room
from wellness.festivals.models import Festival
from wellness.festivals.queries import get_festival
from wellness.stamped.answers import keep_ready
from wellness.web.access import Who, open_to
from wellness.web.qr import qr_code

PREVIEWED = 3
LOOKS = (
    ("Google Calendar", lazy_gettext("8 to 24 hours; no way to hurry it")),
    (lazy_gettext("iPhone and iPad"), lazy_gettext("an hour to a day, as set in the phone")),
    (lazy_gettext("Calendar on a Mac"), lazy_gettext("5 minutes to a week, as set there")),
    (lazy_gettext("Outlook.com and the new Outlook"), lazy_gettext("3 to 24 hours")),
    (lazy_gettext("Outlook on a computer"), lazy_gettext("about an hour")),
    ("Thunderbird", lazy_gettext("30 minutes")),
    ("ICSx5 (Android)", lazy_gettext("an hour or more, as set there")),
    ("Nextcloud", lazy_gettext("a day to a week, as set by whoever runs it")),
)
"""How often calendar apps look for news of a calendar they follow."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The calendar that the page is about at the moment."""

    key: str
    name: str
    subscription: Subscription
    entries: list[EventFacts]
    """Its next entries, just as an app will show them."""


@blueprint.get("/<festival>/calendars")
@open_to(Who.ANYONE)
def calendars(festival: str) -> Response:
    """Which calendars there are, what each one holds, and how to follow it."""
    found, now = get_festival(festival), clock.now()
    chosen = _chosen(found, request.args.get("feed", ""), now)
    page = render_template(
        "feeds/calendars.html",
        festival=found,
        chosen=chosen,
        qr=qr_code(chosen.subscription.webcal),
        parts={part.value: parts_of(found.id, part) for part in Part},
        looks=LOOKS,
        here="calendars",
    )
    ends = [entry.ends_at for entry in chosen.entries if entry.ends_at > now]
    fresh_until = min(ends, default=now + timedelta(days=1))
    return keep_ready(make_response(page), fresh_until=fresh_until)


def _chosen(festival: Festival, key: str, now: datetime) -> Chosen:
    name, conditions = str(gettext("The whole programme")), []
    path = f"/{festival.slug}/calendar.ics"
    if key:
        kind, _, slug = key.partition("/")
        if kind not in set(Part):
            raise Missing
        name, condition = get_part(festival.id, Part(kind), slug)
        conditions = [condition]
        path = f"/{festival.slug}/calendar/{key}.ics"
    house = room().house
    title = f"{festival.name}: {name}" if key else festival.name
    return Chosen(
        key=key,
        name=name,
        subscription=Subscription(title, f"{house.base_url}{path}"),
        entries=_preview(festival, conditions, now),
    )


def _preview(festival: Festival, conditions: list[Condition], now: datetime) -> list[EventFacts]:
    """The first entries that are not over; of a festival that is over, its very first."""
    facts, house = facts_of(festival), room().house
    sessions = public_sessions(festival.id, *conditions)
    ahead = [session for session in sessions if session.ends_at > now]
    return [public_entry(session, facts, house) for session in (ahead or sessions)[:PREVIEWED]]
