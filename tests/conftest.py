"""The application, its two databases and a client, for every test that asks.

A test that uses `database_url`, `settings`, `app` or `client` runs once on SQLite and once on
PostgreSQL. `@pytest.mark.one_database` keeps it to SQLite, where the database cannot make a
difference.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import Browser
from sqlalchemy.engine import URL

from config import Settings
from tests.provision import application, postgresql, sqlite
from tests.provision.chromium import NoChromium, launched

hypothesis_settings.register_profile(
    "house",
    deadline=None,  # nothing here is a timed test
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
hypothesis_settings.load_profile("house")

LEFT_OUT = frozenset(os.environ.get("WITHOUT", "").replace(",", " ").split())


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip, with a word, what the variable WITHOUT leaves out."""
    if "browser" in LEFT_OUT:
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.skip(reason="left out by WITHOUT=browser"))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what touches the database on each of the two."""
    if "database_url" not in metafunc.fixturenames:
        return
    one = metafunc.definition.get_closest_marker("one_database") is not None
    kinds = ["sqlite"] if one or "postgresql" in LEFT_OUT else ["sqlite", "postgresql"]
    metafunc.parametrize("database_url", kinds, indirect=True)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[URL]:
    """The maintenance address of a running PostgreSQL."""
    if "postgresql" in LEFT_OUT:
        pytest.skip("left out by WITHOUT=postgresql")
    with postgresql.server() as url:
        yield url


@pytest.fixture(scope="session")
def _migrated_postgresql(
    postgresql_server: URL, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    with postgresql.database(postgresql_server) as url:
        application.migrate(application.settings_for(url, tmp_path_factory.mktemp("postgresql")))
        yield url


@pytest.fixture(scope="session")
def _migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sqlite")
    file = folder / "template.sqlite"
    application.migrate(application.settings_for(sqlite.url_of(file), folder))
    return file


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A migrated and empty database of this test's own: a file, or PostgreSQL swept clean."""
    if request.param == "sqlite":
        return sqlite.copied(request.getfixturevalue("_migrated_sqlite"), tmp_path)
    url: str = request.getfixturevalue("_migrated_postgresql")
    postgresql.empty(url)
    return url


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """Settings of a development machine, with database and letters of this test's own."""
    return application.settings_for(database_url, tmp_path)


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """The real application, its context pushed."""
    with application.running(settings) as running:
        yield running


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without JavaScript that keeps its cookies."""
    return app.test_client()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's Chromium, without a window; one for all: two cannot be driven at once."""
    try:
        with launched() as running:
            yield running
    except NoChromium as missing:
        pytest.fail(str(missing))
