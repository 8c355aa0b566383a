"""A call whose applications are being read, for tests that walk every page."""

from datetime import timedelta

from tests.calls import ANSWERS, a_call, an_application
from tests.factories import a_pass
from wellness import clock
from wellness.calls.models import Call
from wellness.database import db, transaction
from wellness.festivals.models import Festival
from wellness.selection.models import Panelist
from wellness.staff.models import Account


def a_call_being_read(festival: Festival, member: Account, *, word: str) -> Call:
    """A call with one application, whose every text says `word`; `member` sits on its panel."""
    call = a_call(
        festival,
        title=f"{word} Residency",
        roles=((f"{word} Role", 1),),
        opens_in=-timedelta(days=9),
        closes_in=-timedelta(hours=1),
    )
    answers = {key: f"{word} {answer}" for key, answer in ANSWERS.items()}
    an_application(call, holder=a_pass(name=word), role=f"{word} Role", answers=answers)
    with transaction():
        db.session.add(Panelist(call_id=call.id, account_id=member.id, created_at=clock.now()))
    return call
