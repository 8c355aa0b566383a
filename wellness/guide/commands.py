"""`wellness guide …`: the starter guide."""

import click
from flask.cli import with_appcontext

from wellness import clock
from wellness.database import in_transaction
from wellness.guide.formats import BadChapterFile
from wellness.guide.starter import seed


@click.group()
def guide() -> None:
    """The guide's chapters."""


@guide.command("seed")
@with_appcontext
def seed_command() -> None:
    """Bring the starter chapters in step with their files; texts worked on here stay."""
    try:
        done = in_transaction(lambda: seed(now=clock.now()))
    except BadChapterFile as fault:
        raise click.ClickException(str(fault)) from fault
    click.echo(f"{done.chapters} new chapters, {done.texts} new texts.")
    for link in done.missing:
        click.echo(f"This link leads nowhere: {link}", err=True)


COMMANDS = (guide,)
