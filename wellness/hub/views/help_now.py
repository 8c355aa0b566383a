"""Help now: who can be called, by country, whatever else is broken."""

from http import HTTPStatus

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from wellness import clock
from wellness.errors import Busy
from wellness.festivals.models import Festival
from wellness.festivals.queries import get_festival
from wellness.hub import crisis
from wellness.hub.views.ground import blueprint
from wellness.hub.views.said import (
    country_name,
    exists,
    likely_countries,
    names_of_countries,
    the_book,
)
from wellness.web.access import Who, open_to
from wellness.web.refusals import RETRY_SECONDS


@blueprint.get("/help")
@open_to(Who.ANYONE)
def choose_country() -> ResponseReturnValue:
    """Where are you? And meanwhile what helps anywhere."""
    code = crisis.canonical(request.args.get("country", ""))
    if code and exists(code):
        return redirect(url_for("hub.help_in", country=code))
    return _page(code, status=HTTPStatus.NOT_FOUND if code else HTTPStatus.OK)


@blueprint.get("/help/<country>")
@open_to(Who.ANYONE)
def help_in(country: str) -> ResponseReturnValue:
    """What helps in one country; what helps anywhere, if we know nothing about it."""
    code = crisis.canonical(country)
    if code != country and exists(code):
        return redirect(url_for("hub.help_in", country=code), HTTPStatus.MOVED_PERMANENTLY)
    return _page(code, status=HTTPStatus.OK if exists(code) else HTTPStatus.NOT_FOUND)


@blueprint.get("/<festival>/help")
@open_to(Who.ANYONE)
def help_at(festival: str) -> ResponseReturnValue:
    """What helps on site, then in the festival's country.

    Without a database it is still a page that helps, with 503 for machines.
    """
    try:
        found = get_festival(festival)
    except (Busy, DBAPIError, PoolTimeout):
        response = _page("", status=HTTPStatus.SERVICE_UNAVAILABLE, is_cut_off=True)
        response.headers["Retry-After"] = str(RETRY_SECONDS)
        return response
    return _page(found.country, festival=found)


def _page(
    country: str,
    *,
    festival: Festival | None = None,
    status: HTTPStatus = HTTPStatus.OK,
    is_cut_off: bool = False,
) -> Response:
    names = names_of_countries()
    here = crisis.crisis_contacts(country, today=clock.now().date(), book=the_book())
    page = render_template(
        "hub/help.html",
        festival=festival,
        zone=festival.zone if festival else None,
        is_cut_off=is_cut_off,
        help=here,
        is_dialled=any(
            each.checked_on or each.contacts[0].verified_on for each in (*here.lines, *here.others)
        ),
        country=country_name(country),
        countries=names,
        likely=[] if country else likely_countries(names),
        any_mobile=crisis.ANY_MOBILE,
    )
    response = make_response(page, status)
    response.headers["Vary"] = "Accept-Language, Cookie"
    return response
