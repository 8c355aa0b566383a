"""One session for staff: how it goes, and what can be done about it at once."""

from http import HTTPStatus

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from wellness import clock
from wellness.booking.errors import BelowTaken
from wellness.booking.queries import facts_of
from wellness.database import in_transaction
from wellness.festivals.models import Festival
from wellness.overview.actions.places import NewPlaces, places_seen, set_places
from wellness.overview.actions.rosters import promote
from wellness.overview.errors import PlacesChanged
from wellness.overview.forms import PlacesForm
from wellness.overview.queries.sessions import roster_of
from wellness.overview.views.ground import blueprint, the_session
from wellness.planner.actions.live import change_live
from wellness.programme.models import Session
from wellness.staff.access import open_to_staff, roles_here, the_hand
from wellness.staff.rules import LEADERS, PLANNERS


@blueprint.get("/staff/<slug>/sessions/<reference>")
@open_to_staff(PLANNERS | LEADERS)
def session(slug: str, reference: str) -> ResponseReturnValue:  # noqa: ARG001 - read by the_festival
    """Counts, the line, and for those who plan: what to do about it."""
    return _page(*the_session(reference))


def _page(
    festival: Festival,
    found: Session,
    form: PlacesForm | None = None,
    refusal: str = "",
    status: int = HTTPStatus.OK,
) -> Response:
    places = {
        "capacity": found.capacity,
        "kept_for_door": found.kept_for_door,
        "seen": places_seen(found),
    }
    page = render_template(
        "overview/session.html",
        festival=festival,
        session=found,
        facts=facts_of(found),
        roster=roster_of(found),
        form=form or PlacesForm(formdata=None, data=places),
        refusal=refusal,
        plans=bool(roles_here() & PLANNERS),
        now=clock.now(),
    )
    return make_response(page, status)


@blueprint.post("/staff/<slug>/sessions/<reference>/places")
@open_to_staff(PLANNERS)
def places(slug: str, reference: str) -> ResponseReturnValue:
    """Set how many places there are and how many are kept for the door."""
    festival, found = the_session(reference)
    form, hand, now = PlacesForm(), the_hand(), clock.now()
    if not form.validate():
        return _page(festival, found, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    wish = NewPlaces(
        capacity=form.capacity.data,
        kept_for_door=form.kept_for_door.data or 0,
        close_and_keep=form.close_and_keep.data,
        seen=form.seen.data or "",
    )
    try:
        in_transaction(lambda: set_places(found, wish, hand=hand, now=now))
    except (BelowTaken, PlacesChanged) as refused:
        _, found = the_session(reference)
        form.seen.data = form.seen.raw_data = places_seen(found)
        return _page(festival, found, form, refused.sentence, HTTPStatus.CONFLICT)
    return _back(slug, reference, gettext("Saved. It holds from now on, without a release."))


@blueprint.post("/staff/<slug>/sessions/<reference>/booking")
@open_to_staff(PLANNERS)
def booking(slug: str, reference: str) -> ResponseReturnValue:
    """Close booking, or open it again."""
    _, found = the_session(reference)
    closes, hand, now = request.form.get("closes") == "1", the_hand(), clock.now()
    in_transaction(lambda: change_live(found, is_closed=closes, hand=hand, now=now))
    closed = gettext("Booking is closed. Everyone with a place keeps it.")
    return _back(slug, reference, closed if closes else gettext("Booking is open again."))


@blueprint.post("/staff/<slug>/sessions/<reference>/promote")
@open_to_staff(PLANNERS)
def move_up(slug: str, reference: str) -> ResponseReturnValue:
    """Give a free place to one person of the line by hand."""
    _, found = the_session(reference)
    who, hand, now = request.form.get("booking", ""), the_hand(), clock.now()
    made = in_transaction(lambda: promote(found, who, hand=hand, now=now))
    news = ngettext(
        "%(num)s place given from the line. They are told by letter if they asked for letters.",
        "%(num)s places given from the line. They are told by letter if they asked for letters.",
        made.seats,
    )
    return _back(slug, reference, news)


def _back(slug: str, reference: str, news: str) -> ResponseReturnValue:
    flash(news, "done")
    address = url_for("overview.session", slug=slug, reference=reference)
    return redirect(address, HTTPStatus.SEE_OTHER)
