"""Names on a roster: for whom, when, one at a time, and each look written down."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.booking.people import asks
from tests.factories import a_facilitator, a_festival, a_pass, a_session
from tests.pages import fields_of
from tests.staff import staff_of
from wellness.database import db
from wellness.overview.rules.windows import names_window
from wellness.programme.models import Facilitator, Session
from wellness.staff.models import Deed, Role

HOUR = timedelta(hours=1)
BERLIN = ZoneInfo("Europe/Berlin")
STARTS = datetime(2026, 6, 6, 8, tzinfo=UTC)
"""Ten in the morning on a Saturday, by the festival's clock."""
ENDS = STARTS + HOUR


@pytest.mark.parametrize(
    ("roles", "leads_it", "now", "may"),
    [
        ({Role.FACILITATOR}, True, STARTS - 24 * HOUR - timedelta(seconds=1), False),
        ({Role.FACILITATOR}, True, STARTS - 24 * HOUR, True),
        ({Role.FACILITATOR}, True, ENDS + 24 * HOUR - timedelta(seconds=1), True),
        ({Role.FACILITATOR}, True, ENDS + 24 * HOUR, False),
        ({Role.FACILITATOR}, False, STARTS, False),
        ({Role.DESK}, False, datetime(2026, 6, 6, 2, 59, 59, tzinfo=UTC), False),
        ({Role.DESK}, False, datetime(2026, 6, 6, 3, tzinfo=UTC), True),
        ({Role.DESK}, False, datetime(2026, 6, 7, 2, 59, 59, tzinfo=UTC), True),
        ({Role.DESK}, False, datetime(2026, 6, 7, 3, tzinfo=UTC), False),
        ({Role.DESK, Role.FACILITATOR}, True, STARTS - 20 * HOUR, True),
        ({Role.OWNER}, False, STARTS, False),
        ({Role.ORGANIZER}, False, STARTS, False),
        ({Role.PROGRAMME}, False, STARTS, False),
        ({Role.OWNER}, True, STARTS, False),
        ({Role.PANEL, Role.NAVIGATOR, Role.HUB_EDITOR}, True, STARTS, False),
    ],
)
def test_names_are_open_to_these_roles_at_these_times(
    *, roles: set[Role], leads_it: bool, now: datetime, may: bool
) -> None:
    window = names_window(
        frozenset(roles), leads_it=leads_it, span=(STARTS, ENDS), zone=BERLIN, dawn=time(5)
    )
    assert (window is not None and window.is_open(now)) is may


def a_booked_session(*, starts_in: timedelta = HOUR) -> tuple[Session, Facilitator]:
    """A session of the festival "lake" with three people, whose names are canaries."""
    festival = a_festival(slug="lake", dawn=time(0))
    facilitator = a_facilitator(festival)
    session = a_session(
        festival, starts_in=starts_in, facilitators=(facilitator,), is_support=True, capacity=2
    )
    for name in ("Canary Wren", "Canary Robin", "Canary Rook"):
        asks(a_pass(name=name), session, consent="2026-11", before=30 * HOUR)
    return session, facilitator


def looks(client: FlaskClient, session: Session, number: int = 1) -> TestResponse:
    """Press "Show this name" beside one place of the roster."""
    page = f"/staff/lake/sessions/{session.reference}/roster"
    shown = client.get(page).text
    form = fields_of(shown, "")
    buttons = [part.split('"')[0] for part in shown.split('name="booking" value="')[1:]]
    answer: TestResponse = client.post(page, data=form | {"booking": buttons[number - 1]})
    return answer


def deeds() -> list[Deed]:
    return list(db.session.scalars(select(Deed).order_by(Deed.id)))


def test_one_look_shows_one_name_and_is_one_line_in_the_log(client: FlaskClient) -> None:
    session, facilitator = a_booked_session()
    staff_of(client, session.festival, Role.FACILITATOR, facilitator=facilitator)
    closed = client.get(f"/staff/lake/sessions/{session.reference}/roster")
    assert "Canary" not in closed.text
    assert closed.headers["Cache-Control"] == "no-store"
    assert deeds() == [], "the list alone is no look at a person"
    shown = looks(client, session, 2)
    assert shown.status_code == 200
    assert "Canary Robin" in shown.text
    assert shown.text.count("Canary") == 1
    assert shown.headers["Cache-Control"] == "no-store"
    [deed] = deeds()
    assert deed.kind == "roster_seen"
    assert deed.facts == {"session": session.reference, "position": 2}
    assert "Canary" not in f"{deed.about}{deed.facts}"
    looks(client, session, 1)
    assert [deed.facts["position"] for deed in deeds()] == [2, 1]


def test_before_the_window_nothing_is_shown_and_the_page_says_when_it_opens(
    client: FlaskClient,
) -> None:
    session, facilitator = a_booked_session(starts_in=27 * HOUR)
    staff_of(client, session.festival, Role.FACILITATOR, facilitator=facilitator)
    path = f"/staff/lake/sessions/{session.reference}/roster"
    page = client.get(path).text
    opens = (session.starts_at - 24 * HOUR).astimezone(session.festival.zone)
    assert "Names are not open yet" in page
    assert f"{opens:%H:%M}" in page
    assert "Show this name" not in page
    forced = client.post(path, data={"booking": "whatever"} | _token(client))
    assert forced.status_code == 409
    assert "Canary" not in forced.text
    assert deeds() == []


def _token(client: FlaskClient) -> dict[str, str]:
    return {"csrf_token": fields_of(client.get("/recover").text, "")["csrf_token"]}


@pytest.mark.one_database
def test_the_desk_sees_names_on_the_day_and_organizers_never(client: FlaskClient) -> None:
    session, _ = a_booked_session(starts_in=timedelta(minutes=1))
    path = f"/staff/lake/sessions/{session.reference}/roster"
    organizer = staff_of(client.application.test_client(), session.festival, Role.ORGANIZER)
    page = organizer.get(path).text
    assert "You see how many come, not who" in page
    assert "2 places held" in page
    assert "Show this name" not in page
    assert organizer.post(path, data={"booking": "x"} | _token(organizer)).status_code == 409
    staff_of(client, session.festival, Role.DESK)
    assert "Canary Wren" in looks(client, session).text


@pytest.mark.one_database
def test_another_facilitators_session_does_not_exist(client: FlaskClient) -> None:
    session, _ = a_booked_session()
    staff_of(
        client, session.festival, Role.FACILITATOR, facilitator=a_facilitator(session.festival)
    )
    path = f"/staff/lake/sessions/{session.reference}"
    assert client.get(path).status_code == 404
    assert client.get(f"{path}/roster").status_code == 404
    assert client.post(f"{path}/roster", data=_token(client)).status_code == 404


@pytest.mark.one_database
def test_a_person_without_a_name_is_called_by_the_start_of_their_code(client: FlaskClient) -> None:
    festival = a_festival(slug="lake")
    facilitator = a_facilitator(festival)
    session = a_session(festival, starts_in=HOUR, facilitators=(facilitator,))
    nameless = a_pass()
    asks(nameless, session)
    staff_of(client, festival, Role.FACILITATOR, facilitator=facilitator)
    assert nameless.selector in looks(client, session).text


@pytest.mark.one_database
def test_whoever_waits_is_on_no_roster(client: FlaskClient) -> None:
    session, facilitator = a_booked_session()
    staff_of(client, session.festival, Role.FACILITATOR, facilitator=facilitator)
    page = client.get(f"/staff/lake/sessions/{session.reference}/roster").text
    assert page.count("Show this name") == 2
    assert "1 booking in line" in page
