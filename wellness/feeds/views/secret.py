"""A calendar for whoever has its secret address: no cookie, no sign-in, one indexed read."""

from functools import partial

from flask import Response, request

from wellness import clock
from wellness.booking.queries import bookings_of
from wellness.feeds.calendars import personal_calendar
from wellness.feeds.models import FeedKind
from wellness.feeds.of_staff import (
    Reader,
    accepted_keys,
    led_sessions,
    newest_change,
    reader_of,
    stamp_of_staff,
)
from wellness.feeds.queries import FeedState, find_feed, newest_zone
from wellness.feeds.rules import LONGEST_TOKEN, Calendar, app_of
from wellness.feeds.staff_calendars import draft_calendar, leading_calendar
from wellness.feeds.views.ground import blueprint, give, room
from wellness.planner.queries.board import board_of
from wellness.planner.rules.warnings import warnings_of
from wellness.references import hash_of
from wellness.residencies.queries.supporting import last_change
from wellness.web.access import Who, open_to

CACHE_CONTROL = "private, no-cache"


@blueprint.route("/c/<token>.ics", methods=["GET"], provide_automatic_options=False)
@open_to(Who.TOKEN)
def personal(token: str) -> Response:
    """Someone's own plan, or what staff follow; 404 if there never was such an address.

    410 once it was stopped, and for staff as soon as they no longer have the role it needs.
    """
    feed = find_feed(hash_of(token)) if len(token) <= LONGEST_TOKEN else None
    if feed is None or feed.is_stopped:
        return _for_nobody(404 if feed is None else 410)
    stamp, make = feed.stamp, partial(_made, feed)
    if feed.kind is not FeedKind.PLAN:
        reader = reader_of(feed)
        if reader is None:
            return _for_nobody(410)
        stamp, make = stamp_of_staff(feed, reader), partial(_made_for_staff, feed, reader)
    now = clock.now()
    response = give(
        room().secret,
        feed.id,
        stamp,
        make,
        now=now,
        cache_control=CACHE_CONTROL,
        filename="calendar.ics",
    )
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    if feed.fetched_on != now.date():
        room().tally.note(feed.id, now.date(), app_of(request.user_agent.string))
    return response


def _made(feed: FeedState) -> Calendar:
    return personal_calendar(
        feed,
        bookings_of(feed.pass_id or 0),
        house=room().house,
        zone_name=newest_zone(),
        now=clock.now(),
    )


def _made_for_staff(feed: FeedState, reader: Reader) -> Calendar:
    """What a role sees, made for whoever has it."""
    festival, house, now = reader.festival, room().house, clock.now()
    if feed.kind is FeedKind.MINE:
        since = feed.changed_at
        if reader.supports:  # somebody may be theirs, or no longer, without anything being moved
            since = max(since, last_change(festival.id) or since)
        return leading_calendar(reader, led_sessions(reader), house=house, since=since, now=now)
    board, accepted = board_of(festival), accepted_keys(festival.id)
    return draft_calendar(
        reader,
        board,
        [each for each in warnings_of(board) if each.key not in accepted],
        house=house,
        since=max(feed.changed_at, newest_change(festival)),
        now=now,
    )


def _for_nobody(status: int) -> Response:
    """Nothing, in as many words: an empty calendar would wipe the phone."""
    response = Response(status=status, content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
