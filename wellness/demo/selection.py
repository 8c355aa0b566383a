"""Stillwater's panels: one call half read, one decided, with offers in every state."""

from datetime import datetime, timedelta

from sqlalchemy import select

from wellness.calls.models import Application, Call
from wellness.calls.queries import get_call
from wellness.database import db
from wellness.demo.calls import DECIDED, READING
from wellness.demo.team import member_with
from wellness.festivals.models import Festival
from wellness.references import Keyring
from wellness.sealing import Sealer
from wellness.selection.actions import answering, deciding, offering
from wellness.selection.actions.deciding import Step
from wellness.selection.actions.panel import choose_panel
from wellness.selection.actions.reading import begin_sitting, declare_conflict, save_reading
from wellness.selection.models import Panelist
from wellness.staff.models import Account, Role
from wellness.staff.rules import Hand

HOUR = timedelta(hours=1)
READ_AGO = 30 * HOUR
"""What has been read of the closed call was read so long ago."""
OFFERED_AGO = 84 * HOUR
"""The first places of the decided call were offered so long ago, for 48 hours."""
REMARKS = {
    (Role.PANEL, 1): "I can hear it already. The argument between the tunes is the song.",
    (Role.ORGANIZER, 1): "Lovely, but is a studio what it needs? It reads like a walk.",
    (Role.PANEL, 3): "One song in four years. Let us help with the last quarter.",
    (Role.OWNER, 4): "Generous: everybody else would gain by it.",
}
WATER_SCORES: dict[Role, dict[int, tuple[int, ...]]] = {
    Role.PANEL: {1: (5, 5, 4), 2: (4, 4, 4), 3: (4, 5, 4), 4: (4, 3)},
    Role.ORGANIZER: {
        1: (3, 2, 3),
        2: (4, 5, 3),
        3: (4, 4, 4),
        4: (5, 4, 5),
        5: (4, 4, 5),
        6: (5, 4, 4),
        7: (3, 3, 4),
    },
    Role.OWNER: {1: (5, 4, 4), 4: (4, 5, 5), 6: (4, 4, 5)},
}
"""By reader and number of the application: scores in the order of the criteria."""
FIRST_SCORES: dict[Role, dict[int, tuple[int, ...]]] = {
    Role.PANEL: {1: (5, 5, 5), 2: (4, 5, 4), 3: (4, 4, 4), 4: (5, 4, 5), 5: (3, 3, 4)},
    Role.ORGANIZER: {1: (5, 4, 5), 2: (4, 4, 5), 3: (4, 4, 3), 4: (4, 4, 4), 5: (3, 3, 3)},
}
ACCEPTS, LAPSES, NEXT, DECLINES = 1, 2, 3, 4
"""Numbers of applications for the decided call, by what becomes of their offers."""


def write_selection(festival: Festival, *, keys: Keyring, sealer: Sealer, now: datetime) -> None:
    """Let the panels of Stillwater read and decide, if they have not; does not commit."""
    reading, decided = get_call(festival, READING), get_call(festival, DECIDED)
    if db.session.scalar(select(Panelist.id).where(Panelist.call_id == reading.id).limit(1)):
        return
    team = {role: member_with(role, keys) for role in (Role.PANEL, Role.ORGANIZER, Role.OWNER)}
    _read(reading, WATER_SCORES, team, sealer, now - READ_AGO)
    _stand_back(reading, 5, team[Role.PANEL], now - READ_AGO)
    for role in (Role.PANEL, Role.ORGANIZER):
        begin_sitting(reading, hand=_hand(team[role]), now=now)
    _sort(reading, {3: Step.LINE, 1: Step.SHORTLIST, 4: Step.LINE}, team, now - HOUR)
    _read(decided, FIRST_SCORES, team, sealer, now - 200 * HOUR)
    _decide(decided, team, now)


def _read(
    call: Call,
    scores: dict[Role, dict[int, tuple[int, ...]]],
    team: dict[Role, Account],
    sealer: Sealer,
    at: datetime,
) -> None:
    members = {team[role].id for role in scores}
    choose_panel(call.id, members, hand=_hand(team[Role.ORGANIZER]), now=at - HOUR)
    keys = [str(each["key"]) for each in call.criteria]
    found = _applications(call)
    for role, given in scores.items():
        begin_sitting(call, hand=_hand(team[role]), now=at)
        for number, values in given.items():
            save_reading(
                found[number].id,
                dict(zip(keys, values, strict=False)),
                REMARKS.get((role, number), "") if call.slug == READING else "",
                seen=0,
                hand=_hand(team[role]),
                sealer=sealer,
                now=at,
            )


def _stand_back(call: Call, number: int, reader: Account, at: datetime) -> None:
    declare_conflict(_applications(call)[number].id, hand=_hand(reader), now=at)


def _sort(call: Call, steps: dict[int, Step], team: dict[Role, Account], at: datetime) -> None:
    found, hand = _applications(call), _hand(team[Role.ORGANIZER])
    for number, step in steps.items():
        deciding.take_step(found[number].id, step, hand=hand, now=at)


def _decide(call: Call, team: dict[Role, Account], now: datetime) -> None:
    """Somebody accepts, somebody declines, somebody never answers, and the next is asked."""
    found, hand = _applications(call), _hand(team[Role.ORGANIZER])
    offered_at = now - OFFERED_AGO
    line = dict.fromkeys((ACCEPTS, LAPSES, NEXT, DECLINES), Step.LINE)
    _sort(call, line, team, offered_at - HOUR)
    offering.offer_places(call.id, None, hand=hand, now=offered_at)
    deciding.end_selection(call.id, hand=hand, now=offered_at + HOUR)
    yes, no = found[ACCEPTS], found[DECLINES]
    answering.accept(yes.pass_id or 0, yes.reference, now=offered_at + 9 * HOUR)
    answering.decline(no.pass_id or 0, no.reference, now=offered_at + 20 * HOUR)
    until = found[LAPSES].offered_until
    if until is not None:
        offering.settle(call.id, now=until + HOUR / 6)


def _applications(call: Call) -> dict[int, Application]:
    query = select(Application).where(
        Application.call_id == call.id, Application.number.is_not(None)
    )
    return {each.number or 0: each for each in db.session.scalars(query)}


def _hand(account: Account) -> Hand:
    return Hand(account.id, account.name)
