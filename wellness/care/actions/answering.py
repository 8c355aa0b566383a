"""What navigators do with a request. Inside `in_transaction(…)`; each is written in the log."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from wellness.care import letters, queries
from wellness.care.actions.reading import answer_key_of, opened
from wellness.care.errors import (
    CareClosed,
    NotANavigator,
    TakenBySomebodyElse,
    TooLateToReopen,
    WrittenSince,
)
from wellness.care.models import CareEntry, CareEntryKind, CareRequest, CareState
from wellness.care.rules.documents import Said, place_of_entry
from wellness.care.rules.keys import CareKeys, locked
from wellness.care.rules.times import may_reopen
from wellness.care.rules.words import CloseReason
from wellness.database import db
from wellness.mail.errors import NotAnAddress, UnsafeHeader
from wellness.mail.outbox import post
from wellness.references import hash_of
from wellness.staff.actions import record
from wellness.staff.models import Account
from wellness.staff.rules import DeedKind, Hand


@dataclass(frozen=True)
class Navigator:
    """Who does something, at which moment, with which keys."""

    hand: Hand
    keys: CareKeys
    now: datetime


def take(request_id: int, by: Navigator) -> None:
    """Take a request that nobody has, or that is one's own. Raises TakenBySomebodyElse."""
    request = _mine(queries.locked_request(request_id), by)
    if request.state is CareState.RECEIVED:
        request.state = CareState.LOOKED_AT
    _note_down(request, "taken", by)


def release(request_id: int, by: Navigator) -> None:
    """Give one's own request back to all. Raises TakenBySomebodyElse."""
    request = _mine(queries.locked_request(request_id), by)
    _assign(request, None, by.now)
    if request.state is CareState.LOOKED_AT:
        request.state = CareState.RECEIVED
    _note_down(request, "given back", by)


def hand_over(request_id: int, to: int, by: Navigator) -> Account:
    """Give a request to another navigator, whoever has it. Raises NotANavigator."""
    request = queries.locked_request(request_id)
    there = {each.id: each for each in queries.navigators_of(request.festival_id)}
    if to not in there:
        raise NotANavigator
    _assign(request, to, by.now)
    if request.state is CareState.RECEIVED:
        request.state = CareState.LOOKED_AT
    request.revision += 1
    _note_down(request, "handed over", by)
    return there[to]


def add_note(request_id: int, said: Said, *, form_key: str, by: Navigator) -> None:
    """Write something for navigators alone; the same form sent again writes nothing."""
    request = queries.locked_request(request_id)
    if _was_sent(request, form_key):
        return
    uid = uuid4()
    sealed = by.keys.seal(place_of_entry(CareEntryKind.NOTE, request.uid, uid), said.packed())
    _add(request, CareEntry(uid=uid, kind=CareEntryKind.NOTE, sealed=sealed), form_key, by)
    _note_down(request, "noted", by)


def answer(request_id: int, said: Said, *, seen: int, form_key: str, by: Navigator) -> None:
    """Write to the person, and tell them so by mail if they asked for that.

    Raises TakenBySomebodyElse, CareClosed, WrittenSince if something was written since `seen`.
    """
    _reply(request_id, CareEntryKind.ANSWER, said, seen=seen, form_key=form_key, by=by)


def mark_answered(request_id: int, *, seen: int, form_key: str, by: Navigator) -> None:
    """It was answered by mail or phone. Raises as `answer` does."""
    _reply(request_id, CareEntryKind.OUTSIDE, Said(""), seen=seen, form_key=form_key, by=by)


def close(request_id: int, reason: CloseReason, by: Navigator) -> None:
    """Nothing more is owed; erased in time. Raises TakenBySomebodyElse."""
    request = _mine(queries.locked_request(request_id), by)
    if request.state is CareState.CLOSED:
        return
    request.state, request.due_at = CareState.CLOSED, None
    request.closed_at, request.close_reason = by.now, reason.value
    request.revision += 1
    _note_down(request, "closed", by)


def reopen(request_id: int, answer_hours: int, by: Navigator) -> None:
    """Take up again what was closed within a week. Raises TooLateToReopen."""
    request = queries.locked_request(request_id)
    if request.closed_at is None:
        return
    if not may_reopen(request.closed_at, by.now):
        raise TooLateToReopen
    request.state = CareState.LOOKED_AT
    request.closed_at, request.close_reason = None, ""
    request.due_at = by.now + timedelta(hours=answer_hours)
    _assign(request, by.hand.account_id, by.now)
    request.revision += 1
    _note_down(request, "reopened", by)


def _reply(
    request_id: int, kind: CareEntryKind, said: Said, *, seen: int, form_key: str, by: Navigator
) -> None:
    request = queries.locked_request(request_id)
    if _was_sent(request, form_key):
        return
    if request.state is CareState.CLOSED:
        raise CareClosed
    _mine(request, by)
    if request.revision != seen:
        raise WrittenSince
    uid, key = uuid4(), answer_key_of(request, by.keys)
    sealed = locked(key, place_of_entry(kind, request.uid, uid), said.packed())
    _add(request, CareEntry(uid=uid, kind=kind, sealed=sealed), form_key, by)
    request.state, request.due_at, request.answered_at = CareState.ANSWERED, None, by.now
    _note_down(request, "answered", by)
    if kind is CareEntryKind.ANSWER:
        _tell_the_person(request, by)


def _tell_the_person(request: CareRequest, by: Navigator) -> None:
    asked = opened(request, by.keys).asked
    if not (asked.wants_letter and asked.mail):
        return
    draft = letters.for_person(to=asked.mail, language=asked.page_language, now=by.now)
    try:
        post(draft, now=by.now)
    except (NotAnAddress, UnsafeHeader):
        return  # the answer is there all the same, and the code opens it


def _mine(request: CareRequest, by: Navigator) -> CareRequest:
    """The request, assigned to whoever acts if it was nobody's."""
    if request.assigned_id not in {None, by.hand.account_id}:
        raise TakenBySomebodyElse(name=request.assigned.name if request.assigned else "")
    if request.assigned_id is None:
        _assign(request, by.hand.account_id, by.now)
    return request


def _assign(request: CareRequest, account_id: int | None, now: datetime) -> None:
    request.assigned_id = account_id
    request.assigned_at = now if account_id else None


def _was_sent(request: CareRequest, form_key: str) -> bool:
    return any(each.key_hash == hash_of(form_key) for each in request.entries)


def _add(request: CareRequest, entry: CareEntry, form_key: str, by: Navigator) -> None:
    entry.request_id, entry.written_at = request.id, by.now
    entry.account_id, entry.written_by = by.hand.account_id, by.hand.name
    entry.key_hash = hash_of(form_key)
    db.session.add(entry)
    request.revision += 1
    db.session.flush()


def _note_down(request: CareRequest, what: str, by: Navigator) -> None:
    record(
        DeedKind.CARE_CHANGED,
        by.hand,
        festival_id=request.festival_id,
        about=f"{queries.about(request)}, {what}",
        now=by.now,
    )
