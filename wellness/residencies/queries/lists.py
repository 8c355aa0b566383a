"""Residencies as those who look after them see them. No rider is read here."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from wellness.booking.models import BookableStatus
from wellness.booking.queries import places_held
from wellness.calls.models import Call
from wellness.clock import festival_day
from wellness.database import db
from wellness.errors import Missing
from wellness.festivals.models import Festival
from wellness.programme.models import Session
from wellness.residencies.models import Residency, ResidencyState, SupportPerson
from wellness.residencies.queries.slots import slots_of_call
from wellness.residencies.queries.stays import EquipmentState, Stay, stay_of, worst_of
from wellness.residencies.rules.stay import Presence, StayDay
from wellness.residencies.rules.steps import Agreed, agreed
from wellness.staff.models import Account, Membership


@dataclass(frozen=True, slots=True)
class Line:
    """One residency in the list."""

    stay: Stay
    standing: Agreed
    equipment: EquipmentState
    today: StayDay | None
    """The day that can be noted now, if there is one."""
    overdue: StayDay | None
    """A day on which they came and did not say that they left."""

    @property
    def residency(self) -> Residency:
        """Whose line it is."""
        return self.stay.residency


@dataclass(frozen=True, slots=True)
class Choice:
    """A slot of the call that could be this residency's."""

    session: Session
    is_held: bool
    is_busy: bool
    """The resident keeps something else at that time: that they do, never what."""


def lines_of(festival: Festival, *, now: datetime) -> list[Line]:
    """Every residency of a festival, call by call, those that are going on first."""
    query = (
        select(Residency)
        .join(Residency.call)
        .where(Residency.festival_id == festival.id)
        .options(
            joinedload(Residency.call),
            joinedload(Residency.holder),
            joinedload(Residency.support),
            joinedload(Residency.festival),
            joinedload(Residency.application),
        )
        .order_by(Call.title, Call.id, Residency.state != ResidencyState.CONFIRMED, Residency.id)
    )
    return [line_of(residency, now=now) for residency in db.session.scalars(query)]


def line_of(residency: Residency, *, now: datetime) -> Line:
    """One residency as a line of the list."""
    stay = stay_of(residency)
    return Line(
        stay=stay,
        standing=agreed(
            agreement=residency.call.agreement,
            version=residency.call.agreement_version,
            said_yes_to=residency.agreement_version,
        ),
        equipment=worst_of([slot.equipment for slot in stay.slots]),
        today=next((day for day in stay.days if day.is_open(now)), None),
        overdue=next((d for d in stay.days if d.presence(now) is Presence.OVERDUE), None),
    )


def expected_now(
    festival: Festival, *, now: datetime, supported_by: int | None = None
) -> list[Line]:
    """Whoever is expected, here, or gone today, or was not noted to leave; by their first slot.

    With `supported_by`, an account's id, only those whom that person looks after.
    """
    today = festival_day(now, festival.zone, festival.dawn)
    found = [
        line
        for line in lines_of(festival, now=now)
        if line.residency.state is ResidencyState.CONFIRMED
        and (line.stay.day(today) or line.today or line.overdue)
        and (supported_by is None or _is_with(line.residency.support, supported_by))
    ]
    found.sort(key=lambda line: min(day.starts_at for day in _shown(line, festival, now)))
    return found


def _shown(line: Line, festival: Festival, now: datetime) -> list[StayDay]:
    day = line.stay.day(festival_day(now, festival.zone, festival.dawn))
    return [each for each in (day, line.today, line.overdue) if each is not None]


def _is_with(person: SupportPerson | None, account_id: int) -> bool:
    return person is not None and person.account_id == account_id and not person.is_retired


def choices_of(stay: Stay, *, now: datetime) -> list[Choice]:
    """The slots of the call this residency holds or could hold, by start."""
    residency = stay.residency
    held = {slot.session.id for slot in stay.slots}
    return [
        Choice(slot, slot.id in held, _is_busy(residency, slot, held))
        for slot in slots_of_call(residency.call)
        if slot.id in held or (slot.starts_at > now and slot.taken < (slot.capacity or 0))
    ]


def _is_busy(residency: Residency, slot: Session, held: Collection[int]) -> bool:
    if residency.pass_id is None:
        return False
    kept = places_held(residency.pass_id, between=(slot.starts_at, slot.ends_at))
    return any(
        booking.bookable_id not in held
        and booking.bookable_id != slot.id
        and booking.bookable.status is BookableStatus.SCHEDULED
        for booking in kept
    )


def support_of(festival: Festival, *, retired: bool = True) -> Sequence[SupportPerson]:
    """The festival's support people by name, retired ones last if they are wanted."""
    query = (
        select(SupportPerson)
        .where(SupportPerson.festival_id == festival.id)
        .order_by(SupportPerson.is_retired, SupportPerson.name, SupportPerson.id)
        .options(joinedload(SupportPerson.account))
    )
    if not retired:
        query = query.where(SupportPerson.is_retired.is_(False))
    return db.session.scalars(query).all()


def get_support(festival: Festival, number: int) -> SupportPerson:
    """The festival's support person of this number. Raises Missing."""
    query = select(SupportPerson).where(
        SupportPerson.festival_id == festival.id, SupportPerson.id == number
    )
    found = db.session.scalars(query).one_or_none()
    if found is None:
        raise Missing
    return found


def looked_after_by(person: SupportPerson) -> int:
    """How many residencies that are going on this person looks after."""
    query = select(db.func.count()).where(
        Residency.support_id == person.id, Residency.state == ResidencyState.CONFIRMED
    )
    return int(db.session.scalar(query) or 0)


def accounts_at(festival: Festival) -> Sequence[Account]:
    """Whoever works for the festival, by name."""
    query = (
        select(Account)
        .join(Membership, Membership.account_id == Account.id)
        .where(Membership.festival_id == festival.id, Account.disabled_at.is_(None))
        .distinct()
        .order_by(Account.name, Account.id)
    )
    return db.session.scalars(query).all()
