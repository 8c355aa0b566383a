"""How migrations run: on the application's own engine, in one transaction."""

from typing import Any

import sqlalchemy as sa
from alembic import context
from flask import current_app

from wellness.database import Instant

database = current_app.extensions["migrate"].db


def render_item(kind: str, item: object, _autogen: object) -> str | bool:
    """Write our own column kinds as plain ones: a migration never imports the application."""
    if kind == "type" and isinstance(item, Instant):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, sa.Enum):
        return f"sa.String(length={item.length})"
    return False


def same_kind(
    _context: Any, _inspected: object, _metadata: object, inspected_type: Any, metadata_type: Any
) -> bool | None:
    """Words are stored as strings: that is no difference."""
    if isinstance(metadata_type, sa.Enum) and isinstance(inspected_type, sa.String):
        return bool(inspected_type.length != metadata_type.length)
    return None


def run_migrations() -> None:
    """Bring the connected database to the asked revision."""
    with database.engine.connect().execution_options(write=True) as connection:
        driver = connection.connection.driver_connection
        is_sqlite = database.engine.dialect.name == "sqlite"
        if is_sqlite:
            # A table that is made anew would take with it whatever refers to it
            # (https://www.sqlite.org/lang_altertable.html, section 7).
            driver.execute("pragma foreign_keys=off")
        context.configure(
            connection=connection,
            target_metadata=database.metadata,
            render_item=render_item,
            render_as_batch=True,
            compare_type=same_kind,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()
            if is_sqlite and (
                astray := connection.exec_driver_sql("pragma foreign_key_check").all()
            ):
                raise SystemExit(f"The migration would leave rows astray: {astray[:5]}")
        connection.commit()
        if is_sqlite:
            driver.execute("pragma foreign_keys=on")


if context.is_offline_mode():
    raise SystemExit("Migrations run against a database: give DATABASE_URL.")
run_migrations()
