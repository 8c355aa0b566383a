"""The programme of a festival as exports tell it: as released, or as drafted."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy import select

from wellness.booking.models import Bookable, BookableStatus
from wellness.database import db
from wellness.exports.formats.facts import Leader, Offer, Programme, Told, Where
from wellness.festivals.models import Festival, Space
from wellness.planner.models import DraftSession
from wellness.programme.listing import IS_PUBLIC
from wellness.programme.models import (
    Activity,
    Category,
    Facilitator,
    Session,
    session_facilitator,
)

bookable = Bookable.__table__.c
session = Session.__table__.c
draft = DraftSession.__table__.c
activity = Activity.__table__.c
category = Category.__table__.c
_WORDS = (
    *("summary", "description", "bring", "cost", "content_note", "min_age", "age_note"),
    *("capacity_note", "languages", "source_url"),
)
_LIVE = (
    *("uid", "title", "is_support", "moved_at", "sequence", "created_at", "updated_at"),
    *("cancel_reason",),
)


def released_programme(festival: Festival) -> Programme:
    """The programme as everybody sees it; five queries."""
    offers = {key: offer for key, (_, offer) in _offers(festival.id, is_draft=False).items()}
    spaces, leaders = _spaces(festival.id), _leaders(festival.id)
    led = _led(festival.id)
    rows = db.session.execute(
        select(
            draft.id.label("number"),
            bookable.id,
            bookable.reference,
            bookable.status,
            bookable.starts_at,
            bookable.ends_at,
            bookable.entry,
            bookable.capacity,
            bookable.space_id,
            session.activity_id,
            *(bookable[name] for name in _LIVE),
        )
        .join_from(Bookable.__table__, Session.__table__, session.id == bookable.id)
        .outerjoin(DraftSession.__table__, draft.session_id == bookable.id)
        .where(bookable.festival_id == festival.id, IS_PUBLIC)
        .order_by(bookable.starts_at, bookable.id)
    )
    told = (
        Told(
            number=row.number or row.id,
            reference=row.reference,
            is_cancelled=row.status is BookableStatus.CANCELLED,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            entry=row.entry,
            capacity=row.capacity,
            offer=offers[row.activity_id],
            space=spaces.get(row.space_id),
            leaders=_named(leaders, led[row.id]),
            **{name: getattr(row, name) for name in _LIVE},
        )
        for row in rows
    )
    return _programme(festival, spaces, told, draft_version=None)


def drafted_programme(festival: Festival) -> Programme:
    """The programme as it is worked on: what has a time. Four queries."""
    offers = _offers(festival.id, is_draft=True)
    spaces, leaders = _spaces(festival.id), _leaders(festival.id)
    rows = db.session.execute(
        select(
            DraftSession.__table__,
            bookable.uid,
            bookable.moved_at,
            bookable.sequence,
            bookable.created_at,
        )
        .select_from(DraftSession.__table__)
        .outerjoin(Bookable.__table__, bookable.id == draft.session_id)
        .where(draft.festival_id == festival.id, draft.starts_at.is_not(None))
        .order_by(draft.starts_at, draft.id)
    )
    told = (_drafted(festival, row, offers[row.activity_id], spaces, leaders) for row in rows)
    return _programme(festival, spaces, told, draft_version=festival.draft_version)


def _drafted(
    festival: Festival,
    row: Any,
    offered: tuple[str, Offer],
    spaces: dict[int, Where],
    leaders: dict[int, Leader],
) -> Told:
    title, offer = offered
    return Told(
        number=row.id,
        reference=row.reference,
        uid=row.uid or uuid5(NAMESPACE_URL, f"{festival.slug}/{row.reference}"),
        title=title,
        is_support=offer.is_support,
        is_cancelled=row.is_cancelled,
        cancel_reason=row.cancel_reason,
        starts_at=row.starts_at,
        ends_at=row.starts_at + timedelta(minutes=row.length_minutes),
        moved_at=row.moved_at,
        sequence=row.sequence or 0,
        created_at=row.created_at or row.changed_at,
        updated_at=row.changed_at,
        entry=row.entry,
        capacity=row.capacity,
        offer=offer,
        space=spaces.get(row.space_id),
        leaders=_named(leaders, row.facilitator_ids),
    )


def _programme(
    festival: Festival,
    spaces: dict[int, Where],
    told: Iterable[Told],
    *,
    draft_version: int | None,
) -> Programme:
    return Programme(
        slug=festival.slug,
        name=festival.name,
        zone_name=festival.zone_name,
        dawn=festival.dawn,
        starts_on=festival.starts_on,
        ends_on=festival.ends_on,
        site=festival.site,
        release_number=festival.release_number,
        draft_version=draft_version,
        changed_at=festival.changed_at,
        spaces=tuple(spaces.values()),
        sessions=tuple(told),
    )


def _offers(festival_id: int, *, is_draft: bool) -> dict[int, tuple[str, Offer]]:
    """By activity: its title and all it says; with the words that wait for release, or without."""
    kinds = {
        row.id: row
        for row in db.session.execute(
            select(
                category.id,
                category.name,
                category.colour,
                category.is_support,
                category.updated_at,
            ).where(category.festival_id == festival_id)
        )
    }
    rows = db.session.execute(
        select(
            activity.id,
            activity.title,
            activity.category_id,
            activity.drafted,
            activity.updated_at,
            *(activity[name] for name in _WORDS),
        ).where(activity.festival_id == festival_id)
    )
    found = {}
    for row in rows:
        new = (row.drafted or {}) if is_draft else {}
        words = {name: new.get(name, getattr(row, name)) for name in _WORDS}
        kind = kinds.get(new.get("category_id")) or kinds[row.category_id]
        offer = Offer(
            **words | {"languages": tuple(words["languages"])},
            updated_at=row.updated_at,
            category=kind.name,
            colour=kind.colour,
            is_support=kind.is_support,
            category_updated_at=kind.updated_at,
        )
        found[row.id] = (new.get("title", row.title), offer)
    return found


def _spaces(festival_id: int) -> dict[int, Where]:
    space = Space.__table__.c
    rows = db.session.execute(
        select(*(space[name] for name in Where._fields))
        .where(space.festival_id == festival_id)
        .order_by(space.position, space.name, space.id)
    )
    return {row.id: Where(*row) for row in rows}


def _leaders(festival_id: int) -> dict[int, Leader]:
    rows = db.session.execute(
        select(Facilitator.id, Facilitator.name, Facilitator.updated_at).where(
            Facilitator.festival_id == festival_id
        )
    )
    return {row.id: Leader(*row) for row in rows}


def _led(festival_id: int) -> defaultdict[int, list[int]]:
    """Who leads each released session."""
    led: defaultdict[int, list[int]] = defaultdict(list)
    rows = db.session.execute(
        select(session_facilitator.c.session_id, session_facilitator.c.facilitator_id)
        .join(Bookable.__table__, bookable.id == session_facilitator.c.session_id)
        .where(bookable.festival_id == festival_id)
    )
    for session_id, facilitator_id in rows:
        led[session_id].append(facilitator_id)
    return led


def _named(leaders: dict[int, Leader], ids: Iterable[int]) -> tuple[Leader, ...]:
    found = (leaders[each] for each in ids if each in leaders)
    return tuple(sorted(found, key=lambda leader: (leader.name, leader.id)))
