"""What a release would change, and the release itself."""

from dataclasses import dataclass
from http import HTTPStatus

from flask import flash, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from wellness import clock
from wellness.database import db, in_transaction
from wellness.errors import Refusal
from wellness.festivals.models import Festival
from wellness.planner.actions.drafting import lock_draft
from wellness.planner.actions.releasing import release
from wellness.planner.errors import DraftMoved, UnansweredWarning
from wellness.planner.forms.releasing import ReleaseForm
from wellness.planner.letters.sample import sample
from wellness.planner.models import Release
from wellness.planner.queries.board import board_of
from wellness.planner.queries.releases import lines_of, readers_of, release_of_key, releases_of
from wellness.planner.queries.review import review_of
from wellness.planner.queries.warnings import warnings_in
from wellness.planner.rules.review import Review
from wellness.planner.views.blueprint import blueprint
from wellness.planner.views.differences import Difference, difference_of, newer_than
from wellness.programme.rows import said_change
from wellness.references import hash_of
from wellness.staff.access import open_to_staff, roles_here, the_festival, the_hand
from wellness.staff.rules import ORGANIZERS, PLANNERS


@dataclass(frozen=True)
class Ticked:
    """What the form was sent with."""

    changes: frozenset[int]
    texts: frozenset[int]
    keep: frozenset[int]
    known: frozenset[str]
    """Keys of hard warnings that were ticked: they know of them."""


@blueprint.get("/staff/<slug>/review")
@open_to_staff(PLANNERS)
def review(slug: str) -> ResponseReturnValue:  # noqa: ARG001 - the door reads it
    """The difference between draft and release, whom it touches, and the form that releases."""
    return _page(the_festival(), ReleaseForm())


@blueprint.post("/staff/<slug>/review")
@open_to_staff(ORGANIZERS)
def release_draft(slug: str) -> ResponseReturnValue:
    """Release what is ticked, at once; sent twice it is released once."""
    festival, form, ticked = the_festival(), ReleaseForm(), _ticked()
    key_hash = hash_of(f"{festival.id}|{form.key.data}")
    if release_of_key(festival.id, key_hash) is None:
        if not form.validate():
            return _page(festival, form, ticked, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        try:
            made = in_transaction(lambda: _release(festival, form, ticked, key_hash))
        except DraftMoved as refusal:
            return _page(
                festival, form, ticked, refusal.sentence, status=HTTPStatus.CONFLICT, is_old=True
            )
        except UnansweredWarning as refusal:
            return _page(
                festival, form, ticked, refusal.sentence, status=HTTPStatus.UNPROCESSABLE_ENTITY
            )
        except Refusal as refusal:
            return _page(festival, form, ticked, refusal.sentence, status=HTTPStatus.CONFLICT)
        flash(_said(made))
    return redirect(f"/staff/{slug}/releases", HTTPStatus.SEE_OTHER)


@blueprint.get("/staff/<slug>/releases")
@open_to_staff(PLANNERS)
def releases(slug: str) -> ResponseReturnValue:  # noqa: ARG001 - the door reads it
    """What was released when and by whom, the latest with all that it brought."""
    festival = the_festival()
    made = releases_of(festival.id)
    asked = request.args.get("number", type=int)
    shown = next((each for each in made if each.number == asked), made[0] if made else None)
    return render_template(
        "planner/releases.html",
        festival=festival,
        releases=made,
        shown=shown,
        lines=lines_of(festival.id, shown.number) if shown else [],
        said=said_change,
    )


def _release(festival: Festival, form: ReleaseForm, ticked: Ticked, key_hash: str) -> Release:
    lock_draft(festival.id)
    for warning in warnings_in(board_of(festival)).open:
        is_chosen = bool(ticked.changes.intersection(warning.drafts))
        if warning.is_hard and is_chosen and warning.key not in ticked.known:
            raise UnansweredWarning
    return release(
        festival,
        only=ticked.changes,
        texts=ticked.texts,
        keep=ticked.keep,
        hand=the_hand(),
        now=clock.now(),
        seen_version=form.version.data,
        key_hash=key_hash,
        note=(form.note.data or "").strip(),
    )


def _ticked() -> Ticked:
    def numbers(name: str) -> frozenset[int]:
        return frozenset(request.form.getlist(name, type=int))

    return Ticked(
        changes=numbers("change"),
        texts=numbers("text"),
        keep=numbers("keep"),
        known=frozenset(request.form.getlist("known")),
    )


def _page(
    festival: Festival,
    form: ReleaseForm,
    ticked: Ticked | None = None,
    refused: str = "",
    *,
    status: HTTPStatus = HTTPStatus.OK,
    is_old: bool = False,
) -> ResponseReturnValue:
    db.session.refresh(festival)
    found = review_of(festival)
    board = board_of(festival)
    difference: Difference = difference_of(found, board, warnings_in(board))
    newer = newer_than(request.form.getlist("seen"), difference.prints) if is_old else frozenset()
    people, readers = readers_of(found)
    form.version.data = festival.draft_version
    return make_response(
        render_template(
            "planner/review.html",
            festival=festival,
            form=form,
            review=found,
            difference=difference,
            ticked=ticked or _all_ticked(found),
            newer=newer,
            refused=refused,
            people=people,
            readers=readers,
            letters=_samples(festival, found),
            may_release=bool(roles_here() & ORGANIZERS),
            latest=next(iter(releases_of(festival.id)), None),
        ),
        status,
    )


def _all_ticked(found: Review) -> Ticked:
    return Ticked(
        changes=frozenset(change.draft_id for change in found.changes),
        texts=frozenset(text.activity_id for text in found.texts),
        keep=frozenset(),
        known=frozenset(),
    )


def _samples(festival: Festival, found: Review) -> list[tuple[str, object]]:
    named = sample(festival, found, neutral=False)
    unnamed = sample(festival, found, neutral=True)
    return [
        (gettext("As most people read it"), named),
        (gettext("Where a session is not named, as for support sessions"), unnamed),
    ]


def _said(made: Release) -> str:
    letters = made.counts.get("letters", 0)
    public = str(gettext("Release %(number)s is public.", number=made.number))
    if not letters:
        return public
    wrote = ngettext("%(num)s letter is on its way.", "%(num)s letters are on their way.", letters)
    return f"{public} {wrote}"
