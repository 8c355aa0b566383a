"""Calls, applications and residencies to test with, each written in a transaction of its own."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from tests.factories import a_festival, a_pass, a_session, a_space, an_activity
from wellness import clock
from wellness.booking.models import BookableStatus, Booking, Entry
from wellness.calls.answers import seal_answers
from wellness.calls.models import Application, ApplicationState, Call, CallRole
from wellness.database import db, in_transaction, transaction
from wellness.festivals.models import Festival, Space
from wellness.mail import outbox
from wellness.passes.models import Pass
from wellness.programme.models import Facilitator, Session
from wellness.references import new_reference
from wellness.residencies.actions.settling import save_rider
from wellness.residencies.actions.welcoming import begin_residency
from wellness.residencies.models import Residency, SupportPerson
from wellness.residencies.queries.riders import reach_place
from wellness.residencies.queries.slots import given_bookings
from wellness.residencies.rules.rider import Rider

_numbers = count(1)
HALF_A_DAY = timedelta(hours=4)


def a_call(
    festival: Festival | None = None, *, title: str = "Night shift", slots_each: int = 1
) -> Call:
    """A call with one role, an agreement and studio time of its own, which has no slots yet."""
    festival, now = festival or a_festival(), clock.now()
    activity = an_activity(festival, title=f"{title}: studio time")
    with transaction():
        activity.is_studio_time = True
        activity.entry = Entry.GIVEN
        call = Call(
            festival_id=festival.id,
            festival=festival,
            slug=f"residents-call-{next(_numbers)}",
            title=title,
            activity_id=activity.id,
            slots_each=slots_each,
            agreement="## Shares\n\nWe share what we write **equally**.",
            roles=[CallRole(name="Songwriter", places=2)],
            created_at=now,
            updated_at=now,
        )
        db.session.add(call)
    return call


def a_slot(
    call: Call,
    *,
    space: Space | None = None,
    starts_in: timedelta = timedelta(days=1),
    starts_at: datetime | None = None,
    lasts: timedelta = HALF_A_DAY,
    capacity: int = 1,
    facilitators: tuple[Facilitator, ...] = (),
    status: BookableStatus = BookableStatus.SCHEDULED,
) -> Session:
    """One released studio slot of a call."""
    return a_session(
        call.festival,
        activity=call.activity,
        space=space or a_space(call.festival),
        entry=Entry.GIVEN,
        starts_in=starts_in,
        starts_at=starts_at,
        lasts=lasts,
        capacity=capacity,
        facilitators=facilitators,
        status=status,
    )


def slots_in_a_row(
    call: Call, number: int, *, space: Space | None = None, starts_in: timedelta = timedelta(days=1)
) -> list[Session]:
    """Slots in one studio, each an hour after the one before."""
    studio, step = space or a_space(call.festival), HALF_A_DAY + timedelta(hours=1)
    return [a_slot(call, space=studio, starts_in=starts_in + step * n) for n in range(number)]


def an_application(
    call: Call,
    *,
    holder: Pass | None = None,
    state: ApplicationState = ApplicationState.ACCEPTED,
) -> Application:
    """What somebody handed in for a call, accepted unless `state` says otherwise."""
    now, person = clock.now(), holder or a_pass(name="Robin")
    application = Application(
        reference=new_reference(),
        call=call,
        role=call.roles[0],
        holder=person,
        state=state,
        uid=uuid4(),
        saved_at=now,
        created_at=now,
    )
    seal_answers(application, {"name": "Robin"}, outbox.office().sealer)
    with transaction():
        db.session.add(application)
    return application


def begins(application: Application, *, now: datetime | None = None) -> Residency:
    """An accepted application becomes a residency."""
    at = now or clock.now()
    return in_transaction(lambda: begin_residency(application, now=at))


def a_residency(
    call: Call | None = None, *, holder: Pass | None = None, slots: int = 1
) -> Residency:
    """A confirmed residency of a call that has `slots` slots for it, tomorrow."""
    if call is None:
        call = a_call(slots_each=max(1, slots))
        slots_in_a_row(call, slots)
    return begins(an_application(call, holder=holder))


def times_of(residency: Residency) -> Sequence[datetime]:
    """When a residency's slots start, in order."""
    return [slot.bookable.starts_at for slot in given_bookings(residency)]


def held_slots(residency: Residency) -> list[Booking]:
    """The bookings of a residency's slots."""
    return given_bookings(residency)


def supported(residency: Residency, *, reach: str, name: str = "Jo Aalto") -> SupportPerson:
    """Somebody to turn to, who looks after this residency from now on."""
    with transaction():
        person = SupportPerson(
            uid=uuid4(),
            festival_id=residency.festival_id,
            name=name,
            reach_sealed=b"",
            about="In the kitchen from nine.",
            updated_at=clock.now(),
        )
        person.reach_sealed = outbox.office().sealer.seal(reach_place(person), reach)
        db.session.add(person)
        db.session.flush()
        residency.support_id = person.id
    db.session.expire_all()
    return person


def writes_a_rider(residency: Residency, **told: Any) -> None:
    """The resident says what they need, in these parts of the rider."""
    rider = Rider(**told)
    in_transaction(lambda: save_rider(residency, rider, now=clock.now()))
