"""One row in every table of studios, calls, the panel and residencies."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from wellness.booking.models import Booking, BookingStatus
from wellness.calls.models import Application, ApplicationState, Call, CallRole
from wellness.database import Model
from wellness.passes.models import Pass
from wellness.programme.models import Session
from wellness.references import new_reference
from wellness.residencies.models import Residency, ResidencySlot, StudioDay, SupportPerson
from wellness.selection.models import Panelist, Reading
from wellness.studios.models import EngineerShift, Equipment, EquipmentRequest, SlotLength, Studio


def rows_of_residencies(slot: Session, holder: Pass, *, now: datetime) -> Iterator[Model]:
    """Everything somebody's residency consists of, in `slot` led by an engineer."""
    ground = {"festival_id": slot.festival_id, "updated_at": now}
    yield Studio(**ground, space_id=slot.space_id, slot_length=SlotLength.HOURS, slot_hours=4)
    yield EngineerShift(
        festival_id=slot.festival_id,
        space_id=slot.space_id,
        facilitator_id=slot.facilitators[0].id,
        starts_at=now,
        ends_at=now + timedelta(hours=1),
    )
    call = Call(**ground, slug="night-shift", title="Night shift", created_at=now)
    role = CallRole(name="Producer")
    call.roles.append(role)
    yield call
    application = Application(
        reference=new_reference(),
        call=call,
        role=role,
        holder=holder,
        number=1,
        state=ApplicationState.ACCEPTED,
        answers_sealed=b"sealed",
        saved_at=now,
        created_at=now,
    )
    yield application
    yield Panelist(call=call, account_id=1, created_at=now)
    yield Reading(application=application, account_id=1, scores={"work": 5}, updated_at=now)
    support = SupportPerson(**ground, name="Jo", reach_sealed=b"sealed")
    residency = Residency(
        **ground,
        reference=new_reference(),
        call=call,
        application=application,
        holder=holder,
        support=support,
        created_at=now,
    )
    yield residency
    booking = Booking(
        reference=new_reference(),
        bookable=slot,
        holder=holder,
        status=BookingStatus.CONFIRMED,
        created_at=now,
        updated_at=now,
    )
    yield ResidencySlot(residency=residency, booking=booking)
    yield EquipmentRequest(
        booking=booking,
        equipment=Equipment(**ground, kind="Ribbon microphone"),
        created_at=now,
        updated_at=now,
    )
    yield StudioDay(residency=residency, day=now.date(), came_at=now)
