"""The programme as an iCalendar file, event by event as the public feed tells them."""

from dataclasses import replace

from wellness.booking.entries import House
from wellness.booking.models import BookableStatus
from wellness.calendars.events import State
from wellness.calendars.feed import FeedFacts, calendar_bytes
from wellness.exports.formats.facts import Programme, Told
from wellness.feeds.rules import FestivalFacts, Leader, Offer, PublicSession, Where, public_entry


def written(programme: Programme, house: House) -> bytes:
    """Every session, cancelled ones too; those of a draft are tentative."""
    facts = FestivalFacts(
        id=0,
        slug=programme.slug,
        name=programme.name,
        zone_name=programme.zone_name,
        site=programme.site,
        version=0,
        changed_at=programme.changed_at,
    )
    events = []
    for told in programme.sessions:
        entry = public_entry(_as_public(told), facts, house)
        if programme.is_draft and entry.state is State.CONFIRMED:
            entry = replace(entry, state=State.TENTATIVE)
        events.append(entry)
    name = f"{programme.name} (draft)" if programme.is_draft else programme.name
    header = FeedFacts(
        name=name,
        zone_name=programme.zone_name,
        changed_at=programme.changed_at,
        url=f"{house.base_url}/{programme.slug}/",
    )
    return calendar_bytes(header, events)


def _as_public(told: Told) -> PublicSession:
    offer, space = told.offer, told.space
    return PublicSession(
        id=told.number,
        uid=told.uid,
        reference=told.reference,
        title=told.title,
        is_support=told.is_support,
        status=BookableStatus.CANCELLED if told.is_cancelled else BookableStatus.SCHEDULED,
        cancel_reason=told.cancel_reason,
        starts_at=told.starts_at,
        ends_at=told.ends_at,
        moved_at=told.moved_at,
        sequence=told.sequence,
        created_at=told.created_at,
        updated_at=told.updated_at,
        offer=Offer(
            summary=offer.summary,
            bring=offer.bring,
            updated_at=offer.updated_at,
            category=offer.category,
            colour=offer.colour,
            category_updated_at=offer.category_updated_at,
        ),
        space=Where(space.name, space.latitude, space.longitude, space.updated_at)
        if space
        else None,
        leaders=tuple(Leader(one.name, one.updated_at) for one in told.leaders),
    )
