"""A festival that is over, told in numbers: looked at, published once, taken away as a table."""

import csv
import io
import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.factories import a_category, a_festival, a_pass, a_session, an_activity
from tests.staff import staff_of
from wellness import clock
from wellness.booking.models import BookableStatus, Booking, BookingStatus, Entry
from wellness.database import db, transaction
from wellness.festivals.models import Festival
from wellness.impact.queries import facts_of
from wellness.impact.rules.report import report_of
from wellness.programme.models import Activity, Session
from wellness.references import new_reference
from wellness.staff.models import Deed, Role

A_WEEK_AGO = timedelta(days=-7)


def a_past_festival(days: int = 3) -> Festival:
    """Over since a week."""
    return a_festival(starts_on=clock.now().date() - timedelta(days=8), days=days)


def an_activity_in(festival: Festival, kind: str, languages: tuple[str, ...] = ("en",)) -> Activity:
    """Something of the kind `kind`, in these languages."""
    activity = an_activity(festival, title=kind, category=a_category(festival, name=kind))
    with transaction():
        activity.languages = list(languages)
        db.session.add(activity)
    return activity


def kept(session: Session, people: int, status: BookingStatus = BookingStatus.CONFIRMED) -> None:
    """So many people had a place there."""
    now = clock.now()
    for _ in range(people):
        holder = a_pass()
        with transaction():
            db.session.add(
                Booking(
                    reference=new_reference(),
                    bookable_id=session.id,
                    pass_id=holder.id,
                    status=status,
                    created_at=now,
                    updated_at=now,
                )
            )


@pytest.fixture
def festival() -> Festival:
    """12 at yoga, 3 in a circle, a drop-in, and one that was called off."""
    festival = a_past_festival()
    yoga = an_activity_in(festival, "Yoga")
    circle = an_activity_in(festival, "Circle", ("en", "es"))
    kept(a_session(festival, activity=yoga, capacity=20, starts_in=A_WEEK_AGO), 12)
    kept(a_session(festival, activity=circle, capacity=6, starts_in=A_WEEK_AGO), 3)
    a_session(festival, activity=yoga, entry=Entry.DROP_IN, starts_in=A_WEEK_AGO)
    off = BookableStatus.CANCELLED
    a_session(festival, activity=yoga, capacity=9, starts_in=A_WEEK_AGO, status=off)
    return festival


@pytest.mark.usefixtures("app")
def test_places_are_exact_people_are_rounded_and_few_people_are_kept_back(
    festival: Festival,
) -> None:
    document = report_of(facts_of(festival), made_at=clock.now())
    rows = {row["label"]: row for row in document["by_format"]}
    assert rows["Yoga"] == {
        "label": "Yoga",
        "sessions": 2,
        "places": 20,
        "booked": 10,
        "waited": 0,
    }
    assert rows["Circle"]["places"] == 6
    assert rows["Circle"]["booked"] is None
    assert document["sums"]["sessions"] == 3
    assert document["sums"]["open_door"] == 1
    assert document["sums"]["booked"] == 15
    assert {row["label"] for row in document["by_language"]} == {"en", "several"}
    assert "attended" not in document["sums"]


@pytest.mark.usefixtures("app")
def test_who_came_is_told_where_somebody_counted(festival: Festival) -> None:
    swim = an_activity_in(festival, "Swimming")
    session = a_session(festival, activity=swim, capacity=40, starts_in=A_WEEK_AGO)
    kept(session, 21, BookingStatus.ATTENDED)
    kept(session, 9, BookingStatus.MISSED)
    document = report_of(facts_of(festival), made_at=clock.now())
    rows = {row["label"]: row for row in document["by_format"]}
    assert (rows["Swimming"]["booked"], rows["Swimming"]["attended"]) == (30, 20)
    assert document["is_counted"]


def button(page: str, action: str) -> dict[str, str]:
    """What the form behind a button sends."""
    assert f'action="{action}"' in page
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found
    return {"csrf_token": found[1]}


def numbers_of(row: str, page: str) -> list[str]:
    """The numbers in the first line of a table that begins with these words."""
    line = page.split(f"{row}</th>", 1)[1].split("</tr>", 1)[0]
    return re.findall(r'<td class="number">(\d+)', line)


def test_a_report_is_published_once_and_then_stays_as_it_is(
    client: FlaskClient, festival: Festival
) -> None:
    at = f"/staff/{festival.slug}/impact"
    public = f"/{festival.slug}/impact"
    assert client.get(public).status_code == 404
    staff_of(client, festival, Role.ORGANIZER)
    page = client.get(at).text
    assert "Ready to be published" in page
    for _ in range(2):
        assert client.post(f"{at}/publish", data=button(page, f"{at}/publish")).status_code == 303
    kept(db.session.scalars(select(Session).where(Session.capacity == 20)).one(), 8)
    shown = client.get(public)
    assert shown.status_code == 200
    assert numbers_of("Yoga", shown.text) == ["2", "20", "10", "0"]
    assert '<span class="impact__back"' in shown.text
    page = client.get(at).text
    assert "Report 1 is published" in page
    assert client.post(f"{at}/withdraw", data=button(page, f"{at}/withdraw")).status_code == 303
    assert client.get(public).status_code == 404
    deeds = db.session.scalars(select(Deed).where(Deed.kind == "impact_published"))
    assert [deed.about for deed in deeds] == ["1", "1, withdrawn"]


def test_nothing_is_published_while_the_festival_lasts(client: FlaskClient) -> None:
    festival = a_festival()
    a_session(festival)
    staff_of(client, festival, Role.ORGANIZER)
    at = f"/staff/{festival.slug}/impact"
    page = client.get(at).text
    assert "once the last day is over" in page
    answer = client.post(f"{at}/publish", data=button(page, f"{at}.csv"))
    assert answer.status_code == 409
    assert client.get(f"/{festival.slug}/impact").status_code == 404


def test_the_table_says_who_took_it_and_holds_no_number_that_is_kept_back(
    client: FlaskClient, festival: Festival
) -> None:
    staff_of(client, festival, Role.ORGANIZER)
    at = f"/staff/{festival.slug}/impact"
    answer = client.post(f"{at}.csv", data=button(client.get(at).text, f"{at}.csv"))
    assert answer.headers["Content-Disposition"] == (
        f'attachment; filename="impact-{festival.slug}.csv"'
    )
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert rows[0][0].startswith("Impact report: Stillwater")
    assert rows[1][0].startswith("Made by Ana, ")
    assert rows[3] == ["part", "of", "measure", "number"]
    assert ["by_format", "Yoga", "booked", "10"] in rows
    assert ["by_format", "Circle", "booked", "kept back"] in rows
    assert ["all", "", "sessions", "3"] in rows
    deeds = db.session.scalars(select(Deed).where(Deed.kind == "exported"))
    assert [deed.about for deed in deeds] == ["impact.csv"]


def test_a_festival_without_a_programme_says_so(client: FlaskClient) -> None:
    festival = a_festival(is_released=False)
    staff_of(client, festival, Role.ORGANIZER)
    assert "Nothing took place yet" in client.get(f"/staff/{festival.slug}/impact").text
