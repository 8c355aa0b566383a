"""Writing chapters: the list, a new one, and one text with its preview and its advice."""

from datetime import date
from typing import Any
from uuid import uuid4

from flask import Response, request
from flask_babel import gettext

from wellness import clock
from wellness.database import db, in_transaction
from wellness.guide.actions import writing
from wellness.guide.actions.editions import take_in
from wellness.guide.actions.publishing import missing_links
from wellness.guide.errors import EditedSince, SlugTaken
from wellness.guide.forms.chapters import NewChapterForm, ReviewForm, TextForm
from wellness.guide.models import Chapter, ChapterText
from wellness.guide.queries.chapters import texts_for
from wellness.guide.queries.editions import places_of
from wellness.guide.queries.services import services_by_name
from wellness.guide.rules.linking import PARTS
from wellness.guide.views.asking import Asked
from wellness.guide.views.desk import INVALID, Work, advice_on, page, to, work_on
from wellness.guide.views.ground import blueprint
from wellness.guide.views.shelf import guide_at
from wellness.guide.views.states import row_of
from wellness.staff.access import open_to_staff, the_festival, the_hand
from wellness.staff.rules import AUTHORS
from wellness.web.language import LANGUAGES
from wellness.web.refusals import answer, wants_json
from wellness.web.versions import differences, settled, typed_again


@blueprint.get("/staff/<slug>/guide")
@open_to_staff(AUTHORS)
def chapters(slug: str) -> Response:  # noqa: ARG001 - the door has read it
    """Every chapter the festival may have: what state it is in, in which language."""
    festival, today = the_festival(), _today()
    texts: dict[int, list[ChapterText]] = {}
    for text in texts_for(festival.id):
        texts.setdefault(text.chapter_id, []).append(text)
    rows = [
        row_of(place, texts.get(place.chapter.id, []), today=today)
        for place in places_of(festival.id)
    ]
    return page("chapters", rows=rows, overdue=[row for row in rows if row.is_overdue])


@blueprint.route("/staff/<slug>/guide/new", methods=("GET", "POST"))
@open_to_staff(AUTHORS)
def new_chapter(slug: str) -> Response:  # noqa: ARG001
    """Begin a chapter of the festival's own."""
    form = NewChapterForm()
    if request.method == "GET":
        form.key.data = str(uuid4())
        return page("new", form=form, advice={})
    if not form.validate() or request.form.get("do") == "check":
        status = INVALID if form.errors else 200
        return page("new", status, form=form, advice=advice_on(form.data, form.language.data))
    festival, hand = the_festival(), the_hand()

    def make() -> Chapter:
        made = writing.make_chapter(
            festival.id,
            form.values(),
            language=form.language.data,
            hand=hand,
            key=form.key.data or "",
            now=clock.now(),
        )
        take_in(festival.id, made)
        return made

    try:
        made = in_transaction(make)
    except SlugTaken as taken:
        form.slug.errors = [taken.sentence]
        return page("new", INVALID, form=form, advice={})
    return to(f"guide/own/{made.slug}/{form.language.data}", gettext("The draft is kept."))


@blueprint.get("/staff/<slug>/guide/<any(own, house):whose>/<chapter>/<language>")
@open_to_staff(AUTHORS)
def text(slug: str, whose: str, chapter: str, language: str) -> Response:  # noqa: ARG001
    """One text, to be written."""
    work = work_on(whose, chapter, language)
    return text_page(work, _saved(work))


@blueprint.post("/staff/<slug>/guide/<any(own, house):whose>/<chapter>/<language>")
@open_to_staff(AUTHORS)
def save_text(slug: str, whose: str, chapter: str, language: str) -> Response:  # noqa: ARG001
    """Keep the draft; or only look at it and at the advice, keeping nothing."""
    work = work_on(whose, chapter, language)
    form = _form(work)
    if not form.validate():
        return text_page(work, form, INVALID)
    if request.form.get("do") == "check":
        return text_page(work, form, is_checked=True)
    values = settled(form.values(), _saved(work).values(), request.form)
    hand, now = the_hand(), clock.now()

    def save() -> None:
        writing.save_draft(
            work.chapter, work.owner_id, language, values, seen=form.seen, hand=hand, now=now
        )
        if work.may_say_for_whom:
            writing.set_roles(
                work.chapter, values["roles"], festival_id=work.festival.id, hand=hand, now=now
            )

    missing = missing_links(work.festival.id, [values[part] for part in PARTS])
    if missing:
        form.body.errors = [
            *form.body.errors,
            gettext("These links lead nowhere: %(missing)s.", missing=", ".join(missing)),
        ]
        return text_page(work, form, INVALID)
    try:
        in_transaction(save)
    except EditedSince as refusal:
        return _conflict(form, whose, chapter, language, refusal.sentence)
    return to(work.path, gettext("The draft is kept."))


def text_page(
    work: Work,
    form: TextForm,
    status: int = 200,
    *,
    is_checked: bool = False,
    review: ReviewForm | None = None,
) -> Response:
    """The page of one text, with advice beside what is typed."""
    asked = Asked("", work.language, is_chosen=True, is_short=False, question="")
    base = f"/staff/{work.festival.slug}/guide/preview"
    return page(
        "text",
        status,
        work=work,
        form=form,
        is_checked=is_checked,
        advice=advice_on(form.data, work.language),
        guide=guide_at(work.festival, asked, base=base, with_drafts=True),
        services=services_by_name(),
        review=review or ReviewForm(formdata=None, data={"revision": work.revision}),
        today=_today(),
        languages=LANGUAGES,
    )


def _form(work: Work, **facts: Any) -> TextForm:
    form = TextForm(**facts)
    if not work.may_say_for_whom:
        form.only_words()
    return form


def _saved(work: Work) -> TextForm:
    newest = work.newest
    words = writing.words_of(newest) if newest else {}
    data = {**words, "roles": work.chapter.roles, "revision": work.revision}
    return _form(work, formdata=None, data=data)


def _conflict(form: TextForm, whose: str, chapter: str, language: str, said: str) -> Response:
    if wants_json():
        return answer(409, EditedSince.code, said)
    db.session.rollback()
    db.session.expire_all()
    work = work_on(whose, chapter, language)
    theirs = _saved(work)
    return page(
        "conflict",
        409,
        work=work,
        differences=differences(form, theirs),
        typed=typed_again(request.form),
        revision=work.revision,
        said=said,
    )


def _today() -> date:
    return clock.now().astimezone(the_festival().zone).date()
