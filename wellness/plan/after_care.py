"""A word to everybody who was there, the day after: the quiet that follows is the hard part.

It never says what somebody was at, only that the festival was; and it is one letter a person.
"""

from datetime import datetime, time, timedelta

from flask_babel import force_locale, gettext
from sqlalchemy import exists, select

from wellness.booking.models import Bookable, Booking, BookingStatus
from wellness.clock import dawn_of
from wellness.database import db
from wellness.festivals.models import Festival
from wellness.mail import outbox
from wellness.mail.models import Letter
from wellness.mail.outbox import Draft
from wellness.passes.models import Pass
from wellness.passes.queries import address_of

KIND = "after_care"
AT = time(11)
"""Wall time of the festival, on the day after its last one."""
NOT_LATER_THAN = timedelta(days=2)
"""So much later it is not begun any more; a letter is remembered for longer than that."""
_WERE_THERE = (BookingStatus.CONFIRMED, BookingStatus.ATTENDED, BookingStatus.MISSED)
_AT_ONCE = 200


def write_due(*, now: datetime) -> int:
    """Write to those who had a place at a festival that has just ended, each once; how many.

    Call inside a transaction. Only people who gave an address and want letters.
    """
    ended = [each for each in _lately_over(now) if _due_at(each) <= now < _last_at(each)]
    return sum(_written(festival, now) for festival in ended)


def _lately_over(now: datetime) -> list[Festival]:
    today = now.date()
    query = select(Festival).where(
        Festival.released_at.is_not(None),
        Festival.ends_on.between(today - timedelta(days=5), today),
    )
    return list(db.session.scalars(query))


def _due_at(festival: Festival) -> datetime:
    """The morning after the last festival day, on the festival's clock."""
    over = dawn_of(festival.ends_on + timedelta(days=1), festival.zone, festival.dawn)
    return datetime.combine(over.astimezone(festival.zone).date(), AT, festival.zone)


def _last_at(festival: Festival) -> datetime:
    return _due_at(festival) + NOT_LATER_THAN


def _written(festival: Festival, now: datetime) -> int:
    about = f"festival:{festival.id}"
    was_there = exists().where(
        Booking.pass_id == Pass.id,
        Booking.status.in_(_WERE_THERE),
        Booking.bookable_id == Bookable.id,
        Bookable.festival_id == festival.id,
    )
    has_one = exists().where(Letter.pass_id == Pass.id, Letter.kind == KIND, Letter.about == about)
    query = (
        select(Pass)
        .where(Pass.email_sealed.is_not(None), Pass.wants_letters, was_there, ~has_one)
        .order_by(Pass.id)
        .limit(_AT_ONCE)
    )
    people = list(db.session.scalars(query))
    for holder in people:
        with force_locale(holder.language):
            _write(festival, holder, about, now)
    return len(people)


def _write(festival: Festival, holder: Pass, about: str, now: datetime) -> None:
    office = outbox.office()
    address = address_of(holder, office.sealer)
    if address is None:
        return
    greeting = gettext("Hello %(name)s,", name=holder.chosen_name) if holder.chosen_name else ""
    lines = (
        greeting,
        gettext("%(festival)s is over. Thank you for having been there.", festival=festival.name),
        gettext(
            "The days after can be quiet, and for many they are the harder part. What helps then, "
            "and who to talk to, stands here:"
        ),
        f"{office.base_url}/{festival.slug}/after",
        gettext("This is the only letter of this kind. You needn't do anything with it."),
    )
    outbox.post(
        Draft(
            kind=KIND,
            pass_id=holder.id,
            about=about,
            to=address,
            subject=str(gettext("After %(festival)s", festival=festival.name)),
            text="\n\n".join(line for line in lines if line) + "\n",
            not_after=_last_at(festival),
        ),
        now=now,
    )
