"""Sheets of paper: what stands on them, what never does, and which release they are of."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from tests.exports.taking import a_weird_festival
from tests.factories import a_facilitator, a_festival, a_session, a_space
from tests.staff import staff_of
from wellness.database import db, transaction
from wellness.exports.rules.sheets import size_of
from wellness.festivals.models import Festival
from wellness.planner.models import DraftSession, Release
from wellness.staff.models import Role
from wellness.web.qr import qr_code

pytestmark = pytest.mark.one_database
FIRST = date(2026, 6, 5)
NOON = datetime(2026, 6, 5, 10, tzinfo=UTC)


@pytest.fixture
def festival(client: FlaskClient) -> Festival:
    festival = a_festival(slug="stillwater", starts_on=FIRST)
    staff_of(client, festival, Role.PROGRAMME)
    return festival


def page(client: FlaskClient, sheet: str) -> str:
    answer = client.get(f"/staff/stillwater/print{sheet}")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_the_poster_shows_the_day_from_dawn_to_dawn(
    client: FlaskClient, festival: Festival
) -> None:
    tent = a_space(festival, name="Lake Tent")
    a_session(festival, title="Slow yoga", space=tent, starts_at=NOON)
    a_session(festival, title="Night walk", starts_at=NOON + timedelta(hours=15))
    a_session(festival, title="Next morning", starts_at=NOON + timedelta(hours=20))
    told = page(client, "/poster?day=2026-06-05")
    assert "Friday 5 June" in told
    assert ("Slow yoga" in told, "Lake Tent" in told, "12:00" in told) == (True, True, True)
    assert "Night walk" in told
    assert "Next morning" not in told
    assert str(qr_code("http://localhost/stillwater/?day=2026-06-05")) in told


def test_paper_shows_what_is_released_and_not_the_draft(
    client: FlaskClient, festival: Festival
) -> None:
    a_session(festival, title="Slow yoga", starts_at=NOON)
    with transaction():
        db.session.query(DraftSession).one().starts_at = NOON + timedelta(hours=3)
    told = page(client, "/poster?day=2026-06-05")
    assert "12:00" in told
    assert "15:00" not in told


@pytest.mark.parametrize("sheet", ["/poster", "/door", "/pocket"])
def test_every_sheet_says_which_release_it_is(
    client: FlaskClient, festival: Festival, sheet: str
) -> None:
    a_session(festival, starts_at=NOON)
    made = datetime(2026, 6, 4, 12, 20, tzinfo=UTC)
    with transaction():
        db.session.merge(festival).release_number = 3
        db.session.add(
            Release(festival_id=festival.id, number=3, made_by="Ana", counts={}, made_at=made)
        )
    told = page(client, sheet)
    assert "Release 3</b>,Thursday 4 June, 14:20." in told.replace("\n", "").replace("  ", "")
    assert "See localhost/stillwater/changes for changes." in told


def test_a_door_sheet_outside_keeps_support_to_itself(
    client: FlaskClient, festival: Festival
) -> None:
    room = a_space(festival, name="Fern Room")
    ana = a_facilitator(festival, name="Ana Vogel")
    a_session(
        festival,
        title="Grief circle",
        is_support=True,
        facilitators=(ana,),
        space=room,
        starts_at=NOON,
    )
    a_session(festival, title="Slow yoga", kept_for_door=2, space=room, starts_at=NOON)
    outside = page(client, "/door?day=2026-06-05")
    assert "Booked session" in outside
    assert "Grief circle" not in outside
    assert "Ana Vogel" not in outside
    assert "Slow yoga" in outside
    assert "10 places, 2 kept for the door" in outside
    inside = page(client, "/door?day=2026-06-05&hangs=inside")
    assert "Grief circle" in inside
    assert "Ana Vogel" in inside


def test_a_door_sheet_says_whom_to_call_and_leads_to_the_space(
    client: FlaskClient, festival: Festival
) -> None:
    room = a_space(festival, name="Fern Room")
    a_session(festival, space=room, starts_at=NOON)
    told = page(client, f"/door?day=2026-06-05&space={room.slug}")
    assert "112" in told
    assert "The care tent beside the main gate" in told
    assert str(qr_code(f"http://localhost/stillwater/spaces/{room.slug}")) in told
    assert told.count("<i></i>") == 12


def test_every_space_in_use_gets_a_sheet_of_its_own(
    client: FlaskClient, festival: Festival
) -> None:
    for name in ("Fern Room", "Heron Tent"):
        a_session(festival, space=a_space(festival, name=name), starts_at=NOON)
    empty = a_space(festival, name="Nobody here")
    told = page(client, "/door?day=2026-06-05")
    assert told.count('class="sheet door"') == 2
    assert "Nothing is planned here on this day" in page(
        client, f"/door?day=2026-06-05&space={empty.slug}"
    )


def test_the_pocket_programme_holds_all_days(client: FlaskClient) -> None:
    festival = a_weird_festival()
    staff_of(client, festival, Role.OWNER)
    told = page(client, "/pocket")
    assert "Saturday 24 October" in told
    assert "Monday 26 October" in told
    assert "=cmd()|&#34;A1&#34; &lt;b&gt;" in told
    assert "Cancelled" in told
    assert "Of another festival" not in told


def test_before_the_first_release_there_is_nothing_to_print(client: FlaskClient) -> None:
    festival = a_festival(slug="stillwater", starts_on=FIRST, is_released=False)
    staff_of(client, festival, Role.OWNER)
    a_session(festival, title="Slow yoga", starts_at=NOON)
    assert "Nothing is released yet" in page(client, "")
    for sheet in ("/poster?day=2026-06-05", "/door?day=2026-06-05", "/pocket"):
        assert "Slow yoga" not in page(client, sheet)


@pytest.mark.parametrize(
    "wish", ["/poster?day=2026-07-01", "/poster?paper=a0", "/door?space=nowhere", "/door?hangs=up"]
)
def test_a_sheet_that_there_is_not_is_not_found(
    client: FlaskClient, festival: Festival, wish: str
) -> None:
    a_session(festival, starts_at=NOON)
    assert client.get(f"/staff/stillwater/print{wish}").status_code == 404


def test_a_stranger_finds_no_sheet(client: FlaskClient) -> None:
    a_weird_festival()
    staff_of(client, a_festival(slug="own-one"), Role.OWNER)
    for sheet in ("", "/poster", "/door", "/pocket"):
        assert client.get(f"/staff/stillwater/print{sheet}").status_code == 404


def test_a_poster_is_written_as_large_as_its_sessions_let_it() -> None:
    assert [size_of(n) for n in (0, 14, 15, 40, 46, 47, 300)] == [
        *("large", "large", "roomy", "well", "small", "many", "many")
    ]
