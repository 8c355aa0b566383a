"""The console script `wellness`."""

from flask import Flask
from flask.cli import FlaskGroup

from config import ROOT
from wellness.app import create_app
from wellness.database import add_migrations


def create_app_for_commands() -> Flask:
    """The application, with what `wellness db` needs."""
    app = create_app()
    add_migrations(app, ROOT / "migrations")
    return app


def main() -> None:
    """Run one of the application's commands; `wellness --help` lists them."""
    group = FlaskGroup(
        create_app=create_app_for_commands,
        add_default_commands=False,
        add_version_option=False,
        load_dotenv=False,
        set_debug_flag=False,
        help="Run a festival's wellness programme. Settings come from the environment.",
    )
    group.params.clear()  # --app and --env-file would name another application than ours
    group()


if __name__ == "__main__":
    main()
