from itertools import groupby

from flask import Response, request
from flask_babel import gettext

from wellness import clock
from wellness.curating import queries
from wellness.curating.actions.settling import settle
from wellness.curating.rules.outcomes import OUTCOMES, REPORTED, Outcome
from wellness.curating.views.ground import INVALID, blueprint, page, sealer, the_desk, to
from wellness.database import in_transaction
from wellness.hub.models import NumberReport
from wellness.sealing import Unsealable
from wellness.staff.access import open_to_staff
from wellness.staff.rules import HUB_EDITORS

SHOWN_SETTLED = 20


@blueprint.get("/reports")
@open_to_staff(HUB_EDITORS)
def reports(slug: str) -> Response:  # noqa: ARG001 - the door has read it
    """What readers found wrong, by entry."""
    return _page()


@blueprint.post("/reports/<int:report>")
@open_to_staff(HUB_EDITORS)
def settle_report(slug: str, report: int) -> Response:  # noqa: ARG001
    """Settle one; what its reader wrote is erased."""
    word, desk = request.form.get("outcome", ""), the_desk()
    if word not in set(Outcome):
        queries.get_report(report)
        return _page(INVALID, unsaid=report)
    in_transaction(lambda: settle(report, Outcome(word), desk=desk, now=clock.now()))
    return to("/reports", gettext("Settled. What the reader wrote is erased."))


def _page(status: int = 200, *, unsaid: int = 0) -> Response:
    found = sorted(queries.open_reports(), key=lambda each: each.service.name.casefold())
    groups = [(key, list(each)) for key, each in groupby(found, key=lambda each: each.service)]
    return page(
        "reports",
        status,
        groups=sorted(groups, key=lambda pair: pair[1][0].created_at),
        settled=queries.settled_reports(SHOWN_SETTLED),
        note_of=_note,
        kinds=REPORTED,
        outcomes=OUTCOMES,
        unsaid=unsaid,
    )


def _note(report: NumberReport) -> str:
    """What the reader wrote; said to be unreadable where no key opens it."""
    if report.note_sealed is None:
        return ""
    try:
        return sealer().unseal(f"number_report|note|{report.uid}", report.note_sealed)
    except Unsealable:
        return str(gettext("(A note that no key opens any more.)"))
