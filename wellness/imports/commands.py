import sys
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import IntegrityError

from config import Settings
from wellness import clock
from wellness.database import in_transaction
from wellness.errors import Busy
from wellness.festivals.queries import find_festival
from wellness.imports.actions.founding import create_festival
from wellness.imports.actions.publishing import publish
from wellness.imports.actions.setting_up import is_empty, set_up
from wellness.imports.actions.taking_in import Delivery, take_in
from wellness.imports.errors import FileRefused
from wellness.imports.formats.apart import read_apart
from wellness.imports.formats.own import Record
from wellness.imports.formats.reading import FORMATS
from wellness.imports.formats.rows import MOST_BYTES, BadFile, note
from wellness.imports.formats.sheet import COLUMNS
from wellness.imports.queries import programme as queries
from wellness.imports.queries.pending import remembered
from wellness.imports.rules.entries import Entry
from wellness.imports.rules.namebook import NONE
from wellness.imports.rules.orders import (
    Order,
    Progress,
    Prospect,
    check_slug,
    judged,
    prospect,
    terms_for,
    wish_for,
)
from wellness.imports.rules.plan import Fate, Outcome
from wellness.imports.rules.report import row_lines, summary_lines
from wellness.staff.rules import COMMAND_LINE

COUNTED = ("spaces", "categories", "facilitators", "activities", "sessions")
LONG = 500
"""From this many rows on, progress is told, every so many rows."""
_DAY = click.DateTime(["%Y-%m-%d"])


@dataclass(frozen=True, slots=True)
class Manner:
    """How the work is done, whatever the work is."""

    create: bool
    dry_run: bool
    brief: bool
    draft: bool
    """Leave it in the draft for somebody to look at and release."""


_COLUMNS = "; ".join(f"{name} ({', '.join(others)})" for name, others in COLUMNS.items())


@click.command(
    "import", epilog=f"Columns of a CSV file, and other headings they may have: {_COLUMNS}."
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--festival", "slug", required=True, help="The festival's address, as in /<slug>/.")
@click.option(
    "--format", "format_", type=click.Choice(FORMATS), help="Told by the content if left out."
)
@click.option("--zone", default="", help="Of times that name none, such as Europe/London.")
@click.option("--base-date", type=_DAY, help="The first day, for files that say Friday or day 2.")
@click.option("--shift-to", type=_DAY, help="Move the programme: its first day falls on this one.")
@click.option("--length", type=click.IntRange(1, 720), help="Minutes, where no end is told.")
@click.option("--create", is_flag=True, help="Make the festival even if one is called alike.")
@click.option("--draft", is_flag=True, help="Leave it in the draft; release nothing.")
@click.option("--dry-run", is_flag=True, help="Tell what would happen; write nothing.")
@click.option("--brief", is_flag=True, help="Leave out rows that there is nothing to say about.")
@with_appcontext
def command(
    *,
    file: Path,
    slug: str,
    format_: str | None,
    zone: str,
    base_date: datetime | None,
    shift_to: datetime | None,
    length: int | None,
    create: bool,
    draft: bool,
    dry_run: bool,
    brief: bool,
) -> None:
    """Take a programme file in: sessions, spaces, categories, facilitators.

    It goes into the draft, and what it wrote there is released at once unless --draft is given
    or the festival was never released.

    Burning Man JSON, EMF JSON and iCalendar, c3voc and pretalx JSON and XML (frab), any
    iCalendar, and CSV with a header line that names at least title and start.

    Every row is reported. Importing a file again doubles nothing; what it no longer holds stays.
    A festival that isn't there yet is made from the file's name, days and zone, and released.
    """
    order = Order(
        slug=slug,
        format=format_ or "",
        zone=zone,
        base_date=base_date.date() if base_date else None,
        shift_to=shift_to.date() if shift_to else None,
        length=timedelta(minutes=length) if length else None,
    )
    try:
        _import(file, order, Manner(create, dry_run, brief, draft), now=clock.now())
    except BadFile as bad:
        raise click.ClickException(FileRefused(bad.note).sentence) from None
    except FileRefused as refused:
        raise click.ClickException(refused.sentence) from None
    except Busy:
        raise click.ClickException(
            "The database is busy; nothing was written. Try again in a moment."
        ) from None


def _import(file: Path, order: Order, manner: Manner, *, now: datetime) -> None:
    festival = find_festival(order.slug)
    if festival is None:
        _may_be_made(order.slug, manner)
    elif festival.released_at is None:  # its first release is for a person to decide
        manner = replace(manner, draft=True)
    reading = read_apart(_bytes_of(file), wish_for(order, festival))
    if reading.whole is not None and (festival is None or is_empty(festival)):
        _set_up(reading.whole, order, manner, now=now)
        return
    terms = terms_for(order, reading, festival)
    count = len(reading.rows)
    click.echo(f"{file.name}: {reading.source}, {count} rows, times in {terms.zone.key}.")
    rows = judged(reading, order, terms, _progress("read"))
    aliases = remembered(festival.id, reading.source).aliases if festival else NONE
    if manner.dry_run or not any(isinstance(row, Entry) for row in rows):
        festival_id = festival.id if festival else None
        outcome, _ = queries.foreseen(festival_id, reading.source, rows, aliases)
    else:
        delivery = Delivery(source=reading.source, rows=rows, about=file.name, aliases=aliases)
        found = _Found(order.slug, delivery, prospect(reading, order, terms, rows))
        outcome = _written(found, manner, now)
    _report(outcome, terms.festival_zone, order, manner, is_new=festival is None)


def _set_up(whole: Record, order: Order, manner: Manner, *, now: datetime) -> None:
    """A new or empty festival, as a whole, from our own file."""
    counts = ", ".join(f"{len(whole[name])} {name}" for name in COUNTED)
    click.echo(f"{whole['festival']['name']}: {counts}.")
    if manner.dry_run:
        click.echo(f"Dry run: nothing was written. “{order.slug}” would be set up.")
        return
    try:
        in_transaction(
            lambda: set_up(order.slug, whole, festival=find_festival(order.slug), now=now)
        )
    except IntegrityError:
        raise FileRefused(note("broken_own", where="sessions")) from None
    settings: Settings = current_app.extensions["settings"]
    click.echo(f"The festival “{order.slug}” was set up. See {settings.base_url}/{order.slug}/")


def _may_be_made(slug: str, manner: Manner) -> None:
    check_slug(slug)
    other = queries.find_similar_slug(slug)
    if other is not None and not manner.create:
        raise FileRefused(note("similar_slug", slug=slug, other=other))


def _bytes_of(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise FileRefused(note("unreadable", why=error.strerror)) from None


@dataclass(frozen=True, slots=True)
class _Found:
    """A file that was read, and how the festival would be made that it is for."""

    slug: str
    delivery: Delivery
    prospect: Prospect


def _written(found: _Found, manner: Manner, now: datetime) -> Outcome:
    """Into the draft, and out of it at once unless it is to stay there: all or nothing."""

    def work() -> Outcome:
        festival = find_festival(found.slug)
        festival = festival or create_festival(found.slug, found.prospect, now=now)
        taken = take_in(
            festival, found.delivery, hand=COMMAND_LINE, now=now, progress=_progress("written")
        )
        if not manner.draft:
            publish(festival, taken, hand=COMMAND_LINE, now=now)
        return taken.outcome

    return in_transaction(work)


def _progress(what: str) -> Progress:
    """Tell on standard error how far a long file is: on a terminal in place, else by lines."""
    on_terminal = sys.stderr.isatty()

    def tell(done: int, of: int) -> None:
        if of < LONG or (done % LONG and done != of):
            return
        line = f"{done} of {of} rows {what}"
        in_place = on_terminal and done < of
        click.echo(f"{line}\r" if in_place else line, err=True, nl=not in_place)

    return tell


def _report(
    outcome: Outcome, zone: ZoneInfo, order: Order, manner: Manner, *, is_new: bool
) -> None:
    for line in row_lines(outcome, zone, brief=manner.brief):
        click.echo(line)
    click.echo()
    for line in summary_lines(outcome):
        click.echo(line)
    if not outcome.of(Fate.NEW, Fate.CHANGED, Fate.SAME, Fate.REPEATED):
        raise FileRefused(note("nothing_taken"))
    settings: Settings = current_app.extensions["settings"]
    if manner.dry_run:
        made = f" The festival “{order.slug}” would be made and released." if is_new else ""
        click.echo(f"Dry run: nothing was written.{made}")
    elif manner.draft:
        made = f"The festival “{order.slug}” was made. " if is_new else ""
        click.echo(f"{made}It is in the draft: see {settings.base_url}/staff/{order.slug}/planner")
    else:
        made = f"The festival “{order.slug}” was made and released. " if is_new else ""
        click.echo(f"{made}See {settings.base_url}/{order.slug}/")


COMMANDS: tuple[click.Command, ...] = (command,)
