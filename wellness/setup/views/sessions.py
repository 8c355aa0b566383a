from datetime import date
from typing import Any

from flask import Response
from flask_babel import gettext, ngettext

from wellness import clock
from wellness.clock import festival_day
from wellness.database import in_transaction
from wellness.planner.actions import sessions as actions
from wellness.planner.models import DraftSession
from wellness.programme.models import Activity
from wellness.setup import queries
from wellness.setup.forms.sessions import (
    AddSessionForm,
    RepeatForm,
    SessionForm,
    data_of_session,
)
from wellness.setup.views.ground import INVALID, blueprint, edited, meta, page, to
from wellness.staff.access import open_to_staff, the_festival, the_hand
from wellness.staff.rules import PLANNERS
from wellness.web.fields import says_doubt


@blueprint.get("/<slug>/activities/<activity>/add")
@open_to_staff(PLANNERS)
def new_session(slug: str, activity: str) -> Response:  # noqa: ARG001 - the door has read it
    """The form of a new session, filled with the activity's defaults."""
    row = queries.by_slug(Activity, the_festival(), activity)
    defaults = {name: getattr(row, name) for name in actions.DEFAULTS}
    data = defaults | {"entry": row.entry.value}
    return _add_page(AddSessionForm(formdata=None, data=data, meta=meta()), row)


@blueprint.post("/<slug>/activities/<activity>/add")
@open_to_staff(PLANNERS)
def add_session(slug: str, activity: str) -> Response:  # noqa: ARG001
    """Add a session to the draft: into the tray, or in its place at once."""
    festival, hand = the_festival(), the_hand()
    row = queries.by_slug(Activity, festival, activity)
    form = AddSessionForm(meta=meta())
    names = queries.names_of(festival.id)
    form.offer_leaders(names.leaders)
    form.offer_places(names.spaces)
    if not form.validate():
        return _add_page(form, row, INVALID)
    in_transaction(
        lambda: actions.add_session(festival, row.id, hand=hand, now=clock.now(), **form.values())
    )
    return to(f"activities/{row.slug}", gettext("The session is in the draft."))


@blueprint.get("/<slug>/sessions/<reference>/edit")
@open_to_staff(PLANNERS)
def session(slug: str, reference: str) -> Response:  # noqa: ARG001
    """One session of the draft, to be edited."""
    draft = queries.draft_of(the_festival(), reference)
    return _form_page(_saved(reference), draft)


@blueprint.post("/<slug>/sessions/<reference>/edit")
@open_to_staff(PLANNERS)
def save_session(slug: str, reference: str) -> Response:  # noqa: ARG001
    """Save what was edited, in the draft."""
    festival, hand = the_festival(), the_hand()
    draft = queries.draft_of(festival, reference)
    form = SessionForm(meta=meta())
    form.offer_leaders(_leaders(draft))

    def save(values: dict[str, Any]) -> None:
        actions.edit_session(festival, draft.id, values, seen=form.seen, hand=hand, now=clock.now())

    return edited(
        form,
        theirs=lambda: _saved(reference),
        save=save,
        again=lambda status: _form_page(form, draft, status),
        path=f"sessions/{draft.reference}/edit",
    )


@blueprint.get("/<slug>/sessions/<reference>/repeat")
@open_to_staff(PLANNERS)
def repeating(slug: str, reference: str) -> Response:  # noqa: ARG001
    """On which days it is to be repeated."""
    draft = queries.draft_of(the_festival(), reference)
    return _repeat_page(_repeat_form(draft), draft)


@blueprint.post("/<slug>/sessions/<reference>/repeat")
@open_to_staff(PLANNERS)
def repeat_session(slug: str, reference: str) -> Response:  # noqa: ARG001
    """Repeat it on the chosen days at the same wall time: one step."""
    festival, hand = the_festival(), the_hand()
    draft = queries.draft_of(festival, reference)
    form = _repeat_form(draft)
    if not form.validate():
        return _repeat_page(form, draft, INVALID)
    activity_slug = draft.activity.slug
    found = in_transaction(
        lambda: actions.repeat_session(festival, draft.id, form.chosen, hand=hand, now=clock.now())
    )
    made = ngettext(
        "%(num)s session is added to the draft.",
        "%(num)s sessions are added to the draft.",
        len(found.made),
    )
    left = " ".join(
        gettext("Left out: %(why)s", why=says_doubt(doubt)) for doubt in found.doubts.values()
    )
    return to(f"activities/{activity_slug}", f"{made} {left}".strip())


def _leaders(draft: DraftSession) -> dict[int, str]:
    return queries.names_of(draft.festival_id).leaders


def _saved(reference: str) -> SessionForm:
    draft = queries.draft_of(the_festival(), reference)
    form = SessionForm(formdata=None, data=data_of_session(draft), meta=meta())
    form.offer_leaders(_leaders(draft))
    return form


def _form_page(form: SessionForm, draft: DraftSession, status: int = 200) -> Response:
    names = queries.names_of(draft.festival_id)
    return page("session", status, form=form, draft=draft, names=names)


def _add_page(form: AddSessionForm, activity: Activity, status: int = 200) -> Response:
    names = queries.names_of(activity.festival_id)
    form.offer_leaders(names.leaders)
    form.offer_places(names.spaces)
    return page("add_session", status, form=form, activity=activity)


def _repeat_form(draft: DraftSession) -> RepeatForm:
    form = RepeatForm(meta=meta())
    form.offer_days(_day(draft))
    return form


def _day(draft: DraftSession) -> date:
    festival = the_festival()
    if draft.starts_at is None:
        return date.min
    return festival_day(draft.starts_at, festival.zone, festival.dawn)


def _repeat_page(form: RepeatForm, draft: DraftSession, status: int = 200) -> Response:
    return page("repeat", status, form=form, draft=draft)
