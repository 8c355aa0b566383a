"""Letters about requests, written by the worker. Inside `in_transaction(…)`."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, func, or_, select

from wellness.care import letters, queries
from wellness.care.models import CareRequest
from wellness.care.rules.times import LETTER_PAUSE, LONG_OVERDUE, REMINDED_AGAIN
from wellness.database import db
from wellness.festivals.models import Festival
from wellness.mail.models import Letter
from wellness.mail.outbox import Draft, office, post
from wellness.staff.models import Account
from wellness.staff.queries import address_of


def tell_the_teams(*, now: datetime) -> int:
    """Write to navigators whom something waits for, at most once an hour; how many letters.

    What waits is told once, what is overdue once a day; an overdue request of somebody's is
    theirs alone for two days, then everybody's, and the festival's owners hear of it.
    """
    owed = defaultdict(list)
    for request in db.session.scalars(select(CareRequest).where(CareRequest.due_at.is_not(None))):
        owed[request.festival_id].append(request)
    return sum(_tell(festival_id, requests, now) for festival_id, requests in owed.items())


def forget_sent_addresses() -> int:
    """Delete letters to people as soon as they are sent or given up; says how many."""
    gone = (
        Letter.kind == letters.PERSON,
        or_(Letter.sent_at.is_not(None), Letter.given_up_at.is_not(None)),
    )
    if db.session.scalar(select(func.count()).select_from(Letter).where(*gone)) == 0:
        return 0
    return int(getattr(db.session.execute(delete(Letter).where(*gone)), "rowcount", 0))


def _tell(festival_id: int, requests: list[CareRequest], now: datetime) -> int:
    festival = db.session.get_one(Festival, festival_id)
    written = 0
    for account in queries.navigators_of(festival_id):
        theirs = [each for each in requests if _concerns(each, account, now)]
        written += _tell_one(festival, account, theirs, now)
    if any(_is_late(each, now) for each in requests):
        for account in queries.leaders_of(festival_id):
            written += _tell_leader(festival, account, now)
    return written


def _concerns(request: CareRequest, account: Account, now: datetime) -> bool:
    return request.assigned_id in {None, account.id} or _is_late(request, now)


def _is_late(request: CareRequest, now: datetime) -> bool:
    return request.due_at is not None and request.due_at + LONG_OVERDUE <= now


def _tell_one(
    festival: Festival, account: Account, requests: Iterable[CareRequest], now: datetime
) -> int:
    about = f"care:{festival.id}:{account.id}"
    last = _last_letter(about)
    overdue = [each for each in requests if each.due_at is not None and each.due_at <= now]
    news = [each for each in requests if last is None or _waits_since(each) > last]
    late_news = [each for each in overdue if last is None or _due(each) > last]
    again = overdue and last is not None and last + REMINDED_AGAIN <= now
    if not (news or late_news or again) or (last is not None and now < last + LETTER_PAUSE):
        return 0
    post(
        letters.for_navigator(
            to=_address(account),
            language=account.language,
            about=about,
            slug=festival.slug,
            overdue=bool(overdue),
            now=now,
        ),
        now=now,
    )
    return 1


def _tell_leader(festival: Festival, account: Account, now: datetime) -> int:
    about = f"care-late:{festival.id}:{account.id}"
    last = _last_letter(about)
    if last is not None and now < last + REMINDED_AGAIN:
        return 0
    draft: Draft = letters.for_leader(
        to=_address(account),
        language=account.language,
        about=about,
        slug=festival.slug,
        now=now,
    )
    post(draft, now=now)
    return 1


def _waits_since(request: CareRequest) -> datetime:
    """When the person last wrote: those are the entries nobody of the team wrote."""
    return max(each.written_at for each in request.entries if not each.written_by)


def _due(request: CareRequest) -> datetime:
    return request.due_at or request.received_at


def _last_letter(about: str) -> datetime | None:
    return db.session.scalar(select(func.max(Letter.created_at)).where(Letter.about == about))


def _address(account: Account) -> str:
    return address_of(account, office().sealer)
