"""What must be true of every draft beside what is released, checked against the rows."""

from sqlalchemy import select

from wellness.database import db
from wellness.planner.models import DraftSession
from wellness.programme.models import Facilitator, Session


def broken_promises() -> list[str]:
    """One sentence for everything that is not as it must be; empty when all is well."""
    return [*_undrafted(), *_misnamed(), *_led_by_nobody()]


def _undrafted() -> list[str]:
    query = (
        select(Session.reference)
        .outerjoin(DraftSession, DraftSession.session_id == Session.id)
        .where(DraftSession.id.is_(None))
        .order_by(Session.id)
    )
    return [f"{ref}: is released and not in the draft" for ref in db.session.scalars(query)]


def _misnamed() -> list[str]:
    query = (
        select(Session.reference, DraftSession.reference)
        .join(DraftSession, DraftSession.session_id == Session.id)
        .where(
            (Session.reference != DraftSession.reference)
            | (Session.festival_id != DraftSession.festival_id)
        )
        .order_by(Session.id)
    )
    return [
        f"{ref}: the draft has it as {drafted}, or in another festival"
        for ref, drafted in db.session.execute(query)
    ]


def _led_by_nobody() -> list[str]:
    festival_of = {
        row[0]: row[1]
        for row in db.session.execute(select(Facilitator.id, Facilitator.festival_id))
    }
    query = select(
        DraftSession.reference, DraftSession.festival_id, DraftSession.facilitator_ids
    ).order_by(DraftSession.id)
    return [
        f"{ref}: facilitator {leader} in the draft is nobody of its festival"
        for ref, festival_id, leaders in db.session.execute(query)
        for leader in leaders
        if festival_of.get(leader) != festival_id
    ]
