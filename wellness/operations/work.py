"""What is due now. Each piece stands in its own transaction: one fault holds up no other."""

import logging
from collections.abc import Callable
from datetime import datetime

from flask import current_app

from config import Settings
from wellness.booking import queries as booking_queries
from wellness.booking import reminders, waiting_list
from wellness.calls import reminders as drafts
from wellness.care.actions.telling import forget_sent_addresses, tell_the_teams
from wellness.curating.actions import telling
from wellness.database import db, in_transaction
from wellness.errors import Busy
from wellness.hub.published import book
from wellness.mail.outbox import office
from wellness.mail.postman import deliver_due, transport_from
from wellness.operations.purge import purge
from wellness.plan import after_care
from wellness.residencies.actions.support import tell_of_overdue
from wellness.selection.actions import offering
from wellness.selection.queries.offers import calls_with_lapsed_offers

log = logging.getLogger(__name__)


def do_due_work(*, now: datetime, with_purge: bool) -> str:
    """Do everything that is due at `now`; says in words what was done, empty if nothing."""
    done = [
        _in_turn("waiting lists", lambda: _waiting_lists(now)),
        _in_turn("offers", lambda: _offers(now)),
        _in_turn("reminders", lambda: _reminders(now)),
        _in_turn("care letters", lambda: _care_letters(now)),
        _in_turn("after-care", lambda: _after_care(now)),
        _in_turn("hub letters", lambda: _tell_editors(now)),
        _in_turn("residents", lambda: _residents(now)),
        _in_turn("letters", lambda: _letters(now)),
        _in_turn("hub", _hub),
        _in_turn("sent care letters", _forget_sent_care_letters),
    ]
    if with_purge:
        done.append(_in_turn("purge", lambda: purge(now=now)))
    return ", ".join(words for words in done if words)


def _in_turn(name: str, work: Callable[[], str]) -> str:
    """`work()`, or nothing this time where the database is busy: the next look does it."""
    try:
        return work()
    except Busy:
        db.session.rollback()
        log.warning("%s put off: the database is busy", name)
        return ""


def _waiting_lists(now: datetime) -> str:
    due = booking_queries.bookables_with_due_work(now=now)
    for bookable_id in due:
        _in_turn("waiting list", lambda b=bookable_id: _settle(b, now))  # type: ignore[misc]
    return f"{len(due)} waiting lists looked after" if due else ""


def _settle(bookable_id: int, now: datetime) -> str:
    in_transaction(lambda: waiting_list.settle(bookable_id, now=now))
    return ""


def _offers(now: datetime) -> str:
    due = calls_with_lapsed_offers(now=now)
    for call_id in due:
        _in_turn("offers of a call", lambda c=call_id: _let_lapse(c, now))  # type: ignore[misc]
    return f"offers of {len(due)} calls looked after" if due else ""


def _let_lapse(call_id: int, now: datetime) -> str:
    in_transaction(lambda: offering.settle(call_id, now=now))
    return ""


def _reminders(now: datetime) -> str:
    written = in_transaction(lambda: reminders.write_due(now=now))
    waiting = in_transaction(lambda: drafts.write_due(now=now))
    written += in_transaction(lambda: offering.remind(now=now))
    counts = ((written, "reminders written"), (waiting, "unfinished drafts looked after"))
    return ", ".join(f"{count} {words}" for count, words in counts if count)


def _care_letters(now: datetime) -> str:
    written = in_transaction(lambda: tell_the_teams(now=now))
    return f"{written} letters to care teams written" if written else ""


def _forget_sent_care_letters() -> str:
    gone = in_transaction(forget_sent_addresses)
    return f"{gone} sent care letters erased" if gone else ""


def _after_care(now: datetime) -> str:
    written = in_transaction(lambda: after_care.write_due(now=now))
    return f"{written} people written to after their festival" if written else ""


def _tell_editors(now: datetime) -> str:
    written = in_transaction(lambda: telling.write_due(sealer=office().sealer, now=now))
    return f"{written} editors of the hub told" if written else ""


def _residents(now: datetime) -> str:
    written = in_transaction(lambda: tell_of_overdue(now=now))
    return f"{written} support people asked to have a look" if written else ""


def _letters(now: datetime) -> str:
    settings: Settings = current_app.extensions["settings"]
    went = deliver_due(now=now, transport=transport_from(settings.mail_url))
    counts = (
        (went.sent, "sent"),
        (went.put_off, "put off"),
        (went.given_up, "given up"),
        (went.dropped, "dropped as stale"),
    )
    return ", ".join(f"{count} letters {words}" for count, words in counts if count)


def _hub() -> str:
    """Reading it keeps the snapshot beside the database in step with what is published."""
    book()
    return ""
