"""The inbox: what waits, by when, and who has it. Nothing of what was asked."""

from flask import Response, request
from flask_babel import gettext

from wellness import clock
from wellness.care import queries
from wellness.care.access import care_keys
from wellness.care.actions.keeping import keep_team, keep_template, remove_template
from wellness.care.errors import CareEditedSince
from wellness.care.forms.answering import TeamForm, TemplateForm, data_of
from wellness.care.models import CareTemplate
from wellness.care.rules.times import mark_of
from wellness.care.rules.words import STATES
from wellness.care.views.ground import INVALID, blueprint, page, to
from wellness.database import in_transaction
from wellness.staff.access import open_to_staff, the_account, the_festival, the_hand
from wellness.staff.rules import NAVIGATORS, ORGANIZERS
from wellness.web.language import LANGUAGES

STALE = 409


@blueprint.get("/staff/<slug>/care")
@open_to_staff(NAVIGATORS, watched=True)
def inbox(slug: str) -> Response:  # noqa: ARG001 - the door has read it
    """Requests by when they are due; those closed, on request."""
    festival, now = the_festival(), clock.now()
    closed = request.args.get("show") == "closed"
    return page(
        "inbox",
        festival=festival,
        requests=[
            (each, mark_of(each.due_at, now))
            for each in queries.requests_of(festival.id, closed=closed)
        ],
        closed=closed,
        team=queries.team_of(festival.id),
        me=the_account().id,
        can_open=care_keys().can_open,
        states=STATES,
    )


@blueprint.get("/staff/<slug>/care/templates")
@open_to_staff(NAVIGATORS, watched=True)
def templates(slug: str) -> Response:  # noqa: ARG001
    """Words to begin answers with."""
    festival = the_festival()
    found = queries.templates_of(festival.id)
    return page("templates", festival=festival, templates=found, languages=LANGUAGES)


@blueprint.get("/staff/<slug>/care/templates/new")
@open_to_staff(NAVIGATORS, watched=True)
def new_template(slug: str) -> Response:  # noqa: ARG001
    """The form of a new template."""
    return _template_page(TemplateForm(formdata=None))


@blueprint.post("/staff/<slug>/care/templates/new")
@open_to_staff(NAVIGATORS, watched=True)
def add_template(slug: str) -> Response:  # noqa: ARG001
    """Write a new template."""
    return _kept_template(None)


@blueprint.get("/staff/<slug>/care/templates/<int:template>")
@open_to_staff(NAVIGATORS, watched=True)
def template(slug: str, template: int) -> Response:  # noqa: ARG001
    """One template, to be edited."""
    row = queries.get_template(the_festival().id, template)
    return _template_page(TemplateForm(formdata=None, data=data_of(row)), row)


@blueprint.post("/staff/<slug>/care/templates/<int:template>")
@open_to_staff(NAVIGATORS, watched=True)
def save_template(slug: str, template: int) -> Response:  # noqa: ARG001
    """Save what was edited."""
    return _kept_template(queries.get_template(the_festival().id, template))


@blueprint.post("/staff/<slug>/care/templates/<int:template>/remove")
@open_to_staff(NAVIGATORS, watched=True)
def drop_template(slug: str, template: int) -> Response:  # noqa: ARG001
    """Delete a template."""
    festival, hand = the_festival(), the_hand()
    title = queries.get_template(festival.id, template).title
    in_transaction(
        lambda: remove_template(
            queries.get_template(festival.id, template), hand=hand, now=clock.now()
        )
    )
    return to("/templates", gettext("“%(title)s” is removed.", title=title))


@blueprint.get("/staff/<slug>/care/settings")
@open_to_staff(ORGANIZERS)
def team(slug: str) -> Response:  # noqa: ARG001
    """Who answers, when, and what the page says."""
    row = queries.team_of(the_festival().id)
    return _team_page(TeamForm(formdata=None, data=data_of(row)))


@blueprint.post("/staff/<slug>/care/settings")
@open_to_staff(ORGANIZERS)
def save_team(slug: str) -> Response:  # noqa: ARG001
    """Save what was edited."""
    form, festival, hand = TeamForm(), the_festival(), the_hand()
    if not form.validate():
        return _team_page(form, INVALID)
    values, seen = form.values(), form.seen
    try:
        in_transaction(lambda: keep_team(festival, values, seen=seen, hand=hand, now=clock.now()))
    except CareEditedSince as refusal:
        return _team_page(form, STALE, refusal.sentence)
    return to("/settings", gettext("Saved."))


def _kept_template(row: CareTemplate | None) -> Response:
    form, festival, hand = TemplateForm(), the_festival(), the_hand()
    if not form.validate():
        return _template_page(form, row, INVALID)
    values, seen, number = form.values(), form.seen, row.id if row else None

    def work() -> CareTemplate:
        found = queries.get_template(festival.id, number) if number else None
        return keep_template(found, festival, values, seen=seen, hand=hand, now=clock.now())

    try:
        in_transaction(work)
    except CareEditedSince as refusal:
        return _template_page(form, row, STALE, refusal.sentence)
    return to("/templates", gettext("Saved."))


def _template_page(
    form: TemplateForm, row: CareTemplate | None = None, status: int = 200, said: str = ""
) -> Response:
    return page(
        "template", status, festival=the_festival(), form=form, template=row, stale=said, saved=row
    )


def _team_page(form: TeamForm, status: int = 200, said: str = "") -> Response:
    festival = the_festival()
    return page(
        "team",
        status,
        festival=festival,
        form=form,
        stale=said,
        saved=queries.team_of(festival.id),
        navigators=queries.navigators_of(festival.id),
        can_seal=care_keys().can_seal,
    )
