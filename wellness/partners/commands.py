"""Partners from the terminal."""

import click
from flask.cli import with_appcontext

from wellness import clock
from wellness.database import in_transaction
from wellness.partners.seeding import seed


@click.group()
def partners() -> None:
    """Who takes part, and what was given."""


@partners.command("seed")
@with_appcontext
def fill() -> None:
    """Write the partners that come with the product where none was ever written."""
    click.echo(partners_in_words() or "There are partners already; they were left as they are.")


def partners_in_words() -> str:
    """Write them where there are none, and say so; "" if there was nothing to do."""
    count = in_transaction(lambda: seed(clock.now()))
    return f"{count} partners are named, each with where it was read." if count else ""


COMMANDS = (partners,)
