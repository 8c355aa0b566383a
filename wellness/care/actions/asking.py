"""What a person does with a request: ask, write again, give it up. Inside `in_transaction(…)`."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite

from wellness.care import queries
from wellness.care.errors import TooLateToReopen
from wellness.care.models import CareEntry, CareEntryKind, CareRequest, CareState, CareTeam
from wellness.care.rules.codes import CodeKeys
from wellness.care.rules.documents import Asked, Said, place_of_entry, place_of_key
from wellness.care.rules.keys import CareKeys, locked, new_answer_key
from wellness.care.rules.times import may_reopen
from wellness.database import db
from wellness.references import hash_of, new_reference


@dataclass(frozen=True)
class Sent:
    """What came of sending the form."""

    is_new: bool
    """False: this very form was sent before, and nothing was written."""


def ask(
    team: CareTeam,
    asked: Asked,
    *,
    form_key: str,
    code: CodeKeys,
    keys: CareKeys,
    now: datetime,
) -> Sent:
    """Keep a request for `team`, sealed; the same form sent again makes no other.

    Raises CareKeyAbsent where nothing can be sealed.
    """
    request_uid, answer_key = uuid4(), new_answer_key()
    values = {
        "uid": request_uid,
        "festival_id": team.festival_id,
        "reference": new_reference(),
        "code_hash": code.code_hash,
        "key_for_person": locked(
            code.wrapping, place_of_key("key_for_person", request_uid), answer_key
        ),
        "key_for_care": keys.seal(place_of_key("key_for_care", request_uid), answer_key),
        "key_hash": hash_of(form_key),
        "state": CareState.RECEIVED,
        "received_at": now,
        "due_at": now + timedelta(hours=team.answer_hours),
    }
    added = _insert(CareRequest).values(**values).on_conflict_do_nothing().returning(CareRequest)
    request = db.session.scalars(added).one_or_none()
    if request is None:
        return Sent(is_new=False)
    _seal_entry(request, CareEntryKind.REQUEST, asked.packed(), keys, now=now)
    return Sent(is_new=True)


def write_again(
    request_id: int,
    said: Said,
    *,
    form_key: str,
    answer_hours: int,
    keys: CareKeys,
    now: datetime,
) -> None:
    """The person writes once more: an answer is owed again, and a closed request opens.

    Raises Missing for one erased meanwhile, TooLateToReopen a week after its closing.
    """
    request = queries.locked_request(request_id)
    if any(each.key_hash == hash_of(form_key) for each in request.entries):
        return
    if request.closed_at is not None and not may_reopen(request.closed_at, now):
        raise TooLateToReopen
    entry = _seal_entry(request, CareEntryKind.REPLY, said.packed(), keys, now=now)
    entry.key_hash = hash_of(form_key)
    request.state = CareState.LOOKED_AT if request.assigned_id else CareState.RECEIVED
    request.closed_at, request.close_reason = None, ""
    request.due_at = request.due_at or now + timedelta(hours=answer_hours)
    request.revision += 1


def erase(request_id: int) -> None:
    """Delete a request and all that was written about it, by whomever."""
    db.session.execute(delete(CareEntry).where(CareEntry.request_id == request_id))
    db.session.execute(delete(CareRequest).where(CareRequest.id == request_id))
    db.session.expire_all()


def _seal_entry(
    request: CareRequest, kind: CareEntryKind, content: bytes, keys: CareKeys, *, now: datetime
) -> CareEntry:
    uid = uuid4()
    entry = CareEntry(
        uid=uid,
        request_id=request.id,
        kind=kind,
        written_at=now,
        sealed=keys.seal(place_of_entry(kind, request.uid, uid), content),
    )
    db.session.add(entry)
    db.session.flush()
    return entry


def _insert(model: type[Any]) -> Any:
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    return dialect.insert(model)
