"""The hub from the terminal."""

import click
from flask.cli import with_appcontext

from wellness import clock
from wellness.database import in_transaction
from wellness.hub.seeding import has_tables, seed


@click.group()
def hub() -> None:
    """The services that help."""


@hub.command("seed")
@with_appcontext
def fill() -> None:
    """Write the organisations that come with the product into an empty hub."""
    click.echo(seeded_in_words() or "The hub has entries already and was left as it is.")


def seeded_in_words() -> str:
    """Fill the hub if it is empty, and say so; "" if there was nothing to do."""
    if not has_tables():
        return ""
    count = in_transaction(lambda: seed(clock.now()))
    return f"{count} services are in the hub. Nobody has checked any of them yet." if count else ""


COMMANDS = (hub,)
