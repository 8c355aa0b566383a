"""The overview: its numbers are those of the bookings, and nobody is in it."""

import re
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event, select

from tests.booking.people import asks
from tests.factories import (
    a_category,
    a_facilitator,
    a_festival,
    a_pass,
    a_session,
    a_space,
    an_activity,
)
from tests.pages import fields_of
from tests.staff import staff_of
from wellness import clock
from wellness.booking.models import Bookable, Entry
from wellness.database import db, transaction
from wellness.festivals.models import Festival
from wellness.overview.queries.counts import counted_sessions
from wellness.overview.rules.counts import fill_of, heat_of, peaks
from wellness.overview.rules.decisions import decisions_of
from wellness.planner.models import DraftSession
from wellness.programme.models import Session
from wellness.staff.models import Role

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def created_long_ago(*sessions: Session) -> None:
    """As if they had been released a week ago."""
    with transaction():
        for session in sessions:
            found = db.session.get_one(Bookable, session.id)
            found.created_at = clock.now() - 7 * DAY


def told(page: str) -> str:
    """The page as it is read: without marks, in one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def two_days(festival: Festival) -> None:
    """Three sessions on two days in two spaces; 3 of 8, 1 of 2 and 0 of 10 places held."""
    tent, hut = a_space(festival, name="Bell Tent"), a_space(festival, name="Hut")
    move = an_activity(festival, category=a_category(festival, name="Move"))
    rest = an_activity(festival, category=a_category(festival, name="Rest"))
    noon = clock.now().replace(hour=11, minute=0, second=0, microsecond=0) + 2 * DAY
    first = a_session(festival, activity=move, space=tent, starts_at=noon, capacity=8)
    second = a_session(festival, activity=rest, space=hut, starts_at=noon, capacity=2)
    a_session(festival, activity=rest, space=tent, starts_at=noon + DAY, capacity=10)
    a_session(festival, activity=rest, space=tent, starts_at=noon, entry=Entry.DROP_IN)
    asks(a_pass(), first, seats=2)
    asks(a_pass(), first)
    asks(a_pass(), second)


@pytest.mark.usefixtures("app")
def test_the_heat_table_adds_up_both_ways() -> None:
    festival = a_festival()
    two_days(festival)
    sessions = counted_sessions(festival)
    heat = heat_of(sessions, lambda each: each.space)
    cells = {
        row.label: [cell and (cell.taken, cell.places) for cell in row.cells] for row in heat.rows
    }
    assert cells == {"Bell Tent": [(3, 8), (0, 10)], "Hut": [(1, 2), None]}
    assert [(cell.taken, cell.places) for cell in heat.totals if cell] == [(4, 10), (0, 10)]
    assert (heat.total.taken, heat.total.places, heat.total.percent) == (4, 20, 20)
    assert sum(row.total.taken for row in heat.rows) == heat.total.taken
    assert fill_of(each for each in sessions if each.is_booked) == heat.total
    tints = [row.total.tint for row in heat.rows]
    assert tints == [1, 3], "3 of 18 is a sixth, 1 of 2 a half"


def test_the_page_says_the_numbers_and_the_bars_those_of_their_table(client: FlaskClient) -> None:
    festival = a_festival(slug="lake")
    two_days(festival)
    staff_of(client, festival, Role.ORGANIZER)
    page = client.get("/staff/lake/").text
    assert "20 % of 20 places held" in told(page) or "of 20 places held 20 %" in told(page)
    figure = page.split('aria-labelledby="by-category"', 1)[1].split("</figure>")[0]
    drawn = re.findall(r'class="bars__value"[^>]*>(\d+) %<', figure)
    read = re.findall(r'<td class="number">(\d+) %<', figure)
    wide = [
        round(float(width)) for width in re.findall(r'bars__bar" [^>]*width="([\d.]+)%"', figure)
    ]
    assert drawn == read == ["38", "8"]
    assert wide == [38, 8]
    assert "<script" not in figure
    assert "style=" not in page


@pytest.mark.usefixtures("app")
def test_who_waits_is_added_up_by_the_hour_of_the_festival_day() -> None:
    festival = a_festival()
    night = clock.now().replace(hour=12, minute=0, second=0, microsecond=0)
    session = a_session(festival, starts_at=night + DAY, capacity=1)
    for _ in range(3):
        asks(a_pass(), session)
    later = a_session(festival, starts_at=night + DAY + 13 * HOUR, capacity=1)
    for _ in range(2):
        asks(a_pass(), later)
    hours = {session.starts_at: 12, later.starts_at: 25}
    found = peaks(counted_sessions(festival), lambda moment: hours[moment])
    assert (found[0].label, found[0].value) == ("12:00", 2)
    assert (found[-1].label, found[-1].value) == ("01:00", 1)
    assert len(found) == 14
    assert sum(bar.value for bar in found) == 3


@pytest.mark.usefixtures("app")
def test_what_needs_a_decision_is_found_and_nothing_else() -> None:
    festival = a_festival()
    leader = (a_facilitator(festival),)
    asked = a_session(festival, title="Asked", starts_in=5 * DAY, capacity=1, facilitators=leader)
    for _ in range(4):
        asks(a_pass(), asked)
    fine = a_session(festival, title="Fine", starts_in=DAY, capacity=1, facilitators=leader)
    for _ in range(3):
        asks(a_pass(), fine)
    empty = a_session(festival, title="Empty", starts_in=DAY, facilitators=leader)
    closed = a_session(festival, title="Closed", starts_in=DAY, facilitators=leader, is_closed=True)
    unopened = a_session(
        festival, title="Unopened", starts_in=DAY, facilitators=leader, opens_in=HOUR
    )
    alone = a_session(festival, title="Alone", starts_in=DAY, entry=Entry.DROP_IN)
    far = a_session(festival, title="Far", starts_in=9 * DAY)
    fresh = a_session(festival, title="Fresh", starts_in=8 * DAY, facilitators=leader)
    created_long_ago(asked, fine, empty, closed, unopened, alone, far)
    found = decisions_of(counted_sessions(festival), now=clock.now())
    assert [each.title for each in found.over_asked] == ["Asked"]
    assert [each.title for each in found.empty_soon] == ["Empty"]
    assert [each.title for each in found.without_leader] == ["Alone"]
    assert [each.title for each in found.unbooked] == ["Empty", "Far"]
    assert fresh.title not in {each.title for each in found.unbooked}, "not a day old yet"
    later = decisions_of(counted_sessions(festival), now=clock.now() + 20 * DAY)
    assert later.is_calm


def test_what_many_want_both_is_hinted_at_and_never_below_five(client: FlaskClient) -> None:
    festival = a_festival(slug="lake")
    starts = clock.now().replace(microsecond=0) + 3 * DAY
    one = a_session(festival, title="Breath", starts_at=starts, capacity=40)
    other = a_session(festival, title="Voice", starts_at=starts + 2 * HOUR, capacity=40)
    elsewhere = a_session(festival, title="Else", starts_at=starts + DAY, capacity=40)
    for _ in range(30):
        asks(a_pass(), elsewhere)
    for _ in range(4):
        both = a_pass()
        asks(both, one)
        asks(both, other)
    staff_of(client, festival, Role.ORGANIZER)
    moved = db.session.scalars(
        select(DraftSession).where(DraftSession.session_id == other.id)
    ).one()
    with transaction():
        found = db.session.get_one(DraftSession, moved.id)
        found.starts_at = starts + timedelta(minutes=30)
    assert "want both" not in client.get("/staff/lake/").text
    fifth = a_pass()
    asks(fifth, one)
    asks(fifth, other)
    page = told(client.get("/staff/lake/").text)
    assert "The draft puts them at the same time" in page
    assert "5 people want both Breath" in page
    assert "At the same time as released" not in page
    with transaction():
        live = db.session.get_one(Bookable, other.id)
        live.starts_at, live.ends_at = starts, starts + HOUR
    assert "At the same time as released" in client.get("/staff/lake/").text


def test_no_name_is_on_any_page_of_numbers(client: FlaskClient) -> None:
    festival = a_festival(slug="lake")
    leader = a_facilitator(festival)
    session = a_session(festival, facilitators=(leader,), capacity=1, is_support=True)
    for number in range(4):
        holder = a_pass(name=f"Canary {number}")
        asks(holder, session, consent="2026-11")
    own = f"sessions/{session.reference}"
    pages = ["", "sessions", own, "mine", "feeds", f"{own}/roster", f"{own}/message"]
    staff_of(client, festival, *Role, facilitator=leader)
    for page in pages:
        shown = client.get(f"/staff/lake/{page}")
        assert shown.status_code == 200, page
        assert "Canary" not in shown.text, page
        assert "Canary" not in str(shown.headers), page


@pytest.mark.one_database
def test_the_line_is_shown_by_place_and_one_of_it_is_let_in_by_hand(client: FlaskClient) -> None:
    festival = a_festival(slug="lake")
    session = a_session(festival, capacity=1)
    asks(a_pass(), session)
    asks(a_pass(), session)
    last = asks(a_pass(name="Canary"), session)
    staff_of(client, festival, Role.ORGANIZER)
    path = f"/staff/lake/sessions/{session.reference}"
    page = client.get(path).text
    token = {"csrf_token": page.split('name="csrf_token" value="')[1].split('"')[0]}
    full = client.post(f"{path}/promote", data=token | {"booking": last.reference})
    assert full.status_code == 409
    assert "not enough free places" in full.text
    with transaction():
        found = db.session.get_one(Bookable, session.id)
        found.capacity = 2
    done = client.post(f"{path}/promote", data=token | {"booking": last.reference})
    assert done.status_code == 303
    db.session.expire_all()
    assert (db.session.get_one(Bookable, session.id).taken, last.status.value) == (2, "confirmed")
    again = client.post(f"{path}/promote", data=token | {"booking": last.reference})
    assert "not in line any more" in again.text


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("role", "leads_to"),
    [
        (Role.PROGRAMME, None),
        (Role.FACILITATOR, "/staff/lake/mine"),
        (Role.DESK, "/staff/lake/sessions"),
    ],
)
def test_everybody_comes_to_what_is_theirs(
    client: FlaskClient, role: Role, leads_to: str | None
) -> None:
    festival = a_festival(slug="lake")
    staff_of(client, festival, role, facilitator=a_facilitator(festival))
    assert client.get("/staff/lake/").headers.get("Location") == leads_to


@pytest.mark.one_database
def test_the_overview_asks_as_much_of_one_session_as_of_many(client: FlaskClient) -> None:
    festival = a_festival(slug="lake")
    staff_of(client, festival, Role.ORGANIZER)
    asked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *facts: asked.append(facts[2]))
    counts = []
    for number in (1, 12):
        for _ in range(number):
            asks(a_pass(), a_session(festival, facilitators=(a_facilitator(festival),)))
        db.session.expunge_all()
        asked.clear()
        client.get("/staff/lake/")
        counts.append(len([each for each in asked if each.startswith("SELECT")]))
    assert counts[0] == counts[1]


@pytest.mark.one_database
def test_ones_own_sessions_come_first_to_last_with_what_changed(client: FlaskClient) -> None:
    festival = a_festival(slug="lake")
    leader = a_facilitator(festival)
    a_session(festival, title="Later", facilitators=(leader,), starts_in=2 * DAY)
    soon = a_session(festival, title="Soon", facilitators=(leader,), starts_in=HOUR, capacity=12)
    a_session(festival, title="Canary of others")
    asks(a_pass(), soon)
    staff_of(client, festival, Role.FACILITATOR, facilitator=leader)
    page = client.get("/staff/lake/mine").text
    assert page.index("Soon") < page.index("Later")
    assert "1 of 12 places" in page
    assert "Canary" not in page
    assert page.count('/roster"') == 1, "the later one's names are not open yet"


@pytest.mark.one_database
def test_a_festival_without_anything_says_so(client: FlaskClient) -> None:
    staff_of(client, a_festival(slug="lake", starts_on=date(2027, 6, 3)), Role.OWNER)
    page = client.get("/staff/lake/").text
    assert "Nothing to look at yet" in page
    assert "No sessions are released yet" in client.get("/staff/lake/sessions").text


@pytest.mark.one_database
def test_whoever_leads_a_session_sees_its_numbers_and_changes_nothing(client: FlaskClient) -> None:
    festival = a_festival(slug="lake")
    leader = a_facilitator(festival)
    session = a_session(festival, facilitators=(leader,), capacity=1)
    asks(a_pass(), session)
    waits = asks(a_pass(), session)
    staff_of(client, festival, Role.FACILITATOR, facilitator=leader)
    path = f"/staff/lake/sessions/{session.reference}"
    page = client.get(path).text
    assert "1 bookings in line" in told(page) or "bookings in line 1" in told(page)
    assert waits.reference not in page
    assert "Save places" not in page
    assert "/message" not in page
    token = {"csrf_token": fields_of(client.get("/recover").text, "")["csrf_token"]}
    for act in ("places", "booking", "promote", "message"):
        assert client.post(f"{path}/{act}", data=token).status_code == 404
