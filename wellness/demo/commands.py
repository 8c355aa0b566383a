from datetime import date

import click
from flask import current_app
from sqlalchemy import func, select

from config import Settings
from wellness import clock
from wellness.booking.models import Bookable
from wellness.database import db, transaction
from wellness.demo import last_year
from wellness.demo.hub_desk import forget_desk
from wellness.demo.loading import reference_of
from wellness.demo.partners import forget_partners
from wellness.demo.removal import guests_of, remove
from wellness.demo.spaces import SLUG
from wellness.demo.team import TEAM, dismiss, name_of
from wellness.demo.timetable import TIMETABLE
from wellness.demo.whole import write_everything
from wellness.festivals.models import Festival
from wellness.festivals.queries import find_festival
from wellness.programme.listing import IS_PUBLIC
from wellness.staff.access import keyring, sealer
from wellness.staff.models import Role
from wellness.staff.words import ROLE_NAMES

TO_TRY = (
    ("Keep a place where there is room", "2/14:00/orchard-yurt"),
    ("Join a waiting list", "2/17:30/heron-tent"),
    ("See how a support circle is treated", "2/17:30/fern-room"),
    ("Find something that needs no booking", "2/18:00/lantern-room"),
    ("See what a cancelled session says", "3/16:00/jetty"),
)
"""Five lines of the timetable that show five different things."""


@click.command("demo")
@click.option(
    "--fresh",
    is_flag=True,
    help="Make it anew, starting from today, unless a real person has booked there.",
)
def command(*, fresh: bool) -> None:
    """Make the demonstration festival, Stillwater, with its first day about a week ahead."""
    now = clock.now()
    with transaction():
        there = find_festival(SLUG)
        if there is not None and fresh:
            _make_room(there)
            there = None
        festival = write_everything(keys=keyring(), sealer=sealer(), now=now)
    _tell(festival, made="is ready" if there is None else "is there already and was left as it is")
    if festival.ends_on < now.astimezone(festival.zone).date():
        click.echo("\nIts days are over: `wellness demo --fresh` makes it anew.")


def _make_room(festival: Festival) -> None:
    guests = guests_of(festival)
    if guests:
        people = "one person has" if guests == 1 else f"{guests} people have"
        raise click.ClickException(
            f"{people} booked at Stillwater from a phone. It was left as it is; "
            "give another DATABASE_URL to start from nothing."
        )
    remove(festival)
    forget_desk(name_of(Role.HUB_EDITOR))
    forget_partners()
    past = find_festival(last_year.SLUG)
    if past is not None:
        remove(past)
    dismiss(keyring())


def _tell(festival: Festival, *, made: str) -> None:
    settings: Settings = current_app.extensions["settings"]
    address = f"{settings.base_url}/{festival.slug}/"
    days = f"{_day(festival.starts_on)} to {_day(festival.ends_on)}"
    click.echo(f"{festival.name} {made}: {_sessions(festival)} sessions, {days}.")
    click.echo(f"\n  {address}\n\nTo try:")
    references = {new.key: reference_of(new) for new in TIMETABLE}
    for what, key in TO_TRY:
        click.echo(f"  {what + ':':<38} {address}sessions/{references[key]}")
    if settings.on_loopback:
        click.echo("\nTo work there, sign in as one of the team (on this machine alone):")
        for new in TEAM:
            words = f"{new.name}, {ROLE_NAMES[new.role]}:"
            click.echo(f"  {words:<38} {settings.base_url}/staff/demo/{new.role}")


def _sessions(festival: Festival) -> int:
    query = select(func.count()).where(Bookable.festival_id == festival.id, IS_PUBLIC)
    return db.session.execute(query).scalar_one()


def _day(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B}"


COMMANDS = (command,)
