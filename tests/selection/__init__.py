"""Panels, votes and offers to test with."""

from datetime import timedelta

from tests.calls import a_call, an_application
from tests.staff import an_account, hand_of, works_for
from wellness import clock
from wellness.calls.models import Application, ApplicationState, Call
from wellness.database import db, in_transaction, transaction
from wellness.festivals.models import Festival
from wellness.selection.actions.offering import offer_places
from wellness.selection.actions.panel import choose_panel
from wellness.selection.actions.reading import save_reading
from wellness.selection.queries.panel import members_of
from wellness.staff.access import sealer
from wellness.staff.models import Account, Role
from wellness.staff.rules import COMMAND_LINE

AN_HOUR = timedelta(hours=1)
State = ApplicationState


def a_closed_call(festival: Festival | None = None, **facts: object) -> Call:
    """A call whose applications are being read since an hour ago."""
    return a_call(festival, **{"opens_in": -9 * timedelta(days=1), "closes_in": -AN_HOUR} | facts)  # type: ignore[arg-type]


def a_member(call: Call, *, name: str = "Amara", role: Role = Role.PANEL) -> Account:
    """Somebody new who sits on the panel of a call, beside those who do."""
    account = an_account(name=name)
    works_for(account, call.festival, role)
    wanted = {each.id for each in members_of(call.id)} | {account.id}
    in_transaction(lambda: choose_panel(call.id, wanted, hand=COMMAND_LINE, now=clock.now()))
    return account


def scores(
    member: Account, application: Application, *values: int, remark: str = "", seen: int = 0
) -> None:
    """`member` gives these scores, in the order of the call's criteria."""
    keys = [each["key"] for each in application.call.criteria]
    given = dict(zip(keys, values, strict=False))
    in_transaction(
        lambda: save_reading(
            application.id,
            given,
            remark,
            seen=seen,
            hand=hand_of(member),
            sealer=sealer(),
            now=clock.now(),
        )
    )


def a_line(call: Call, count: int, *, role: str = "Songwriter") -> list[Application]:
    """So many applications in line for a role, the first of them next."""
    return [
        an_application(call, role=role, state=State.IN_LINE, line_position=position)
        for position in range(1, count + 1)
    ]


def offered(call: Call) -> list[Application]:
    """The free places of the call, offered to the first in line."""
    return in_transaction(lambda: offer_places(call.id, None, hand=COMMAND_LINE, now=clock.now()))


def states_of(*applications: Application) -> list[str]:
    """Where applications stand in the database now, as words."""
    for application in applications:
        db.session.refresh(application)
    return [application.state.value for application in applications]


def ends_now(*offers: Application) -> None:
    """Let the time of these offers be over."""
    with transaction():
        for offer in offers:
            db.session.get_one(Application, offer.id).offered_until = clock.now() - AN_HOUR
