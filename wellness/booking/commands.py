"""Looking at bookings from the terminal."""

import json

import click
from flask.cli import with_appcontext

from wellness.booking.models import Booking, BookingStatus
from wellness.booking.queries import find_bookable, live_bookings_at


@click.command("roster")
@click.argument("reference")
@click.option("--json", "as_json", is_flag=True, help="One JSON array, for programs.")
@click.option("--names", is_flag=True, help="With chosen names: look only if you have to.")
@with_appcontext
def roster(reference: str, *, as_json: bool, names: bool) -> None:
    """Who holds a place in REFERENCE, then who waits, in order; without names unless asked."""
    bookable = find_bookable(reference)
    if bookable is None:
        raise click.ClickException(f"There is no session {reference!r}.")
    rows = [_row(booking, names=names) for booking in live_bookings_at(bookable.id)]
    if as_json:
        click.echo(json.dumps(rows, indent=1))
        return
    click.echo(f"{bookable.title}, {bookable.taken} taken, {bookable.waiting} waiting")
    for row in rows:
        click.echo("  ".join(str(value) for value in row.values() if value is not None))


def _row(booking: Booking, *, names: bool) -> dict[str, object]:
    row: dict[str, object] = {
        "booking": booking.reference,
        "status": booking.status.value,
        "position": booking.position if booking.status is BookingStatus.WAITING else None,
        "seats": booking.seats,
        "created_at": booking.created_at.isoformat(),
    }
    if names:
        row["name"] = booking.holder.chosen_name if booking.holder else ""
    return row


COMMANDS = [roster]
