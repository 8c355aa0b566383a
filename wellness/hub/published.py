"""What the hub says now: from memory, asking the database only whether it has changed.

One row is read, once per transaction of the reader. Where the database doesn't answer, what this
process read last stands; in a new process, the snapshot beside the database; and where there is
none, what the product brings along. See docs/decisions/0740-the-hub-in-memory.md.
"""

import logging
import time
from pathlib import Path
from threading import Lock
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import selectinload

from wellness.database import db
from wellness.hub import snapshot
from wellness.hub.book import Book, Stamp, book_of, packaged_book
from wellness.hub.documents import document_of
from wellness.hub.models import HubStamp, Service

log = logging.getLogger(__name__)
LEFT_ALONE_SECONDS = 5.0
"""After it did not answer, the database is not asked again for this long: help must not wait."""
_OF_EDITORS = {"notes": "", "checked_by": ""}
"""What is for editors alone reaches neither readers nor the snapshot."""
_ASKED = "wellness.hub.asked"


class _Kept:
    """What one process keeps of one database's hub."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.lock = Lock()
        self.asked_from = 0.0
        self.book: Book = (snapshot.found_in(path) if path else None) or packaged_book()


_kept: WeakKeyDictionary[Engine, _Kept] = WeakKeyDictionary()


def keep_beside(engine: Engine, path: Path) -> None:
    """Let the hub of this database have its snapshot at `path`."""
    _kept[engine] = _Kept(path)


def book() -> Book:
    """What stands published; never raises, and never keeps a reader waiting twice."""
    kept = _kept_here()
    if time.monotonic() < kept.asked_from:
        return kept.book
    session = db.session()
    try:
        connection = session.connection()
        asked = session.get_transaction()
        if connection.get_execution_options().get("write") or session.info.get(_ASKED) is asked:
            return kept.book
        _refresh(kept)
        session.info[_ASKED] = asked
    except (DBAPIError, PoolTimeout) as error:
        kept.asked_from = time.monotonic() + LEFT_ALONE_SECONDS
        log.warning("the hub is shown as it was last read: %s", type(error).__name__)
        session.rollback()
    return kept.book


def kept_book() -> Book:
    """What was last read, without asking: for pages that say that we are busy."""
    return _kept_here().book


def _kept_here() -> _Kept:
    kept = _kept.get(db.engine)
    if kept is None:
        kept = _kept.setdefault(db.engine, _Kept(None))
    return kept


def _refresh(kept: _Kept) -> None:
    stamp = _stamp()
    if stamp == kept.book.stamp:
        return
    if stamp is None:
        kept.book = packaged_book()
        return
    with kept.lock:
        if stamp == kept.book.stamp:
            return
        documents = [document_of(service) | _OF_EDITORS for service in _services()]
        kept.book = book_of(documents, stamp)
        if kept.path is not None:
            snapshot.keep(kept.path, documents, stamp)


def _stamp() -> Stamp | None:
    row = db.session.execute(select(HubStamp.number, HubStamp.changed_at)).one_or_none()
    return (row.number, row.changed_at) if row else None


def _services() -> list[Service]:
    query = select(Service).options(selectinload(Service.contacts)).order_by(Service.id)
    fresh = query.execution_options(populate_existing=True)
    return list(db.session.scalars(fresh))
