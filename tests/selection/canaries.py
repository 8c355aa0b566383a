"""Distinctive values in every private field of an application and of a reading."""

from tests.calls import ANSWERS, an_application
from tests.factories import a_pass
from tests.selection import scores
from wellness.calls.models import Application, Call
from wellness.staff.models import Account

WHO = ("Quokkaartist", "quokkaartist.example")
"""What tells who somebody is; a blind page never holds it."""
PLAN = "Quokkaplan"
REMARK = "Quokkaremark"


def an_application_with_canaries(call: Call, reader: Account) -> Application:
    """An application of `call`, read by `reader`."""
    one = an_application(
        call,
        holder=a_pass(name=WHO[0]),
        role=call.roles[0].name,
        answers=ANSWERS
        | {
            "name": WHO[0],
            "work": f"https://{WHO[1]}/songs",
            "plan": f"{PLAN}, as on www.{WHO[1]}/songs or me@{WHO[1]}.",
        },
    )
    scores(reader, one, 4, 2, remark=REMARK)
    return one
