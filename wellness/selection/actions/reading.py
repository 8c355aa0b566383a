"""Reading, scoring and standing back."""

from collections.abc import Mapping
from datetime import datetime

from wellness.calls.models import Application, Call
from wellness.calls.rules.phase import Phase, phase_of
from wellness.database import db
from wellness.errors import Missing
from wellness.sealing import Sealer
from wellness.selection import errors, locks
from wellness.selection.models import Reading
from wellness.selection.queries import panel, readings
from wellness.selection.rules.scores import SCALE, is_complete
from wellness.staff.actions import record
from wellness.staff.rules import DeedKind, Hand


def begin_sitting(call: Call, *, hand: Hand, now: datetime) -> None:
    """Write down that somebody reads applications now, once per sitting."""
    if hand.account_id is not None and readings.is_sitting(call, hand.account_id, now=now):
        return
    record(
        DeedKind.APPLICATIONS_SEEN,
        hand,
        festival_id=call.festival_id,
        about=call.title,
        now=now,
        call=call.id,
    )


def save_reading(
    application_id: int,
    scores: Mapping[str, int],
    remark: str,
    *,
    seen: int,
    hand: Hand,
    sealer: Sealer,
    now: datetime,
) -> Reading:
    """Keep what a member of the panel makes of an application, whole or half done.

    `seen` is the revision that was looked at, 0 for none. Raises ReadSince, ClosedToYou,
    NotYetClosed, ReadingIsOver; Missing for somebody who doesn't sit on the panel.
    """
    application, call = locks.with_its_call(_application(application_id))
    account_id = _member(call, hand)
    _check_open(call, now)
    reading = readings.reading_of(application.id, account_id)
    if reading is not None:
        db.session.refresh(reading)
        if reading.has_conflict:
            raise errors.ClosedToYou
    if (reading.revision if reading else 0) != seen:
        raise errors.ReadSince
    if reading is None:
        reading = _new(application, account_id, now)
    else:
        reading.revision += 1
    keys = readings.criteria_of(call)
    reading.scores = {key: value for key, value in scores.items() if key in keys and value in SCALE}
    place = readings.remark_place(application, account_id)
    reading.remark_sealed = sealer.seal(place, remark) if remark else None
    complete = is_complete(reading.scores, keys)
    reading.read_at = (reading.read_at or now) if complete else None
    reading.updated_at = now
    db.session.flush()
    return reading


def declare_conflict(application_id: int, *, hand: Hand, now: datetime) -> None:
    """Leave somebody out of judging an application: what they scored and wrote is deleted.

    No reason is asked. Harmless to repeat. Raises as save_reading does.
    """
    application, call = locks.with_its_call(_application(application_id))
    account_id = _member(call, hand)
    _check_open(call, now)
    reading = readings.reading_of(application.id, account_id) or _new(application, account_id, now)
    if reading.has_conflict:
        return
    reading.has_conflict = True
    reading.scores, reading.remark_sealed, reading.read_at = {}, None, None
    reading.revision = (reading.revision or 0) + 1
    reading.updated_at = now
    _write_down(DeedKind.CONFLICT_DECLARED, call, application, hand, now, step="declared")


def undo_conflict(application_id: int, account_id: int, *, hand: Hand, now: datetime) -> None:
    """Open an application again to somebody who declared a conflict by mistake."""
    application, call = locks.with_its_call(_application(application_id))
    _check_open(call, now)
    reading = readings.reading_of(application.id, account_id)
    if reading is None or not reading.has_conflict:
        return
    reading.has_conflict = False
    reading.revision += 1
    reading.updated_at = now
    _write_down(DeedKind.CONFLICT_DECLARED, call, application, hand, now, step="taken back")


def name_of(call: Call, application: Application) -> str:
    """What the audit log calls an application: never by anybody's name."""
    return f"{call.title}, application {application.number}"


def _application(application_id: int) -> Application:
    found = db.session.get(Application, application_id)
    if found is None:
        raise Missing
    return found


def _member(call: Call, hand: Hand) -> int:
    if hand.account_id is None or not panel.is_on_panel(call.id, hand.account_id):
        raise Missing
    return hand.account_id


def _check_open(call: Call, now: datetime) -> None:
    phase = phase_of(call, now=now)
    if phase is Phase.DECIDED:
        raise errors.ReadingIsOver
    if phase is not Phase.CLOSED:
        raise errors.NotYetClosed


def _new(application: Application, account_id: int, now: datetime) -> Reading:
    reading = Reading(
        application_id=application.id,
        application=application,
        account_id=account_id,
        has_conflict=False,
        scores={},
        revision=1,
        updated_at=now,
    )
    db.session.add(reading)
    return reading


def _write_down(
    kind: DeedKind, call: Call, application: Application, hand: Hand, now: datetime, **facts: str
) -> None:
    about = name_of(call, application)
    record(kind, hand, festival_id=call.festival_id, about=about, now=now, **facts)
