"""What organizers do about a residency. Each leaves a line in the audit log, without a name."""

from collections.abc import Collection, Sequence
from datetime import datetime
from itertools import pairwise

from sqlalchemy import select

from wellness.booking import giving, locks
from wellness.booking import letters as booking_letters
from wellness.booking.errors import NoPlaceToGive, NothingToGive
from wellness.booking.models import Bookable, CancelledBy
from wellness.calls.models import ApplicationState
from wellness.passes.queries import locked_pass
from wellness.programme.models import Session
from wellness.residencies import errors, letters
from wellness.residencies.actions.welcoming import end_residency, give_slot, touch
from wellness.residencies.models import Residency, ResidencyState, SupportPerson
from wellness.residencies.queries.finding import held
from wellness.residencies.queries.riders import rider_of
from wellness.residencies.queries.slots import given_bookings, slots_of_call
from wellness.residencies.rules.rider import Rider
from wellness.staff.actions.recording import record
from wellness.staff.rules import DeedKind, Hand
from wellness.web.formatting import clock_time, day_name


def set_slots(
    residency: Residency, references: Collection[str], *, hand: Hand, now: datetime
) -> None:
    """Let the residency hold exactly these slots of its call, of those still to come.

    What is over stays. The resident gets one letter. Raises NotAChoice, TimesOverlap,
    NobodyThere, ResidencyEnded; nothing is changed then.
    """
    holder = _going_on(residency).pass_id
    if holder is None:
        raise errors.NobodyThere
    wanted = {each.lower() for each in references}
    locked_pass(holder)
    slots = slots_of_call(residency.call)
    locks.hold_bookables(select(Bookable.id).where(Bookable.id.in_([slot.id for slot in slots])))
    chosen = [slot for slot in slots if slot.reference in wanted]
    bookings = {booking.bookable_id: booking for booking in given_bookings(residency)}
    coming = {key: each for key, each in bookings.items() if each.bookable.ends_at > now}
    if len(chosen) != len(wanted):
        raise errors.NotAChoice
    _check_apart(chosen)
    added = [slot for slot in chosen if slot.id not in bookings]
    removed = [each for key, each in coming.items() if key not in {slot.id for slot in chosen}]
    if not (added or removed):
        return
    for booking in removed:
        giving.take_back(booking, now=now)
        booking_letters.taken_back(booking, now=now)
    try:
        made = [give_slot(residency, slot.id, now=now) for slot in added]
    except (NoPlaceToGive, NothingToGive):
        raise errors.NotAChoice from None
    for booking in made:
        booking_letters.given(booking, now=now)
    _changed(residency, hand, now, what="studio time")
    letters.rearranged(residency, given_bookings(residency), now=now)


def _check_apart(slots: Sequence[Session]) -> None:
    for one, other in pairwise(sorted(slots, key=lambda slot: slot.starts_at)):
        if other.starts_at < one.ends_at:
            raise errors.TimesOverlap(one=_named(one), other=_named(other))


def _named(slot: Session) -> str:
    zone = slot.festival.zone
    when = f"{day_name(slot.starts_at.astimezone(zone).date())}, {clock_time(slot.starts_at, zone)}"
    return f"{when} ({slot.space.name})" if slot.space else when


def withdraw(residency: Residency, *, message: str, hand: Hand, now: datetime) -> None:
    """Take a residency back, with a letter that says so kindly. Harmless to repeat.

    Its application takes none of the call's places any more: whether somebody else is offered
    one is the organizers' to say.
    """
    if held(residency).state is not ResidencyState.CONFIRMED:
        return
    end_residency(residency, by=CancelledBy.FESTIVAL, now=now)
    application = residency.application
    if application is not None:
        application.state = ApplicationState.CALLED_OFF
        application.decided_at = now
        application.revision += 1
    letters.withdrawn(residency, message=message, now=now)
    _changed(residency, hand, now, what="withdrawn")


def assign_support(
    residency: Residency, person: SupportPerson | None, *, hand: Hand, now: datetime
) -> None:
    """Say who looks after a resident, or that nobody does. Raises ResidencyEnded."""
    _going_on(residency)
    if residency.support_id != (person.id if person else None):
        residency.support = person
        _changed(residency, hand, now, what="support person")


def look_at_rider(residency: Residency, *, part: str, hand: Hand, now: datetime) -> Rider:
    """What the resident wants known, the look written in the audit log: which residency, not who.

    `part` is "all" or "emergency"; of the latter only that part is given.
    """
    rider = rider_of(residency)
    record(
        DeedKind.RIDER_SEEN,
        hand,
        festival_id=residency.festival_id,
        about=_about(residency),
        now=now,
        part=part,
    )
    if part == "emergency":
        return Rider(emergency=rider.emergency, contact=rider.contact)
    return rider


def note(residency: Residency, *, what: str, hand: Hand, now: datetime) -> None:
    """Write in the audit log that somebody of the team noted a coming or going."""
    _record(residency, hand, now, what=what)


def _changed(residency: Residency, hand: Hand, now: datetime, *, what: str) -> None:
    touch(residency, now)
    _record(residency, hand, now, what=what)


def _record(residency: Residency, hand: Hand, now: datetime, *, what: str) -> None:
    about, at = _about(residency), residency.festival_id
    record(DeedKind.RESIDENCY_CHANGED, hand, festival_id=at, about=about, now=now, what=what)


def _about(residency: Residency) -> str:
    return f"{residency.call.title} · {residency.reference}"


def _going_on(residency: Residency) -> Residency:
    if held(residency).state is not ResidencyState.CONFIRMED:
        raise errors.ResidencyEnded
    return residency
