"""Every migration can be gone up and down with people's data in the tables."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, text

from config import ROOT, Settings
from tests.migrations.rows import write_one_everywhere
from tests.provision import application, postgresql, sqlite
from wellness.database import Model, db

STORY = ScriptDirectory(str(ROOT / "migrations"))
REVISIONS = [script.revision for script in reversed(list(STORY.walk_revisions()))]


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    """Settings for an empty database without a single table."""
    if request.param == "sqlite":
        yield application.settings_for(sqlite.url_of(tmp_path / "empty.sqlite"), tmp_path)
        return
    with postgresql.database(request.getfixturevalue("postgresql_server")) as url:
        yield application.settings_for(url, tmp_path)


def rows_by_table() -> dict[str, int]:
    with db.engine.connect() as connection:
        return {
            table: connection.execute(text(f'SELECT count(*) FROM "{table}"')).scalar_one()  # noqa: S608 - our own names
            for table in sorted(inspect(connection).get_table_names())
            if table != "alembic_version"
        }


def test_the_story_is_numbered_and_has_one_thread() -> None:
    assert [f"{number:04}" for number in range(1, len(REVISIONS) + 1)] == REVISIONS
    assert STORY.get_heads() == [REVISIONS[-1]]
    files = sorted(file.name for file in (ROOT / "migrations" / "versions").glob("*.py"))
    assert [name[:5] for name in files] == [f"{revision}_" for revision in REVISIONS]


def test_no_migration_imports_the_application() -> None:
    for file in (ROOT / "migrations" / "versions").glob("*.py"):
        assert "wellness" not in file.read_text().replace("wellness programme", "")


def test_every_migration_keeps_the_rows_on_the_way_down_and_up(settings: Settings) -> None:
    application.migrate(settings)
    with application.running(settings):
        write_one_everywhere()
        everywhere = {table.name for table in Model.metadata.tables.values()}
        assert {name for name, rows in rows_by_table().items() if rows} == everywhere
        for revision in reversed(REVISIONS[:-1]):
            before = rows_by_table()
            downgrade(revision=revision)
            kept = rows_by_table()
            assert kept == {table: before[table] for table in kept}
        for revision in REVISIONS[1:]:
            before = rows_by_table()
            upgrade(revision=revision)
            assert {table: rows_by_table()[table] for table in before} == before


def test_the_way_down_to_nothing_leaves_nothing(settings: Settings) -> None:
    application.migrate(settings)
    with application.running(settings):
        write_one_everywhere()
        downgrade(revision="base")
        assert rows_by_table() == {}
        upgrade()
        assert set(rows_by_table()) == {table.name for table in Model.metadata.tables.values()}
