"""`wellness guide …`: the starter guide."""

import click
from flask.cli import with_appcontext
from sqlalchemy import inspect

from wellness import clock
from wellness.database import db, in_transaction
from wellness.guide.formats import BadChapterFile
from wellness.guide.models import Chapter
from wellness.guide.starter import is_empty, seed


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


def starter_in_words() -> str:
    """Write the starter guide if the house has no chapter, and say so; "" if it has some."""
    if not inspect(db.engine).has_table(Chapter.__tablename__) or not is_empty():
        return ""
    done = in_transaction(lambda: seed(now=clock.now()))
    return f"{done.chapters} starter chapters are in the guide. Nobody has reviewed them yet."


COMMANDS = (guide,)
