"""Where a call stands at a given moment: one decision for labels, pages and permission."""

from datetime import datetime
from enum import StrEnum

from wellness.calls.models import Call


class Phase(StrEnum):
    """Where a call stands, as everybody sees it."""

    DRAFT = "draft"
    """Only the organizers know of it."""
    NOT_YET = "not_yet"
    """Announced; applications are taken from its opening on."""
    OPEN = "open"
    CLOSED = "closed"
    """The applications are being read."""
    DECIDED = "decided"
    """Everybody has an answer."""


def phase_of(call: Call, *, now: datetime) -> Phase:
    """The phase `call` is in at `now`. It is open from its opening up to, not with, its closing.

    A published call without an opening is open at once; one without a closing stays open until
    it is decided.
    """
    if call.published_at is None:
        return Phase.DRAFT
    if call.decided_at is not None and call.decided_at <= now:
        return Phase.DECIDED
    if call.opens_at is not None and now < call.opens_at:
        return Phase.NOT_YET
    if call.closes_at is not None and call.closes_at <= now:
        return Phase.CLOSED
    return Phase.OPEN
