"""`wellness session …`: move a session, call it off, change its places.

Each says first whom it touches, and asks; then it changes the draft and releases exactly that.
Wall times are the festival's own.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import click
from flask.cli import with_appcontext
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from wellness import clock
from wellness.booking.models import BookableStatus
from wellness.booking.waiting_list import move_up
from wellness.clock import AbsentWallTime, AmbiguousWallTime
from wellness.database import db
from wellness.festivals.models import Space
from wellness.planner.actions.drafting import recorded
from wellness.planner.actions.releasing import release
from wellness.planner.commands.doing import done
from wellness.planner.errors import NothingToRelease
from wellness.planner.models import DraftSession
from wellness.planner.queries.review import review_of
from wellness.planner.rules.steps import StepKind
from wellness.programme.impact import Impact, impact_of_move, impact_on_bookings
from wellness.programme.models import Session
from wellness.programme.rules import wall_span
from wellness.staff.rules import COMMAND_LINE

WALL = "%Y-%m-%d %H:%M"
LONGEST_REASON = 300
yes = click.option("--yes", is_flag=True, help="Do it without asking.")


@click.group()
def session() -> None:
    """Move sessions, call them off, change their places."""


@session.command()
@click.argument("reference")
@click.option("--start", help='New start on the festival\'s clock, as "2026-06-05 10:30".')
@click.option("--end", help="New end; without it the session stays as long as it is.")
@click.option("--space", "slug", help="Slug of the new space; without it the space stays.")
@yes
@with_appcontext
def move(
    reference: str, *, start: str | None, end: str | None, slug: str | None, yes: bool
) -> None:
    """Move session REFERENCE in time, space or both. Places are kept, everybody is told once."""
    found = _session(reference)
    if found.status is BookableStatus.CANCELLED:
        raise click.ClickException("It is cancelled, so it cannot be moved.")
    zone = found.festival.zone
    starts_at = _instant(start, zone, "--start") if start else found.starts_at
    length = found.ends_at - found.starts_at
    ends_at = _instant(end, zone, "--end") if end else starts_at + length
    if ends_at <= starts_at:
        raise click.ClickException("It would end before it begins: give --start and --end.")
    space = _space(found, slug) if slug else found.space
    now, here = (starts_at, ends_at, space), (found.starts_at, found.ends_at, found.space)
    if now == here:
        click.echo("It is there already; nothing was changed.")
        return
    click.echo(f"{found.title}\n  from  {_said(*here, zone)}\n  to    {_said(*now, zone)}")
    _tell(impact_of_move(found, to=(starts_at, ends_at), space=space), starts_at=starts_at)
    _tell_what_else(found)
    _ask(yes=yes)
    minutes = max(1, round((ends_at - starts_at).total_seconds() / 60))
    _change(
        found,
        StepKind.MOVED,
        starts_at=starts_at,
        length_minutes=minutes,
        space_id=space.id if space else None,
    )
    click.echo("Moved. Everybody with a place keeps it and is told.")


@session.command()
@click.argument("reference")
@click.option("--reason", required=True, help="One sentence for everybody, on its page.")
@yes
@with_appcontext
def cancel(reference: str, *, reason: str, yes: bool) -> None:
    """Call session REFERENCE off. It stays in the programme, marked, and everybody is told."""
    found = _session(reference)
    if found.status is BookableStatus.CANCELLED:
        click.echo("It is cancelled already; nothing was changed.")
        return
    if len(reason) > LONGEST_REASON:
        raise click.ClickException(f"Keep the reason to {LONGEST_REASON} characters.")
    said = _said(found.starts_at, found.ends_at, found.space, found.festival.zone)
    click.echo(f"{found.title}\n  {said}")
    _tell(impact_on_bookings(found))
    _ask(yes=yes)
    _change(found, StepKind.CANCELLED, is_cancelled=True, cancel_reason=reason.strip())
    click.echo("Cancelled. Everybody with a place or in line is told.")


@session.command()
@click.argument("reference")
@click.argument("places", type=click.IntRange(0, 100_000))
@click.option(
    "--close-and-keep",
    is_flag=True,
    help="With fewer places than are taken: close booking, and everybody keeps theirs.",
)
@yes
@with_appcontext
def capacity(reference: str, places: int, *, close_and_keep: bool, yes: bool) -> None:
    """Give session REFERENCE so many PLACES. More places go to the waiting list at once."""
    found = _session(reference)
    had = "no limit" if found.capacity is None else f"{found.capacity} places"
    click.echo(f"{found.title}\n  from  {had}, {found.taken} taken\n  to    {places} places")
    _tell(impact_on_bookings(found))
    _tell_what_else(found)
    _ask(yes=yes)
    _change(found, StepKind.EDITED, close_and_keep=close_and_keep, capacity=places)
    db.session.refresh(found)
    closed = " Booking is closed; everybody keeps their place." if found.is_closed else ""
    click.echo(f"{found.taken} of {found.capacity} places taken, {found.waiting} waiting.{closed}")


@session.command()
@click.argument("reference")
@click.argument("booking")
@with_appcontext
def promote(reference: str, booking: str) -> None:
    """Give a free place in session REFERENCE to BOOKING of its waiting list, out of turn."""
    found = _session(reference)
    done(lambda: move_up(found.id, booking, now=clock.now()).bookable)
    click.echo("Moved up; they are told if they gave an address.")


def _session(reference: str) -> Session:
    found = db.session.scalars(
        select(Session)
        .where(Session.reference == reference.lower())
        .options(joinedload(Session.festival), joinedload(Session.space))
    ).one_or_none()
    if found is None:
        raise click.ClickException(
            f"There is no session {reference!r}; the reference ends its page's address."
        )
    return found


def _space(found: Session, slug: str) -> Space:
    spaces = db.session.scalars(
        select(Space).where(Space.festival_id == found.festival_id).order_by(Space.slug)
    )
    by_slug = {space.slug: space for space in spaces}
    if slug not in by_slug:
        raise click.ClickException(f"There is no space {slug!r}. There are: {', '.join(by_slug)}.")
    return by_slug[slug]


def _instant(text: str, zone: ZoneInfo, option: str) -> datetime:
    """The instant of a typed wall time; a time that is no single one is refused, naming both."""
    try:
        wall = datetime.strptime(text.replace("T", " "), WALL)  # noqa: DTZ007 - a wall time
    except ValueError:
        raise click.BadParameter(
            f"{text!r} is no wall time; write it as 2026-06-05 10:30.", param_hint=option
        ) from None
    try:
        return clock.instant_of(wall, zone)
    except (AmbiguousWallTime, AbsentWallTime) as error:
        raise click.BadParameter(f"{error} ({zone.key}).", param_hint=option) from None


def _said(starts_at: datetime, ends_at: datetime, space: Space | None, zone: ZoneInfo) -> str:
    span = wall_span(starts_at, ends_at, zone)
    return f"{starts_at.astimezone(zone):%a} {span}, {space.name if space else 'no space'}"


def _tell(impact: Impact, *, starts_at: datetime | None = None) -> None:
    click.echo(f"  {impact.booked} booked, {impact.waiting} waiting")
    if impact.clashing:
        click.echo(f"  {impact.clashing} of them will hold another place at that time")
    for title in impact.in_the_space:
        click.echo(f"  The space is in use then: {title}")
    for name in impact.busy_leaders:
        click.echo(f"  {name} leads something else then")
    if impact.space_holds is not None:
        click.echo(f"  The space holds {impact.space_holds}, fewer than there are places")
    if starts_at is not None and starts_at <= clock.now():
        click.echo("  That is in the past")


def _ask(*, yes: bool) -> None:
    if not yes:
        click.confirm("Go on?", abort=True)


def _tell_what_else(found: Session) -> None:
    """Say what of the draft goes out along with the change."""
    drafts = _draft_ids(found)
    for change in review_of(found.festival, only=drafts).changes:
        words = ", ".join(sorted(change.what))
        click.echo(f"  The draft of it differs already, which goes out as well: {words}")


def _change(found: Session, kind: StepKind, *, close_and_keep: bool = False, **values: Any) -> None:
    """Change the session's draft and release exactly that; nothing new is no failure."""
    now = clock.now()

    def change() -> None:
        draft = db.session.scalars(
            select(DraftSession).where(DraftSession.session_id == found.id)
        ).one()
        with recorded(
            found.festival_id, kind, about=found.title, hand=COMMAND_LINE, now=now
        ) as step:
            step.change(draft, **values)
        keep = {draft.id} if close_and_keep else set()
        try:
            release(found.festival, only={draft.id}, keep=keep, hand=COMMAND_LINE, now=now)
        except NothingToRelease:
            return

    done(change)


def _draft_ids(found: Session) -> Collection[int]:
    return db.session.scalars(
        select(DraftSession.id).where(DraftSession.session_id == found.id)
    ).all()
