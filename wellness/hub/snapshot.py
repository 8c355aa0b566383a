"""The published hub as a file beside the database, for the hours in which there is no database."""

import json
import logging
import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from wellness.hub.book import Book, Stamp, book_of

log = logging.getLogger(__name__)


def keep(path: Path, documents: list[dict[str, Any]], stamp: Stamp) -> None:
    """Write it in one move, unless the file is as new already. Never raises: it is a second net."""
    if stamp_in(path) == stamp:
        return
    number, changed_at = stamp
    text = json.dumps(
        {"number": number, "changed_at": changed_at.isoformat(), "services": documents},
        ensure_ascii=False,
    )
    made = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        made.write_text(text, encoding="utf-8")
        made.replace(path)
    except OSError as error:
        log.warning("the snapshot of the hub could not be written: %s", error)
        with suppress(OSError):
            made.unlink(missing_ok=True)


def found_in(path: Path) -> Book | None:
    """The book that was kept there; None if there is none that can be read."""
    try:
        filed = json.loads(path.read_text(encoding="utf-8"))
        stamp = (int(filed["number"]), _instant(filed["changed_at"]))
        return book_of(filed["services"], stamp)
    except OSError:
        return None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        log.warning("the snapshot of the hub cannot be read: %s", error)
        return None


def stamp_in(path: Path) -> Stamp | None:
    """The stamp of the book that was kept there."""
    book = found_in(path) if path.exists() else None
    return book.stamp if book else None


def _instant(written: str) -> datetime:
    moment = datetime.fromisoformat(written)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
