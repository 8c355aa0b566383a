"""`wellness import`, as an operator types it."""

from pathlib import Path
from typing import Any

from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from tests.imports.programme_files import as_file
from wellness.database import Model, db
from wellness.planner.models import DraftSession
from wellness.programme.models import Session


class Importing:
    """Writes a file and imports it; the test sees what the database holds afterwards."""

    def __init__(self, app: Flask, folder: Path) -> None:
        self.app = app
        self.folder = folder

    def __call__(self, content: Any, *options: str, festival: str = "hush") -> Result:
        file = self.folder / "programme"
        if isinstance(content, str):
            content = content.encode()
        file.write_bytes(content if isinstance(content, bytes) else as_file(content))
        runner = self.app.test_cli_runner()
        result = runner.invoke(args=["import", str(file), "--festival", festival, *options])
        db.session.rollback()
        db.session.expire_all()
        return result


def sessions() -> list[Session]:
    """Every session there is, in the order in which they take place."""
    return list(db.session.scalars(select(Session).order_by(Session.starts_at, Session.id)))


def drafts() -> list[DraftSession]:
    """Every session of the draft, in the order in which they take place."""
    query = select(DraftSession).order_by(DraftSession.starts_at, DraftSession.id)
    return list(db.session.scalars(query))


def summary(result: Result) -> dict[str, str]:
    """The report's sums: "Taken" → "2 (2 new, 0 changed, 0 same)" …"""
    lines = (line.partition(":") for line in result.stdout.splitlines())
    return {name: rest.strip() for name, _, rest in lines if name.isalpha()}


def rows_of_everything() -> dict[str, int]:
    """How many rows each table holds."""
    return {
        table.name: db.session.execute(select(func.count()).select_from(table)).scalar_one()
        for table in Model.metadata.sorted_tables
    }
