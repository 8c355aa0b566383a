"""What Stillwater's hub editor finds on the desk: reports, and proposals in every state.

The entries are real, so nothing that readers see of them is touched and nothing is said to have
been dialled: proposals wait, and the one change that was published is a note among editors.
"""

from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy import delete, select

from wellness.curating.actions.publishing import publish
from wellness.database import db
from wellness.hub.documents import document_of
from wellness.hub.models import NumberReport, ReportKind, Service, ServiceVersion, VersionState
from wellness.sealing import Sealer
from wellness.staff.models import Account

FORMER_EDITOR = "Sol Ferrer"
"""Has left, and with them their account: what they proposed still waits."""
ASKED = "\nAsk them for the hours of each language."
REPORTS = (
    ("samaritans", ReportKind.OTHER, "116 123", "I waited a long while before it rang.", 3, ""),
    ("samaritans", ReportKind.NO_ANSWER, "116 123", "", 20, ""),
    ("mieli", ReportKind.WRONG_HOURS, "", "The English hours have changed, I think.", 30, ""),
    ("backline", ReportKind.OTHER, "", "", 100, "right"),
)
"""Entry, kind, number, what was written, hours ago, what came of it."""


def write_desk(*, editor: Account, sealer: Sealer, now: datetime) -> None:
    """Fill the desk, as far as the entries are there and it was not done before."""
    services = {each.slug: each for each in db.session.scalars(select(Service))}
    if _is_done():
        return
    for number, (slug, kind, dial, note, hours, outcome) in enumerate(REPORTS):
        if slug in services:
            report = NumberReport(
                uid=_uid(number),
                service_id=services[slug].id,
                dial=dial,
                kind=kind,
                created_at=now - timedelta(hours=hours),
            )
            _write_note(report, note, sealer)
            if outcome:
                report.outcome, report.settled_by = outcome, editor.name
                report.settled_at = now - timedelta(hours=hours - 2)
            db.session.add(report)
    _propose(services, editor, now)


def forget_desk(editor_name: str) -> None:
    """Take the reports and what waits away again; what was published stays history."""
    uids = [_uid(number) for number in range(len(REPORTS))]
    mine = ServiceVersion.made_by.in_([editor_name, FORMER_EDITOR])
    for statement in (
        delete(NumberReport).where(NumberReport.uid.in_(uids)),
        delete(ServiceVersion).where(mine, ServiceVersion.state != VersionState.APPROVED),
    ):
        db.session.execute(statement, execution_options={"synchronize_session": False})


def _propose(services: dict[str, Service], editor: Account, now: datetime) -> None:
    noted = services.get("mieli")
    if noted is not None:
        _version(noted, FORMER_EDITOR, now - timedelta(days=5), summary="Crisis lines in Finland.")
        text = f"{noted.notes.removesuffix(ASKED)}{ASKED}"
        change = _version(noted, FORMER_EDITOR, now - timedelta(days=4), notes=text)
        change.reviewed_by, change.reviewer_id = editor.name, editor.id
        change.reviewed_at = now - timedelta(days=3)
        if noted.version == 1:
            publish(change, noted, now=now)
        else:  # Stillwater was made anew: this is history already
            db.session.delete(change)
    line = services.get("samaritans")
    if line is not None:
        _version(
            line,
            FORMER_EDITOR,
            now - timedelta(days=2),
            summary="People who listen, day and night, whatever it is about.",
        )
        refused = _version(line, FORMER_EDITOR, now - timedelta(days=9), region="England only")
        refused.state = VersionState.REFUSED
        refused.reviewed_by, refused.reviewer_id = editor.name, editor.id
        refused.review_note = "Their page says all of the United Kingdom and Ireland."
        refused.reviewed_at = now - timedelta(days=8)
    own = services.get("backline")
    if own is not None:
        text = "Case managers who help people in music and their families find care."
        mine = _version(own, editor.name, now - timedelta(hours=5), summary=text)
        mine.account_id = editor.id


def _version(service: Service, by: str, at: datetime, **changes: str) -> ServiceVersion:
    version = ServiceVersion(
        service_id=service.id,
        number=0,
        document=document_of(service) | changes,
        based_on=service.version,
        note="Read on their page.",
        made_by=by,
        made_at=at,
    )
    db.session.add(version)
    db.session.flush()
    return version


def _is_done() -> bool:
    query = select(NumberReport.id).where(NumberReport.uid == _uid(0))
    return db.session.scalars(query.limit(1)).first() is not None


def _write_note(report: NumberReport, note: str, sealer: Sealer) -> None:
    if note:
        report.note_sealed = sealer.seal(f"number_report|note|{report.uid}", note)


def _uid(number: int) -> UUID:
    return uuid5(NAMESPACE_URL, f"stillwater hub report {number}")
