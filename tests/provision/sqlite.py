"""SQLite files for tests: migrated once, then copied."""

import shutil
from pathlib import Path


def url_of(file: Path) -> str:
    """The database URL of an SQLite file."""
    return f"sqlite:///{file}"


def copied(template: Path, folder: Path) -> str:
    """The URL of a copy of `template` in `folder`, with a write-ahead log of its own."""
    file = folder / "wellness.sqlite"
    shutil.copyfile(template, file)
    return url_of(file)
