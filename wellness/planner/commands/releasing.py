"""`wellness festival release`: the planner's part of that group of commands."""

import click
from flask.cli import with_appcontext

from wellness import clock
from wellness.festivals.commands import festival, known_festivals
from wellness.festivals.queries import find_festival
from wellness.planner.actions.releasing import release
from wellness.planner.commands.doing import done
from wellness.planner.errors import NothingToRelease
from wellness.staff.rules import COMMAND_LINE


@festival.command("release")
@click.argument("slug")
@with_appcontext
def release_festival(slug: str) -> None:
    """Publish the draft of the festival SLUG; the first time, the festival itself."""

    def publish() -> tuple[str, int]:
        found = find_festival(slug)
        if found is None:
            raise click.ClickException(f"There is no festival {slug!r}. {known_festivals()}")
        try:
            made = release(found, hand=COMMAND_LINE, now=clock.now())
        except NothingToRelease:
            return found.name, 0
        return found.name, made.counts["letters"]

    name, letters = done(publish)
    click.echo(f"{name} is released at /{slug}/")
    if letters:
        click.echo(f"{letters} letters tell those whom it concerns.")
