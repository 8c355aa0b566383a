"""A stay as its resident and the organizers see it: slots, days, what was noted, equipment."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import select

from wellness.booking.models import BookableStatus, Booking
from wellness.clock import festival_day
from wellness.database import db
from wellness.programme.models import Session
from wellness.residencies.models import Residency, StudioDay
from wellness.residencies.queries.finding import residencies_of
from wellness.residencies.queries.slots import given_bookings
from wellness.residencies.rules.stay import Seen, StayDay, days_of
from wellness.studios.models import EquipmentRequest, RequestState


class EquipmentState(StrEnum):
    """How far it is with what a booking asked for."""

    NOTHING = "nothing"
    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    """At least one thing can't be had."""


@dataclass(frozen=True, slots=True)
class GivenSlot:
    """One studio slot of a residency, with the booking that keeps it."""

    booking: Booking
    session: Session
    equipment: EquipmentState

    @property
    def starts_at(self) -> datetime:
        """When it starts."""
        return self.session.starts_at

    @property
    def ends_at(self) -> datetime:
        """When it ends."""
        return self.session.ends_at

    @property
    def is_cancelled(self) -> bool:
        """Whether the festival cancelled it."""
        return self.session.status is BookableStatus.CANCELLED


@dataclass(frozen=True, slots=True)
class Stay:
    """All of a residency's studio time."""

    residency: Residency
    slots: tuple[GivenSlot, ...]
    days: tuple[StayDay, ...]

    def slots_on(self, day: date) -> tuple[GivenSlot, ...]:
        """The slots of one festival day, cancelled ones too."""
        festival = self.residency.festival
        return tuple(
            slot
            for slot in self.slots
            if festival_day(slot.starts_at, festival.zone, festival.dawn) == day
        )

    def day(self, day: date) -> StayDay | None:
        """What is known of one day; None if it is not of this stay."""
        return next((each for each in self.days if each.day == day), None)

    def ahead(self, now: datetime) -> tuple[GivenSlot, ...]:
        """What is still to come, or running."""
        return tuple(s for s in self.slots if s.ends_at > now and not s.is_cancelled)

    @property
    def last_ends_at(self) -> datetime | None:
        """When its last slot ends; None without studio time."""
        return max((slot.ends_at for slot in self.slots), default=None)


def stay_of(residency: Residency) -> Stay:
    """A residency's studio time as it stands; three queries."""
    bookings = given_bookings(residency)
    states = equipment_states([booking.id for booking in bookings])
    slots = tuple(
        GivenSlot(booking, booking.bookable, states[booking.id])
        for booking in bookings
        if isinstance(booking.bookable, Session)
    )
    festival = residency.festival
    days = days_of(
        [slot for slot in slots if not slot.is_cancelled],
        seen_days(residency.id),
        zone=festival.zone,
        dawn=festival.dawn,
    )
    return Stay(residency, slots, days)


def seen_days(residency_id: int) -> dict[date, Seen]:
    """What was noted of a resident's coming and going, by day."""
    query = select(StudioDay).where(StudioDay.residency_id == residency_id)
    return {row.day: Seen(row.came_at, row.left_at) for row in db.session.scalars(query)}


def equipment_states(booking_ids: Collection[int]) -> dict[int, EquipmentState]:
    """How far it is with what each of these bookings asked for."""
    query = select(EquipmentRequest.booking_id, EquipmentRequest.state).where(
        EquipmentRequest.booking_id.in_(booking_ids)
    )
    found: dict[int, set[RequestState]] = {each: set() for each in booking_ids}
    for booking_id, state in db.session.execute(query):
        found[booking_id].add(state)
    return {each: _state_of(states) for each, states in found.items()}


def _state_of(states: set[RequestState]) -> EquipmentState:
    for state in (RequestState.REFUSED, RequestState.ASKED, RequestState.GRANTED):
        if state in states:
            return EquipmentState(state.value)
    return EquipmentState.NOTHING


def worst_of(states: Sequence[EquipmentState]) -> EquipmentState:
    """One state for several bookings: what somebody has to look at comes first."""
    order = (EquipmentState.REFUSED, EquipmentState.ASKED, EquipmentState.GRANTED)
    return next((state for state in order if state in states), EquipmentState.NOTHING)


def stays_in_plan(pass_id: int, *, now: datetime) -> list[Stay]:
    """The residencies a person's plan shows: until their festival is over, ended ones too."""
    return [
        stay_of(residency)
        for residency in residencies_of(pass_id)
        if residency.festival.ends_on >= now.astimezone(residency.festival.zone).date()
    ]
