"""Settling what readers reported. To be called in a transaction."""

from datetime import datetime

from wellness.curating.actions.publishing import Desk
from wellness.curating.errors import DecidedAlready
from wellness.curating.queries import get_report
from wellness.curating.rules.outcomes import Outcome
from wellness.hub.models import NumberReport
from wellness.staff.actions.recording import record
from wellness.staff.rules import HUB_EDITORS, DeedKind


def settle(report_id: int, outcome: Outcome, *, desk: Desk, now: datetime) -> NumberReport:
    """Close a report; what its reader wrote is erased. Raises DecidedAlready, Missing."""
    desk.check(HUB_EDITORS)
    report = get_report(report_id, is_locked=True)
    if report.settled_at is not None:
        raise DecidedAlready
    report.note_sealed = None
    report.settled_at = now
    report.settled_by = desk.hand.name
    report.outcome = str(outcome)
    record(
        DeedKind.HUB_REPORT_CLOSED,
        desk.hand,
        festival_id=desk.festival_id,
        about=report.service.name,
        now=now,
    )
    return report
