"""From a row as told to an entry that can be stored, with everything that was mended on the way."""

from dataclasses import dataclass, replace
from datetime import datetime

from wellness.imports.formats.rows import Note, Row, note
from wellness.imports.rules import figures
from wellness.imports.rules.figures import Age, Size
from wellness.imports.rules.fingerprints import Aspects
from wellness.imports.rules.names import kept_short
from wellness.imports.rules.spans import NoSpan, Span, Terms, span_of
from wellness.imports.rules.words import Mender, folded, printable

LONGEST_TEXT = 10_000
KEY_LENGTH = 200
EVENT_KEY_LENGTH = KEY_LENGTH - len("@20260605T0900Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What an activity is; None where the file's format doesn't tell."""

    title: str
    key: str
    """Which activity it is, within its source: rows of one title (and host) share it."""
    category: str | None
    summary: str | None
    description: str | None
    content_note: str | None
    age: Age | None
    cost: str | None
    bring: str | None
    url: str | None
    languages: tuple[str, ...] | None
    is_for_children: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One session to be, or one that is there already."""

    number: int
    event: str
    key: str
    """The event's id and its first-told start: how the row is recognized next time."""
    starts_at: datetime
    ends_at: datetime
    about: About
    space: str | None
    """Empty: no space told; None: this format doesn't tell."""
    space_key: str
    latitude: float | None
    longitude: float | None
    size: Size | None
    facilitators: tuple[str, ...] | None
    notes: tuple[Note, ...]

    @property
    def title(self) -> str:
        """What the activity is called."""
        return self.about.title

    @property
    def aspects(self) -> Aspects:
        """What can change about it, each as one text; None where this file doesn't tell."""
        about, size = self.about, self.size
        place = None if self.space is None else f"{folded(self.space)}|{self.space_key}"
        return {
            "when": f"{self.starts_at.isoformat()}/{self.ends_at.isoformat()}",
            "where": place,
            "title": about.title,
            "text": about.description,
            "size": None if size is None else str(size),
            "people": None if self.facilitators is None else "|".join(self.facilitators),
            "kind": about.category,
            "details": _joined(about.age, about.cost, about.bring),
            "notes": _joined(
                about.summary,
                about.content_note,
                None if about.languages is None else ",".join(about.languages),
                about.is_for_children,
            ),
            "link": about.url,
        }


@dataclass(frozen=True, slots=True)
class Left:
    """A row that can't be taken, and why."""

    number: int
    event: str
    title: str
    reason: Note


def _joined(*told: object) -> str | None:
    """Several facts as one text; None if the file tells none of them."""
    return None if all(each is None for each in told) else "|".join(map(str, told))


def entry_of(row: Row, terms: Terms) -> Entry | Left:
    """The row as a session, or the reason why it can't be one."""
    mender = Mender()
    event = kept_short(printable(row.event).strip(), EVENT_KEY_LENGTH)
    title = mender.line("title", row.title, 200)
    if row.trouble is not None:
        return Left(row.number, event, title, row.trouble)
    if not title:
        return Left(row.number, event, title, note("no_title"))
    try:
        span = span_of(row, terms)
    except NoSpan as unclear:
        return Left(row.number, event, title, unclear.note)
    if row.is_cancelled:
        return Left(row.number, event, title, note("cancelled_in_file"))
    size, size_notes = _size(row, span, mender)
    about = _about(row, title, mender)
    space = None if row.space is None else mender.line("space", row.space, 120)
    people = None if row.facilitators is None else _people(row.facilitators, mender)
    mended = (note(code, fields=", ".join(names)) for code, names in mender.found.items())
    return Entry(
        number=row.number,
        event=event,
        key=f"{event}@{span.unshifted:%Y%m%dT%H%MZ}",
        starts_at=span.starts_at,
        ends_at=span.ends_at,
        about=about,
        space=space,
        space_key=printable(row.space_key),
        latitude=row.latitude,
        longitude=row.longitude,
        size=size,
        facilitators=people,
        notes=(*row.remarks, *span.notes, *size_notes, *mended),
    )


def _size(row: Row, span: Span, mender: Mender) -> tuple[Size | None, list[Note]]:
    notes: list[Note] = []
    size: Size | None = None
    if row.capacity is not None:
        size, said = figures.size_of(mender.line("capacity", row.capacity, 1000))
        notes = [said] if said else []
    if span.is_open_space:
        return Size(told=size.told if size else ""), notes
    if size and size.capacity and figures.says_fully_booked(row.bring or ""):
        closed = Size(size.entry, size.capacity, size.told, is_closed=True)
        return closed, [*notes, note("fully_booked")]
    return size, notes


def _about(row: Row, title: str, mender: Mender) -> About:
    def line(name: str, text: str | None, most: int) -> str | None:
        return None if text is None else mender.line(name, text, most)

    bring = line("bring", row.bring, 300)
    cost = line("cost", row.cost, 100)
    age = line("age", row.age, 1000)
    described = row.description
    return About(
        title=title,
        key="|".join(filter(None, (folded(title), folded(printable(row.host))))),
        category=line("category", row.category, 80),
        summary=line("summary", row.summary, 300),
        description=(
            None if described is None else mender.prose("description", described, LONGEST_TEXT)
        ),
        content_note=line("content note", row.content_note, 300),
        age=None if age is None else figures.age_of(age),
        cost=None if cost is None else figures.cost_of(cost),
        bring="" if bring and figures.says_fully_booked(bring) else bring,
        url=_link(row.url, mender),
        languages=row.languages,
        is_for_children=row.is_for_children,
    )


def _link(url: str | None, mender: Mender) -> str | None:
    if url is None:
        return None
    cleaned = mender.line("link", url, 4000)
    is_link = cleaned.startswith(("https://", "http://")) and " " not in cleaned
    return cleaned if is_link and len(cleaned) <= 400 else ""  # noqa: PLR2004 - the column's length


def _people(names: tuple[str, ...], mender: Mender) -> tuple[str, ...]:
    cleaned = (mender.line("facilitators", name, 120) for name in names[:20])
    return tuple(dict.fromkeys(name for name in cleaned if name))


def agreeing(rows: list[Entry | Left]) -> list[Entry | Left]:
    """Sessions of one activity say the same about it: what the earliest of them says."""
    lead: dict[str, Entry] = {}
    entries = (row for row in rows if isinstance(row, Entry))
    for entry in sorted(entries, key=lambda entry: (entry.starts_at, entry.key)):
        lead.setdefault(entry.about.key, entry)
    return [
        _agreeing(row, lead[row.about.key])
        if isinstance(row, Entry) and row.about != lead[row.about.key].about
        else row
        for row in rows
    ]


def _agreeing(entry: Entry, lead: Entry) -> Entry:
    agreed = replace(entry, about=lead.about)
    before, after = entry.aspects, agreed.aspects
    differs = [name for name in ("text", "kind", "details") if before[name] != after[name]]
    if not differs:
        return agreed
    told = note("said_otherwise", fields=", ".join(differs), row=lead.number)
    return replace(agreed, notes=(*entry.notes, told))
