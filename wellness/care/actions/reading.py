"""Opening what is sealed: for navigators, recorded; for the person, by the code."""

from dataclasses import dataclass, field
from datetime import datetime

from wellness.care import queries
from wellness.care.models import CareEntry, CareEntryKind, CareRequest
from wellness.care.rules.codes import CodeKeys
from wellness.care.rules.documents import Asked, Said, place_of_entry, place_of_key
from wellness.care.rules.keys import CareKeys, unlocked
from wellness.staff.actions import record
from wellness.staff.rules import DeedKind, Hand

TO_CARE_ALONE = frozenset({CareEntryKind.REPLY, CareEntryKind.NOTE})
TO_BOTH = frozenset({CareEntryKind.ANSWER, CareEntryKind.OUTSIDE})


@dataclass(frozen=True)
class Line:
    """One thing that was written, opened."""

    kind: CareEntryKind
    written_at: datetime
    written_by: str
    said: Said | None = field(repr=False)
    """None: the person's own words, which their code does not open."""


@dataclass(frozen=True)
class Opened:
    """A request as navigators read it."""

    asked: Asked = field(repr=False)
    lines: tuple[Line, ...] = field(repr=False)


def open_request(request: CareRequest, *, hand: Hand, now: datetime) -> None:
    """Write in the audit log that this person reads the request, before they do."""
    record(
        DeedKind.CARE_SEEN,
        hand,
        festival_id=request.festival_id,
        about=queries.about(request),
        now=now,
    )


def opened(request: CareRequest, keys: CareKeys) -> Opened:
    """Everything that was written. Raises CareKeyAbsent, Unsealable."""
    answer_key = answer_key_of(request, keys)
    first = next(each for each in request.entries if each.kind is CareEntryKind.REQUEST)
    place = place_of_entry(first.kind, request.uid, first.uid)
    lines = [
        _line(each, _said(each, request, keys, answer_key))
        for each in request.entries
        if each is not first
    ]
    return Opened(Asked.unpacked(keys.unseal(place, first.sealed)), tuple(lines))


def answer_key_of(request: CareRequest, keys: CareKeys) -> bytes:
    """The key of a request's answers, for the team. Raises CareKeyAbsent, Unsealable."""
    return keys.unseal(place_of_key("key_for_care", request.uid), request.key_for_care)


def opened_by_person(request: CareRequest, code: CodeKeys) -> tuple[Line, ...]:
    """What the person's code opens: answers; of their own words, that and when they wrote.

    Notes are not there. Raises Unsealable.
    """
    place = place_of_key("key_for_person", request.uid)
    answer_key = unlocked(code.wrapping, place, request.key_for_person)
    return tuple(
        _line(each, _locked_said(each, request, answer_key) if each.kind in TO_BOTH else None)
        for each in request.entries
        if each.kind is not CareEntryKind.NOTE
    )


def _line(entry: CareEntry, said: Said | None) -> Line:
    return Line(entry.kind, entry.written_at, entry.written_by, said)


def _said(entry: CareEntry, request: CareRequest, keys: CareKeys, answer_key: bytes) -> Said:
    if entry.kind in TO_BOTH:
        return _locked_said(entry, request, answer_key)
    place = place_of_entry(entry.kind, request.uid, entry.uid)
    return Said.unpacked(keys.unseal(place, entry.sealed))


def _locked_said(entry: CareEntry, request: CareRequest, answer_key: bytes) -> Said:
    place = place_of_entry(entry.kind, request.uid, entry.uid)
    return Said.unpacked(unlocked(answer_key, place, entry.sealed))
