"""Choosing a panel."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select

from wellness.calls.models import Call
from wellness.database import db
from wellness.selection import locks
from wellness.selection.models import Panelist
from wellness.selection.queries import panel
from wellness.staff.actions import record
from wellness.staff.rules import DeedKind, Hand


def choose_panel(call_id: int, wanted: Collection[int], *, hand: Hand, now: datetime) -> Call:
    """Let exactly these accounts sit on the panel, as far as they may. Harmless to repeat.

    Who leaves takes their scores out of the ranking; they are there again with them.
    """
    call = locks.locked_call(call_id)
    may = {account.id for account in panel.candidates_for(call.festival_id)}
    sits = set(db.session.scalars(select(Panelist.account_id).where(Panelist.call_id == call.id)))
    chosen = set(wanted) & may
    if chosen == sits:
        return call
    db.session.execute(
        delete(Panelist).where(Panelist.call_id == call.id, Panelist.account_id.in_(sits - chosen))
    )
    db.session.add_all(
        Panelist(call_id=call.id, account_id=account_id, created_at=now)
        for account_id in sorted(chosen - sits)
    )
    record(
        DeedKind.PANEL_CHANGED,
        hand,
        festival_id=call.festival_id,
        about=call.title,
        now=now,
        members=len(chosen),
    )
    return call
