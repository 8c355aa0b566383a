"""The programmes of three real festivals, where they stand beside this repository.

They were written by other people and are not ours to ship: without them, these tests are skipped.
"""

from collections import Counter
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.factories import a_festival
from tests.imports.browsing import Browsing
from tests.imports.commanding import Importing, sessions, summary
from tests.staff import staff_of
from wellness.booking.models import Entry
from wellness.database import db
from wellness.festivals.models import Space
from wellness.imports.formats.apart import read_apart
from wellness.imports.formats.rows import Wish
from wellness.imports.rules.entries import Entry as SessionEntry
from wellness.imports.rules.entries import agreeing, entry_of
from wellness.imports.rules.plan import Fate, plan
from wellness.imports.rules.spans import Terms
from wellness.planner.models import DraftSession
from wellness.programme.models import Activity, Category, Facilitator, Session
from wellness.staff.models import Role

PROGRAMMES = Path(__file__).parents[2].parent / "shared" / "data" / "programmes"
BURNING_MAN = "burning-man-2025-events.json"
EMF = "emf-2022-schedule.json"
EMF_CALENDAR = "emf-2022-schedule.ics"
RC3 = "rc3-2020-pretalx-schedule.json"

pytestmark = pytest.mark.skipif(
    not PROGRAMMES.is_dir(),
    reason="no real programmes stand beside the repository (../shared/data/programmes)",
)


def raw(name: str) -> bytes:
    return (PROGRAMMES / name).read_bytes()


def entries(name: str, zone: str) -> list[SessionEntry]:
    terms = Terms(zone=ZoneInfo(zone), festival_zone=ZoneInfo(zone))
    rows = [entry_of(row, terms) for row in read_apart(raw(name), Wish()).rows]
    return [verdict.entry for verdict in plan(agreeing(rows), []) if verdict.entry]


def test_both_of_emfs_formats_give_the_same_326_sessions() -> None:
    told = [
        {
            (e.event, e.starts_at, e.ends_at, e.space, e.title)
            for e in entries(name, "Europe/London")
        }
        for name in (EMF, EMF_CALENDAR)
    ]
    assert len(told[0]) == 326
    assert told[0] == told[1]


def test_every_occurrence_of_burning_man_is_accounted_for() -> None:
    terms = Terms(
        zone=ZoneInfo("America/Los_Angeles"), festival_zone=ZoneInfo("America/Los_Angeles")
    )
    reading = read_apart(raw(BURNING_MAN), Wish())
    verdicts = plan([entry_of(row, terms) for row in reading.rows], [])
    notes = Counter(note.code for verdict in verdicts for note in verdict.notes)
    assert len(reading.rows) == 3504
    assert Counter(verdict.fate for verdict in verdicts) == {
        Fate.NEW: 3432,
        Fate.REPEATED: 27,  # the occurrences of 14 events that stand there twice
        Fate.REFUSED: 45,
    }
    # 84 end before they start: 60 on an earlier day, 6 overnight (one of them on an earlier day,
    # too), 18 that could be a night or a slip. 46 have no length: 19 of a kind with a usual one.
    assert notes["end_date_early"] == 61
    assert notes["overnight"] == 6
    assert notes["night_or_slip"] == 18
    assert (notes["no_length"], notes["no_length_asked"]) == (19, 27)
    assert notes["open_space"] == 115 + 3


def test_emf_imported_in_one_format_after_the_other_is_there_once(importing: Importing) -> None:
    first = importing(raw(EMF), "--zone", "Europe/London", "--brief")
    assert first.exit_code == 0, first.output
    assert summary(first)["Taken"] == "326 (326 new, 0 changed, 0 same)"
    again = importing(raw(EMF_CALENDAR), "--brief")
    assert summary(again)["Taken"] == "326 (0 new, 0 changed, 326 same)"
    assert (summary(again)["Refused"], summary(again)["Gone"]) == ("0", "0")
    kinds = Counter((session.entry, session.capacity is None) for session in sessions())
    assert kinds == {(Entry.BOOKED, False): 133, (Entry.DROP_IN, True): 193}
    blacksmiths = (
        select(func.count(Session.id))
        .join(Activity)
        .where(Activity.slug == "blacksmiths-have-a-go")
    )
    assert db.session.scalars(blacksmiths).one() == 20


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("name", "zone", "sessions_in_it"),
    [
        (EMF, "Europe/London", 326),
        (EMF_CALENDAR, "Europe/London", 326),
        (RC3, "Europe/Berlin", 48),
        (BURNING_MAN, "America/Los_Angeles", 3432),
    ],
)
def test_each_can_be_imported_in_the_browser_and_undone(
    client: FlaskClient, name: str, zone: str, sessions_in_it: int
) -> None:
    festival = a_festival(slug="hush", zone=zone)
    browsing = Browsing(staff_of(client, festival, Role.OWNER), festival)
    address = browsing.sent(raw(name), name=name)
    assert f"{sessions_in_it} new and 0 changed" in browsing.look(address)
    assert "It is in the draft" in browsing.confirm(address)
    assert db.session.scalars(select(func.count(DraftSession.id))).one() == sessions_in_it
    undone = client.post(f"{address}/undo", data={"csrf_token": browsing.token(f"{address}/done")})
    assert undone.status_code == 303
    for model in (DraftSession, Activity, Space, Category, Facilitator):
        assert not list(db.session.scalars(select(model.id))), model
    assert f"{sessions_in_it} new" in browsing.look(browsing.sent(raw(name), name=name))


@pytest.mark.one_database
def test_rc3_has_48_sessions_in_five_spaces(importing: Importing) -> None:
    result = importing(raw(RC3), "--zone", "Europe/Berlin", "--brief")
    assert summary(result)["Taken"] == "48 (48 new, 0 changed, 0 same)"
    assert "Spaces made: 5 (r3s - Monheim/Rhein, " in result.stdout
    assert "0160" not in " ".join(each.activity.description for each in sessions())


def test_burning_man_imported_twice_is_there_once(importing: Importing) -> None:
    zone = ("--zone", "America/Los_Angeles", "--brief")
    assert (
        summary(importing(raw(BURNING_MAN), *zone))["Taken"] == "3432 (3432 new, 0 changed, 0 same)"
    )
    again = importing(raw(BURNING_MAN), *zone)
    assert summary(again)["Taken"] == "3432 (0 new, 0 changed, 3432 same)"
    assert summary(again)["Repeated"] == "27"
    assert db.session.scalars(select(func.count(Session.id))).one() == 3432
