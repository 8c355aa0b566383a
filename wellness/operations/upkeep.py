"""Commands for whoever keeps it running: backups, keys, forgetting."""

import secrets
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from config import Settings
from wellness import clock
from wellness.calls.upkeep import reseal_applications
from wellness.care.access import care_keys
from wellness.care.actions.upkeep import reseal_requests
from wellness.care.rules.keys import new_pair
from wellness.database import in_transaction
from wellness.hub.upkeep import reseal_notes
from wellness.mail.upkeep import reseal_letters
from wellness.operations.purge import purge as forget_what_is_due
from wellness.passes.access import keyring, sealer
from wellness.passes.upkeep import reseal_addresses
from wellness.residencies.upkeep import reseal_riders, reseal_support
from wellness.selection.upkeep import reseal_remarks
from wellness.staff.upkeep import reseal_accounts, reseal_invitations

RESEALED_AT_ONCE = 200


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings


def _sqlite_file(url: str) -> Path | None:
    return Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite") else None


def _postgresql_address(url: str) -> str:
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise click.ClickException(f"{name} is needed: install PostgreSQL's client programs.")
    return found


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@with_appcontext
def backup(file: Path) -> None:
    """Write everything but the keys into FILE, as it is at this moment, while people book."""
    if file.exists():
        raise click.ClickException(f"{file} is there already: choose another name.")
    database = _sqlite_file(_settings().database_url)
    if database is not None:
        with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(file)) as copy:
            source.backup(copy)
    else:
        address = _postgresql_address(_settings().database_url)
        subprocess.run(  # noqa: S603 - our own address, no shell
            [_program("pg_dump"), "--format=custom", f"--file={file}", address], check=True
        )
    file.chmod(0o600)
    click.echo(f"Written: {file}. Keys (SECRET_KEY, FIELD_KEYS) are not in it: keep them apart.")


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--check", is_flag=True, help="Only say whether FILE could be restored.")
@with_appcontext
def restore(file: Path, *, check: bool) -> None:
    """Put the backup FILE where nothing is yet; refuses to write over a database in use."""
    database = _sqlite_file(_settings().database_url)
    if database is None:
        _restore_postgresql(file, check=check)
    else:
        _check_sqlite(file)
        if not check:
            if database.exists():
                raise click.ClickException(f"{database} is there already: move it away first.")
            shutil.copyfile(file, database)
    click.echo("The backup is sound." if check else "Restored. Run `wellness audit` next.")


def _check_sqlite(file: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copyfile(file, Path(folder) / "copy.sqlite"))
        try:
            with closing(sqlite3.connect(copy)) as connection:
                sound = connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
                connection.execute("SELECT count(*) FROM booking").fetchone()
        except sqlite3.DatabaseError as error:
            raise click.ClickException(f"{file} is no sound backup: {error}.") from error
    if not sound:
        raise click.ClickException(f"{file} is damaged.")


def _restore_postgresql(file: Path, *, check: bool) -> None:
    listing = subprocess.run(  # noqa: S603 - our own file, no shell
        [_program("pg_restore"), "--list", str(file)], check=False, capture_output=True, text=True
    )
    if listing.returncode or "TABLE DATA public booking " not in listing.stdout:
        raise click.ClickException(f"{file} is no sound backup.")
    if check:
        return
    with create_engine(_settings().database_url).connect() as connection:
        tables = connection.execute(
            text("SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'")
        ).scalar_one()
    if tables:
        raise click.ClickException("There are tables in this database already: use an empty one.")
    address = _postgresql_address(_settings().database_url)
    subprocess.run(  # noqa: S603 - our own file, no shell
        [_program("pg_restore"), "--no-owner", f"--dbname={address}", str(file)], check=True
    )


@click.command("purge")
@with_appcontext
def purge() -> None:
    """Forget now what is due to be forgotten; `wellness work` does it every night."""
    click.echo(forget_what_is_due(now=clock.now()) or "Nothing was due.")


@click.group("keys")
def keys() -> None:
    """Keys that seal addresses and other personal fields."""


@keys.command("new")
def new_key() -> None:
    """Print a fresh key, for SECRET_KEY or the front of FIELD_KEYS."""
    click.echo(secrets.token_urlsafe(48))


@keys.command("rotate")
@with_appcontext
def rotate() -> None:
    """Seal everything anew with the first of FIELD_KEYS; the others can be dropped after it."""
    _batch_by_batch(
        lambda after: reseal_addresses(
            after=after, limit=RESEALED_AT_ONCE, keys=keyring(), sealer=sealer()
        )
    )
    for reseal in (reseal_accounts, reseal_invitations):
        _batch_by_batch(
            partial(_resealed, reseal, limit=RESEALED_AT_ONCE, keys=keyring(), sealer=sealer())
        )
    for again in (reseal_applications, reseal_riders, reseal_support, reseal_notes):
        _batch_by_batch(partial(_resealed, again, limit=RESEALED_AT_ONCE, sealer=sealer()))
    _batch_by_batch(
        lambda after: reseal_letters(after=after, limit=RESEALED_AT_ONCE, sealer=sealer())
    )
    _batch_by_batch(
        lambda after: reseal_remarks(after=after, limit=RESEALED_AT_ONCE, sealer=sealer())
    )
    click.echo("Everything is sealed with the first key now.")


@keys.command("new-care")
def new_care_keys() -> None:
    """Print a fresh pair: the private half for CARE_KEYS, the other for CARE_PUBLIC_KEY."""
    private, public = new_pair()
    click.echo(f"CARE_KEYS={private}")
    click.echo(f"CARE_PUBLIC_KEY={public}")


@keys.command("rotate-care")
@with_appcontext
def rotate_care() -> None:
    """Seal care requests to the newest care key; the others can be dropped after it."""
    if not care_keys().can_open:
        raise click.ClickException("CARE_KEYS is not set here: run this where requests are read.")
    _batch_by_batch(
        lambda after: reseal_requests(after=after, limit=RESEALED_AT_ONCE, keys=care_keys())
    )
    click.echo("Every care request is sealed to the newest key now.")


def _resealed(reseal: Callable[..., int | None], after: int, **how: Any) -> int | None:
    return reseal(after=after, **how)


def _batch_by_batch(reseal: Callable[[int], int | None]) -> None:
    done: int | None = 0
    while done is not None:
        done = in_transaction(partial(reseal, done))
