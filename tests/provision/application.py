"""The real application over a database of the tests' own."""

import contextvars
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from flask import Flask, has_app_context
from flask.testing import FlaskClient
from flask_migrate import upgrade
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from config import ROOT, Settings
from wellness.app import create_app
from wellness.database import add_migrations, db

ADDRESS = "http://localhost"
"""What Flask's test client calls itself, so that its requests are ours."""


class _Remembered(BytecodeCache):
    """Compiled templates, kept from one application to the next."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket if the template was compiled before."""
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._kept[bucket.key] = bucket.bytecode_to_string()


TEMPLATES = _Remembered()


def settings_for(database_url: str, folder: Path) -> Settings:
    """Settings that keep everything an application writes inside `folder`."""
    return replace(
        Settings(),
        database_url=database_url,
        base_url=ADDRESS,
        mail_url=f"file://{folder / 'letters'}",
        hub_snapshot=str(folder / "hub.json"),
    )


class PhoneClient(FlaskClient):
    """A test client whose requests see nothing of the test's own application context.

    As in production, each request gets a context, a database session and a `g` of its own.
    Afterwards the test's session forgets what it had read, so that it sees what was changed.
    """

    def open(self, *args: Any, **kwargs: Any) -> Any:
        """Send one request."""
        answer = contextvars.Context().run(super().open, *args, **kwargs)
        if has_app_context():  # not on the way through a redirect
            db.session.rollback()
            db.session.expire_all()
        return answer


@contextmanager
def running(settings: Settings) -> Iterator[Flask]:
    """The application with its context pushed; every connection is closed at the end."""
    app = create_app(settings)
    add_migrations(app, ROOT / "migrations")
    app.testing = True
    app.jinja_env.bytecode_cache = TEMPLATES
    app.test_client_class = PhoneClient
    with app.app_context():
        try:
            yield app
        finally:
            db.session.remove()
            db.engine.dispose()


def migrate(settings: Settings, revision: str = "head") -> None:
    """Bring the database up to `revision`."""
    with running(settings):
        upgrade(revision=revision)
