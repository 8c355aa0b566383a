"""One request: opened by a button, as who reads it is written down; shown for an hour."""

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import Any

from flask import Response, request
from flask_babel import gettext

from wellness import clock
from wellness.care import queries
from wellness.care.access import care_keys
from wellness.care.actions import answering, reading
from wellness.care.errors import NotOpenedYet
from wellness.care.forms.answering import AnswerForm, CloseForm, HandOverForm, NoteForm
from wellness.care.models import CareRequest
from wellness.care.rules.times import mark_of, may_reopen
from wellness.care.rules.wording import filled
from wellness.care.rules.words import REASONS, STATES, WAYS_FOR_THE_TEAM, WISHES, CloseReason, Way
from wellness.care.views.ground import (
    INVALID,
    address_of_service,
    blueprint,
    navigator,
    page,
    to,
)
from wellness.database import db, in_transaction
from wellness.errors import Refusal
from wellness.references import new_secret
from wellness.staff.access import open_to_staff, the_account, the_festival, the_hand
from wellness.staff.rules import NAVIGATORS


@blueprint.get("/staff/<slug>/care/requests/<asked>")
@open_to_staff(NAVIGATORS, watched=True)
def one(slug: str, asked: str) -> Response:  # noqa: ARG001 - the door has read it
    """A closed envelope, or its content for whoever opened it within the hour."""
    return _page(_request(asked))


@blueprint.post("/staff/<slug>/care/requests/<asked>/open")
@open_to_staff(NAVIGATORS, watched=True)
def open_one(slug: str, asked: str) -> Response:  # noqa: ARG001
    """Write down who reads it, then show it."""
    found, hand, keys = _request(asked), the_hand(), care_keys()
    reading.answer_key_of(found, keys)  # what cannot be read is not recorded as read
    in_transaction(lambda: reading.open_request(found, hand=hand, now=clock.now()))
    return to(f"/requests/{asked}")


@blueprint.post("/staff/<slug>/care/requests/<asked>/<any(take, release, reopen):what>")
@open_to_staff(NAVIGATORS, watched=True)
def turn(slug: str, asked: str, what: str) -> Response:  # noqa: ARG001
    """Take it, give it back to all, or take it up again."""
    found, by = _request(asked), navigator()
    team = queries.team_of(found.festival_id)
    hours = team.answer_hours if team else 48
    work: dict[str, Callable[[], Any]] = {
        "take": lambda: answering.take(found.id, by),
        "release": lambda: answering.release(found.id, by),
        "reopen": lambda: answering.reopen(found.id, hours, by),
    }
    said = {
        "take": gettext("It is yours."),
        "release": gettext("Anybody of the team can take it now."),
        "reopen": gettext("It is open again, and yours."),
    }
    in_transaction(work[what])
    return to(f"/requests/{asked}", said[what])


@blueprint.post("/staff/<slug>/care/requests/<asked>/hand-over")
@open_to_staff(NAVIGATORS, watched=True)
def hand_over(slug: str, asked: str) -> Response:  # noqa: ARG001
    """Let another navigator go on with it."""
    found, by = _request(asked), navigator()
    typed = request.form.get("to", "")
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0  # noqa: PLR2004 - digits of a 32 bit number
    account = in_transaction(lambda: answering.hand_over(found.id, number, by))
    return to(f"/requests/{asked}", gettext("%(name)s has it now.", name=account.name))


@blueprint.post("/staff/<slug>/care/requests/<asked>/note")
@open_to_staff(NAVIGATORS, watched=True)
def note(slug: str, asked: str) -> Response:  # noqa: ARG001
    """Write something for the team."""
    found, by, form = _opened(asked), navigator(), NoteForm()
    if not form.validate():
        return _page(found, INVALID, note=form)
    key = form.key.data or new_secret()
    in_transaction(lambda: answering.add_note(found.id, form.said(), form_key=key, by=by))
    return to(f"/requests/{asked}", gettext("The note is kept."))


@blueprint.post("/staff/<slug>/care/requests/<asked>/answer")
@open_to_staff(NAVIGATORS, watched=True)
def answer(slug: str, asked: str) -> Response:  # noqa: ARG001
    """Write to the person, or say that they were answered by mail or phone."""
    found, by, form = _opened(asked), navigator(), AnswerForm()
    form.offer(queries.services_to_name())
    outside = request.form.get("outside") == "yes"
    if not outside and not form.validate():
        return _page(found, INVALID, answer=form)
    key, seen = form.key.data or new_secret(), int(form.revision.data or 0)

    def work() -> None:
        if outside:
            answering.mark_answered(found.id, seen=seen, form_key=key, by=by)
        else:
            answering.answer(found.id, form.said(), seen=seen, form_key=key, by=by)

    try:
        in_transaction(work)
    except Refusal as refusal:
        now_there = _request(asked)
        form.revision.raw_data, form.revision.data = None, now_there.revision
        return _page(now_there, HTTPStatus.CONFLICT, answer=form, refused=refusal.sentence)
    return to(f"/requests/{asked}", gettext("It is marked as answered."))


@blueprint.post("/staff/<slug>/care/requests/<asked>/close")
@open_to_staff(NAVIGATORS, watched=True)
def close(slug: str, asked: str) -> Response:  # noqa: ARG001
    """Nothing more is owed."""
    found, by, form = _request(asked), navigator(), CloseForm()
    if not form.validate():
        return _page(found, INVALID, closing=form)
    reason = CloseReason(form.reason.data)
    in_transaction(lambda: answering.close(found.id, reason, by))
    return to("", gettext("It is closed. It can be reopened for a week."))


def _request(reference: str) -> CareRequest:
    return queries.get_request(the_festival().id, reference)


def _opened(reference: str) -> CareRequest:
    """The request, for somebody who has it open. Raises NotOpenedYet."""
    found = _request(reference)
    if not queries.was_opened(found, the_account().id, now=clock.now()):
        raise NotOpenedYet
    return found


def _page(
    found: CareRequest,
    status: int = HTTPStatus.OK,
    *,
    answer: AnswerForm | None = None,
    note: NoteForm | None = None,
    closing: CloseForm | None = None,
    refused: str = "",
) -> Response:
    festival, now, me = the_festival(), clock.now(), the_account()
    db.session.refresh(found)
    facts = _facts(found, now)
    if not (care_keys().can_open and queries.was_opened(found, me.id, now=now)):
        return page("envelope", status, **facts)
    opened = reading.opened(found, care_keys())
    templates = queries.templates_of(festival.id)
    handing = HandOverForm(formdata=None)
    handing.offer(queries.navigators_of(festival.id), found.assigned_id)
    return page(
        "one",
        status,
        **facts,
        asked=opened.asked,
        lines=opened.lines,
        wishes=[WISHES[wish] for wish in WISHES if wish.value in opened.asked.wishes],
        way=WAYS_FOR_THE_TEAM[Way(opened.asked.way)],
        templates=templates,
        services=_services_in(opened.lines),
        address_of_service=address_of_service,
        answer=answer or _fresh_answer(found, opened, templates),
        note=note or NoteForm(formdata=None, key=new_secret()),
        closing=closing or CloseForm(formdata=None),
        handing=handing,
        refused=refused,
    )


def _facts(found: CareRequest, now: datetime) -> dict[str, Any]:
    """What may be said of a request whether it is opened or not."""
    return {
        "festival": the_festival(),
        "request_": found,
        "mark": mark_of(found.due_at, now),
        "state": STATES[found.state],
        "reason": REASONS[CloseReason(found.close_reason)] if found.close_reason else "",
        "can_open": care_keys().can_open,
        "may_reopen": found.closed_at is not None and may_reopen(found.closed_at, now),
        "me": the_account().id,
    }


def _fresh_answer(found: CareRequest, opened: reading.Opened, templates: list[Any]) -> AnswerForm:
    form = AnswerForm(formdata=None, key=new_secret(), revision=found.revision)
    form.offer(queries.services_to_name())
    chosen = next((t for t in templates if str(t.id) == request.args.get("template")), None)
    if chosen is not None:
        team = queries.team_of(found.festival_id)
        form.text.data = filled(
            chosen.body,
            {
                "name": opened.asked.name,
                "team": team.name if team else "",
                "festival": the_festival().name,
                "hours": str(team.answer_hours) if team else "",
            },
        )
    return form


def _services_in(lines: tuple[reading.Line, ...]) -> dict[str, Any]:
    slugs = {slug for line in lines if line.said for slug in line.said.links}
    return {each.slug: each for each in queries.services_named(tuple(sorted(slugs)))}
