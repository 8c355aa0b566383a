"""The audit log: written once, kept a year, refused to be changed by the database itself."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError

from tests.factories import a_festival, from_now
from tests.staff import an_account, hand_of
from tests.staff.tables import all_rows
from wellness import clock
from wellness.database import db, in_transaction, transaction
from wellness.festivals.models import Festival
from wellness.staff.actions import record
from wellness.staff.models import Account, Deed
from wellness.staff.rules import DeedKind

A_YEAR = timedelta(days=365)


@pytest.fixture
def deed(app: Flask) -> Deed:
    assert app.testing
    festival, account = a_festival(), an_account(name="Ana")
    in_transaction(
        lambda: record(
            DeedKind.RELEASED,
            hand_of(account),
            festival_id=festival.id,
            about="Release 3",
            now=clock.now(),
            new=4,
        )
    )
    return db.session.scalars(select(Deed)).one()


@pytest.mark.parametrize(
    "change",
    [
        {"account_name": "Bo"},
        {"kind": "exported"},
        {"about": "Release 4"},
        {"facts": {"new": 5}},
        {"done_at": from_now(hours=-2)},
        {"id": 99},
    ],
)
def test_a_line_once_written_stays_as_it_is(deed: Deed, change: dict[str, object]) -> None:
    before = all_rows()["deed"]
    assert deed.about in before[0]
    with pytest.raises(DBAPIError, match="audit log is not changed"), transaction():
        db.session.execute(update(Deed).values(**change))
    assert all_rows()["deed"] == before


def test_nobody_can_put_it_on_somebody_else(deed: Deed) -> None:
    other = an_account(name="Bo")
    with pytest.raises(DBAPIError, match="audit log is not changed"), transaction():
        db.session.execute(update(Deed).values(account_id=other.id))
    db.session.expire_all()
    assert deed.account_id != other.id


def test_a_young_line_cannot_be_deleted(deed: Deed) -> None:
    with pytest.raises(DBAPIError, match="audit log is not changed"), transaction():
        db.session.execute(delete(Deed))
    assert db.session.scalars(select(Deed.id)).all() == [deed.id]


@pytest.mark.usefixtures("app")
def test_a_line_of_more_than_a_year_ago_can_go() -> None:
    with transaction():
        for days in (-1, 1):
            db.session.add(
                Deed(
                    account_name="Ana",
                    kind="released",
                    done_at=clock.now() - A_YEAR + timedelta(days=days),
                )
            )
    with transaction():
        db.session.execute(delete(Deed).where(Deed.done_at < clock.now() - A_YEAR))
    assert len(db.session.scalars(select(Deed.id)).all()) == 1


def test_it_outlives_the_festival_and_the_person(deed: Deed) -> None:
    with transaction():
        db.session.execute(delete(Festival))
        db.session.execute(delete(Account))
    db.session.expire_all()
    assert (deed.festival_id, deed.account_id) == (None, None)
    assert (deed.account_name, deed.about, deed.facts) == ("Ana", "Release 3", {"new": 4})
