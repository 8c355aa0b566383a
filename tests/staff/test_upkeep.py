"""What an operator does with accounts, and what time does."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from config import Settings
from tests.factories import a_festival
from tests.provision import application
from tests.staff import an_account, an_invitation, signed_in, works_for
from wellness import clock
from wellness.database import db, in_transaction, transaction
from wellness.operations.purge import purge
from wellness.sealing import Sealer, Unsealable
from wellness.staff.access import keyring, sealer
from wellness.staff.models import Account, Deed, Invitation, Role, StaffSession
from wellness.staff.queries import (
    account_of_address,
    address_of,
    invitation_place,
    totp_secret_of,
)


def run(app: Flask, *words: str) -> str:
    result = app.test_cli_runner().invoke(args=["staff", *words])
    db.session.rollback()
    db.session.expire_all()
    assert result.exit_code == 0, result.output
    return result.output


def refused(app: Flask, *words: str) -> str:
    result = app.test_cli_runner().invoke(args=["staff", *words])
    assert result.exit_code != 0
    return result.output


def test_the_first_owner_is_invited_from_the_terminal(app: Flask, client: FlaskClient) -> None:
    a_festival(slug="stillwater", name="Stillwater")
    said = run(app, "invite", "ruth@example.org", "--name", "Ruth", "--festival", "stillwater")
    link = next(word for word in said.split() if "/staff/join/" in word)
    assert "For Ruth, owner of Stillwater." in said
    assert "Join Stillwater" in client.get(link.removeprefix("http://localhost")).text
    assert db.session.scalars(select(Deed.account_name)).one() == "command line"


def test_without_a_festival_it_is_for_a_founder(app: Flask, client: FlaskClient) -> None:
    said = run(app, "invite", "ruth@example.org")
    link = next(word for word in said.split() if "/staff/join/" in word)
    assert "Make your own festival" in client.get(link.removeprefix("http://localhost")).text


@pytest.mark.one_database
def test_what_makes_no_sense_is_refused_in_words(app: Flask) -> None:
    assert "no mail address" in refused(app, "invite", "ruth")
    assert "no festival 'gone'" in refused(app, "invite", "ruth@example.org", "--festival", "gone")
    both = ("--founder", "--festival", "gone")
    assert "Either" in refused(app, "invite", "ruth@example.org", *both)
    assert "no account" in refused(app, "disable", "ruth@example.org")
    assert "Nobody yet" in run(app, "list")


def test_somebody_is_shut_out_and_let_in_again(app: Flask, client: FlaskClient) -> None:
    bo = an_account(name="Bo", address="bo@example.org")
    works_for(bo, a_festival(slug="stillwater"), Role.DESK)
    signed_in(client, bo)
    assert client.get("/staff/").status_code == 200
    run(app, "disable", "BO@example.org")
    assert client.get("/staff/").status_code == 303
    assert "Bo  <bo@example.org>  shut out  stillwater (desk)" in run(app, "list")
    run(app, "enable", "bo@example.org")
    assert client.get("/staff/").status_code == 303  # the old sign-in stays ended
    signed_in(client, bo)
    assert client.get("/staff/").status_code == 200


def test_what_is_over_is_forgotten_and_what_counts_is_kept(app: Flask) -> None:
    festival, bo = a_festival(), an_account()
    signed_in(app.test_client(), bo)
    an_invitation(festival)
    now = clock.now()
    with transaction():
        db.session.add(Deed(account_name="Ana", kind="released", done_at=now - timedelta(days=366)))

    def left() -> tuple[int, ...]:
        models = (StaffSession, Invitation, Deed)
        return tuple(len(db.session.scalars(select(model.id)).all()) for model in models)

    assert left() == (1, 1, 2)
    purge(now=now)
    assert left() == (1, 1, 1)
    purge(now=now + timedelta(days=8))
    assert left() == (0, 1, 1)
    purge(now=now + timedelta(days=38))
    assert left() == (0, 0, 1)


@pytest.mark.usefixtures("app")
def test_an_account_without_work_is_forgotten_after_ninety_days() -> None:
    working, founder = an_account(name="Working"), an_account(name="Founder", may_found=True)
    works_for(working, a_festival(), Role.DESK)
    an_account(name="Idle")
    for days, left in ((89, 3), (91, 2)):
        purge(now=clock.now() + timedelta(days=days))
        assert len(db.session.scalars(select(Account.id)).all()) == left
    assert set(db.session.scalars(select(Account.id))) == {working.id, founder.id}


def test_new_keys_open_what_old_ones_sealed_once_it_is_sealed_anew(
    app: Flask, settings: Settings, tmp_path: Path
) -> None:
    an_account(name="Bo", address="bo@example.org", password="willow harbour lantern")
    an_invitation(a_festival(), address="guest@example.org")
    assert app.testing
    assert tmp_path.exists()
    newer = replace(
        settings,
        field_keys=("a new key of at least thirty-two characters", *settings.field_keys),
        secret_key="a new secret of at least thirty-two characters",
        secret_key_fallbacks=(settings.secret_key,),
    )
    with application.running(newer) as renewed:
        result = renewed.test_cli_runner().invoke(args=["keys", "rotate"])
        assert result.exit_code == 0, result.output
    alone = replace(newer, field_keys=newer.field_keys[:1], secret_key_fallbacks=())
    with application.running(alone):
        bo = account_of_address("bo@example.org", keyring())
        assert bo is not None
        assert address_of(bo, sealer()) == "bo@example.org"
        assert totp_secret_of(bo, sealer())
        guest = db.session.scalars(select(Invitation)).one()
        opened = sealer().unseal(invitation_place(guest), guest.email_sealed)
        assert opened == "guest@example.org"
        with pytest.raises(Unsealable):
            address_of(bo, Sealer(settings.field_keys))


def test_what_is_sealed_for_one_account_opens_for_no_other(app: Flask) -> None:
    """T25."""
    assert app.testing
    bo, cleo = an_account(address="bo@example.org"), an_account(address="cleo@example.org")

    def swap() -> None:
        db.session.get_one(Account, bo.id).email_sealed = cleo.email_sealed

    in_transaction(swap)
    db.session.expire_all()
    with pytest.raises(Unsealable):
        address_of(bo, sealer())
