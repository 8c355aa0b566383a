"""Reading the draft beside what is public: a fixed number of queries, however much changed."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from wellness.booking.models import Bookable, BookableStatus
from wellness.database import db
from wellness.festivals.models import Festival, Space
from wellness.planner.models import DraftSession
from wellness.planner.queries.clashes import with_clashes
from wellness.planner.rules.patches import typed
from wellness.planner.rules.review import Review, TextChange, change_of, text_change
from wellness.planner.rules.spans import Span
from wellness.planner.rules.twins import Facts, Twins, Words
from wellness.programme.models import Activity, Category, Facilitator, session_facilitator

_DRAFT = DraftSession.__table__.c
_LIVE = Bookable.__table__.c


def review_of(
    festival: Festival,
    *,
    only: Collection[int] | None = None,
    texts: Collection[int] | None = None,
) -> Review:
    """What a release would change: everything, or these sessions of the draft and these texts.

    With `only` or `texts` given, the other of the two is nothing unless it is given as well.
    Clashes are those after exactly these changes. A session with a time and no space is left out
    unless `only` names it or it never had one: it still waits in the tray.
    """
    everything = only is None and texts is None
    chosen = None if everything else frozenset(only or ())
    pairs = [_twins(row) for row in _rows(festival.id)]
    leading = _leading(festival.id)
    pairs = [_with_leaders(each, leading) for each in pairs]
    unplaced = tuple(each for each in pairs if _waits_in_tray(each, chosen))
    waiting_ids = {each.draft_id for each in unplaced}
    changes = [
        change
        for each in pairs
        if each.draft_id not in waiting_ids and (chosen is None or each.draft_id in chosen)
        if (change := change_of(each)) is not None
    ]
    return Review(
        version=festival.draft_version,
        changes=with_clashes(changes),
        texts=tuple(
            each
            for each in _texts(festival.id)
            if everything or each.activity_id in frozenset(texts or ())
        ),
        unplaced=unplaced,
        spaces=dict(_named(festival.id, Space)),
        leaders=dict(_named(festival.id, Facilitator)),
        public={each.reference: each.released for each in pairs if each.released},
    )


def _waits_in_tray(twins: Twins, chosen: frozenset[int] | None) -> bool:
    draft, released = twins.draft, twins.released
    if draft is None:
        return True
    had_none = released is not None and released.space_id is None
    is_meant = chosen is not None and twins.draft_id in chosen
    return draft.space_id is None and not (draft.is_cancelled or had_none or is_meant)


def _rows(festival_id: int) -> list[Any]:
    query = (
        select(
            DraftSession.__table__,
            _LIVE.starts_at.label("live_starts_at"),
            _LIVE.ends_at.label("live_ends_at"),
            _LIVE.space_id.label("live_space_id"),
            _LIVE.entry.label("live_entry"),
            _LIVE.capacity.label("live_capacity"),
            _LIVE.kept_for_door.label("live_kept_for_door"),
            _LIVE.party_limit.label("live_party_limit"),
            _LIVE.opens_at.label("live_opens_at"),
            _LIVE.status.label("live_status"),
            _LIVE.cancel_reason.label("live_cancel_reason"),
            _LIVE.alternatives.label("live_alternatives"),
            _LIVE.title.label("live_title"),
            _LIVE.is_support.label("live_is_support"),
            _LIVE.consent.label("live_consent"),
            _LIVE.min_age.label("live_min_age"),
            _LIVE.taken,
            _LIVE.waiting,
            Activity.title,
            Category.is_support,
            Activity.consent,
            Activity.min_age,
        )
        .select_from(DraftSession.__table__)
        .join(Activity.__table__, Activity.__table__.c.id == _DRAFT.activity_id)
        .join(Category.__table__, Category.__table__.c.id == Activity.__table__.c.category_id)
        .outerjoin(Bookable.__table__, _LIVE.id == _DRAFT.session_id)
        .where(_DRAFT.festival_id == festival_id)
        .order_by(_DRAFT.starts_at, _DRAFT.id)
    )
    return list(db.session.execute(query))


def _twins(row: Any) -> Twins:
    return Twins(
        draft_id=row.id,
        session_id=row.session_id,
        reference=row.reference,
        activity_id=row.activity_id,
        draft=_planned(row),
        released=_released(row),
        taken=row.taken or 0,
        waiting=row.waiting or 0,
    )


def _planned(row: Any) -> Facts | None:
    if row.starts_at is None:
        return None
    return Facts(
        span=Span(row.starts_at, row.starts_at + timedelta(minutes=row.length_minutes)),
        space_id=row.space_id,
        entry=row.entry,
        capacity=row.capacity,
        kept_for_door=row.kept_for_door,
        party_limit=row.party_limit,
        opens_at=row.opens_at,
        leaders=tuple(sorted(row.facilitator_ids)),
        is_cancelled=row.is_cancelled,
        cancel_reason=row.cancel_reason,
        alternatives=tuple(row.alternatives),
        words=Words(row.title, row.is_support, row.consent, row.min_age),
    )


def _released(row: Any) -> Facts | None:
    if row.session_id is None:
        return None
    return Facts(
        span=Span(row.live_starts_at, row.live_ends_at),
        space_id=row.live_space_id,
        entry=row.live_entry,
        capacity=row.live_capacity,
        kept_for_door=row.live_kept_for_door,
        party_limit=row.live_party_limit,
        opens_at=row.live_opens_at,
        leaders=(),
        is_cancelled=row.live_status is BookableStatus.CANCELLED,
        cancel_reason=row.live_cancel_reason,
        alternatives=tuple(row.live_alternatives),
        words=Words(row.live_title, row.live_is_support, row.live_consent, row.live_min_age),
    )


def _leading(festival_id: int) -> dict[int, tuple[int, ...]]:
    leading: defaultdict[int, list[int]] = defaultdict(list)
    query = (
        select(session_facilitator.c.session_id, session_facilitator.c.facilitator_id)
        .join(Bookable.__table__, _LIVE.id == session_facilitator.c.session_id)
        .where(_LIVE.festival_id == festival_id)
        .order_by(session_facilitator.c.facilitator_id)
    )
    for session_id, facilitator_id in db.session.execute(query):
        leading[session_id].append(facilitator_id)
    return {session_id: tuple(ids) for session_id, ids in leading.items()}


def _with_leaders(twins: Twins, leading: dict[int, tuple[int, ...]]) -> Twins:
    if twins.released is None or twins.session_id not in leading:
        return twins
    return replace(twins, released=replace(twins.released, leaders=leading[twins.session_id]))


def _texts(festival_id: int) -> list[TextChange]:
    activities = db.session.scalars(
        select(Activity)
        .where(Activity.festival_id == festival_id, Activity.drafted.is_not(None))
        .order_by(Activity.title, Activity.id)
    )
    found = []
    for activity in activities:
        drafted = typed(Activity, activity.drafted or {})
        released = {name: getattr(activity, name) for name in {*drafted, "title"}}
        found.append(text_change(activity.id, activity.slug, released, drafted))
    return [each for each in found if each is not None]


def _named(festival_id: int, model: type[Space] | type[Facilitator]) -> list[tuple[int, str]]:
    query = select(model.id, model.name).where(model.festival_id == festival_id)
    return [(id_, name) for id_, name in db.session.execute(query)]
