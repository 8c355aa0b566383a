"""A small programme of everything that is hard to write down, and exports of it."""

import csv
import io
from datetime import UTC, date, datetime, timedelta
from typing import Any

from flask import Flask

from tests.factories import (
    a_category,
    a_facilitator,
    a_festival,
    a_session,
    a_space,
    an_activity,
)
from wellness.booking.entries import House
from wellness.booking.models import BookableStatus, Entry
from wellness.database import db, transaction
from wellness.exports.queries.taking_away import packed
from wellness.exports.rules.kinds import Format, Scope
from wellness.festivals.models import Festival

HOUSE = House("localhost", "http://localhost")
WEIRD = '=cmd()|"A1" <b>, 🫁 שלום;\u2028next\nline & more'


def exported(festival: Festival, format_: Format, scope: Scope = Scope.RELEASED) -> bytes:
    """The octets of one export."""
    return packed(festival, format_, scope, HOUSE).body


def records(raw: bytes) -> list[dict[str, str]]:
    """The lines of a CSV export as a spreadsheet shows them."""
    text = raw.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def a_weird_festival(name: str = "Stillwater") -> Festival:
    """Four days around the night in October on which Berlin's clocks go back."""
    festival = a_festival(slug="stillwater", name=name, starts_on=date(2026, 10, 23))
    tent = a_space(festival, name="Lake & Tent")
    with transaction():
        db.session.merge(tent).latitude, tent.longitude = 53.1, -2.5
    rest = a_category(festival, name="Rest")
    ana, ben = a_facilitator(festival, name="Ana"), a_facilitator(festival, name="Ben")
    bath = an_activity(festival, category=rest, title=WEIRD.replace("\n", " "))
    with transaction():
        row = db.session.merge(bath)
        row.description = f"{WEIRD}\n- slow\n＝1+1"
        row.summary, row.bring, row.min_age = "@home", "+1 blanket", 16
        row.languages = ["de", "en"]
    at = datetime(2026, 10, 24, 8, tzinfo=UTC)
    a_session(festival, activity=bath, facilitators=(ben, ana), starts_at=at, space=tent)
    a_session(festival, title="Late", starts_at=at + timedelta(hours=15), space=tent)
    a_session(festival, title="Clocks", starts_at=at + timedelta(hours=16, minutes=30))
    a_session(festival, title="Open tent", entry=Entry.DROP_IN, starts_at=at + timedelta(days=1))
    off = at + timedelta(days=2)
    a_session(festival, title="Off", status=BookableStatus.CANCELLED, starts_at=off)
    a_session(title="Of another festival")
    return festival


def command(app: Flask, *words: str) -> Any:
    """`wellness …`, as an operator types it."""
    result = app.test_cli_runner().invoke(args=list(words))
    db.session.rollback()
    db.session.expire_all()
    return result
