from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import combinations

from sqlalchemy import select

from wellness.booking.models import Booking, BookingStatus
from wellness.database import db
from wellness.errors import Missing
from wellness.planner.models import Proposal
from wellness.programme.models import Session

FEWEST_TOGETHER = 5
"""Pairs that fewer people book are left out: such a number would be about persons."""
COUNTED = (
    BookingStatus.CONFIRMED,
    BookingStatus.WAITING,
    BookingStatus.OFFERED,
    BookingStatus.ATTENDED,
)
SILENT_AFTER = timedelta(seconds=90)
"""A run that said nothing for so long has died; on a busy machine it takes a while to begin."""


def booked_together(festival_id: int) -> Mapping[tuple[int, int], int]:
    """By pairs of activities, smaller id first: how many people book or wait for both."""
    rows = db.session.execute(
        select(Booking.pass_id, Session.activity_id)
        .join(Session, Session.id == Booking.bookable_id)
        .where(
            Session.festival_id == festival_id,
            Booking.status.in_(COUNTED),
            Booking.pass_id.is_not(None),
        )
    )
    activities: defaultdict[int, set[int]] = defaultdict(set)
    for pass_id, activity_id in rows:
        if pass_id is not None:
            activities[pass_id].add(activity_id)
    pairs: Counter[tuple[int, int]] = Counter()
    for theirs in activities.values():
        pairs.update(combinations(sorted(theirs), 2))
    return {pair: people for pair, people in pairs.items() if people >= FEWEST_TOGETHER}


def get_proposal(festival_id: int, proposal_id: int) -> Proposal:
    """The run of that number at the festival. Raises Missing."""
    found = db.session.scalars(
        select(Proposal).where(Proposal.festival_id == festival_id, Proposal.id == proposal_id)
    ).one_or_none()
    if found is None:
        raise Missing
    return found


def latest_proposal(festival_id: int) -> Proposal | None:
    """The festival's newest run, if there was any."""
    return db.session.scalars(
        select(Proposal)
        .where(Proposal.festival_id == festival_id)
        .order_by(Proposal.id.desc())
        .limit(1)
    ).one_or_none()


def is_silent(proposal: Proposal, *, now: datetime) -> bool:
    """Whether a run that is not over has died: it says twice a second that it is alive."""
    return proposal.finished_at is None and now - proposal.beat_at > SILENT_AFTER
