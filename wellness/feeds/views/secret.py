"""A calendar for whoever has its secret address: no cookie, no sign-in, one indexed read."""

from functools import partial

from flask import Response, request

from wellness import clock
from wellness.booking.queries import bookings_of
from wellness.feeds.calendars import personal_calendar
from wellness.feeds.queries import FeedState, find_feed, newest_zone
from wellness.feeds.rules import LONGEST_TOKEN, Calendar, app_of
from wellness.feeds.views.ground import blueprint, give, room
from wellness.references import hash_of
from wellness.web.access import Who, open_to

CACHE_CONTROL = "private, no-cache"


@blueprint.route("/c/<token>.ics", methods=["GET"], provide_automatic_options=False)
@open_to(Who.TOKEN)
def personal(token: str) -> Response:
    """Someone's own plan; 410 once its address was stopped, 404 if there never was one."""
    feed = find_feed(hash_of(token)) if len(token) <= LONGEST_TOKEN else None
    if feed is None or feed.is_stopped:
        return _for_nobody(404 if feed is None else 410)
    now = clock.now()
    response = give(
        room().secret,
        feed.id,
        feed.stamp,
        partial(_made, feed),
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


def _for_nobody(status: int) -> Response:
    """Nothing, in as many words: an empty calendar would wipe the phone."""
    response = Response(status=status, content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
