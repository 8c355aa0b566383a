"""Stillwater made once, and copied for every test that looks at it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.provision import application, sqlite


@pytest.fixture(scope="session")
def stillwater_file(_migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file in which `wellness demo` has run."""
    folder = tmp_path_factory.mktemp("stillwater")
    settings = application.settings_for(sqlite.copied(_migrated_sqlite, folder), folder)
    with application.running(settings) as app:
        result = app.test_cli_runner().invoke(args=["demo"])
    assert result.exit_code == 0, result.output
    return folder / "wellness.sqlite"


@pytest.fixture
def demonstration(stillwater_file: Path, tmp_path: Path) -> Iterator[Flask]:
    """The application with Stillwater in a database of this test's own."""
    settings = application.settings_for(sqlite.copied(stillwater_file, tmp_path), tmp_path)
    with application.running(settings) as app:
        yield app
