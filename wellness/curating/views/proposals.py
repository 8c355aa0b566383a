from typing import Any

from flask import Response, request
from flask_babel import gettext

from wellness import clock
from wellness.curating import queries
from wellness.curating.actions.proposing import withdraw
from wellness.curating.actions.publishing import has_moved_on
from wellness.curating.actions.reviewing import approve, refuse
from wellness.curating.errors import PublishedSince
from wellness.curating.forms.said import differences, said, said_contact
from wellness.curating.views.ground import INVALID, blueprint, page, the_desk, to
from wellness.database import db, in_transaction
from wellness.hub.documents import document_of
from wellness.hub.faults import LONGEST_NOTE
from wellness.hub.models import Service
from wellness.staff.access import open_to_staff, the_account
from wellness.staff.rules import AUTHORS


@blueprint.get("/proposals")
@open_to_staff(AUTHORS)
def proposals(slug: str) -> Response:  # noqa: ARG001 - the door has read it
    """What waits for a second person."""
    return page("proposals", found=queries.waiting_proposals(), account=the_account())


@blueprint.get("/proposals/<int:proposal>")
@open_to_staff(AUTHORS)
def proposal(slug: str, proposal: int) -> Response:  # noqa: ARG001
    """One of them, beside what readers see now."""
    return _page(proposal)


@blueprint.post("/proposals/<int:proposal>/approve")
@open_to_staff(AUTHORS)
def approve_proposal(slug: str, proposal: int) -> Response:  # noqa: ARG001
    """Publish it."""
    desk = the_desk()
    try:
        service = in_transaction(lambda: approve(proposal, desk=desk, now=clock.now()))
    except PublishedSince as refusal:
        db.session.rollback()
        db.session.expire_all()
        return _page(proposal, 409, wrong=refusal.sentence)
    words = gettext("%(name)s: readers see it now.", name=service.name)
    return to(f"/services/{service.slug}", words)


@blueprint.post("/proposals/<int:proposal>/refuse")
@open_to_staff(AUTHORS)
def refuse_proposal(slug: str, proposal: int) -> Response:  # noqa: ARG001
    """Say no, and why."""
    desk, reason = the_desk(), " ".join(request.form.get("reason", "").split())
    if not reason or len(reason) > LONGEST_NOTE:
        return _page(proposal, INVALID, wrong=gettext("Say in a sentence why not."), reason=reason)
    in_transaction(lambda: refuse(proposal, reason, desk=desk, now=clock.now()))
    return to("/proposals", gettext("Refused. The reason stands beside the proposal."))


@blueprint.post("/proposals/<int:proposal>/withdraw")
@open_to_staff(AUTHORS)
def withdraw_proposal(slug: str, proposal: int) -> Response:  # noqa: ARG001
    """Take one's own back."""
    desk = the_desk()
    in_transaction(lambda: withdraw(proposal, desk=desk, now=clock.now()))
    return to("/proposals", gettext("Taken back. Nothing was published."))


def _page(number: int, status: int = 200, *, wrong: str = "", reason: str = "") -> Response:
    found = queries.get_version(number)
    service = db.session.get(Service, found.service_id) if found.service_id else None
    base = queries.approved_version(found.service_id, found.based_on) if found.service_id else None
    before: dict[str, Any] | None = base.document if base else None
    if service is not None and before is None:
        before = document_of(service)
    is_stale = service is not None and has_moved_on(service, found.based_on)
    return page(
        "proposal",
        status,
        proposal=found,
        service=service,
        changes=differences(before, found.document),
        is_stale=is_stale,
        theirs=differences(before, document_of(service)) if service and is_stale else [],
        is_own=found.account_id == the_account().id,
        said=said,
        said_contact=said_contact,
        wrong=wrong,
        reason=reason,
    )
