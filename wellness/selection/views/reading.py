"""Reading for a call, one application after the other."""

from typing import Any

from flask import Response, request
from flask_babel import gettext

from wellness import clock
from wellness.calls.models import Application, Call
from wellness.calls.queries import applications_of
from wellness.calls.rules.phase import Phase, phase_of
from wellness.database import db, in_transaction
from wellness.selection import errors
from wellness.selection.actions import reading as acts
from wellness.selection.forms import SCORE, ReadingForm, reading_form, scores_in
from wellness.selection.models import Reading
from wellness.selection.queries import panel, readings
from wellness.selection.rules.scores import is_complete
from wellness.selection.views.application import facts_about
from wellness.selection.views.ground import INVALID, blueprint, page, to
from wellness.staff.access import open_to_staff, sealer, the_account, the_festival, the_hand
from wellness.staff.rules import PANELS
from wellness.web.versions import differences, settled, typed_again


@blueprint.get("/staff/<slug>/reading")
@open_to_staff(PANELS)
def reading(slug: str) -> Response:  # noqa: ARG001 - the door has read it
    """The calls whose panel one sits on."""
    festival, mine = the_festival(), the_account().id
    calls = [(call, *_progress(call)) for call in panel.calls_read_by(mine, festival)]
    return page("reading", calls=calls, now=clock.now(), phase_of=phase_of)


@blueprint.get("/staff/<slug>/reading/<reading>")
@open_to_staff(PANELS)
def applications(slug: str, reading: str) -> Response:  # noqa: ARG001
    """What was handed in for one of them, and what one has read."""
    call, now = _call(reading), clock.now()
    found = applications_of(call.id) if _may_read(call) else []
    own = readings.own_readings(call.id, the_account().id)
    return page(
        "applications",
        call=call,
        phase=phase_of(call, now=now),
        rows=[(each, _state(call, own.get(each.id))) for each in found],
        sits=readings.is_sitting(call, the_account().id, now=now),
    )


@blueprint.post("/staff/<slug>/reading/<reading>")
@open_to_staff(PANELS)
def begin(slug: str, reading: str) -> Response:  # noqa: ARG001
    """Begin to read: written down once per sitting. Goes on to the first that is unread."""
    call, hand = _call(reading), the_hand()
    if not _may_read(call):
        raise errors.NotYetClosed
    in_transaction(lambda: acts.begin_sitting(call, hand=hand, now=clock.now()))
    wanted = request.form.get("application", "")
    numbers = [str(each.number) for each in applications_of(call.id)]
    first = wanted if wanted in numbers else next(iter(_unread(call)), "")
    return to(f"reading/{call.slug}/{first}".rstrip("/"))


@blueprint.get("/staff/<slug>/reading/<reading>/<int:application>")
@open_to_staff(PANELS)
def read(slug: str, reading: str, application: int) -> Response:  # noqa: ARG001
    """One application, to be read and scored."""
    call = _call(reading)
    found = readings.get_application(call, application)
    return _page(call, found, _saved(call, found))


@blueprint.post("/staff/<slug>/reading/<reading>/<int:application>")
@open_to_staff(PANELS)
def score(slug: str, reading: str, application: int) -> Response:  # noqa: ARG001
    """Save what one makes of it."""
    call = _call(reading)
    found = readings.get_application(call, application)
    form = reading_form(call)
    if not form.validate():
        return _page(call, found, form, INVALID)
    values = settled(form.values(), _saved(call, found).values(), request.form)
    hand, seals = the_hand(), sealer()

    def save() -> Reading:
        return acts.save_reading(
            found.id,
            scores_in(values),
            str(values["remark"] or ""),
            seen=form.seen,
            hand=hand,
            sealer=seals,
            now=clock.now(),
        )

    try:
        saved = in_transaction(save)
    except errors.ReadSince as refusal:
        return _conflicted(call, found, form, refusal.sentence)
    if not is_complete(saved.scores, readings.criteria_of(call)):
        said = gettext("Kept. It counts once every question has a score.")
        return to(f"reading/{call.slug}/{found.number}", said)
    return _onward(call, found)


@blueprint.post("/staff/<slug>/reading/<reading>/<int:application>/conflict")
@open_to_staff(PANELS)
def stand_back(slug: str, reading: str, application: int) -> Response:  # noqa: ARG001
    """Declare a conflict of interest: no reason asked."""
    call, hand = _call(reading), the_hand()
    found = readings.get_application(call, application)
    in_transaction(lambda: acts.declare_conflict(found.id, hand=hand, now=clock.now()))
    said = gettext("Thank you for saying so. Others judge application %(n)s.", n=found.number)
    return to(f"reading/{call.slug}", said)


def _call(slug: str) -> Call:
    return panel.call_read_by(the_account().id, the_festival(), slug)


def _may_read(call: Call) -> bool:
    return phase_of(call, now=clock.now()) in {Phase.CLOSED, Phase.DECIDED}


def _state(call: Call, reading: Reading | None) -> str:
    """Where one's own reading stands: unread, begun, scored or conflict."""
    if reading is None:
        return "unread"
    if reading.has_conflict:
        return "conflict"
    return "scored" if is_complete(reading.scores, readings.criteria_of(call)) else "begun"


def _progress(call: Call) -> tuple[int, int]:
    """How many applications there are, and how many one has still to read."""
    return len(applications_of(call.id)), len(_unread(call))


def _unread(call: Call) -> list[int]:
    own = readings.own_readings(call.id, the_account().id)
    return [
        each.number or 0
        for each in applications_of(call.id)
        if _state(call, own.get(each.id)) in {"unread", "begun"}
    ]


def _saved(call: Call, application: Application) -> ReadingForm:
    """The form of what is saved now."""
    reading = readings.reading_of(application.id, the_account().id)
    if reading is None:
        return reading_form(call, {"revision": 0, "remark": ""})
    data: dict[str, Any] = {f"{SCORE}{key}": str(value) for key, value in reading.scores.items()}
    remark = readings.remark_of(reading, sealer())
    return reading_form(call, data | {"revision": reading.revision, "remark": remark})


def _page(call: Call, application: Application, form: ReadingForm, status: int = 200) -> Response:
    now, mine = clock.now(), the_account().id
    own = readings.reading_of(application.id, mine)
    around = _around(call, application)
    if not _may_read(call):
        raise errors.NotYetClosed
    if own is not None and own.has_conflict:
        return page("closed", call=call, application=application, around=around)
    if not readings.is_sitting(call, mine, now=now):
        return page("begin", call=call, application=application)
    return page(
        "read",
        status,
        call=call,
        application=application,
        form=form,
        around=around,
        can_score=phase_of(call, now=now) is Phase.CLOSED,
        **facts_about(call, application, now=now),
    )


def _around(call: Call, application: Application) -> dict[str, Any]:
    """The numbers before and after, and where among all it stands."""
    numbers = [each.number for each in applications_of(call.id)]
    at = numbers.index(application.number)
    return {
        "before": numbers[at - 1] if at else None,
        "after": numbers[at + 1] if at + 1 < len(numbers) else None,
        "at": at + 1,
        "of": len(numbers),
    }


def _onward(call: Call, application: Application) -> Response:
    """To the next unread one after this, then to those before it, then to the list."""
    left = _unread(call)
    number = application.number or 0
    following = next((n for n in left if n > number), next(iter(left), None))
    if following is None or request.form.get("then") == "stay":
        said = gettext("Saved. You have read everything.") if not left else gettext("Saved.")
        path = f"/{number}" if request.form.get("then") == "stay" else ""
        return to(f"reading/{call.slug}{path}", said)
    return to(f"reading/{call.slug}/{following}", gettext("Saved. Here is the next one."))


def _conflicted(call: Call, application: Application, form: ReadingForm, said: str) -> Response:
    db.session.rollback()
    db.session.expire_all()
    theirs = _saved(call, application)
    return page(
        "twice",
        409,
        call=call,
        differences=differences(form, theirs),
        typed=typed_again(request.form),
        revision=theirs.revision.data,
        action=request.path,
        back=request.path,
        said=said,
    )
