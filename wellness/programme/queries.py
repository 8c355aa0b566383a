"""Reading single things of the programme; lists of sessions are in listing.py."""

from sqlalchemy import and_, select

from wellness.booking.models import Bookable, BookableStatus
from wellness.database import db
from wellness.errors import Missing
from wellness.festivals.models import Festival
from wellness.programme.listing import IS_PUBLIC, TABLES, activity, bookable, entries, space
from wellness.programme.models import Change, Facilitator
from wellness.programme.shown import ChangeLine, ProgrammeEntry, SessionDetails

MOST_CHANGES = 200


def get_facilitator(festival: Festival, slug: str) -> Facilitator:
    """The festival's facilitator with this slug. Raises Missing."""
    query = select(Facilitator).where(
        Facilitator.festival_id == festival.id, Facilitator.slug == slug
    )
    found = db.session.scalars(query).one_or_none()
    if found is None:
        raise Missing
    return found


_DETAILS = select(
    activity.description,
    activity.for_whom,
    activity.bring,
    activity.cost,
    activity.content_note,
    activity.confidentiality,
    activity.group_agreement,
    activity.welcome,
    activity.age_note,
    activity.capacity_note,
    bookable.cancel_reason,
    bookable.alternatives,
    bookable.consent,
    space.directions,
    space.access,
).select_from(TABLES)


def get_details(festival: Festival, reference: str) -> SessionDetails:
    """All that the page of one session says. Raises Missing, also for another festival's."""
    this = and_(bookable.festival_id == festival.id, bookable.reference == reference.lower())
    found = entries(this)
    if not found:
        raise Missing
    facts = db.session.execute(_DETAILS.where(this)).one()._asdict()
    return SessionDetails(
        entry=found[0],
        **facts
        | {
            "welcome": tuple(facts["welcome"]),
            "alternatives": tuple(facts["alternatives"]),
            "access": tuple(facts["access"] or ()),
            "directions": facts["directions"] or "",
        },
    )


def instead_of(festival: Festival, details: SessionDetails) -> tuple[ProgrammeEntry, ...]:
    """Where the festival says to go instead of a cancelled session, as far as it takes place."""
    if not details.entry.is_cancelled or not details.alternatives:
        return ()
    return entries(
        bookable.festival_id == festival.id,
        bookable.reference.in_(details.alternatives),
        bookable.status == BookableStatus.SCHEDULED,
    )


def changes_of(festival: Festival) -> list[ChangeLine]:
    """The latest changes of the programme, newest first."""
    query = (
        select(
            Bookable.reference,
            Bookable.title,
            Change.kind,
            Change.before,
            Change.after,
            Change.made_at,
            Bookable.starts_at,
            Change.release_number,
        )
        .join(Bookable.__table__, bookable.id == Change.bookable_id)
        .where(Change.festival_id == festival.id, IS_PUBLIC)
        .order_by(Change.made_at.desc(), Change.release_number.desc(), Change.id)
        .limit(MOST_CHANGES)
    )
    return [ChangeLine(*row) for row in db.session.execute(query)]
