"""One entry of the hub, with everything that is known about it."""

from flask import make_response, render_template
from flask.typing import ResponseReturnValue

from wellness.errors import Missing
from wellness.hub.contacts import Contact
from wellness.hub.services import EVERYWHERE, Service
from wellness.hub.views.ground import blueprint
from wellness.hub.views.said import Said, the_book
from wellness.web.access import Who, open_to


@blueprint.get("/help/services/<entry>")
@open_to(Who.ANYONE)
def service(entry: str) -> ResponseReturnValue:
    """All ways to reach it, by country; also where it is paused or gone, with what replaces it."""
    book = the_book()
    found = book.find(entry)
    if found is None:
        raise Missing
    page = render_template(
        "hub/service.html",
        service=found,
        ways=ways_by_country(found),
        replacement=book.find(found.replacement) if found.replacement else None,
        home=home_of(found),
    )
    response = make_response(page)
    response.headers["Vary"] = "Accept-Language, Cookie"
    return response


def ways_by_country(service: Service) -> dict[str, list[Contact]]:
    """Its contacts under each country they are for, by the country's name; anywhere comes last."""
    said = Said()
    codes = {code for contact in service.contacts for code in contact.countries}
    order = sorted(codes, key=lambda code: (code == EVERYWHERE, said.country(code)))
    return {code: [c for c in service.contacts if code in c.countries] for code in order}


def home_of(service: Service) -> str:
    """The one country it is in; "" where there are several."""
    codes = service.countries - {EVERYWHERE}
    return next(iter(codes)) if len(codes) == 1 else ""
