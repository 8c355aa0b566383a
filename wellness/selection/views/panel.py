from flask import Response
from flask_babel import gettext

from wellness import clock
from wellness.database import in_transaction
from wellness.selection.actions.panel import choose_panel
from wellness.selection.forms import PanelForm
from wellness.selection.queries.panel import candidates_for, members_of
from wellness.selection.views.ground import INVALID, blueprint, page, the_call, to
from wellness.staff.access import open_to_staff, the_festival, the_hand
from wellness.staff.rules import ORGANIZERS


@blueprint.get("/staff/<slug>/calls/<call>/panel")
@open_to_staff(ORGANIZERS)
def panel(slug: str, call: str) -> Response:  # noqa: ARG001 - the door has read it
    """Who reads the applications for a call."""
    found = the_call(call)
    sits = [str(member.id) for member in members_of(found.id)]
    form = PanelForm(formdata=None, data={"members": sits})
    form.offer(candidates_for(the_festival().id))
    return page("panel", call=found, form=form)


@blueprint.post("/staff/<slug>/calls/<call>/panel")
@open_to_staff(ORGANIZERS)
def save_panel(slug: str, call: str) -> Response:  # noqa: ARG001
    """Let these read."""
    found = the_call(call)
    form = PanelForm()
    form.offer(candidates_for(the_festival().id))
    if not form.validate():
        return page("panel", INVALID, call=found, form=form)
    wanted = {int(number) for number in form.members.data or ()}
    hand, now = the_hand(), clock.now()
    in_transaction(lambda: choose_panel(found.id, wanted, hand=hand, now=now))
    return to(f"calls/{found.slug}/selection", gettext("The panel is saved."))
