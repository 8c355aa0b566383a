"""Making, editing and publishing calls. In `in_transaction(…)`, with a row locked there."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from flask_babel import gettext
from sqlalchemy import exists, select

from wellness.calls.errors import AlreadyBegun, EditedSince, NotReady, PromiseBroken, RoleInUse
from wellness.calls.models import Application, Call, CallRole, QuestionKind
from wellness.calls.queries.calls import slugs_of
from wellness.calls.rules.questions import Question, stored
from wellness.database import db
from wellness.festivals.addresses import slug_of, unused
from wellness.festivals.models import Festival
from wellness.references import new_reference
from wellness.staff.actions import record
from wellness.staff.rules import DeedKind, Hand


def add_call(festival: Festival, title: str, *, hand: Hand, now: datetime) -> Call:
    """A new call that nobody sees yet, with the questions most calls ask."""
    call = Call(
        festival_id=festival.id,
        slug=unused(slug_of(title, "call"), slugs_of(festival.id)),
        title=title,
        questions=stored(_first_questions()),
        created_at=now,
        updated_at=now,
    )
    db.session.add(call)
    db.session.flush()
    _write(call, ["made"], hand, now)
    return call


def edit_call(
    call: Call, values: Mapping[str, Any], *, seen: int, hand: Hand, now: datetime
) -> None:
    """Set columns, `roles` and `criteria` as rows of the form.

    Raises EditedSince; RoleInUse for a role that somebody applies for; PromiseBroken for a blind
    reading given up, or an earlier closing, once somebody has begun.
    """
    check_seen(call, seen)
    held = dict(values)
    roles, criteria = held.pop("roles"), held.pop("criteria")
    _keep_promises(call, held)
    if held["agreement"] != call.agreement and call.published_at is not None:
        call.agreement_version += 1
    fields = sorted(name for name, value in held.items() if getattr(call, name) != value)
    for name in fields:
        setattr(call, name, held[name])
    fields += ["roles"] if _set_roles(call, roles) else []
    wanted = [
        {"key": row["key"] or new_reference(6), "label": row["name"], "hint": row["hint"]}
        for row in criteria
    ]
    if wanted != call.criteria:
        call.criteria = wanted
        fields.append("criteria")
    if fields:
        touched(call, fields, hand, now)


def publish(call: Call, *, hand: Hand, now: datetime) -> None:
    """Let everybody know of it. Raises NotReady."""
    lacking = [
        words
        for words, is_there in (
            (gettext("a text"), call.description or call.summary),
            (gettext("a closing time that is to come"), call.closes_at and call.closes_at > now),
            (gettext("questions"), call.questions),
        )
        if not is_there
    ]
    if lacking:
        raise NotReady(what=", ".join(lacking))
    if call.published_at is None:
        call.published_at = now
        touched(call, ["published"], hand, now, DeedKind.CALL_PUBLISHED)


def unpublish(call: Call, *, hand: Hand, now: datetime) -> None:
    """Take it back, as long as nobody has begun to apply. Raises AlreadyBegun."""
    if has_begun(call):
        raise AlreadyBegun
    if call.published_at is not None:
        call.published_at = None
        touched(call, ["unpublished"], hand, now)


def extend(call: Call, closes_at: datetime, *, hand: Hand, now: datetime) -> None:
    """Close later than was said; opens it again where it had closed. Raises PromiseBroken."""
    if call.decided_at is not None or (
        call.closes_at is not None and closes_at < _to_the_minute(call.closes_at)
    ):
        raise PromiseBroken
    if closes_at != call.closes_at:
        call.closes_at = closes_at
        touched(call, ["closes_at"], hand, now)


def has_begun(call: Call) -> bool:
    """Whether somebody has begun to apply, withdrawn or not."""
    return bool(db.session.scalar(select(exists().where(Application.call_id == call.id))))


def check_seen(call: Call, seen: int) -> None:
    """Raise EditedSince unless this revision was looked at."""
    if call.revision != seen:
        raise EditedSince


def touched(
    call: Call,
    fields: list[str],
    hand: Hand,
    now: datetime,
    kind: DeedKind = DeedKind.CALL_EDITED,
) -> None:
    """Say that something of the call changed: its revision, and a line of the log."""
    call.revision += 1
    call.updated_at = now
    db.session.flush()
    _write(call, fields, hand, now, kind)


def _write(
    call: Call,
    fields: list[str],
    hand: Hand,
    now: datetime,
    kind: DeedKind = DeedKind.CALL_EDITED,
) -> None:
    festival_id, about = call.festival_id, call.title
    record(kind, hand, festival_id=festival_id, about=about, now=now, fields=fields)


def _keep_promises(call: Call, held: Mapping[str, Any]) -> None:
    if call.published_at is None or not has_begun(call):
        return
    closes, was = held["closes_at"], call.closes_at
    is_earlier = was is not None and (closes is None or closes < _to_the_minute(was))
    if is_earlier or (call.is_blind and not held["is_blind"]):
        raise PromiseBroken


def _to_the_minute(moment: datetime) -> datetime:
    """As a form holds it."""
    return moment.replace(second=0, microsecond=0)


def _set_roles(call: Call, rows: Iterable[Mapping[str, str]]) -> bool:
    """Make the call's roles these; says whether anything changed."""
    before = [(role.id, role.name, role.places, role.position) for role in call.roles]
    known = {str(role.id): role for role in call.roles}
    wanted = []
    for position, row in enumerate(rows):
        role = known.pop(row["key"], None) or CallRole()
        role.name, role.places, role.position = row["name"], int(row["places"]), position
        wanted.append(role)
    for gone in known.values():
        if db.session.scalar(select(exists().where(Application.role_id == gone.id))):
            raise RoleInUse(name=gone.name)
    call.roles[:] = wanted
    db.session.flush()
    return before != [(role.id, role.name, role.places, role.position) for role in wanted]


def _first_questions() -> list[Question]:
    text, long, link = QuestionKind.TEXT, QuestionKind.LONG_TEXT, QuestionKind.LINK
    name, plan = gettext("What are you called?"), gettext("What would you do with the time?")
    work, age = gettext("Is there something of yours to hear?"), gettext("I am 18 or over")
    return [
        Question("name", text, name, is_required=True, shows_who=True),
        Question("plan", long, plan, is_required=True),
        Question("work", link, work),
        Question("age", QuestionKind.AGREEMENT, age, is_required=True),
    ]
