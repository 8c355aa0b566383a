import click
from flask.cli import with_appcontext

from wellness import clock
from wellness.database import db
from wellness.placing.actions import carry_out
from wellness.planner.models import Proposal


@click.command("place", hidden=True)
@click.argument("number", type=int)
@with_appcontext
def command(number: int) -> None:
    """Carry out the automatic placing NUMBER; the planner starts this by itself."""
    if db.session.get(Proposal, number) is None:
        raise click.ClickException(f"There is no automatic placing {number}.")
    found = carry_out(number, clock=clock.now)
    click.echo(f"{found.progress['placed']} of {found.progress['tasks']} sessions have a place.")


COMMANDS = (command,)
