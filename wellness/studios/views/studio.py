"""A studio in public."""

from datetime import timedelta
from functools import partial
from itertools import groupby

from flask import Response, make_response, render_template

from wellness import clock
from wellness.booking.rules import next_transition
from wellness.festivals.queries import get_festival
from wellness.programme.rows import rows, zone_words
from wellness.stamped.answers import keep_ready
from wellness.studios import queries
from wellness.studios.views.ground import blueprint
from wellness.web.access import Who, open_to


@blueprint.get("/<slug>/residencies/studios/<studio>")
@open_to(Who.ANYONE)
def studio(slug: str, studio: str) -> Response:
    """A studio: what it is like, what stands in it, and the slots one can book."""
    festival, now = get_festival(slug), clock.now()
    found = queries.get_studio(festival, studio)
    slots = queries.slots_in(found.space_id)
    zone, dawn = festival.zone, festival.dawn
    coming = groupby(
        (each for each in slots if each.ends_at > now),
        key=lambda each: clock.festival_day(each.starts_at, zone, dawn),
    )
    page = render_template(
        "studios/studio.html",
        festival=festival,
        now=now,
        studio=found,
        space=found.space,
        equipment=queries.equipment_in(found.space_id),
        store=queries.store_of(festival.id),
        days=[(day, list(them)) for day, them in coming],
        rows=partial(rows, festival=festival, now=now),
        zone=zone_words(festival, now),
    )
    changes = [next_transition(each.facts, now=now) for each in slots]
    return keep_ready(make_response(page), fresh_until=min([now + timedelta(days=1), *changes]))
