"""Moving every row from one kind of database to the other, in either direction."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import create_engine, insert, select

from config import Settings
from tests.factories import a_space
from tests.hub.entries import seeded
from tests.migrations.rows import write_one_everywhere
from tests.provision import application, postgresql, sqlite
from wellness.database import Model, db, transaction
from wellness.festivals.models import Space
from wellness.hub.models import Service


@pytest.fixture
def elsewhere(settings: Settings, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """A migrated and empty database of the other kind."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    if settings.database_url.startswith("postgresql"):
        url = sqlite.url_of(folder / "elsewhere.sqlite")
        application.migrate(application.settings_for(url, folder))
        yield url
        return
    with postgresql.database(request.getfixturevalue("postgresql_server")) as url:
        application.migrate(application.settings_for(url, folder))
        yield url


def rows_at(url: str) -> dict[str, list[Any]]:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = {
            table.name: sorted(map(tuple, connection.execute(select(table))), key=repr)
            for table in Model.metadata.sorted_tables
        }
    engine.dispose()
    return found


def test_every_row_arrives_as_it_was_and_counting_goes_on(
    app: Flask, settings: Settings, elsewhere: str
) -> None:
    write_one_everywhere()
    said = app.test_cli_runner().invoke(args=["copy-to", elsewhere])
    assert said.exit_code == 0, said.output
    assert rows_at(elsewhere) == rows_at(settings.database_url)

    space = a_space()
    values = {c.name: getattr(space, c.name) for c in Space.__table__.columns if c.name != "id"}
    values |= {"slug": "new", "festival_id": 1}
    engine = create_engine(elsewhere)
    with engine.begin() as connection:
        key = connection.execute(insert(Space).values(**values)).inserted_primary_key
    engine.dispose()
    assert key is not None
    assert key[0] == space.id


def test_a_database_with_rows_in_it_is_left_alone(
    app: Flask, settings: Settings, elsewhere: str
) -> None:
    write_one_everywhere()
    runner = app.test_cli_runner()
    runner.invoke(args=["copy-to", elsewhere])
    before = rows_at(elsewhere)
    a_space()
    again = runner.invoke(args=["copy-to", elsewhere])
    assert again.exit_code == 1
    assert "already: use an empty one." in again.output
    assert rows_at(elsewhere) == before != rows_at(settings.database_url)


def test_a_hub_that_nobody_touched_makes_way(
    app: Flask, settings: Settings, elsewhere: str
) -> None:
    write_one_everywhere()
    with transaction():
        there = db.session.scalars(select(Service)).one()
        earlier = Service(
            slug="earlier",
            name="Earlier",
            offer="crisis",
            collected_on=there.collected_on,
            updated_at=there.updated_at,
        )
        db.session.add(earlier)
        db.session.flush()
        there.replacement = earlier
    folder = settings.hub_snapshot_path.parent
    with application.running(application.settings_for(elsewhere, folder)):
        seeded()
    said = app.test_cli_runner().invoke(args=["copy-to", elsewhere])
    assert said.exit_code == 0, said.output
    assert rows_at(elsewhere) == rows_at(settings.database_url)
