"""What time and new keys do to requests. Inside `in_transaction(…)`."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from wellness.care.actions.asking import erase
from wellness.care.actions.reading import TO_BOTH
from wellness.care.models import CareRequest, CareTeam
from wellness.care.rules.documents import place_of_entry, place_of_key
from wellness.care.rules.keys import CareKeys
from wellness.care.rules.times import LONGEST_KEPT_DAYS, forgotten_at
from wellness.database import db


def forget_closed(*, now: datetime) -> int:
    """Erase requests whose festival keeps closed ones no longer; says how many.

    One that is not closed is never forgotten silently, however old it is.
    """
    query = (
        select(CareRequest.id, CareRequest.closed_at, CareTeam.keep_days)
        .join(CareTeam, CareTeam.festival_id == CareRequest.festival_id, isouter=True)
        .where(CareRequest.closed_at.is_not(None))
    )
    due = [
        number
        for number, closed_at, keep_days in db.session.execute(query).all()
        if closed_at and forgotten_at(closed_at, keep_days or LONGEST_KEPT_DAYS) <= now
    ]
    for number in due:
        erase(number)
    return len(due)


def reseal_requests(*, after: int, limit: int, keys: CareKeys) -> int | None:
    """Seal anew, to the present public key, the next `limit` requests with all written of them.

    Gives the id to go on `after`, or None when there are no more. Raises CareKeyAbsent,
    sealing.Unsealable.
    """
    found = db.session.scalars(
        select(CareRequest)
        .where(CareRequest.id > after)
        .order_by(CareRequest.id)
        .limit(limit)
        .with_for_update()
        .options(selectinload(CareRequest.entries))
    ).all()
    for request in found:
        place = place_of_key("key_for_care", request.uid)
        request.key_for_care = keys.reseal(place, request.key_for_care)
        for entry in request.entries:
            if entry.kind not in TO_BOTH:
                entry_place = place_of_entry(entry.kind, request.uid, entry.uid)
                entry.sealed = keys.reseal(entry_place, entry.sealed)
    return found[-1].id if found else None
