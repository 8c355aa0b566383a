from flask import Response, request

from wellness.curating import queries
from wellness.curating.queries import Sieve
from wellness.curating.views.ground import blueprint, page, today
from wellness.staff.access import open_to_staff
from wellness.staff.rules import AUTHORS
from wellness.web.asking import names_of
from wellness.web.language import chosen_language

SHOWN_DUE = 12
"""On the overview; the list has them all."""


@blueprint.get("")
@open_to_staff(AUTHORS)
def overview(slug: str) -> Response:  # noqa: ARG001 - the door has read it
    """What waits, and what is overdue."""
    found = queries.standings(today())
    due = [each for each in found if each.is_overdue]
    return page(
        "overview",
        total=len(found),
        due=due,
        shown=due[:SHOWN_DUE],
        panel_due=sum(each.is_of_panel for each in due),
        never=sum(each.checked_on is None for each in found),
        reports=sum(each.reports for each in found),
        proposals=queries.waiting_proposals(),
    )


@blueprint.get("/services")
@open_to_staff(AUTHORS)
def services(slug: str) -> Response:  # noqa: ARG001
    """All entries, or those asked for."""
    asked = request.args
    sieve = Sieve(
        words=asked.get("q", "")[:80],
        country=asked.get("country", ""),
        state=asked.get("state", ""),
        offer=asked.get("offer", ""),
        need=asked.get("need", ""),
        due=asked.get("due") == "1",
    )
    found = queries.standings(today())
    here = {code for each in found for code in each.service.countries}
    names = names_of("territories", chosen_language())
    return page(
        "services",
        found=[each for each in found if sieve.lets_through(each)],
        total=len(found),
        sieve=sieve,
        countries=sorted(((code, names.get(code, code)) for code in here), key=lambda p: p[1]),
    )
