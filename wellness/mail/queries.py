from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from wellness.database import db
from wellness.errors import Missing
from wellness.mail.models import Letter

NEWEST_SHOWN = 200


def is_pending() -> ColumnElement[bool]:
    """Neither sent nor given up."""
    return and_(Letter.sent_at.is_(None), Letter.given_up_at.is_(None))


def is_nobodys(now: datetime) -> ColumnElement[bool]:
    """In nobody's hands, and not pausing after a failure."""
    return or_(Letter.leased_until.is_(None), Letter.leased_until <= now)


def is_stale(now: datetime) -> ColumnElement[bool]:
    """Pending, in nobody's hands, and too late to be of use."""
    return and_(is_pending(), is_nobodys(now), Letter.not_after < now)


def may_be_sent(now: datetime) -> ColumnElement[bool]:
    """Due, not stale, in nobody's hands, and first in line among letters about the same thing."""
    earlier = aliased(Letter)
    goes_first = exists().where(
        earlier.about == Letter.about,
        earlier.sent_at.is_(None),
        earlier.given_up_at.is_(None),
        or_(earlier.not_after.is_(None), earlier.not_after >= now),
        or_(
            earlier.due_at < Letter.due_at,
            and_(earlier.due_at == Letter.due_at, earlier.id < Letter.id),
        ),
    )
    return and_(
        is_pending(),
        Letter.due_at <= now,
        or_(Letter.not_after.is_(None), Letter.not_after >= now),
        is_nobodys(now),
        ~goes_first,
    )


def has_stale(now: datetime) -> bool:
    """Whether anything is to be dropped: asked first, so that an idle postman writes nothing."""
    return db.session.scalar(select(Letter.id).where(is_stale(now)).limit(1)) is not None


def next_due(now: datetime) -> int | None:
    """The id of the letter that has been due the longest, if any may be sent."""
    found = select(Letter.id).where(may_be_sent(now)).order_by(Letter.due_at, Letter.id).limit(1)
    return db.session.scalars(found).first()


def longest_overdue(now: datetime) -> timedelta:
    """For how long the oldest pending letter has been due; zero if none is."""
    oldest = db.session.scalar(select(func.min(Letter.due_at)).where(is_pending()))
    return max(now - oldest, timedelta(0)) if oldest else timedelta(0)


def newest_letters() -> list[Letter]:
    """The letters written last, newest first."""
    newest = select(Letter).order_by(Letter.created_at.desc(), Letter.id.desc())
    return list(db.session.scalars(newest.limit(NEWEST_SHOWN)))


def get_letter(uid: UUID) -> Letter:
    """The letter with this uid. Raises Missing."""
    letter = db.session.scalars(select(Letter).where(Letter.uid == uid)).first()
    if letter is None:
        raise Missing
    return letter
