"""Taking in what a reader found wrong. Nothing about the reader is kept."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from flask_babel import lazy_gettext
from sqlalchemy import select

from wellness.database import db
from wellness.errors import Missing, Refusal
from wellness.hub.models import NumberReport, ReportKind, Service
from wellness.hub.rules.reports import REPORTS_BY_NETWORK
from wellness.references import Keyring, hash_of
from wellness.sealing import Sealer
from wellness.tries.actions import is_one_too_many


class TooManyReports(Refusal):
    """So many reports came from this network within the hour that we cannot read them all."""

    code = "too_many_reports"
    says = lazy_gettext(
        "Many reports came from your network just now. Please try again in an hour."
    )


@dataclass(frozen=True)
class Report:
    """What a reader says is wrong with an entry."""

    slug: str
    dial: str
    """Which of its contacts, as published; "": the whole entry."""
    kind: ReportKind
    note: str
    key: str
    """The form's own: sent twice, it is one report."""


def report(
    said: Report, *, network: str, keys: Keyring, sealer: Sealer, now: datetime
) -> NumberReport | None:
    """Keep a report for the editors; None if the very same form came before.

    The network is counted as a keyed hash, apart from the report, and forgotten. Raises Missing
    for an entry there isn't, TooManyReports. Does not commit.
    """
    key_hash = hash_of(said.key)
    if _is_known(key_hash):
        return None
    if is_one_too_many(REPORTS_BY_NETWORK, network, keys=keys, now=now):
        raise TooManyReports
    if _is_known(key_hash):  # sent twice at once: the counter made us take turns
        return None
    service_id = db.session.scalar(select(Service.id).where(Service.slug == said.slug))
    if service_id is None:
        raise Missing
    uid = uuid4()
    note = sealer.seal(f"number_report|note|{uid}", said.note) if said.note else None
    kept = NumberReport(
        uid=uid,
        service_id=service_id,
        dial=said.dial,
        kind=said.kind,
        note_sealed=note,
        key_hash=key_hash,
        created_at=now,
    )
    db.session.add(kept)
    return kept


def _is_known(key_hash: str) -> bool:
    query = select(NumberReport.id).where(NumberReport.key_hash == key_hash)
    return db.session.scalar(query) is not None
