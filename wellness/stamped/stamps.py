"""Reading a festival's stamp, as cheaply as the database allows: one row, no session, no pool."""

import sqlite3
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg

QUERY = (
    "SELECT f.id, f.version, (SELECT COALESCE(SUM(b.booking_revision), 0) FROM bookable b"
    " WHERE b.festival_id = f.id) FROM festival f WHERE f.slug = {0}"
    " AND f.released_at IS NOT NULL"
)
"""The programme's version, and the sum of counters that only grow, one per bookable: two bookings
side by side never write the same row, and still every booking moves the stamp."""


class _Connected:
    """A thread's connection, closed when its thread or its application is gone."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def __del__(self) -> None:
        with suppress(sqlite3.Error, psycopg.Error):
            self.connection.close()


class Stamps:
    """Stamps of one database, read through one connection per thread."""

    def __init__(self, database_url: str) -> None:
        self._sqlite = database_url.startswith("sqlite")
        self._target = (
            Path(database_url.removeprefix("sqlite:///")).as_uri() + "?mode=ro"
            if self._sqlite
            else database_url.replace("postgresql+psycopg://", "postgresql://", 1)
        )
        self._query = QUERY.format("?" if self._sqlite else "%s")
        self._threads = threading.local()

    def of(self, slug: str) -> tuple[int, ...] | None:
        """The stamp of a released festival; None if there is none, or the database is away."""
        for _ in range(2):  # a connection may have died since it was last used
            try:
                row = self._connection().execute(self._query, (slug,)).fetchone()
            except (sqlite3.Error, psycopg.Error):
                self._forget()
            else:
                return tuple(row) if row else None
        return None

    def _connection(self) -> Any:
        connected: _Connected | None = getattr(self._threads, "connected", None)
        if connected is None:
            connected = _Connected(self._connect())
            self._threads.connected = connected
        return connected.connection

    def _connect(self) -> Any:
        if self._sqlite:
            return sqlite3.connect(self._target, uri=True, isolation_level=None, timeout=1)
        return psycopg.connect(
            self._target,
            autocommit=True,
            prepare_threshold=1,
            connect_timeout=2,
            options="-c statement_timeout=1000",
        )

    def _forget(self) -> None:
        self._threads.connected = None
