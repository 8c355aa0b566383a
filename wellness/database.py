"""The database: one base class, one kind of time, one way to write.

Every change happens inside `transaction()`. On SQLite it queues at a gate and begins IMMEDIATE,
so a writer never finds the database changed under its feet; on PostgreSQL the row locks taken by
`UPDATE … RETURNING` do the same per row. See docs/decisions/0003-lock-by-writing.md.
"""

import fcntl
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Dialect, Engine, Enum, MetaData, TypeDecorator, event
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import DeclarativeBase, registry

from wellness.errors import Busy

CONSTRAINT_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
PATIENCE_SECONDS = 4.0
"""How long a writer waits for its turn before people are asked to try again."""
T = TypeVar("T")
_RETRIED_STATES = {"40001", "40P01", "55P03"}  # serialization, deadlock, lock not available
_BUSY_STATES = {"57014", "57P01", "57P02", "57P03", "53300"}


class Instant(TypeDecorator[datetime]):
    """An aware instant, stored in UTC. Refuses a naive one with ValueError."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware instant into what the database keeps."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no zone: only aware instants are stored")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give back an aware UTC instant, on SQLite too."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


WORDS = Enum(
    StrEnum, native_enum=False, length=20, values_callable=lambda kind: [m.value for m in kind]
)
"""Enums are stored as their words: the names would make every `status != 'cancelled'` true."""


class Model(DeclarativeBase):
    """The base of everything stored."""

    registry = registry(
        metadata=MetaData(naming_convention=CONSTRAINT_NAMES),
        type_annotation_map={datetime: Instant, StrEnum: WORDS},
    )


db = SQLAlchemy(model_class=Model, session_options={"expire_on_commit": False})


class Gate:
    """A queue in front of SQLite's single writer, across threads and processes.

    SQLite's own busy handler sleeps and lets the lucky through; a lock per process plus a file
    lock serves writers nearly in turn. A killed process frees its file lock by dying.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread = threading.Lock()
        self._file: int | None = None

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the gate; raises Busy after PATIENCE_SECONDS."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        if not self._thread.acquire(timeout=PATIENCE_SECONDS):
            raise Busy
        try:
            if self._file is None:
                self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            self._take_file(self._file, deadline)
            try:
                yield
            finally:
                fcntl.flock(self._file, fcntl.LOCK_UN)
        finally:
            self._thread.release()

    @staticmethod
    def _take_file(file: int, deadline: float) -> None:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise Busy from None
                time.sleep(0.0005)
            else:
                return


@contextmanager
def _open_gate() -> Iterator[None]:
    yield


def _gate() -> Any:
    gate: Gate | None = db.engine.dialect.__dict__.get("wellness_gate")
    return gate.held() if gate else _open_gate()


def init_app(app: Flask, database_url: str) -> None:
    """Connect `app` to the database at `database_url` (SQLite file or PostgreSQL)."""
    app.config["SQLALCHEMY_DATABASE_URI"] = database_url
    sqlite = database_url.startswith("sqlite")
    if sqlite:
        path = Path(database_url.removeprefix("sqlite:///"))
        path.parent.mkdir(parents=True, exist_ok=True)
        options: dict[str, Any] = {"connect_args": {"timeout": PATIENCE_SECONDS}}
    else:
        options = {
            "pool_size": 8,
            "max_overflow": 8,
            "pool_timeout": PATIENCE_SECONDS,
            "pool_pre_ping": True,
            "pool_recycle": 1800,
            "connect_args": {
                "connect_timeout": 2,
                "options": "-c lock_timeout=4000 -c statement_timeout=10000 -c timezone=UTC",
            },
        }
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = options
    db.init_app(app)
    with app.app_context():
        if sqlite:
            _prepare_sqlite(db.engine, path)


def _prepare_sqlite(engine: Engine, path: Path) -> None:
    engine.dialect.__dict__["wellness_gate"] = Gate(path.with_name(path.name + ".gate"))

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # pysqlite would begin by itself, and deferred
        for pragma in (
            "journal_mode=wal",
            "synchronous=FULL",
            "foreign_keys=on",
            "secure_delete=on",
            f"busy_timeout={int(PATIENCE_SECONDS * 1000)}",
        ):
            connection.execute(f"pragma {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        writing = connection.get_execution_options().get("write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


@contextmanager
def transaction() -> Iterator[None]:
    """Do everything inside or nothing; committed when the block ends without an exception.

    What was read before is read again: the block starts from the database as it is once our turn
    has come. Raises Busy if that takes longer than PATIENCE_SECONDS. Not to be nested.
    """
    if db.session.new or db.session.dirty or db.session.deleted:
        raise AssertionError("something was changed outside transaction()")
    db.session.rollback()
    try:
        with _gate():
            db.session.connection(execution_options={"write": True})
            try:
                yield
                db.session.commit()
            except BaseException:
                db.session.rollback()
                raise
    except OperationalError as error:
        if is_busy(error):
            raise Busy from error
        raise


def in_transaction(work: Callable[[], T], *, attempts: int = 3) -> T:
    """`work()` in a transaction, begun anew when PostgreSQL asks for it (deadlock, lock timeout).

    `work` must be harmless to repeat as a whole: it may touch nothing but the database.
    """
    for attempt in range(attempts):
        try:
            with transaction():
                return work()
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) not in _RETRIED_STATES:
                raise
            if attempt + 1 == attempts:
                raise Busy from error
            time.sleep(0.01 * (attempt + 1))
    raise Busy


def is_busy(error: OperationalError) -> bool:
    """Whether `error` means "not now" (locked, full, away) rather than "never"."""
    state = getattr(error.orig, "sqlstate", None)
    if state is not None:
        return state in _BUSY_STATES or str(state).startswith("08")
    text = str(error.orig).lower()
    return db.engine.dialect.name == "postgresql" or any(
        word in text for word in ("locked", "busy", "disk is full", "disk i/o", "unable to open")
    )


def add_migrations(app: Flask, folder: Path) -> None:
    """Let `wellness db …` bring the database in step with the models.

    Only commands need it: workers of the server start without it, and sooner.
    """
    from flask_migrate import Migrate  # noqa: PLC0415 - see above

    Migrate(app, db, directory=str(folder), render_as_batch=True, compare_type=True)
