"""Help now: pages that need no database, no script and no account."""

from datetime import date
from http import HTTPStatus
from unicodedata import normalize

from babel import Locale
from babel.dates import format_date
from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from wellness import clock
from wellness.errors import Busy
from wellness.festivals.models import Festival
from wellness.festivals.queries import get_festival
from wellness.hub import contacts, crisis
from wellness.hub.crisis import HelpInShort
from wellness.web.access import Who, open_to
from wellness.web.refusals import RETRY_SECONDS

blueprint = Blueprint("hub", __name__)


@blueprint.get("/help")
@open_to(Who.ANYONE)
def choose_country() -> ResponseReturnValue:
    """Where are you? And meanwhile what helps anywhere."""
    code = crisis.canonical(request.args.get("country", ""))
    if code and _exists(code):
        return redirect(url_for("hub.help_in", country=code))
    return _page(code, status=HTTPStatus.NOT_FOUND if code else HTTPStatus.OK)


@blueprint.get("/help/<country>")
@open_to(Who.ANYONE)
def help_in(country: str) -> ResponseReturnValue:
    """What helps in one country; what helps anywhere, if we know nothing about it."""
    code = crisis.canonical(country)
    if code != country and _exists(code):
        return redirect(url_for("hub.help_in", country=code), HTTPStatus.MOVED_PERMANENTLY)
    return _page(code, status=HTTPStatus.OK if _exists(code) else HTTPStatus.NOT_FOUND)


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


@blueprint.app_template_global()
def help_in_short(country: str) -> HelpInShort:
    """Two lines of help for pages about something else; see short_help in macros/crisis.html."""
    return crisis.in_short(country, today=_today())


@blueprint.app_template_global()
def country_name(code: str) -> str:
    """A country in the reader's language; "" for a code that is none."""
    return str(_locale().territories.get(code.upper(), ""))


def _page(
    country: str,
    *,
    festival: Festival | None = None,
    status: HTTPStatus = HTTPStatus.OK,
    is_cut_off: bool = False,
) -> Response:
    names = _names_of_countries()
    page = render_template(
        "hub/help.html",
        festival=festival,
        is_cut_off=is_cut_off,
        help=crisis.crisis_contacts(country, today=_today()),
        country=country_name(country),
        countries=names,
        likely=[] if country else _likely_countries(names),
        any_mobile=crisis.ANY_MOBILE,
        languages_of=_languages_of,
        language_name=_language_name,
        long_date=_long_date,
        words=contacts,
    )
    response = make_response(page, status)
    response.headers["Vary"] = "Accept-Language, Cookie"
    return response


def _exists(country: str) -> bool:
    return country in crisis.countries() or country.upper() in _locale().territories


def _names_of_countries() -> dict[str, str]:
    """Every country we know something about, by name in the reader's language."""
    names = {code: country_name(code) for code in crisis.countries()}
    return dict(sorted(names.items(), key=lambda pair: normalize("NFKD", pair[1]).casefold()))


def _likely_countries(names: dict[str, str]) -> dict[str, str]:
    """Countries that the phone's languages name ("de-AT"): offered, never assumed."""
    asked = [tag.partition("-")[2].lower() for tag in request.accept_languages.values()]
    return {code: names[code] for code in dict.fromkeys(asked) if code in names}


def _languages_of(service: contacts.Service) -> str:
    """The languages of a service, named in the reader's language."""
    return ", ".join(_language_name(code) for code in service.languages)


def _language_name(code: str) -> str:
    return str(_locale().languages.get(code, code))


def _long_date(day: date) -> str:
    return format_date(day, "long", locale=_locale())


def _locale() -> Locale:
    return get_locale() or Locale("en")


def _today() -> date:
    return clock.now().date()
