"""Publishing a report and taking it back. Call inside `in_transaction(…)`."""

from datetime import datetime

from wellness.database import db
from wellness.festivals.models import Festival
from wellness.festivals.rules import is_over
from wellness.impact import queries
from wellness.impact.errors import NotOverYet
from wellness.impact.models import ImpactReport
from wellness.impact.rules.report import report_of
from wellness.staff.actions import record
from wellness.staff.rules import DeedKind, Hand


def publish(festival: Festival, *, hand: Hand, now: datetime) -> ImpactReport:
    """Freeze the report and show it to everybody; the one that stands, if one does.

    Once: two reports of numbers that moved in between would tell the difference. Raises
    NotOverYet while they still move.
    """
    standing = queries.published_report(festival.id)
    if standing is not None:
        return standing
    if festival.released_at is None or not is_over(festival, now=now):
        raise NotOverYet
    report = ImpactReport(
        festival_id=festival.id,
        number=queries.last_number(festival.id) + 1,
        document=report_of(queries.facts_of(festival), made_at=now),
        made_by=hand.name,
        made_at=now,
    )
    db.session.add(report)
    db.session.flush()
    _note(festival, report, hand, now)
    return report


def withdraw(festival: Festival, *, hand: Hand, now: datetime) -> None:
    """Show it to nobody any more; harmless where none is published."""
    standing = queries.published_report(festival.id)
    if standing is not None:
        standing.withdrawn_at = now
        _note(festival, standing, hand, now)


def note_taken(festival: Festival, *, hand: Hand, now: datetime) -> None:
    """Write into the audit log who took the report away as a file."""
    record(DeedKind.EXPORTED, hand, festival_id=festival.id, about="impact.csv", now=now)


def _note(festival: Festival, report: ImpactReport, hand: Hand, now: datetime) -> None:
    record(
        DeedKind.IMPACT_PUBLISHED,
        hand,
        festival_id=festival.id,
        about=f"{report.number}" + ("" if report.withdrawn_at is None else ", withdrawn"),
        now=now,
    )
