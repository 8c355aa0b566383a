"""Remarks are forgotten on time, with the person, and sealed anew when keys change."""

from datetime import timedelta

import pytest
from flask import current_app
from sqlalchemy import select

from tests.selection import a_closed_call, a_member
from tests.selection.canaries import REMARK, an_application_with_canaries
from wellness import clock
from wellness.calls.models import Application, Call
from wellness.database import db, in_transaction, transaction
from wellness.plan.actions import forget_person
from wellness.sealing import Sealer
from wellness.selection.models import Reading
from wellness.selection.queries.readings import remark_of
from wellness.selection.upkeep import REMARKS_KEPT, forget_remarks, reseal_remarks
from wellness.staff.access import sealer

pytestmark = [pytest.mark.usefixtures("app"), pytest.mark.one_database]
NEW_KEY = "a new key of more than thirty-two characters"


@pytest.fixture
def read() -> Application:
    call = a_closed_call()
    return an_application_with_canaries(call, a_member(call))


def the_reading() -> Reading:
    db.session.rollback()
    db.session.expire_all()
    return db.session.scalars(select(Reading)).one()


def forgotten(**later: float) -> int:
    return in_transaction(lambda: forget_remarks(now=clock.now() + timedelta(**later)))


def test_remarks_go_ninety_days_after_the_selection_and_scores_stay(read: Application) -> None:
    assert timedelta(days=90) == REMARKS_KEPT
    assert forgotten(days=400) == 0, "nothing is forgotten while people still read"
    with transaction():
        db.session.get_one(Call, read.call_id).decided_at = clock.now()
    assert forgotten(days=89) == 0
    assert forgotten(days=91) == 1
    assert the_reading().remark_sealed is None
    assert the_reading().scores == {"idea": 4, "fit": 2}
    assert forgotten(days=91) == 0


def test_remarks_go_with_the_person(read: Application) -> None:
    holder = read.pass_id or 0
    in_transaction(lambda: forget_person(holder, now=clock.now()))
    assert the_reading().remark_sealed is None


def test_a_remark_opens_for_its_reader_and_its_application_alone(read: Application) -> None:
    assert read.id
    reading = the_reading()
    assert remark_of(reading, sealer()) == REMARK
    new = Sealer([NEW_KEY])
    both = Sealer([NEW_KEY, *old_keys()])
    assert in_transaction(lambda: reseal_remarks(after=0, limit=10, sealer=both)) == reading.id
    assert in_transaction(lambda: reseal_remarks(after=reading.id, limit=10, sealer=both)) is None
    assert remark_of(the_reading(), new) == REMARK


def old_keys() -> tuple[str, ...]:
    keys: tuple[str, ...] = tuple(current_app.extensions["settings"].field_keys)
    return keys
