"""Deciding to live with a warning, and taking that back. Call inside `in_transaction(…)`."""

from datetime import datetime

from wellness.database import db
from wellness.errors import Missing
from wellness.festivals.models import Festival
from wellness.planner.actions.drafting import lock_draft, touch_draft
from wellness.planner.errors import NeedsReason
from wellness.planner.models import AcceptedWarning
from wellness.planner.queries.board import board_of
from wellness.planner.queries.warnings import accepted_warning
from wellness.planner.rules.warnings import warnings_of
from wellness.staff.actions import record
from wellness.staff.rules import DeedKind, Hand


def accept_warning(
    festival: Festival, key: str, reason: str, *, hand: Hand, now: datetime
) -> AcceptedWarning:
    """Keep the plan as it is although it is warned of, and say why; written to the audit log.

    Accepting again replaces the reason. Raises NeedsReason, and Missing if nothing is wrong any
    more that has this key.
    """
    reason = reason.strip()[:300]
    if not reason:
        raise NeedsReason
    lock_draft(festival.id)
    warning = next((each for each in warnings_of(board_of(festival)) if each.key == key), None)
    if warning is None:
        raise Missing
    accepted = accepted_warning(festival.id, key)
    if accepted is None:
        accepted = AcceptedWarning(festival_id=festival.id, key=key)
        db.session.add(accepted)
    accepted.reason, accepted.accepted_by, accepted.accepted_at = reason, hand.name, now
    record(
        DeedKind.WARNING_ACCEPTED,
        hand,
        festival_id=festival.id,
        about=warning.kind,
        now=now,
        key=key,
        reason=reason,
    )
    touch_draft(festival.id)
    return accepted


def take_back_acceptance(festival: Festival, key: str) -> None:
    """Let a warning be warned of again. Raises Missing if nobody accepted it."""
    lock_draft(festival.id)
    accepted = accepted_warning(festival.id, key)
    if accepted is None:
        raise Missing
    db.session.delete(accepted)
    db.session.flush()
    touch_draft(festival.id)
