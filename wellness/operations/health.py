"""Can it do its work? What /readyz asks, each question answered by a yes or a reason."""

import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from config import ROOT
from wellness.database import db, transaction
from wellness.errors import Busy
from wellness.mail.queries import longest_overdue

OUTBOX_PATIENCE = timedelta(minutes=10)
LEAST_FREE_DISK = 0.05


def troubles(*, now: datetime, data_folder: Path) -> list[str]:
    """What stands in the way, as one word each: database, migrations, outbox, disk."""
    checks: dict[str, Callable[[], bool]] = {
        "database": _can_write,
        "migrations": _in_step,
        "outbox": lambda: longest_overdue(now) < OUTBOX_PATIENCE,
        "disk": lambda: _free_share(data_folder) > LEAST_FREE_DISK,
    }
    return [name for name, check in checks.items() if not _passes(check)]


def _passes(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except (SQLAlchemyError, Busy, OSError):
        db.session.rollback()
        return False


def _can_write() -> bool:
    with transaction():
        db.session.execute(text("UPDATE festival SET version = version WHERE id = -1"))
    return True


def _in_step() -> bool:
    from alembic.migration import MigrationContext  # noqa: PLC0415 - only this check needs it
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    head = ScriptDirectory(str(ROOT / "migrations")).get_current_head()
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == head


def _free_share(folder: Path) -> float:
    usage = shutil.disk_usage(folder if folder.exists() else ROOT)
    return usage.free / usage.total
