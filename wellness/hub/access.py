"""Where the hub meets the application: its snapshot, its keys, its rate limit's asker."""

from flask import Flask, current_app

from config import Settings
from wellness.database import db
from wellness.hub.published import keep_beside
from wellness.references import Keyring
from wellness.sealing import Sealer


def init_app(app: Flask) -> None:
    """Let the hub of this application have its snapshot and its seal."""
    settings: Settings = app.extensions["settings"]
    app.extensions["hub.sealer"] = Sealer(settings.field_keys)
    with app.app_context():
        keep_beside(db.engine, settings.hub_snapshot_path)


def keyring() -> Keyring:
    """The application's secret keys."""
    settings: Settings = current_app.extensions["settings"]
    return Keyring(settings.secret_key, settings.secret_key_fallbacks)


def sealer() -> Sealer:
    """What seals the notes of readers."""
    found: Sealer = current_app.extensions["hub.sealer"]
    return found
