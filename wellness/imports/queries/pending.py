"""Files that wait for a decision, and what was answered about earlier ones."""

import json
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from wellness.database import db
from wellness.errors import Missing
from wellness.festivals.models import Festival
from wellness.imports.formats.rows import (
    Reading,
    as_json,
    reading_from_json,
    row_from_json,
)
from wellness.imports.models import PendingImport, RememberedImport
from wellness.imports.queries.programme import foreseen
from wellness.imports.rules import asking
from wellness.imports.rules.asking import Answers
from wellness.imports.rules.entries import Entry, Left
from wellness.imports.rules.namebook import Namebooks, Wanted, wanted_category, wanted_space
from wellness.imports.rules.orders import judged, terms_for
from wellness.imports.rules.plan import Choices, Outcome


@dataclass(frozen=True, slots=True)
class Looked:
    """A file as it was read, and what would come of it now."""

    source: str
    zone_name: str
    """Of times that name none."""
    rows: Sequence[Entry | Left]
    outcome: Outcome
    books: Namebooks


def find_pending(
    reference: str, *, festival_id: int, account_id: int, now: datetime
) -> PendingImport:
    """The file behind an address, if it is theirs and its time is not over. Raises Missing."""
    found = db.session.scalars(
        select(PendingImport).where(
            PendingImport.reference == reference,
            PendingImport.festival_id == festival_id,
            PendingImport.account_id == account_id,
            PendingImport.expires_at > now,
        )
    ).one_or_none()
    if found is None:
        raise Missing
    return found


def undecided(festival_id: int, account_id: int, *, now: datetime) -> list[PendingImport]:
    """This person's files that still wait, the latest first."""
    query = (
        select(PendingImport)
        .where(
            PendingImport.festival_id == festival_id,
            PendingImport.account_id == account_id,
            PendingImport.expires_at > now,
        )
        .order_by(PendingImport.id.desc())
    )
    return [each for each in db.session.scalars(query) if each.result is None]


def remembered(festival_id: int, source: str) -> Answers:
    """What was answered the last time a file of this source came."""
    query = select(RememberedImport.answers).where(
        RememberedImport.festival_id == festival_id, RememberedImport.source == source
    )
    found = db.session.scalars(query).one_or_none()
    return asking.from_json(found) if found else Answers()


def answers_of(pending: PendingImport) -> Answers:
    """What was said about the file."""
    return asking.from_json(pending.settings)


def choices_of(pending: PendingImport) -> Choices:
    """What was decided row by row."""
    told = pending.choices
    return Choices(frozenset(told.get("left", ())), frozenset(told.get("let_go", ())))


def looked_at(pending: PendingImport, festival: Festival) -> Looked:
    """What would come of the file as things are. Raises FileRefused."""
    reading, answers = unpacked(pending.told), answers_of(pending)
    order = answers.order(festival.slug)
    terms = terms_for(order, reading, festival)
    rows = judged(reading, order, terms, lambda _done, _of: None)
    outcome, books = foreseen(festival.id, reading.source, rows, answers.aliases)
    return Looked(reading.source, terms.zone.key, rows, outcome, books)


def packed(reading: Reading) -> bytes:
    """A reading as bytes to keep; `unpacked` gives it back."""
    lines = [as_json(replace(reading, whole=None)), *map(as_json, reading.rows)]
    text = "\n".join(json.dumps(each, ensure_ascii=False) for each in lines)
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 3)


def unpacked(told: bytes) -> Reading:
    """The reading that `packed` made `told` from."""
    text = zlib.decompress(told).decode("utf-8", "surrogatepass")
    head, *rows = text.split("\n")
    return reading_from_json(
        json.loads(head), tuple(row_from_json(json.loads(row)) for row in rows)
    )


@dataclass(frozen=True, slots=True)
class Unknown:
    """A category or place of the file that the festival doesn't have by that name."""

    key: str
    name: str
    sessions: int


def unknown_places(looked: Looked, books: Namebooks) -> list[Unknown]:
    """Places that `books` (names without aliases) doesn't have, those with most sessions first."""
    wanted = (wanted_space(row, looked.source) for row in looked.rows if isinstance(row, Entry))
    return _unknown([each for each in wanted if each and books.spaces.find(each) is None])


def unknown_categories(looked: Looked, books: Namebooks) -> list[Unknown]:
    """Categories that `books` (names without aliases) doesn't have, alike."""
    wanted = (wanted_category(row, looked.source) for row in looked.rows if isinstance(row, Entry))
    return _unknown([each for each in wanted if books.categories.find(each) is None])


def _unknown(wanted: list[Wanted]) -> list[Unknown]:
    count = Counter(each.key for each in wanted)
    names = {each.key: each.name for each in reversed(wanted)}
    found = [Unknown(key, names[key], number) for key, number in count.items()]
    return sorted(found, key=lambda each: (-each.sessions, each.name.casefold(), each.key))
