"""`wellness export`: the programme as a file, on standard output or where --output says."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from config import Settings
from wellness import clock
from wellness.booking.entries import House
from wellness.database import in_transaction
from wellness.exports.actions import note_export
from wellness.exports.queries.taking_away import packed
from wellness.exports.rules.kinds import Format, Scope
from wellness.festivals.queries import find_festival
from wellness.staff.rules import COMMAND_LINE


@click.command("export")
@click.argument("festival")
@click.option(
    "--format",
    "format_",
    type=click.Choice([each.value for each in Format]),
    required=True,
    help="csv; ics; xml and json for conference tools; own for everything, to import whole.",
)
@click.option("--draft", is_flag=True, help="The programme as it is worked on, not as released.")
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write into this file."
)
@with_appcontext
def command(festival: str, format_: str, *, draft: bool, output: Path | None) -> None:
    """Print the programme of FESTIVAL in one of the formats that others read.

    No bookings and nobody's data are in any of them.
    """
    found = find_festival(festival)
    if found is None:
        raise click.ClickException(f"There is no festival {festival!r}.")
    settings: Settings = current_app.extensions["settings"]
    scope = Scope.DRAFT if draft else Scope.RELEASED
    house = House(settings.uid_domain, settings.base_url)
    parcel = packed(found, Format(format_), scope, house)
    festival_id = found.id
    in_transaction(
        lambda: note_export(
            festival_id,
            Format(format_),
            scope,
            parcel.sessions,
            hand=COMMAND_LINE,
            now=clock.now(),
        )
    )
    if output is None:
        click.echo(parcel.body, nl=False)
        return
    try:
        output.write_bytes(parcel.body)
    except OSError as error:
        raise click.ClickException(f"{output} can't be written: {error.strerror}.") from None
    click.echo(f"{output}: {parcel.sessions} sessions.", err=True)


COMMANDS: tuple[click.Command, ...] = (command,)
