"""Stillwater's residents: one with all done, one with nothing read, one without studio time…"""

from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import delete, select

from wellness.booking.models import CancelledBy
from wellness.calls.models import Call
from wellness.calls.queries import get_call
from wellness.database import db
from wellness.demo.calls import DECIDED
from wellness.demo.spaces import SLUG
from wellness.demo.team import member_with
from wellness.festivals.models import Festival
from wellness.passes.actions import open_pass
from wellness.passes.models import Pass, PassKey
from wellness.references import Keyring, hash_of, in_crockford, keyed_hash, new_secret
from wellness.residencies.actions.looking_after import assign_support
from wellness.residencies.actions.settling import save_rider, say_yes
from wellness.residencies.actions.support import Described, add_support, retire_support
from wellness.residencies.actions.welcoming import allot, end_residency
from wellness.residencies.models import Residency, SupportPerson
from wellness.residencies.queries.slots import given_bookings
from wellness.residencies.rules.rider import AccessNeed, Rider
from wellness.staff.models import Role
from wellness.staff.rules import Hand
from wellness.studios.models import Equipment, EquipmentRequest

HOUR = timedelta(hours=1)
SUPPORT = (
    Described(
        "Tamsin Rook",
        "In the old school's kitchen from nine to noon, and whenever you call. Has tea.",
        None,
        "07700 900461, or knock at the kitchen",
    ),
    Described(
        "Abel Finch",
        "Evenings and nights. Was a touring drummer; good at silence.",
        None,
        "07700 900462",
    ),
    Described("Greta Moss", "Helped last year.", None, "07700 900463"),
)
RIDER = Rider(
    needs=(AccessNeed.STEP_FREE, AccessNeed.QUIET, AccessNeed.SOFT_LIGHT),
    helps="Tell me the plan in the morning. A break every hour, outside if it is dry.",
    emergency="If I go quiet and grey: sit me down, water, and give me ten minutes.",
    contact="My sister Ife, 07700 900471. She knows that I am here.",
    food="No nuts, please. Otherwise anything warm.",
)
NOTHING_READ, WITHOUT_TIME, GAVE_UP = "Davy", "Sunniva", "Lia"


def reference_of_residency(name: str) -> str:
    """The reference of somebody's residency: always the same, so that links outlive a restart."""
    return in_crockford(keyed_hash(SLUG, "residency", name), 8).lower()


RESIDENT = reference_of_residency("Maren")
"""The residency of whom one can be on the developer's machine."""
RESIDENTS_KEY = f"{SLUG}-resident-{keyed_hash(SLUG, 'key', 'Maren').hex()}"
"""What opens that invented person's pass, once somebody pressed the button of `demo.views`."""


def look_after(festival: Festival, *, keys: Keyring, now: datetime) -> None:
    """Give Stillwater residents in every state, if it has no support people; does not commit."""
    known = select(SupportPerson.id).where(SupportPerson.festival_id == festival.id).limit(1)
    if db.session.scalar(known):
        return
    organizer = member_with(Role.ORGANIZER, keys)
    hand, then = Hand(organizer.id, organizer.name), now - 20 * HOUR
    people = [add_support(festival, told, hand=hand, now=then) for told in SUPPORT]
    people[0].account_id = member_with(Role.FACILITATOR, keys).id
    db.session.flush()
    retire_support(people[2], is_retired=True, hand=hand, now=then)
    call = get_call(festival, DECIDED)
    _all_done(call, people[0], hand, now)
    nothing_read = _invited(call, NOTHING_READ, "Band", then)
    allot(nothing_read, now=then)
    assign_support(nothing_read, people[1], hand=hand, now=then)
    _invited(call, WITHOUT_TIME, "Band", then)
    gave_up = _invited(call, GAVE_UP, "Singer", then)
    allot(gave_up, now=then)
    end_residency(gave_up, by=CancelledBy.PERSON, now=now - HOUR)


def _all_done(call: Call, person: SupportPerson, hand: Hand, now: datetime) -> None:
    """Whoever said yes to their offer has read, written and asked for everything."""
    query = select(Residency).where(Residency.call_id == call.id).order_by(Residency.id).limit(1)
    residency = db.session.scalars(query).one_or_none()
    if residency is None:
        return
    residency.reference = RESIDENT
    say_yes(residency, version=call.agreement_version, now=now - 19 * HOUR)
    save_rider(residency, RIDER, now=now - 18 * HOUR)
    assign_support(residency, person, hand=hand, now=now - 17 * HOUR)
    thing = select(Equipment).where(
        Equipment.festival_id == call.festival_id, Equipment.space_id.is_(None)
    )
    equipment = db.session.scalars(thing.order_by(Equipment.id).limit(1)).one_or_none()
    for booking in given_bookings(residency)[:1] if equipment else ():
        db.session.add(
            EquipmentRequest(
                booking=booking, equipment=equipment, created_at=now - HOUR, updated_at=now - HOUR
            )
        )


def _invited(call: Call, name: str, role: str, at: datetime) -> Residency:
    """A residency of somebody who was asked in person rather than by an application."""
    residency = Residency(
        uid=uuid4(),
        reference=reference_of_residency(name),
        festival_id=call.festival_id,
        festival=call.festival,
        call_id=call.id,
        call=call,
        holder=_pass(name, at),
        role_name=role,
        created_at=at,
        updated_at=at,
    )
    db.session.add(residency)
    db.session.flush()
    return residency


def _pass(name: str, at: datetime) -> Pass:
    """A pass that no phone opens."""
    made = open_pass(new_secret(), now=at, language="en", chosen_name=name)
    db.session.execute(delete(PassKey).where(PassKey.pass_id == made.id))
    return made


def resident_of_the_demonstration() -> Residency | None:
    """Whom one can be at the demonstration, if they are there."""
    query = select(Residency).where(Residency.reference == RESIDENT)
    return db.session.scalars(query).one_or_none()


def hand_over_the_key(residency: Residency, *, now: datetime) -> str:
    """Let this phone open the invented resident's pass; gives the secret for its cookie."""
    secret_hash = hash_of(RESIDENTS_KEY)
    known = db.session.scalar(select(PassKey.id).where(PassKey.secret_hash == secret_hash))
    if known is None and residency.pass_id is not None:
        key = PassKey(pass_id=residency.pass_id, secret_hash=secret_hash, created_at=now)
        db.session.add(key)
    return RESIDENTS_KEY
