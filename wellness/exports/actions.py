"""Exports are written down. Call inside `in_transaction(…)`."""

from datetime import datetime

from wellness.exports.rules.kinds import Format, Scope
from wellness.staff.actions import record
from wellness.staff.rules import DeedKind, Hand


def note_export(
    festival_id: int, format_: Format, scope: Scope, sessions: int, *, hand: Hand, now: datetime
) -> None:
    """Write into the audit log who took the programme away, as what, and how much of it."""
    record(
        DeedKind.EXPORTED,
        hand,
        festival_id=festival_id,
        about=format_.value,
        now=now,
        scope=scope.value,
        sessions=sessions,
    )
