"""What becomes of a text: publish, withdraw, restore, compare, review."""

from collections.abc import Callable
from difflib import SequenceMatcher
from typing import Any

from flask import Response, request
from flask_babel import gettext

from wellness import clock
from wellness.database import in_transaction
from wellness.guide.actions import publishing, writing
from wellness.guide.errors import LinksMissing
from wellness.guide.forms.chapters import ReviewForm, TextForm
from wellness.guide.models import ChapterVersion
from wellness.guide.queries.chapters import get_version
from wellness.guide.views.authoring import text_page
from wellness.guide.views.desk import INVALID, WRITTEN, Work, page, the_text, to, work_on
from wellness.guide.views.ground import blueprint
from wellness.staff.access import open_to_staff, the_hand
from wellness.staff.rules import AUTHORS

_TEXT = "/staff/<slug>/guide/<any(own, house):whose>/<chapter>/<language>"


@blueprint.post(f"{_TEXT}/publish")
@open_to_staff(AUTHORS)
def publish(slug: str, whose: str, chapter: str, language: str) -> Response:  # noqa: ARG001
    """Show the draft to readers."""
    work = work_on(whose, chapter, language)
    keep, hand = request.form.get("keep_review") == "y", the_hand()

    def go() -> None:
        publishing.publish(
            the_text(work), seen=_seen(), keep_review=keep, hand=hand, now=clock.now()
        )

    try:
        in_transaction(go)
    except LinksMissing as refusal:
        return to(work.path, refusal.sentence, "clay")
    return to(work.path, gettext("Published. Readers see it from now on."))


@blueprint.post(f"{_TEXT}/withdraw")
@open_to_staff(AUTHORS)
def withdraw(slug: str, whose: str, chapter: str, language: str) -> Response:  # noqa: ARG001
    """Show it no more."""
    work, hand = work_on(whose, chapter, language), the_hand()
    return _done(
        work,
        lambda: publishing.withdraw(the_text(work), seen=_seen(), hand=hand, now=clock.now()),
        gettext("Withdrawn. It can be taken up again from its versions."),
    )


@blueprint.post(f"{_TEXT}/drop")
@open_to_staff(AUTHORS)
def drop_draft(slug: str, whose: str, chapter: str, language: str) -> Response:  # noqa: ARG001
    """Throw the draft away."""
    work, hand = work_on(whose, chapter, language), the_hand()
    return _done(
        work,
        lambda: writing.drop_draft(the_text(work), seen=_seen(), hand=hand, now=clock.now()),
        gettext("The draft is gone."),
    )


@blueprint.post(f"{_TEXT}/restore/<int:version>")
@open_to_staff(AUTHORS)
def restore(
    slug: str,  # noqa: ARG001
    whose: str,
    chapter: str,
    language: str,
    version: int,
) -> Response:
    """Take the words of an older version into the draft."""
    work, hand = work_on(whose, chapter, language), the_hand()
    get_version(work.text, version)
    return _done(
        work,
        lambda: writing.restore(the_text(work), version, seen=_seen(), hand=hand, now=clock.now()),
        gettext("Its words are in the draft now. Publish it to show them."),
    )


@blueprint.post(f"{_TEXT}/review")
@open_to_staff(AUTHORS)
def review(slug: str, whose: str, chapter: str, language: str) -> Response:  # noqa: ARG001
    """Enter who found what is published right."""
    work, hand, form = work_on(whose, chapter, language), the_hand(), ReviewForm()
    if not form.validate():
        newest = work.newest
        words = writing.words_of(newest) if newest else {}
        data = {**words, "roles": work.chapter.roles, "revision": work.revision}
        typed = TextForm(formdata=None, data=data)
        if not work.may_say_for_whom:
            typed.only_words()
        return text_page(work, typed, INVALID, review=form)
    return _done(
        work,
        lambda: publishing.review(
            the_text(work),
            reviewer=form.reviewer.data,
            reviewer_is=form.reviewer_is.data,
            reviewed_on=form.reviewed_on.data,
            due_on=form.review_due_on.data,
            seen=form.seen,
            hand=hand,
            now=clock.now(),
        ),
        gettext("The review is entered."),
    )


@blueprint.get(f"{_TEXT}/versions")
@open_to_staff(AUTHORS)
def versions(slug: str, whose: str, chapter: str, language: str) -> Response:  # noqa: ARG001
    """Every version of a text, the newest first."""
    work = work_on(whose, chapter, language)
    return page("versions", work=work, versions=list(reversed(the_text(work).versions)))


@blueprint.get(f"{_TEXT}/versions/<int:version>")
@open_to_staff(AUTHORS)
def compare(
    slug: str,  # noqa: ARG001
    whose: str,
    chapter: str,
    language: str,
    version: int,
) -> Response:
    """One version beside another: `?with=` its number, else the one before."""
    work = work_on(whose, chapter, language)
    new = get_version(work.text, version)
    numbers = [each.number for each in the_text(work).versions]
    before = [number for number in numbers if number < version]
    wanted = request.args.get("with", type=int) or (before[-1] if before else version)
    old = get_version(work.text, wanted)
    return page("compare", work=work, old=old, new=new, numbers=numbers, changed=compared(old, new))


def compared(old: ChapterVersion, new: ChapterVersion) -> list[tuple[str, list[tuple[str, str]]]]:
    """Where two versions differ: by part, the lines as ("same" | "gone" | "new", words)."""
    parts = []
    for name in WRITTEN:
        lines = _lines(getattr(old, name), getattr(new, name))
        if any(kind != "same" for kind, _ in lines):
            parts.append((name, lines))
    return parts


def _lines(old: str, new: str) -> list[tuple[str, str]]:
    before, after = old.splitlines(), new.splitlines()
    found: list[tuple[str, str]] = []
    for kind, i, j, k, n in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            found += [("same", line) for line in before[i:j]]
            continue
        found += [("gone", line) for line in before[i:j]]
        found += [("new", line) for line in after[k:n]]
    return found


def _seen() -> int:
    return request.form.get("revision", 0, type=int)


def _done(work: Work, change: Callable[[], Any], said: str) -> Response:
    in_transaction(change)
    return to(work.path, said)
