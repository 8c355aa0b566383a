from typing import Any

from flask import Response, request
from flask_babel import gettext

from wellness import clock
from wellness.database import in_transaction
from wellness.guide.rules.safe_words import hints
from wellness.planner.models import DraftSession
from wellness.programme.models import Activity
from wellness.setup import queries
from wellness.setup.actions import activities as actions
from wellness.setup.actions import rows
from wellness.setup.forms.activities import ENTRIES, ActivityForm, data_of_activity
from wellness.setup.views.ground import INVALID, blueprint, done, edited, meta, page, to
from wellness.staff.access import open_to_staff, the_festival, the_hand
from wellness.staff.rules import PLANNERS


@blueprint.get("/<slug>/activities")
@open_to_staff(PLANNERS)
def activities(slug: str) -> Response:  # noqa: ARG001 - the door has read it
    """What is offered, under its categories."""
    festival = the_festival()
    return page(
        "activities",
        activities=queries.activities_of(festival.id),
        categories=queries.categories_of(festival.id),
        sessions=queries.sessions_by(DraftSession.activity_id, festival.id),
        entries=ENTRIES,
    )


@blueprint.get("/<slug>/add/activity")
@open_to_staff(PLANNERS)
def new_activity(slug: str) -> Response:  # noqa: ARG001
    """The form of a new activity."""
    return _form_page(_form())


@blueprint.post("/<slug>/add/activity")
@open_to_staff(PLANNERS)
def add_activity(slug: str) -> Response:  # noqa: ARG001
    """Add an activity."""
    form = _form()
    if not form.validate():
        return _form_page(form, INVALID)
    festival, hand = the_festival(), the_hand()
    made = in_transaction(
        lambda: actions.add_activity(festival, form.values(), hand=hand, now=clock.now())
    )
    said = gettext("%(name)s is added. Give it its sessions.", name=made.title)
    return to(f"activities/{made.slug}", said)


@blueprint.get("/<slug>/activities/<activity>")
@open_to_staff(PLANNERS)
def activity(slug: str, activity: str) -> Response:  # noqa: ARG001
    """One activity, to be edited, with its sessions."""
    return _form_page(_saved(activity), activity=_row(activity))


@blueprint.post("/<slug>/activities/<activity>")
@open_to_staff(PLANNERS)
def save_activity(slug: str, activity: str) -> Response:  # noqa: ARG001
    """Save what was edited; released words wait for the next release."""
    festival, hand, row = the_festival(), the_hand(), _row(activity)
    form = _form()

    def save(values: dict[str, Any]) -> None:
        found = queries.locked(Activity, festival.id, row.id)
        actions.edit_activity(found, values, seen=form.seen, hand=hand, now=clock.now())

    return edited(
        form,
        theirs=lambda: _saved(activity),
        save=save,
        again=lambda status: _form_page(form, status, activity=row),
        path=f"activities/{row.slug}",
    )


@blueprint.post("/<slug>/activities/<activity>/<any(drop, remove):what>")
@open_to_staff(PLANNERS)
def let_go_of_activity(slug: str, activity: str, what: str) -> Response:  # noqa: ARG001
    """Drop the words that wait for a release, or remove what has no sessions."""
    festival, hand, row = the_festival(), the_hand(), _row(activity)
    title = row.title
    seen = request.form.get("revision", row.revision, type=int)

    def work() -> None:
        found, now = queries.locked(Activity, festival.id, row.id), clock.now()
        if what == "drop":
            actions.drop_drafted(found, seen=seen, hand=hand, now=now)
        else:
            rows.remove(found, is_used=queries.is_activity_used(found), hand=hand, now=now)

    if what == "drop":
        return done(work, f"activities/{row.slug}", gettext("The new words are dropped."))
    return done(work, "activities", gettext("%(name)s is removed.", name=title))


def _row(slug: str) -> Activity:
    return queries.by_slug(Activity, the_festival(), slug)


def _form() -> ActivityForm:
    form = ActivityForm(meta=meta())
    form.offer_categories(queries.categories_of(the_festival().id))
    return form


def _saved(slug: str) -> ActivityForm:
    form = ActivityForm(formdata=None, data=data_of_activity(_row(slug)), meta=meta())
    form.offer_categories(queries.categories_of(the_festival().id))
    return form


def _form_page(form: ActivityForm, status: int = 200, activity: Activity | None = None) -> Response:
    facts: dict[str, Any] = {"is_released": False, "sessions": [], "can_go": False}
    if activity is not None:
        facts = {
            "is_released": queries.has_released_sessions(activity.id),
            "sessions": queries.drafts_of_activity(activity.id),
            "can_go": not queries.is_activity_used(activity),
        }
    waits = sorted(activity.drafted or {}) if activity is not None else []
    names = queries.names_of(the_festival().id)
    return page(
        "activity",
        status,
        advice=hints(form.description.data or "", (form.languages.data or ["en"])[0]),
        form=form,
        activity=activity,
        waits=[str(form[name].label.text) for name in waits if name in form],
        names=names,
        **facts,
    )
