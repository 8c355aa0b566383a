"""`wellness festival …`: make a festival, see which there are.

Releasing is the planner's: `planner.commands` adds it to this group.
"""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from wellness import clock
from wellness.database import db, transaction
from wellness.festivals.actions import create_festival
from wellness.festivals.models import Festival
from wellness.festivals.queries import find_festival
from wellness.festivals.rules import (
    LONGEST_FESTIVAL_DAYS,
    LONGEST_SLUG,
    SlugFault,
    are_festival_days,
    fault_of_slug,
)

FAULTS = {
    SlugFault.SPELLING: "use lower-case letters, digits and single hyphens, as in still-water.",
    SlugFault.LENGTH: f"keep it to {LONGEST_SLUG} characters.",
    SlugFault.RESERVED: "this word is the start of other addresses; choose another.",
}


class SlugType(click.ParamType[str]):
    """The first word of a festival's addresses."""

    name = "slug"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The slug as typed, if it may be one."""
        fault = fault_of_slug(value)
        if fault is not None:
            self.fail(f"{value!r}: {FAULTS[fault]}", param, ctx)
        return value


class TextType(click.ParamType[str]):
    """Words of at most `longest` characters."""

    name = "text"

    def __init__(self, longest: int) -> None:
        self.longest = longest

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The words, without space around them."""
        words = " ".join(value.split())
        if len(words) > self.longest:
            self.fail(f"keep it to {self.longest} characters.", param, ctx)
        return words


class CountryType(click.ParamType[str]):
    """An ISO 3166-1 code of two letters, or nothing."""

    name = "country"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The code in lower case."""
        if value and not (len(value) == 2 and value.isascii() and value.isalpha()):  # noqa: PLR2004
            self.fail(f"{value!r} is no country code; they are written as de or PT.", param, ctx)
        return value.lower()


class ZoneType(click.ParamType[ZoneInfo]):
    """An IANA zone such as Europe/Berlin."""

    name = "zone"

    def convert(
        self, value: str | ZoneInfo, param: click.Parameter | None, ctx: click.Context | None
    ) -> ZoneInfo:
        """The zone of this name."""
        if isinstance(value, ZoneInfo):
            return value
        try:
            return ZoneInfo(value)
        except (KeyError, ValueError, OSError):  # unknown; a path; a folder such as "Europe"
            self.fail(f"{value!r} is no IANA zone; they are written as Europe/Berlin.", param, ctx)


class DayType(click.ParamType[date]):
    """A day, written as 2026-06-05."""

    name = "day"

    def convert(
        self, value: str | date, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """The day."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no day; write it as 2026-06-05.", param, ctx)


class ClockType(click.ParamType[time]):
    """A wall time, written as 05:00."""

    name = "time"

    def convert(
        self, value: str | time, param: click.Parameter | None, ctx: click.Context | None
    ) -> time:
        """The wall time, to the minute."""
        if isinstance(value, time):
            return value
        try:
            return datetime.strptime(value, "%H:%M").time()  # noqa: DTZ007 - a wall time
        except ValueError:
            self.fail(f"{value!r} is no time of day; write it as 05:00.", param, ctx)


@click.group()
def festival() -> None:
    """Make, release and list festivals."""


@festival.command()
@click.argument("slug", type=SlugType())
@click.option("--name", required=True, type=TextType(120), help="As people call it.")
@click.option("--zone", required=True, type=ZoneType(), help="IANA zone, as in Europe/Berlin.")
@click.option("--starts", required=True, type=DayType(), help="First day, as 2026-06-05.")
@click.option("--ends", required=True, type=DayType(), help="Last day.")
@click.option("--dawn", type=ClockType(), default="05:00", help="When a festival day ends.")
@click.option("--site", default="", type=TextType(200), help="Site and town, in one line.")
@click.option(
    "--country",
    default="",
    type=CountryType(),
    help="ISO code; decides which helplines come first.",
)
@click.option("--contact", default="", type=TextType(200), help="Where people reach the team.")
@with_appcontext
def create(
    slug: str,
    *,
    name: str,
    zone: ZoneInfo,
    starts: date,
    ends: date,
    dawn: time,
    site: str,
    country: str,
    contact: str,
) -> None:
    """Make the festival SLUG. Nobody sees it until it is released."""
    if not are_festival_days(starts, ends):
        raise click.ClickException(
            f"From {starts} to {ends} is no festival: it ends on or after the day it starts, "
            f"within {LONGEST_FESTIVAL_DAYS} days."
        )
    with transaction():
        if find_festival(slug) is not None:
            raise click.ClickException(f"There is a festival {slug!r} already.")
        create_festival(
            slug=slug,
            name=name,
            zone=zone,
            starts_on=starts,
            ends_on=ends,
            dawn=dawn,
            site=site,
            country=country,
            contact=contact,
            now=clock.now(),
        )
    click.echo(f"{name} is made. Show it with: wellness festival release {slug}")


@festival.command("list")
@with_appcontext
def list_festivals() -> None:
    """Every festival, the latest first."""
    found = db.session.scalars(
        select(Festival).order_by(Festival.starts_on.desc(), Festival.id)
    ).all()
    if not found:
        click.echo("No festival yet. Make one with: wellness festival create --help")
    for one in found:
        state = "released" if one.released_at else "not released"
        click.echo(
            f"{one.slug}  {one.starts_on} to {one.ends_on}  {one.zone_name}  {state}  {one.name}"
        )


def known_festivals() -> str:
    """The slugs there are, in a sentence for whoever typed another."""
    slugs = db.session.scalars(select(Festival.slug).order_by(Festival.slug)).all()
    return f"There are: {', '.join(slugs)}." if slugs else "There is none at all yet."


COMMANDS = [festival]
