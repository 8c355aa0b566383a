"""What `wellness keys rotate` does to letters that wait."""

from sqlalchemy import select

from wellness.database import db
from wellness.mail.models import Letter
from wellness.sealing import Sealer


def reseal_letters(*, after: int, limit: int, sealer: Sealer) -> int | None:
    """Seal anew, under the present first key, the next `limit` letters.

    Gives the id to go on `after`, or None when there are no more. Raises sealing.Unsealable.
    """
    found = db.session.scalars(
        select(Letter).where(Letter.id > after).order_by(Letter.id).limit(limit).with_for_update()
    ).all()
    for letter in found:
        letter.to_sealed = sealer.reseal(letter.to_sealed)
        letter.text_body = sealer.reseal(letter.text_body.encode()).decode()
        if letter.html_body is not None:
            letter.html_body = sealer.reseal(letter.html_body.encode()).decode()
        if letter.calendar is not None:
            letter.calendar = sealer.reseal(letter.calendar)
    return found[-1].id if found else None
