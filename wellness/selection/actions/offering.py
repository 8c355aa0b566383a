"""Offers: made, reminded of, lapsed, and passed on. One way for a place to find the next person.

Declining, lapsing, giving up and an organizer's click all end in `fill`, under the lock of the
call: accepted and offered together are never more than the role has places.
"""

from datetime import datetime

from wellness.calls.models import Application, ApplicationState, Call
from wellness.database import db
from wellness.selection import errors, letters, locks
from wellness.selection.actions.deciding import check_closed, write_down
from wellness.selection.queries import offers
from wellness.selection.rules.offers import offer_end
from wellness.staff.rules import Hand

State = ApplicationState
BY_ITSELF = Hand(None, "the line")
"""Whose hand it is when an offer lapses or goes on to the next in line."""


def offer_places(
    call_id: int, role_id: int | None, *, hand: Hand, now: datetime
) -> list[Application]:
    """Offer the free places of a role (None: of every role) to the first in line.

    Raises NothingToOffer where there is no free place or nobody in line, NotYetClosed.
    """
    call = locks.locked_call(call_id)
    check_closed(call, now)
    let_lapse(call, now=now)
    roles = [role.id for role in call.roles if role_id in {None, role.id}]
    made = [offer for role in roles for offer in fill(call, role, hand=hand, late=False, now=now)]
    if not made:
        raise errors.NothingToOffer
    return made


def fill(
    call: Call, role_id: int | None, *, hand: Hand = BY_ITSELF, late: bool = True, now: datetime
) -> list[Application]:
    """Offer what is free in a role of a locked call, in order of its line; nobody is passed over.

    `late`: it has come free after others were offered the role's places.
    """
    if call.festival.ends_on < now.astimezone(call.festival.zone).date():
        return []
    made: list[Application] = []
    while (head := _next_in_line(call, role_id)) is not None:
        _offer(head, call, late=late, now=now)
        write_down(call, head, hand, now, step="offered")
        made.append(head)
    return made


def _next_in_line(call: Call, role_id: int | None) -> Application | None:
    """Whoever is next for a free place, held; None without a place or a line."""
    while offers.free_in(call, role_id) > 0:
        line = offers.line_of(call.id, role_id)
        if not line:
            return None
        locks.hold(line[0])
        if line[0].state is State.IN_LINE:  # else withdrawn a moment ago
            return line[0]
    return None


def _offer(application: Application, call: Call, *, late: bool, now: datetime) -> None:
    application.state = State.OFFERED
    application.line_position = None
    application.offered_until = offer_end(now, call.offer_hours, offers.night_of(call))
    application.decided_at = now
    application.reminded_at = None
    application.revision += 1
    db.session.flush()
    letters.offered(application, late=late, now=now)


def let_lapse(call: Call, *, now: datetime) -> list[Application]:
    """End the offers of a locked call whose time is over, and ask the next in each line."""
    over = offers.lapsed_offers(call.id, now=now)
    for application in over:
        locks.hold(application)
        application.state = State.LAPSED
        application.decided_at = now
        application.revision += 1
        letters.lapsed(application, now=now)
        write_down(call, application, BY_ITSELF, now, step="lapsed")
    for role_id in {application.role_id: None for application in over}:
        fill(call, role_id, now=now)
    return over


def settle(call_id: int, *, now: datetime) -> int:
    """What the worker does for a call: says how many offers lapsed."""
    return len(let_lapse(locks.locked_call(call_id), now=now))


def remind(*, now: datetime) -> int:
    """Write the reminders that are due; each offer has one. Says how many."""
    due = sorted(offers.offers_to_remind_of(now=now), key=lambda offer: offer.call_id)
    written = 0
    for offer in due:
        application, _call = locks.with_its_call(offer)
        if application.state is State.OFFERED and application.reminded_at is None:
            application.reminded_at = now
            letters.reminder(application, now=now)
            written += 1
    return written
