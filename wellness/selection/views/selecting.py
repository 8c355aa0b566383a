"""The organizers' view: who has read, the ranking, shortlist and line, offers, and the end."""

from flask import Response, request
from flask_babel import gettext, ngettext

from wellness import clock
from wellness.calls.rules.blind import is_hidden
from wellness.calls.rules.phase import Phase, phase_of
from wellness.database import in_transaction
from wellness.errors import Missing
from wellness.selection import errors
from wellness.selection.actions import deciding, offering
from wellness.selection.actions import reading as acts
from wellness.selection.actions.deciding import FROM, Step
from wellness.selection.queries import readings
from wellness.selection.queries.selecting import is_pressing, selection_of
from wellness.selection.views.application import facts_about
from wellness.selection.views.ground import blueprint, page, the_call, to
from wellness.staff.access import open_to_staff, sealer, the_account, the_hand
from wellness.staff.rules import ORGANIZERS

STEPS = ",".join(Step)


@blueprint.get("/staff/<slug>/calls/<call>/selection")
@open_to_staff(ORGANIZERS)
def selection(slug: str, call: str) -> Response:  # noqa: ARG001 - the door has read it
    """Where the selection stands."""
    found, now = the_call(call), clock.now()
    made = selection_of(found)
    return page(
        "selection",
        call=found,
        selection=made,
        phase=phase_of(found, now=now),
        hidden=is_hidden(found, now=now),
        pressing=is_pressing(found, made, now=now),
        steps=FROM,
        now=now,
    )


@blueprint.post("/staff/<slug>/calls/<call>/selection/offer")
@open_to_staff(ORGANIZERS)
def make_offers(slug: str, call: str) -> Response:  # noqa: ARG001
    """Offer the free places of a role, or of all, to the first in line."""
    found, hand = the_call(call), the_hand()
    typed = request.form.get("role", "")
    role = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None  # noqa: PLR2004 - digits of a 32 bit number
    made = in_transaction(lambda: offering.offer_places(found.id, role, hand=hand, now=clock.now()))
    said = ngettext("%(num)s place is offered.", "%(num)s places are offered.", len(made))
    return to(f"calls/{found.slug}/selection", said)


@blueprint.post("/staff/<slug>/calls/<call>/selection/names")
@open_to_staff(ORGANIZERS)
def names(slug: str, call: str) -> Response:  # noqa: ARG001
    """End the blind reading for good."""
    found, hand = the_call(call), the_hand()
    if request.form.get("sure") != "yes":
        said = gettext("Tick the box first: it can't be taken back.")
        return to(f"calls/{found.slug}/selection", said)
    in_transaction(lambda: deciding.show_names(found.id, hand=hand, now=clock.now()))
    said = gettext("Names are shown from now on. That is in the audit log.")
    return to(f"calls/{found.slug}/selection", said)


@blueprint.get("/staff/<slug>/calls/<call>/selection/end")
@open_to_staff(ORGANIZERS)
def ask_to_end(slug: str, call: str) -> Response:  # noqa: ARG001
    """What ending the selection means, and the button that does it."""
    found = the_call(call)
    return page(
        "end", call=found, selection=selection_of(found), phase=phase_of(found, now=clock.now())
    )


@blueprint.post("/staff/<slug>/calls/<call>/selection/end")
@open_to_staff(ORGANIZERS)
def end(slug: str, call: str) -> Response:  # noqa: ARG001
    """Give everybody who has none an answer; with `line`, those still in line too."""
    found, hand = the_call(call), the_hand()
    work = deciding.close_lines if request.form.get("line") else deciding.end_selection
    told = in_transaction(lambda: work(found.id, hand=hand, now=clock.now()))
    said = ngettext("%(num)s person has an answer now.", "%(num)s people have an answer now.", told)
    return to(f"calls/{found.slug}/selection", said)


@blueprint.get("/staff/<slug>/calls/<call>/selection/<int:application>")
@open_to_staff(ORGANIZERS)
def judged(slug: str, call: str, application: int) -> Response:  # noqa: ARG001
    """One application with what each member of the panel made of it."""
    found, now, mine = the_call(call), clock.now(), the_account().id
    one = readings.get_application(found, application)
    if phase_of(found, now=now) not in {Phase.CLOSED, Phase.DECIDED}:
        raise errors.NotYetClosed
    own = readings.reading_of(one.id, mine)
    if own is not None and own.has_conflict:
        raise errors.ClosedToYou
    if not readings.is_sitting(found, mine, now=now):
        return page("open", call=found, application=one)
    made = readings.readings_for(one.id)
    return page(
        "judged",
        call=found,
        application=one,
        readings=made,
        remarks={each.id: readings.remark_of(each, sealer()) for each in made},
        steps=FROM,
        phase=phase_of(found, now=now),
        **facts_about(found, one, now=now),
    )


@blueprint.post("/staff/<slug>/calls/<call>/selection/<int:application>")
@open_to_staff(ORGANIZERS)
def open_application(slug: str, call: str, application: int) -> Response:  # noqa: ARG001
    """Begin to look at applications: written down once per sitting."""
    found, hand = the_call(call), the_hand()
    one = readings.get_application(found, application)
    in_transaction(lambda: acts.begin_sitting(found, hand=hand, now=clock.now()))
    return to(f"calls/{found.slug}/selection/{one.number}")


@blueprint.post(f"/staff/<slug>/calls/<call>/selection/<int:application>/<any({STEPS}):step>")
@open_to_staff(ORGANIZERS)
def sort(slug: str, call: str, application: int, step: str) -> Response:  # noqa: ARG001
    """Shortlist, put in line, up or down in it, back, or not chosen."""
    found, hand, wanted = the_call(call), the_hand(), Step(step)
    one = readings.get_application(found, application)
    in_transaction(lambda: deciding.take_step(one.id, wanted, hand=hand, now=clock.now()))
    words = {
        Step.SHORTLIST: gettext("Application %(n)s is on the shortlist.", n=application),
        Step.LINE: gettext("Application %(n)s is in line.", n=application),
        Step.BACK: gettext("Application %(n)s is back among all.", n=application),
        Step.NOT_CHOSEN: gettext("Application %(n)s is not chosen.", n=application),
        Step.UP: gettext("Application %(n)s is moved up.", n=application),
        Step.DOWN: gettext("Application %(n)s is moved down.", n=application),
    }
    return to(f"calls/{found.slug}/selection", words[wanted])


@blueprint.post("/staff/<slug>/calls/<call>/selection/<int:application>/open-to/<int:member>")
@open_to_staff(ORGANIZERS)
def undo_conflict(slug: str, call: str, application: int, member: int) -> Response:  # noqa: ARG001
    """Open an application again to somebody who stood back by mistake."""
    found, hand = the_call(call), the_hand()
    one = readings.get_application(found, application)
    if member not in {each.account_id for each in readings.readings_for(one.id)}:
        raise Missing
    in_transaction(lambda: acts.undo_conflict(one.id, member, hand=hand, now=clock.now()))
    return to(f"calls/{found.slug}/selection/{one.number}", gettext("It is open to them again."))
