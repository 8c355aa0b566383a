"""All that is kept about a resident, for themselves: to read and to take away."""

from datetime import datetime
from typing import Any

from wellness.residencies.models import Residency
from wellness.residencies.queries.finding import residencies_of
from wellness.residencies.queries.riders import rider_of
from wellness.residencies.queries.stays import seen_days, stay_of


def told_to(pass_id: int) -> list[dict[str, Any]]:
    """Every residency of this pass under plain names, its access rider in the clear.

    Instants in UTC as ISO 8601. Raises sealing.Unsealable.
    """
    return [_told(residency) for residency in residencies_of(pass_id)]


def _told(residency: Residency) -> dict[str, Any]:
    rider = rider_of(residency)
    return {
        "reference": residency.reference,
        "festival": residency.festival.name,
        "call": residency.call.title,
        "role": residency.role_name,
        "state": residency.state.value,
        "began_at": _said(residency.created_at),
        "ended_at": _said(residency.ended_at),
        "agreement": {
            "version": residency.agreement_version,
            "said_yes_at": _said(residency.agreement_read_at),
        },
        "slots": [slot.booking.reference for slot in stay_of(residency).slots],
        "days": [
            {"day": day.isoformat(), "came_at": _said(seen.came_at), "left_at": _said(seen.left_at)}
            for day, seen in sorted(seen_days(residency.id).items())
        ],
        "access_rider": None
        if rider.is_empty
        else {
            "needs": [need.value for need in rider.needs],
            "what_helps": rider.helps,
            "in_an_emergency": rider.emergency,
            "whom_to_call": rider.contact,
            "food": rider.food,
            "written_at": _said(residency.rider_updated_at),
        },
    }


def _said(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
