"""The programme as a file."""

from flask import Response, render_template
from flask.typing import ResponseReturnValue

from wellness import clock
from wellness.database import in_transaction
from wellness.exports.actions import note_export
from wellness.exports.forms import ExportForm
from wellness.exports.queries.taking_away import packed
from wellness.exports.rules.kinds import KINDS, Format, Scope
from wellness.exports.views.ground import blueprint, house
from wellness.staff.access import open_to_staff, the_festival, the_hand
from wellness.staff.rules import ORGANIZERS


@blueprint.get("/staff/<slug>/export")
@open_to_staff(ORGANIZERS, proved=True)
def choose(slug: str) -> ResponseReturnValue:
    """What can be taken away, and as what. Whoever comes proves who they are first."""
    del slug
    return _page(ExportForm())


@blueprint.post("/staff/<slug>/export")
@open_to_staff(ORGANIZERS, proved=True)
def take(slug: str) -> ResponseReturnValue:
    """The file, made now and kept nowhere; the audit log says who took it."""
    del slug
    form = ExportForm()
    if not form.validate_on_submit():
        return _page(form), 422
    festival, hand, now = the_festival(), the_hand(), clock.now()
    format_, scope = Format(form.format.data), Scope(form.scope.data)
    parcel = packed(festival, format_, scope, house())
    festival_id = festival.id
    in_transaction(
        lambda: note_export(festival_id, format_, scope, parcel.sessions, hand=hand, now=now)
    )
    response = Response(parcel.body, content_type=parcel.mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="{parcel.name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _page(form: ExportForm) -> str:
    hints = {each.value: str(KINDS[each].about) for each in Format}
    return render_template("exports/choose.html", festival=the_festival(), form=form, hints=hints)
