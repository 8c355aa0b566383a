"""Applications as a file, for organizers who have just proved who they are."""

from flask import Response
from flask_wtf import FlaskForm

from wellness import clock
from wellness.calls.queries import applications_of
from wellness.calls.rules.blind import is_hidden
from wellness.calls.sheet import as_csv
from wellness.calls.views.ground import INVALID, blueprint, page, the_call
from wellness.database import in_transaction
from wellness.passes.access import sealer
from wellness.staff.access import open_to_staff, the_festival, the_hand
from wellness.staff.actions import record
from wellness.staff.rules import ORGANIZERS, DeedKind


@blueprint.get("/staff/<slug>/calls/<call>/export")
@open_to_staff(ORGANIZERS, proved=True)
def choose(slug: str, call: str) -> Response:  # noqa: ARG001 - the door has read it
    """What is in the file, and the button."""
    return _page(call)


@blueprint.post("/staff/<slug>/calls/<call>/export")
@open_to_staff(ORGANIZERS, proved=True)
def take(slug: str, call: str) -> Response:  # noqa: ARG001
    """The file, made now and kept nowhere; the audit log says who took it."""
    if not FlaskForm().validate_on_submit():
        return _page(call, INVALID)
    found, hand, now = the_call(call), the_hand(), clock.now()
    applications = applications_of(found.id)
    body = as_csv(found, applications, sealer(), hidden=is_hidden(found, now=now))
    festival_id, about, count = found.festival_id, found.title, len(applications)
    in_transaction(
        lambda: record(
            DeedKind.EXPORTED,
            hand,
            festival_id=festival_id,
            about=about,
            now=now,
            applications=count,
        )
    )
    response = Response(body, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{call}-applications.csv"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _page(slug: str, status: int = 200) -> Response:
    found = the_call(slug)
    return page(
        "export",
        status,
        festival=the_festival(),
        call=found,
        count=len(applications_of(found.id)),
        hides=is_hidden(found, now=clock.now()),
    )
