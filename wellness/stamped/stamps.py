"""Reading a festival's stamp, as cheaply as the database allows: one row, no session, no pool."""

import sqlite3
from collections import deque
from pathlib import Path
from typing import Any
from weakref import finalize

import psycopg

QUERY = (
    "SELECT f.id, f.version, (SELECT COALESCE(SUM(b.booking_revision), 0) FROM bookable b"
    " WHERE b.festival_id = f.id), (SELECT COALESCE(MAX(h.number), 0) FROM hub_stamp h)"
    " FROM festival f WHERE f.slug = {0} AND f.released_at IS NOT NULL"
)
"""The programme's version, and the sum of counters that only grow, one per bookable: two bookings
side by side never write the same row, and still every booking moves the stamp. Last the hub's
number: pages of the programme link to its entries."""


class Stamps:
    """Stamps of one database, read through a handful of idle connections kept for it.

    `query` finds one row by the one text it is asked with, which stands where {0} is.
    """

    def __init__(self, database_url: str, query: str = QUERY) -> None:
        self._sqlite = database_url.startswith("sqlite")
        self._target = (
            Path(database_url.removeprefix("sqlite:///")).as_uri() + "?mode=ro"
            if self._sqlite
            else database_url.replace("postgresql+psycopg://", "postgresql://", 1)
        )
        self._query = query.format("?" if self._sqlite else "%s")
        self._idle: deque[Any] = deque()
        finalize(self, _close_all, self._idle)

    def of(self, key: str) -> tuple[Any, ...] | None:
        """The row of this festival's slug (or whatever the query asks for).

        None if there is none, or the database is away.
        """
        for _ in range(2):  # a connection may have died since it was last used
            connection = None
            try:
                connection = self._idle.pop() if self._idle else self._connect()
                row = connection.execute(self._query, (key,)).fetchone()
            except IndexError:  # another thread took the last idle one
                continue
            except (sqlite3.Error, psycopg.Error):
                if connection is not None:
                    connection.close()
            else:
                self._idle.append(connection)
                return tuple(row) if row else None
        return None

    def _connect(self) -> Any:
        if self._sqlite:
            return sqlite3.connect(
                self._target, uri=True, isolation_level=None, timeout=1, check_same_thread=False
            )
        return psycopg.connect(
            self._target,
            autocommit=True,
            prepare_threshold=1,
            connect_timeout=2,
            options="-c statement_timeout=1000",
        )


def _close_all(idle: deque[Any]) -> None:
    while idle:
        idle.pop().close()
