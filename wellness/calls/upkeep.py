"""What `wellness keys rotate` does to the answers of applications."""

from sqlalchemy import select

from wellness.calls.models import Application
from wellness.database import db
from wellness.sealing import Sealer


def reseal_applications(*, after: int, limit: int, sealer: Sealer) -> int | None:
    """Seal anew, under the present first key, the answers of the next `limit` applications.

    Gives the id to go on `after`, or None when there are no more. Raises sealing.Unsealable.
    """
    query = select(Application).where(Application.id > after).order_by(Application.id).limit(limit)
    found = db.session.scalars(query.with_for_update()).all()
    for application in found:
        if application.answers_sealed is not None:
            application.answers_sealed = sealer.reseal(application.answers_sealed)
    return found[-1].id if found else None
