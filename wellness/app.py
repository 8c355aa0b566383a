"""The table of contents: which rooms there are and what every page stands in."""

from importlib import import_module
from pathlib import Path

import click
from flask import Flask
from jinja2 import StrictUndefined

from config import ROOT, Settings
from wellness import database
from wellness.web import access, formatting, language, refusals, security

SHELL = (
    "web.icons",
    "web.assets",
    "mail.outbox",
    "passes.access",
    "staff.access",
    "care.access",
    "stamped.answers",
    "hub.access",
)
"""Rooms that stand behind every page: each has an init_app(app)."""
ROOMS = (
    "web.health",
    "mail.views",
    "hub.views",
    "passes.views",
    "demo.views",
    "staff.views",
    "calls.views",
    "plan.views",
    "residencies.views",
    "placing.views",
    "planner.views",
    "curating.views",
    "partners.views",
    "setup.views",
    "selection.views",
    "api.views",
    "operations.views",
    "exports.views",
    "impact.views",
    "feeds.views",
    "overview.views",
    "studios.views",
    "guide.views",
    "imports.views",
    "care.views",
    "booking.views",
    "programme.views",
    "festivals.views",
)
COMMANDS = (
    "mail.commands",
    "booking.commands",
    "hub.commands",
    "festivals.commands",
    "planner.commands",
    "placing.commands",
    "imports.commands",
    "exports.commands",
    "staff.commands",
    "guide.commands",
    "partners.commands",
    "operations.commands",
    "demo.commands",
)


def create_app(settings: Settings | None = None) -> Flask:
    """The application, ready to serve. Raises config.BadConfiguration if it must not."""
    settings = settings or Settings()
    settings.check()
    app = Flask(__name__, template_folder=str(ROOT / "templates"), static_folder=None)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions["settings"] = settings
    app.extensions["translations"] = Path(__file__).with_name("translations")
    for models in sorted(Path(__file__).parent.glob("*/models.py")):
        import_module(f"wellness.{models.parent.name}.models")
    database.init_app(app, settings.database_url)
    security.init_app(app, settings)
    language.init_app(app)
    refusals.init_app(app)
    access.init_app(app)
    formatting.init_app(app)
    for room in SHELL:
        import_module(f"wellness.{room}").init_app(app)
    for room in ROOMS:
        app.register_blueprint(import_module(f"wellness.{room}").blueprint)
    app.extensions["staff.sections"] = sorted(
        section
        for room in ROOMS
        for section in getattr(import_module(f"wellness.{room}"), "SECTIONS", ())
    )
    for room in COMMANDS:
        for command in import_module(f"wellness.{room}").COMMANDS:
            _add_command(app, command)
    access.check_every_route(app)
    return app


def _add_command(app: Flask, command: click.Command) -> None:
    app.cli.add_command(command)
