"""One letter for each person whom a release concerns, left in the outbox with it.

Whoever wants invitations gets the calendar entry along where one booking is concerned. Where it
is several, each entry travels in a short mail of its own: calendar programs read one event a
message. See docs/decisions/0401-one-letter-per-release.md.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime

from flask_babel import force_locale, gettext
from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from wellness.booking.letters import calendar_for
from wellness.booking.models import LIVE, Bookable, Booking, Entry
from wellness.calendars.invitations import Method
from wellness.database import db
from wellness.festivals.models import Festival
from wellness.mail import outbox
from wellness.mail.outbox import Draft
from wellness.passes.models import Pass
from wellness.passes.queries import address_of
from wellness.planner.letters.pieces import Clashes, Mailing, clash_names, method_of, piece_of
from wellness.planner.letters.wording import Instead, Piece, compose, subject_of
from wellness.planner.queries.clashes import ids_in_parts
from wellness.planner.rules.review import Review, SessionChange
from wellness.planner.rules.twins import What


def write_all(
    festival: Festival, review: Review, served: Iterable[Booking], *, now: datetime
) -> int:
    """Write to everybody concerned who gave an address and wants letters; says to how many."""
    given = list(served)
    told = {each.session_id: each for each in review.changes if each.concerns_people}
    changes = {session_id: each for session_id, each in told.items() if session_id is not None}
    by_person: defaultdict[int, list[Booking]] = defaultdict(list)
    for booking in _concerned(changes, [booking.id for booking in given]):
        by_person[booking.pass_id or 0].append(booking)
    clashes = _clashes(changes.values(), by_person.keys())
    mailing = Mailing(
        festival=festival,
        changes=changes,
        spaces=dict(review.spaces),
        served=frozenset(booking.id for booking in given),
        instead=_instead(festival, changes.values()),
        clashes=clashes,
        others=_others({id_ for pairs in clashes.values() for pair in pairs for id_ in pair}),
        now=now,
    )
    return sum(_write_to(bookings, mailing) for bookings in by_person.values())


def _concerned(changes: Collection[int], served: Collection[int]) -> list[Booking]:
    """The live bookings that letters are written about, their people's with them, by start."""
    found: dict[int, Booking] = {}
    for ids, column in ((changes, Booking.bookable_id), (served, Booking.id)):
        for part in ids_in_parts(ids):
            query = (
                select(Booking)
                .join(Booking.holder)
                .join(Booking.bookable)
                .where(
                    column.in_(part),
                    Booking.status.in_(LIVE),
                    Pass.email_sealed.is_not(None),
                    Pass.wants_letters,
                )
                .options(
                    contains_eager(Booking.holder),
                    contains_eager(Booking.bookable).joinedload(Bookable.space),
                    contains_eager(Booking.bookable).joinedload(Bookable.festival),
                )
                .execution_options(populate_existing=True)
            )
            found.update((booking.id, booking) for booking in db.session.scalars(query))
    return sorted(found.values(), key=lambda each: (each.bookable.starts_at, each.id))


def _clashes(changes: Iterable[SessionChange], people: Collection[int]) -> Clashes:
    found: defaultdict[int, set[tuple[int, int]]] = defaultdict(set)
    for change in changes:
        for clash in change.clashes:
            if clash.pass_id in people:
                found[clash.pass_id].add((clash.bookable_id, clash.other_id))
    return {person: sorted(pairs) for person, pairs in found.items()}


def _others(ids: Collection[int]) -> dict[int, Bookable]:
    found: dict[int, Bookable] = {}
    for part in ids_in_parts(ids):
        query = select(Bookable).where(Bookable.id.in_(part)).options(joinedload(Bookable.festival))
        found.update((each.id, each) for each in db.session.scalars(query))
    return found


def _instead(festival: Festival, changes: Iterable[SessionChange]) -> dict[str, Instead]:
    """Where to go instead, by reference; support sessions are named to nobody who did not ask."""
    wanted = {
        reference
        for change in changes
        if What.CANCELLED in change.what
        for reference in change.after.alternatives
    }
    if not wanted:
        return {}
    query = select(Bookable.reference, Bookable.title, Bookable.starts_at).where(
        Bookable.festival_id == festival.id,
        Bookable.reference.in_(wanted),
        ~Bookable.is_support,
        Bookable.entry != Entry.GIVEN,
    )
    base = f"{outbox.office().base_url}/{festival.slug}/sessions"
    return {
        reference: Instead(title, starts_at, f"{base}/{reference}")
        for reference, title, starts_at in db.session.execute(query)
    }


def _write_to(bookings: list[Booking], mailing: Mailing) -> bool:
    """Write the one letter to one person; False if their address cannot be read."""
    holder = bookings[0].holder
    address = address_of(holder, outbox.office().sealer) if holder else None
    if holder is None or address is None:
        return False
    invited = {
        booking.id: method
        for booking in bookings
        if holder.wants_invitations and (method := method_of(booking, mailing)) is not None
    }
    with force_locale(holder.language):
        pieces = [piece_of(booking, holder, mailing) for booking in bookings]
        wording = compose(
            pieces,
            clash_names(holder, mailing),
            name=holder.chosen_name,
            zone=mailing.festival.zone,
            base_url=outbox.office().base_url,
        )
        alone = bookings[0] if len(bookings) == 1 else None
        method = invited.get(alone.id) if alone else None
        outbox.post(
            Draft(
                kind="release",
                pass_id=holder.id,
                about=f"booking:{alone.id}" if alone else f"pass:{holder.id}",
                to=address,
                subject=wording.subject,
                text=wording.text,
                calendar=calendar_for(alone, holder, address, method, mailing.now)
                if alone and method
                else None,
                method=method,
                not_after=pieces[0].offered_until if alone else None,
            ),
            now=mailing.now,
        )
        if alone is None:
            _send_entries(zip(bookings, pieces, strict=True), invited, holder, address, mailing)
    return True


def _send_entries(
    told: Iterable[tuple[Booking, Piece]],
    invited: dict[int, Method],
    holder: Pass,
    address: str,
    mailing: Mailing,
) -> None:
    """A mail for each calendar entry: it carries the entry and hardly a word."""
    more = gettext("This mail brings your calendar up to date. Our other letter says more.")
    for booking, piece in told:
        method = invited.get(booking.id)
        if method is None:
            continue
        outbox.post(
            Draft(
                kind="calendar",
                pass_id=holder.id,
                about=f"booking:{booking.id}",
                to=address,
                subject=subject_of([piece], mailing.festival.zone),
                text=more,
                calendar=calendar_for(booking, holder, address, method, mailing.now),
                method=method,
            ),
            now=mailing.now,
        )
