"""A festival's edition: which chapters, in which order, and what it adds."""

from flask import Response, request
from flask_babel import gettext

from wellness import clock
from wellness.database import db, in_transaction
from wellness.guide.actions import editions
from wellness.guide.errors import EditedSince
from wellness.guide.forms.chapters import EditionForm
from wellness.guide.queries.chapters import get_chapter, texts_for
from wellness.guide.queries.editions import edition_of, places_of
from wellness.guide.views.desk import INVALID, advice_on, page, to
from wellness.guide.views.ground import blueprint
from wellness.guide.views.states import row_of
from wellness.staff.access import open_to_staff, the_festival, the_hand
from wellness.staff.rules import AUTHORS
from wellness.web.language import chosen_language
from wellness.web.versions import differences, settled, typed_again


@blueprint.get("/staff/<slug>/guide/edition")
@open_to_staff(AUTHORS)
def edition(slug: str) -> Response:  # noqa: ARG001
    """Choose and order the chapters, and add the festival's own words."""
    return _page(_saved())


@blueprint.post("/staff/<slug>/guide/edition")
@open_to_staff(AUTHORS)
def save_edition(slug: str) -> Response:  # noqa: ARG001
    """Keep what the festival adds."""
    form = EditionForm()
    if not form.validate():
        return _page(form, INVALID)
    festival, hand = the_festival(), the_hand()
    values = settled(form.values(), _saved().values(), request.form)
    try:
        in_transaction(
            lambda: editions.edit_edition(
                festival, **values, seen=form.seen, hand=hand, now=clock.now()
            )
        )
    except EditedSince as refusal:
        db.session.rollback()
        db.session.expire_all()
        theirs = _saved()
        return page(
            "conflict",
            409,
            work=None,
            differences=differences(form, theirs),
            typed=typed_again(request.form),
            revision=theirs.revision.data,
            said=refusal.sentence,
        )
    return to("guide/edition", gettext("Saved."))


@blueprint.post("/staff/<slug>/guide/edition/<chapter>/<any(up, down, on, off):direction>")
@open_to_staff(AUTHORS)
def arrange(slug: str, chapter: str, direction: str) -> Response:  # noqa: ARG001
    """Move a chapter up or down, or switch it on or off."""
    festival, hand = the_festival(), the_hand()
    found = get_chapter(festival.id, chapter)

    def go() -> None:
        now = clock.now()
        if direction in {"up", "down"}:
            by = -1 if direction == "up" else 1
            editions.move(festival, found, by, hand=hand, now=now)
        else:
            editions.switch(festival, found, is_on=direction == "on", hand=hand, now=now)

    in_transaction(go)
    return to("guide/edition")


def _saved() -> EditionForm:
    held = edition_of(the_festival().id)
    data = {"welcome": held.welcome, "contacts": held.contacts, "revision": held.revision}
    return EditionForm(formdata=None, data=data)


def _page(form: EditionForm, status: int = 200) -> Response:
    festival = the_festival()
    today = clock.now().astimezone(festival.zone).date()
    texts = texts_for(festival.id)
    rows = [
        row_of(place, [t for t in texts if t.chapter_id == place.chapter.id], today=today)
        for place in places_of(festival.id)
    ]
    words = {"body": form.welcome.data, "short": form.contacts.data}
    found = advice_on(words, chosen_language())
    advice = {"welcome": found.get("body", []), "contacts": found.get("short", [])}
    return page("edition", status, form=form, rows=rows, advice=advice)
