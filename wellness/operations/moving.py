"""Moving house: from SQLite to PostgreSQL when one machine is no longer enough, or back."""

import click
from flask.cli import with_appcontext
from sqlalchemy import Connection, Table, create_engine, delete, func, insert, select, text, update
from sqlalchemy.exc import SQLAlchemyError

from wellness.database import Model, db
from wellness.hub.models import HubStamp, NumberReport, Service, ServiceContact, ServiceVersion

ROWS_AT_ONCE = 500


@click.command("copy-to")
@click.argument("url")
@with_appcontext
def copy_to(url: str) -> None:
    """Copy every row into the database at URL: all of them, or none.

    Its tables must be there (`wellness db upgrade`) and empty. Stop the server first: what is
    booked meanwhile is not copied.
    """
    target = create_engine(url)
    try:
        with db.engine.connect() as here, target.begin() as there:
            _compare_versions(here, there)
            _clear_untouched_hub(there)
            for table in Model.metadata.sorted_tables:
                _refuse_unless_empty(table, there)
            for table in Model.metadata.sorted_tables:
                rows = _copy(table, here, there)
                click.echo(f"{table.name}: {rows}")
    except SQLAlchemyError as error:
        raise click.ClickException(f"Nothing was copied: {error}") from error
    finally:
        target.dispose()
    click.echo("Everything is there. Set DATABASE_URL to it and run `wellness audit`.")


def _compare_versions(here: Connection, there: Connection) -> None:
    asked = text("SELECT version_num FROM alembic_version")
    if here.execute(asked).scalar_one() != there.execute(asked).scalar_one():
        raise click.ClickException("The tables differ: run `wellness db upgrade` on both.")


def _clear_untouched_hub(there: Connection) -> None:
    """`wellness db upgrade` has filled it; as long as nobody has published since, it may go."""
    stamps = there.execute(select(HubStamp.number)).scalars().all()
    if stamps == [1] and not there.execute(select(func.count(NumberReport.id))).scalar_one():
        for model in (ServiceVersion, ServiceContact, Service, HubStamp):
            there.execute(delete(model))


def _refuse_unless_empty(table: Table, there: Connection) -> None:
    if _count(table, there):
        raise click.ClickException(f"There are rows in {table.name} already: use an empty one.")


def _copy(table: Table, here: Connection, there: Connection) -> int:
    own = [key.parent.name for key in table.foreign_keys if key.column.table is table]
    for rows in here.execute(select(table)).mappings().partitions(ROWS_AT_ONCE):
        there.execute(insert(table), [dict(row) | dict.fromkeys(own) for row in rows])
    _tie_to_each_other(table, own, here, there)
    _set_counter(table, there)
    copied = _count(table, there)
    if copied != _count(table, here):
        raise click.ClickException(f"{table.name} changed meanwhile: stop the server first.")
    return copied


def _tie_to_each_other(table: Table, own: list[str], here: Connection, there: Connection) -> None:
    """Rows may lead to rows of the same table that come later: they are tied once all are there."""
    for name in own:
        tied = select(table.c.id, table.c[name]).where(table.c[name].is_not(None))
        for row_id, leads_to in here.execute(tied):
            there.execute(update(table).where(table.c.id == row_id).values({name: leads_to}))


def _set_counter(table: Table, there: Connection) -> None:
    """On PostgreSQL, let the next row get the next number."""
    counter = table.autoincrement_column
    if there.dialect.name != "postgresql" or counter is None or counter.foreign_keys:
        return
    highest = there.execute(select(func.max(counter))).scalar_one()
    if highest is not None:
        sequence = func.pg_get_serial_sequence(table.name, counter.name)
        there.execute(select(func.setval(sequence, highest)))


def _count(table: Table, where: Connection) -> int:
    return where.execute(select(func.count()).select_from(table)).scalar_one()
