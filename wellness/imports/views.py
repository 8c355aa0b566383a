"""Importing in the browser: a file, what its words mean here, a look at it all, the draft."""

from dataclasses import replace

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext
from werkzeug.exceptions import RequestEntityTooLarge

from wellness import clock
from wellness.database import in_transaction
from wellness.imports import asking_pages, review_page
from wellness.imports.access import MOST_SENT, let_files_in, the_pending
from wellness.imports.actions import pending as pendings
from wellness.imports.errors import FileRefused, ReviewedOtherwise
from wellness.imports.formats.rows import BadFile, note
from wellness.imports.forms import SettingsForm, UploadForm, shown_name
from wellness.imports.models import PendingImport
from wellness.imports.queries.pending import answers_of, undecided
from wellness.imports.rules.template import template_csv
from wellness.staff.access import (
    Section,
    open_to_staff,
    roles_here,
    the_account,
    the_festival,
    the_hand,
)
from wellness.staff.rules import PLANNERS
from wellness.web.refusals import answer

blueprint = Blueprint("imports", __name__)
blueprint.url_value_preprocessor(let_files_in)
SECTIONS = (Section(50, "imports.upload", lazy_gettext("Import"), "file-up"),)
HERE = "/staff/<slug>/import"
ONE = f"{HERE}/<pending>"
MEGABYTE = 1024 * 1024
ABOUT_COLUMNS = frozenset({"no_columns", "unknown_format"})


@blueprint.get(HERE)
@open_to_staff(PLANNERS)
def upload(slug: str) -> str:  # noqa: ARG001 - the door reads it
    """Choose a file, or go on with one."""
    return _upload_page(UploadForm(formdata=None))


@blueprint.post(HERE)
@open_to_staff(PLANNERS)
def receive(slug: str) -> ResponseReturnValue:  # noqa: ARG001 - the door reads it
    """Read the file that came, and go where there is something to say about it."""
    form = UploadForm()
    if not form.validate():
        return _upload_page(form), 422
    try:
        kept = _kept(form)
    except FileRefused as refused:
        form.refuse(_field_of(refused), refused.in_browser)
        return _upload_page(form), 422
    return redirect(asking_pages.next_address(kept, the_festival()), 303)


def _kept(form: UploadForm) -> PendingImport:
    sent, festival, answers = form.sent, the_festival(), form.answers()
    if sent is None:
        raise FileRefused(note("no_file"))
    raw = sent.stream.read(MOST_SENT + 1)
    if len(raw) > MOST_SENT:
        raise FileRefused(note("too_large_here", most=MOST_SENT // MEGABYTE))
    reading = None
    try:
        reading, answers = pendings.understood(raw, answers, festival)
    except BadFile as bad:
        if bad.note.code not in ABOUT_COLUMNS or not asking_pages.is_table(raw, answers, festival):
            raise FileRefused(bad.note) from bad
        answers = replace(answers, format="csv")
    name, account_id, now = shown_name(sent.filename), the_account().id, clock.now()
    return in_transaction(
        lambda: pendings.keep(
            festival.id,
            account_id,
            file_name=name,
            raw=raw,
            reading=reading,
            answers=answers,
            now=now,
        )
    )


def _field_of(refused: FileRefused) -> str:
    return {"unknown_zone": "zone", "unknown_format": "format", "other_format": "format"}.get(
        refused.why.code, "file"
    )


def _upload_page(form: UploadForm) -> str:
    festival = the_festival()
    return render_template(
        "imports/upload.html",
        festival=festival,
        form=form,
        most=MOST_SENT,
        waiting=undecided(festival.id, the_account().id, now=clock.now()),
    )


@blueprint.errorhandler(RequestEntityTooLarge)
def too_large(_error: RequestEntityTooLarge) -> ResponseReturnValue:
    """More than is read at all: say how much is."""
    if not roles_here() & PLANNERS:
        return answer(413, "content_too_large", "")
    form = UploadForm(formdata=None)
    form.refuse("file", FileRefused(note("too_large_here", most=MOST_SENT // MEGABYTE)).in_browser)
    return _upload_page(form), 413


@blueprint.get(f"{HERE}/template.csv")
@open_to_staff(PLANNERS)
def template(slug: str) -> Response:
    """A table to fill in."""
    response = Response(template_csv(the_festival().starts_on), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{slug}-programme.csv"'
    return response


@blueprint.get(f"{ONE}/settings")
@open_to_staff(PLANNERS)
def settings(slug: str, pending: str) -> ResponseReturnValue:  # noqa: ARG001 - the door reads it
    """How the file is read, to be changed."""
    found = the_pending(pending)
    form = SettingsForm(formdata=None, obj=answers_of(found))
    return _settings_page(found, form)


@blueprint.post(f"{ONE}/settings")
@open_to_staff(PLANNERS)
def set_settings(slug: str, pending: str) -> ResponseReturnValue:  # noqa: ARG001 - the door reads it
    """Read the file anew, otherwise."""
    found, form = the_pending(pending), SettingsForm()
    if not form.validate():
        return _settings_page(found, form), 422
    before, said = answers_of(found), form.answers()
    answers = replace(
        said, columns=before.columns, spaces=before.spaces, categories=before.categories
    )
    try:
        asking_pages.read_anew(found, answers, the_festival())
    except FileRefused as refused:
        field = _field_of(refused)
        form.refuse(field if field in form else "format", refused.in_browser)
        return _settings_page(found, form), 422
    return redirect(asking_pages.next_address(found, the_festival()), 303)


def _settings_page(pending: PendingImport, form: SettingsForm) -> str:
    return render_template(
        "imports/settings.html", festival=the_festival(), pending=pending, form=form
    )


@blueprint.route(f"{ONE}/columns", methods=["GET", "POST"])
@open_to_staff(PLANNERS)
def columns(slug: str, pending: str) -> ResponseReturnValue:  # noqa: ARG001 - the door reads it
    """Which column of a table is what."""
    return asking_pages.columns_page(the_pending(pending), the_festival())


@blueprint.route(f"{ONE}/names", methods=["GET", "POST"])
@open_to_staff(PLANNERS)
def names(slug: str, pending: str) -> ResponseReturnValue:  # noqa: ARG001 - the door reads it
    """What the file's categories and places are here."""
    return asking_pages.names_page(the_pending(pending), the_festival())


@blueprint.get(ONE)
@open_to_staff(PLANNERS)
def review(slug: str, pending: str) -> ResponseReturnValue:
    """What would be written, row by row."""
    found = the_pending(pending, is_decided_too=True)
    if found.result is not None:
        return redirect(url_for("imports.done", slug=slug, pending=pending), 303)
    if not found.told:
        return redirect(url_for("imports.columns", slug=slug, pending=pending), 303)
    return review_page.page(found, the_festival(), review_page.asked_for(request.args))


@blueprint.post(ONE)
@open_to_staff(PLANNERS)
def decide(slug: str, pending: str) -> ResponseReturnValue:
    """Note what was ticked; go on looking, or write it all."""
    found, festival = the_pending(pending, is_decided_too=True), the_festival()
    if found.result is not None:
        return redirect(url_for("imports.done", slug=slug, pending=pending), 303)
    if not found.told:
        return redirect(url_for("imports.columns", slug=slug, pending=pending), 303)
    if not review_page.is_confirmed(request.form):
        return redirect(review_page.noted(found, festival, request.form), 303)
    review_page.noted(found, festival, request.form)
    seal, hand, now = request.form.get("seal", ""), the_hand(), clock.now()
    its_id = found.id
    try:
        in_transaction(lambda: pendings.confirm(its_id, festival, seal=seal, hand=hand, now=now))
    except ReviewedOtherwise as otherwise:
        found = the_pending(pending)
        asked = review_page.asked_for(request.form)
        return review_page.page(found, festival, asked, otherwise.sentence), 409
    return redirect(url_for("imports.done", slug=slug, pending=pending), 303)


@blueprint.get(f"{ONE}/done")
@open_to_staff(PLANNERS)
def done(slug: str, pending: str) -> ResponseReturnValue:
    """What was written, and where to go from there."""
    found = the_pending(pending, is_decided_too=True)
    if found.result is None:
        return redirect(url_for("imports.review", slug=slug, pending=pending), 303)
    return review_page.done_page(found, the_festival(), the_hand())


@blueprint.post(f"{ONE}/undo")
@open_to_staff(PLANNERS)
def undo(slug: str, pending: str) -> ResponseReturnValue:
    """Undo the import, if nothing was done since."""
    found, festival = the_pending(pending, is_decided_too=True), the_festival()
    hand, now = the_hand(), clock.now()
    in_transaction(lambda: pendings.undo(found, festival, hand=hand, now=now))
    return redirect(url_for("imports.done", slug=slug, pending=pending), 303)


@blueprint.post(f"{ONE}/drop")
@open_to_staff(PLANNERS)
def drop(slug: str, pending: str) -> ResponseReturnValue:
    """Throw the file away."""
    found = the_pending(pending, is_decided_too=True)
    in_transaction(lambda: pendings.forget([found.id]))
    return redirect(url_for("imports.upload", slug=slug), 303)
