"""What the staff's pages of partners share."""

from collections.abc import Callable
from typing import Any

from flask import Response, flash, make_response, redirect, render_template, request
from flask_babel import gettext, lazy_gettext

from wellness.database import db, in_transaction
from wellness.partners.errors import SaidAnew
from wellness.partners.forms import GrantForm, PartnerForm
from wellness.staff.access import Section, the_festival
from wellness.staff.rules import AUTHORS
from wellness.web.versions import differences, settled, typed_again

SECTIONS = (Section(62, "partners.listed", lazy_gettext("Partners"), "handshake", AUTHORS),)
INVALID = 422


def page(template: str, status: int = 200, **facts: Any) -> Response:
    """A page of the festival of the address."""
    festival = the_festival()
    base = f"/staff/{festival.slug}/partners"
    html = render_template(f"partners/{template}.html", festival=festival, base=base, **facts)
    return make_response(html, status)


def to(path: str = "", said: str = "") -> Response:
    """On to another page of partners, with a word of what was done."""
    if said:
        flash(said, "done")
    return make_response(redirect(f"/staff/{the_festival().slug}/partners{path}", 303))


def edited(
    form: PartnerForm | GrantForm,
    *,
    theirs: Callable[[], PartnerForm | GrantForm],
    save: Callable[[dict[str, Any]], None],
    again: Callable[[int], Response],
    path: str,
) -> Response:
    """Save what was typed: the page after it, the filled form, or both versions (409)."""
    if not form.validate():
        return again(INVALID)
    values = settled(form.values(), theirs().values(), request.form)
    try:
        in_transaction(lambda: save(values))
    except SaidAnew as refusal:
        db.session.rollback()
        db.session.expire_all()
        now = theirs()
        return page(
            "conflict",
            409,
            differences=differences(form, now),
            typed=typed_again(request.form),
            revision=now.revision.data,
            action=request.path,
            back=f"/staff/{the_festival().slug}/partners{path}",
            said=refusal.sentence,
        )
    return to(path, gettext("Saved."))
