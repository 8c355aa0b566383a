"""What happens to a letter on its way; each is one UPDATE, safe with several postmen at once."""

from datetime import datetime

from sqlalchemy import CursorResult, Delete, Update, delete, or_, update

from wellness.database import db
from wellness.mail import queries
from wellness.mail.models import Letter
from wellness.mail.rules import KEPT_FOR, LEASE

TOO_LATE = "too late to be of use"


def lease(letter_id: int, *, now: datetime) -> Letter | None:
    """Take a letter in hand for LEASE; None if somebody else was quicker."""
    taken = _changed(
        update(Letter)
        .where(Letter.id == letter_id, queries.may_be_sent(now))
        .values(leased_until=now + LEASE, tries=Letter.tries + 1)
    )
    return db.session.get_one(Letter, letter_id, populate_existing=True) if taken else None


def hand_over(letter_id: int, *, handovers: int) -> None:
    """Note, before the server has all of it, that from here on it may arrive."""
    _change(letter_id, handovers=handovers)


def mark_sent(letter_id: int, *, now: datetime) -> None:
    """The server has taken it for good."""
    _change(letter_id, sent_at=now, leased_until=None, last_error="")


def put_off(letter_id: int, *, until: datetime, handovers: int, error: str) -> None:
    """Not now: nobody tries it again before `until`."""
    _change(letter_id, leased_until=until, handovers=handovers, last_error=error)


def give_up(letter_id: int, *, now: datetime, error: str) -> None:
    """Never: `error` says why, without naming anybody."""
    _change(letter_id, given_up_at=now, leased_until=None, last_error=error)


def drop_stale(*, now: datetime) -> int:
    """Give up what would only confuse by now; how many that were."""
    return _changed(
        update(Letter)
        .where(queries.is_stale(now))
        .values(given_up_at=now, leased_until=None, last_error=TOO_LATE)
    )


def purge_letters(*, now: datetime) -> int:
    """Erase what was sent or given up more than KEPT_FOR ago; how many that were."""
    done = now - KEPT_FOR
    return _changed(delete(Letter).where(or_(Letter.sent_at < done, Letter.given_up_at < done)))


def _change(letter_id: int, **values: object) -> None:
    _changed(update(Letter).where(Letter.id == letter_id, queries.is_pending()).values(**values))


def _changed(statement: Update | Delete) -> int:
    result = db.session.execute(statement, execution_options={"synchronize_session": False})
    assert isinstance(result, CursorResult)  # noqa: S101 - for the type: UPDATE gives nothing else
    return result.rowcount
