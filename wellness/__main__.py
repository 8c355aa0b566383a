"""The console script `wellness`."""

from typing import Any

import click
from flask import Flask
from flask.cli import FlaskGroup, with_appcontext
from flask_migrate.cli import db as migrations

from config import ROOT
from wellness.app import create_app
from wellness.database import add_migrations
from wellness.guide.commands import starter_in_words
from wellness.hub.commands import seeded_in_words
from wellness.partners.commands import partners_in_words


def create_app_for_commands() -> Flask:
    """The application, with what `wellness db` needs."""
    app = create_app()
    add_migrations(app, ROOT / "migrations")
    return app


@with_appcontext
def fill_after_upgrade(*_result: Any, **_options: Any) -> None:
    """After `wellness db upgrade` what is empty holds what comes with the product."""
    if click.get_current_context().invoked_subcommand == "upgrade":
        for said in (seeded_in_words(), starter_in_words(), partners_in_words()):
            if said:
                click.echo(said)


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
    migrations.result_callback()(fill_after_upgrade)
    group()


if __name__ == "__main__":
    main()
