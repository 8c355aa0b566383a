"""`wellness staff …`: the first owner, and whoever has to be let in or kept out by an operator."""

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import select

from config import Settings
from wellness import clock
from wellness.database import db, transaction
from wellness.festivals.models import Festival
from wellness.festivals.queries import find_festival
from wellness.staff.access import keyring, sealer
from wellness.staff.actions.inviting import Desk, Guest
from wellness.staff.actions.inviting import invite as make_invitation
from wellness.staff.actions.team import disable as disable_account
from wellness.staff.actions.team import enable as enable_account
from wellness.staff.forms import is_an_address
from wellness.staff.models import Account, Role
from wellness.staff.queries import account_of_address, address_of, festivals_of
from wellness.staff.rules import COMMAND_LINE, INVITATION_LIVES, LONGEST_NAME

ROLES_TO_GIVE = [role.value for role in Role if role is not Role.FACILITATOR]
"""Whose sessions a facilitator leads is chosen on the team's page."""


@click.group()
def staff() -> None:
    """Who works for a festival: invite, list, shut out, let in again."""


@staff.command()
@click.argument("email")
@click.option("--name", default="", help="What the team calls them.")
@click.option("--festival", "slug", default="", help="Slug of the festival they will work for.")
@click.option("--role", type=click.Choice(ROLES_TO_GIVE), default=Role.OWNER.value)
@click.option("--founder", is_flag=True, help="They may make festivals (so without --festival).")
@with_appcontext
def invite(email: str, *, name: str, slug: str, role: str, founder: bool) -> None:
    """Print a link by which whoever reads mail at EMAIL gets an account: once, for a week.

    Nothing is sent: hand it over yourself. Without --festival it is for a founder, who may make
    festivals.
    """
    if founder and slug:
        raise click.ClickException("Either --founder or --festival: invite twice for both.")
    if not is_an_address(email):
        raise click.ClickException(f"{email!r} is no mail address.")
    settings: Settings = current_app.extensions["settings"]
    desk = Desk(keyring(), sealer(), settings.base_url)
    called = (name or email.split("@", maxsplit=1)[0])[:LONGEST_NAME]
    with transaction():
        festival = _festival(slug) if slug else None
        guest = Guest(
            email,
            called,
            festival.id if festival else None,
            Role(role) if festival else None,
        )
        link = make_invitation(guest, hand=COMMAND_LINE, desk=desk, now=clock.now())
    what = f"{role} of {festival.name}" if festival else "founder, who may make festivals"
    click.echo(f"For {called}, {what}. Good once, for {INVITATION_LIVES.days} days:\n\n  {link}\n")


@staff.command("list")
@with_appcontext
def list_accounts() -> None:
    """Everybody with an account, and what they do where."""
    accounts = db.session.scalars(select(Account).order_by(Account.name, Account.id)).all()
    if not accounts:
        click.echo("Nobody yet. Begin with: wellness staff invite EMAIL")
    for account in accounts:
        work = [f"{f.slug} ({', '.join(roles)})" for f, roles in festivals_of(account.id)]
        state = "shut out" if account.disabled_at else "may found" if account.may_found else ""
        facts = [account.name, f"<{address_of(account, sealer())}>", state, *work]
        click.echo("  ".join(fact for fact in facts if fact))


@staff.command()
@click.argument("email")
@with_appcontext
def disable(email: str) -> None:
    """Shut the account of EMAIL out, at its next request."""
    with transaction():
        disable_account(_account(email), hand=COMMAND_LINE, now=clock.now())
    click.echo("Shut out. Let them in again with: wellness staff enable")


@staff.command()
@click.argument("email")
@with_appcontext
def enable(email: str) -> None:
    """Let the account of EMAIL in again."""
    with transaction():
        enable_account(_account(email), hand=COMMAND_LINE, now=clock.now())
    click.echo("They can sign in again.")


def _account(email: str) -> Account:
    found = account_of_address(email, keyring())
    if found is None:
        raise click.ClickException(f"There is no account for {email}.")
    return found


def _festival(slug: str) -> Festival:
    found = find_festival(slug)
    if found is None:
        raise click.ClickException(f"There is no festival {slug!r}.")
    return found


COMMANDS = [staff]
