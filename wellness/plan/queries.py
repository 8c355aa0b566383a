from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from wellness.booking.models import Booking, BookingStatus
from wellness.booking.queries import bookings_of, facts_of, mine_of, place_in_line
from wellness.booking.rules import may_do
from wellness.calls.models import Application
from wellness.calls.queries import applications_of_pass
from wellness.database import db
from wellness.feeds.models import Feed
from wellness.mail.models import Letter
from wellness.passes.models import Pass, PassKey
from wellness.plan.rules import Item, Plan, forgotten_on, laid_out, standing_of
from wellness.residencies.queries.told import told_to
from wellness.studios.models import EquipmentRequest
from wellness.studios.queries import requests_of


def plan_of(pass_id: int, *, now: datetime) -> Plan:
    """The plan of whoever holds this pass, as things stand at `now`. Changes nothing."""
    items = (_item(booking, now) for booking in bookings_of(pass_id))
    return laid_out(item for item in items if item is not None)


def _item(booking: Booking, now: datetime) -> Item | None:
    decision = may_do(facts_of(booking.bookable), mine_of(booking), now=now)
    standing = standing_of(booking, decision, now=now)
    if standing is None:
        return None
    in_line = booking.status is BookingStatus.WAITING
    return Item(booking, standing, place_in_line(booking) if in_line else None)


@dataclass(frozen=True)
class Kept:
    """Every row we keep about one person."""

    holder: Pass
    address: str | None = field(repr=False)
    """Their mail address in the clear."""
    bookings: list[Booking]
    phones: list[PassKey]
    """Keys that open this pass, the oldest first."""
    feeds: list[Feed]
    """Secret calendars, stopped ones too: their address must answer "gone"."""
    letters: list[Letter]
    residencies: list[dict[str, Any]] = field(repr=False)
    """Under plain names, as they are taken away; the access rider in the clear."""

    equipment: dict[int, list[EquipmentRequest]]
    """What was asked for in studio time, by the booking's id."""
    applications: list[Application]
    """Drafts and withdrawn ones too."""

    @property
    def consents(self) -> list[Booking]:
        """Bookings that a "yes" was asked for."""
        return [booking for booking in self.bookings if booking.consent_version]

    @property
    def forgotten_on(self) -> date:
        """By which day all of this is forgotten of itself."""
        last_days = [booking.bookable.festival.ends_on for booking in self.bookings]
        last_days += [each.call.festival.ends_on for each in self.applications]
        return forgotten_on(max(last_days, default=None), self.holder.created_at)


def kept_about(holder: Pass, address: str | None) -> Kept:
    """All that hangs on a pass; `address` is its mail address, unsealed."""
    phones = select(PassKey).where(PassKey.pass_id == holder.id, PassKey.revoked_at.is_(None))
    feeds = select(Feed).where(Feed.pass_id == holder.id)
    letters = select(Letter).where(Letter.pass_id == holder.id)
    bookings = bookings_of(holder.id)
    return Kept(
        holder=holder,
        address=address,
        bookings=bookings,
        equipment=requests_of([each.id for each in bookings]),
        phones=list(db.session.scalars(phones.order_by(PassKey.id))),
        feeds=list(db.session.scalars(feeds.order_by(Feed.id))),
        letters=list(db.session.scalars(letters.order_by(Letter.id))),
        residencies=told_to(holder.id),
        applications=applications_of_pass(holder.id),
    )
