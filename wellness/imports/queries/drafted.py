"""What the draft says of sessions, aspect by aspect, to be put beside what a file says."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date
from flask_babel import get_locale, gettext, ngettext
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from wellness.database import db
from wellness.festivals.models import Festival, Space
from wellness.imports.rules.differences import Said, joined
from wellness.imports.rules.entries import Entry
from wellness.imports.rules.namebook import Namebooks, wanted_category, wanted_space
from wellness.planner.models import DraftSession
from wellness.programme.models import Activity, Category, Facilitator
from wellness.web.formatting import clock_time, span


def said_here(festival: Festival, draft_ids: Sequence[int]) -> dict[int, Said]:
    """What stands in the draft, by its id."""
    drafts = db.session.scalars(
        select(DraftSession)
        .where(DraftSession.festival_id == festival.id, DraftSession.id.in_(draft_ids))
        .options(joinedload(DraftSession.activity).joinedload(Activity.category))
    ).all()
    spaces = _names(Space, festival.id)
    people = _names(Facilitator, festival.id)
    categories = _names(Category, festival.id)
    return {each.id: _said(each, festival.zone, spaces, people, categories) for each in drafts}


def _names(model: type[Space | Category | Facilitator], festival_id: int) -> dict[int | None, str]:
    query = select(model.id, model.name).where(model.festival_id == festival_id)
    return dict(db.session.execute(query).all())


def _said(
    draft: DraftSession,
    zone: ZoneInfo,
    spaces: dict[int | None, str],
    people: dict[int | None, str],
    categories: dict[int | None, str],
) -> Said:
    activity, waiting = draft.activity, draft.activity.drafted or {}

    def word(column: str) -> object:
        return waiting.get(column, getattr(activity, column))

    return {
        "when": when(draft.starts_at, draft.ends_at, zone),
        "where": spaces.get(draft.space_id, ""),
        "title": str(word("title")),
        "text": str(word("description")),
        "size": places(draft.capacity),
        "people": ", ".join(sorted(people.get(each, "") for each in draft.facilitator_ids)),
        "kind": categories.get(waiting.get("category_id", activity.category_id), ""),
        "details": joined((_age(word("min_age"), word("age_note")), word("cost"), word("bring"))),
        "notes": joined((word("summary"), word("content_note"), _languages(word("languages")))),
        "link": str(word("source_url")),
    }


def said_by(entry: Entry, festival: Festival, source: str, books: Namebooks) -> Said:
    """What the file says of a row, in the words of the festival."""
    about = entry.about
    age = about.age
    return {
        "when": when(entry.starts_at, entry.ends_at, festival.zone),
        "where": place_of(entry, source, books),
        "title": entry.title,
        "text": about.description or "",
        "size": places(entry.size.capacity if entry.size else None),
        "people": ", ".join(sorted(entry.facilitators or ())),
        "kind": category_of(entry, source, books),
        "details": joined((_age(age.least, age.told) if age else "", about.cost, about.bring)),
        "notes": joined((about.summary, about.content_note, _languages(about.languages))),
        "link": about.url or "",
    }


def place_of(entry: Entry, source: str, books: Namebooks) -> str:
    """What the place that an entry names is called here."""
    wanted = wanted_space(entry, source)
    return books.spaces.name_of(wanted) if wanted else ""


def category_of(entry: Entry, source: str, books: Namebooks) -> str:
    """What the category that an entry names is called here."""
    return books.categories.name_of(wanted_category(entry, source))


def when(starts_at: datetime | None, ends_at: datetime | None, zone: ZoneInfo) -> str:
    """ "Fri 5 Jun, 10:00–11:00"; a length of more than a day says on which day it ends."""
    if starts_at is None or ends_at is None:
        return str(gettext("no time yet"))
    day = _day(starts_at, zone)
    if ends_at - starts_at < timedelta(days=1):
        return f"{day}, {span(starts_at, ends_at, zone)}"
    first, last = clock_time(starts_at, zone), clock_time(ends_at, zone)
    return f"{day}, {first} – {_day(ends_at, zone)}, {last}"


def _day(moment: datetime, zone: ZoneInfo) -> str:
    day = moment.astimezone(zone).date()
    return format_date(day, "EEE d MMM", locale=str(get_locale() or "en"))


def places(capacity: int | None) -> str:
    """How many may come."""
    if capacity is None:
        return str(gettext("drop in"))
    return str(ngettext("%(num)s place", "%(num)s places", capacity))


def _age(least: object, told: object) -> str:
    return joined((f"{least}+" if least else "", told))


def _languages(codes: object) -> str:
    return ", ".join(codes) if isinstance(codes, list | tuple) else ""
