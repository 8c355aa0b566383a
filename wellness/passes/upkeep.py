"""What time does to passes: the work of `wellness work` and `wellness keys rotate`."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select

from wellness.database import db
from wellness.passes.models import OpeningLink, Pass
from wellness.passes.queries import address_place
from wellness.passes.rules import address_hashes
from wellness.references import Keyring
from wellness.sealing import Sealer
from wellness.tries.actions import forget_attempts

ATTEMPTS_KEPT = timedelta(days=1)
LINKS_KEPT = timedelta(days=1)


def forget_the_past(*, now: datetime) -> int:
    """Delete counted tries and opening links that matter no more; says how many rows."""
    old = delete(OpeningLink).where(OpeningLink.expires_at < now - LINKS_KEPT)
    links = int(getattr(db.session.execute(old), "rowcount", 0))
    return links + forget_attempts(before=now - ATTEMPTS_KEPT)


def reseal_addresses(*, after: int, limit: int, keys: Keyring, sealer: Sealer) -> int | None:
    """Seal and hash anew, under the present keys, the addresses of the next `limit` passes.

    Gives the id to go on `after`, or None when there are no more. Raises sealing.Unsealable.
    """
    found = db.session.scalars(
        select(Pass)
        .where(Pass.id > after, Pass.email_sealed.is_not(None))
        .order_by(Pass.id)
        .limit(limit)
        .with_for_update()
    ).all()
    for holder in found:
        if holder.email_sealed is not None:
            address = sealer.unseal(address_place(holder), holder.email_sealed)
            holder.email_sealed = sealer.seal(address_place(holder), address)
            holder.email_hash = address_hashes(keys, address)[0]
    return found[-1].id if found else None
