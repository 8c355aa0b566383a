"""Who takes part and what was given: read by everybody, written by authors."""

from flask import Blueprint, Response, make_response, render_template
from flask_babel import gettext

from wellness import clock
from wellness.database import in_transaction
from wellness.partners import actions, queries
from wellness.partners.forms import GrantForm, PartnerForm, data_of
from wellness.partners.models import Grant, Partner
from wellness.partners.views.ground import INVALID, SECTIONS, edited, page, to
from wellness.staff.access import open_to_staff, the_festival, the_hand
from wellness.staff.rules import AUTHORS
from wellness.web.access import Who, open_to

__all__ = ["SECTIONS", "blueprint"]
blueprint = Blueprint("partners", __name__)
STAFF = "/staff/<slug>/partners"
DONE = "any(up, down, show, hide):done"


@blueprint.get("/help/partners")
@open_to(Who.ANYONE)
def shown() -> Response:
    """Who takes part, what they do, and what was given for what; with the source of each."""
    entries = queries.entries_of_the_hub()
    html = render_template(
        "partners/shown.html", partners=queries.shown_partners(), entries=entries
    )
    return make_response(html)


@blueprint.get(STAFF)
@open_to_staff(AUTHORS)
def listed(slug: str) -> Response:  # noqa: ARG001 - the door has read it
    """All of them, shown or not."""
    return page("listed", partners=queries.all_partners())


@blueprint.get(f"{STAFF}/add")
@open_to_staff(AUTHORS)
def new(slug: str) -> Response:  # noqa: ARG001
    """The form of a new partner."""
    return _partner_page(_partner_form())


@blueprint.post(f"{STAFF}/add")
@open_to_staff(AUTHORS)
def add(slug: str) -> Response:  # noqa: ARG001
    """Add one; nobody sees it yet."""
    form = _partner_form()
    if not form.validate():
        return _partner_page(form, INVALID)
    values, hand, festival = form.values(), the_hand(), the_festival()
    made = in_transaction(
        lambda: actions.add_partner(values, hand=hand, festival_id=festival.id, now=clock.now())
    )
    words = gettext("%(name)s is added. Nobody sees it until you show it.", name=made.name)
    return to(f"/{made.slug}", words)


@blueprint.get(f"{STAFF}/<partner>")
@open_to_staff(AUTHORS)
def partner(slug: str, partner: str) -> Response:  # noqa: ARG001
    """One partner, to be edited, and what was given."""
    row = queries.get_partner(partner)
    return _partner_page(_saved_partner(partner), row=row)


@blueprint.post(f"{STAFF}/<partner>")
@open_to_staff(AUTHORS)
def save(slug: str, partner: str) -> Response:  # noqa: ARG001
    """Save what was edited."""
    row, form = queries.get_partner(partner), _partner_form()
    hand, festival_id, number = the_hand(), the_festival().id, row.id

    def write(values: dict[str, object]) -> None:
        found = queries.locked(Partner, number)
        facts = {"hand": hand, "festival_id": festival_id, "now": clock.now()}
        actions.edit(found, values, seen=form.seen, **facts)  # type: ignore[arg-type]

    return edited(
        form,
        theirs=lambda: _saved_partner(partner),
        save=write,
        again=lambda status: _partner_page(form, status, row),
        path=f"/{row.slug}",
    )


@blueprint.post(f"{STAFF}/<partner>/<{DONE}>")
@open_to_staff(AUTHORS)
def arrange(slug: str, partner: str, done: str) -> Response:  # noqa: ARG001
    """Up or down, shown or hidden."""
    row = queries.get_partner(partner)
    name = row.name
    _arrange(Partner, row.id, done)
    return to("", _said(done, name))


@blueprint.get(f"{STAFF}/<partner>/add")
@open_to_staff(AUTHORS)
def new_grant(slug: str, partner: str) -> Response:  # noqa: ARG001
    """The form of something given."""
    return page("grant", form=GrantForm(), partner=queries.get_partner(partner), grant=None)


@blueprint.post(f"{STAFF}/<partner>/add")
@open_to_staff(AUTHORS)
def add_grant(slug: str, partner: str) -> Response:  # noqa: ARG001
    """Add it; nobody sees it yet."""
    row, form = queries.get_partner(partner), GrantForm()
    if not form.validate():
        return page("grant", INVALID, form=form, partner=row, grant=None)
    values, number, path = form.values(), row.id, f"/{row.slug}"
    hand, festival_id = the_hand(), the_festival().id
    in_transaction(
        lambda: actions.add_grant(
            number, values, hand=hand, festival_id=festival_id, now=clock.now()
        )
    )
    return to(path, gettext("Added. Nobody sees it until you show it."))


@blueprint.get(f"{STAFF}/<partner>/grants/<int:grant>")
@open_to_staff(AUTHORS)
def grant(slug: str, partner: str, grant: int) -> Response:  # noqa: ARG001
    """Something given, to be edited."""
    row = queries.get_grant(queries.get_partner(partner), grant)
    return page("grant", form=_saved_grant(row), partner=row.partner, grant=row)


@blueprint.post(f"{STAFF}/<partner>/grants/<int:grant>")
@open_to_staff(AUTHORS)
def save_grant(slug: str, partner: str, grant: int) -> Response:  # noqa: ARG001
    """Save what was edited."""
    row, form = queries.get_grant(queries.get_partner(partner), grant), GrantForm()
    hand, festival_id, whose = the_hand(), the_festival().id, row.partner

    def write(values: dict[str, object]) -> None:
        found = queries.locked(Grant, grant)
        facts = {"hand": hand, "festival_id": festival_id, "now": clock.now()}
        actions.edit(found, values, seen=form.seen, **facts)  # type: ignore[arg-type]

    return edited(
        form,
        theirs=lambda: _saved_grant(queries.get_grant(queries.get_partner(partner), grant)),
        save=write,
        again=lambda status: page("grant", status, form=form, partner=whose, grant=row),
        path=f"/{partner}",
    )


@blueprint.post(f"{STAFF}/<partner>/grants/<int:grant>/<{DONE}>")
@open_to_staff(AUTHORS)
def arrange_grant(slug: str, partner: str, grant: int, done: str) -> Response:  # noqa: ARG001
    """Up or down, shown or hidden."""
    row = queries.get_grant(queries.get_partner(partner), grant)
    given = row.given
    _arrange(Grant, row.id, done)
    return to(f"/{partner}", _said(done, given))


def _arrange(kind: type[Partner] | type[Grant], number: int, done: str) -> None:
    hand, festival_id = the_hand(), the_festival().id

    def work() -> None:
        now = clock.now()
        row: Partner | Grant = (
            queries.locked(Partner, number) if kind is Partner else queries.locked(Grant, number)
        )
        if done in {"up", "down"}:
            by = -1 if done == "up" else 1
            actions.move(row, by, hand=hand, festival_id=festival_id, now=now)
        else:
            is_shown = done == "show"
            actions.show(row, is_published=is_shown, hand=hand, festival_id=festival_id, now=now)

    in_transaction(work)


def _said(done: str, name: str) -> str:
    said = {
        "up": gettext("“%(name)s” is moved up.", name=name),
        "down": gettext("“%(name)s” is moved down.", name=name),
        "show": gettext("Everybody can read “%(name)s” now.", name=name),
        "hide": gettext("“%(name)s” is hidden. Nothing is lost.", name=name),
    }
    return str(said[done])


def _partner_form() -> PartnerForm:
    form = PartnerForm()
    form.offer(queries.entries_of_the_hub())
    return form


def _saved_partner(slug: str) -> PartnerForm:
    form = PartnerForm(formdata=None, data=data_of(queries.get_partner(slug)))
    form.offer(queries.entries_of_the_hub())
    return form


def _saved_grant(row: Grant) -> GrantForm:
    return GrantForm(formdata=None, data=data_of(row))


def _partner_page(form: PartnerForm, status: int = 200, row: Partner | None = None) -> Response:
    return page("partner", status, form=form, partner=row)
