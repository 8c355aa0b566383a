"""My plan: what a person has asked for, where it stands, and the pass to show for it."""

from datetime import time, timedelta

import pytest
import segno
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from tests.booking.people import asks, lets_go, status_of
from tests.changing import calls_off, moves
from tests.factories import a_festival, a_pass, a_session, a_space, an_activity
from tests.passes.phones import code_of, dumped, sent
from tests.plan.reading import Phone, a_phone, keeps, title_of
from tests.programme.reading import read, wall
from wellness import clock
from wellness.booking.models import Booking, BookingStatus, Entry
from wellness.database import db, transaction
from wellness.festivals.models import Festival
from wellness.web.qr import qr_code

HOURS = timedelta(hours=1)
MINUTES = timedelta(minutes=1)


@pytest.fixture
def phone(client: FlaskClient) -> Phone:
    """A phone that holds a pass."""
    return a_phone(client)


@pytest.fixture
def festival(app: Flask) -> Festival:
    """A festival without a night, so that offers are made at whatever hour the tests run."""
    assert app.testing
    return a_festival(quiet=(time(3), time(3)))


def test_places_stand_under_their_festival_day_in_order_of_time(
    phone: Phone, festival: Festival
) -> None:
    friday = clock.now().date() + timedelta(days=2)
    for title, day, at in (
        ("Late drumming", friday + timedelta(days=1), "01:30"),
        ("Breathing", friday + timedelta(days=1), "10:00"),
        ("Yoga", friday, "09:00"),
    ):
        keeps(phone.holder, a_session(festival, title=title, starts_at=wall(day, at)))
    days = [section for section in phone.plan().all("section", class_="part") if section.all("h2")]
    assert [[title_of(card) for card in day.all("article")] for day in days] == [
        ["Yoga", "Late drumming"],
        ["Breathing"],
    ]
    night = days[0].all("article")[1]
    assert "In the night to" in night.text
    assert "In the night to" not in days[0].all("article")[0].text


def test_a_line_says_when_and_where_and_leads_to_its_booking(
    phone: Phone, festival: Festival
) -> None:
    day = clock.now().date() + timedelta(days=1)
    yoga = a_session(
        festival, space=a_space(festival, name="Willow Tent"), starts_at=wall(day, "09:30")
    )
    booking = keeps(phone.holder, yoga)
    line = phone.line()
    begin = line.all("time")[0]
    assert (begin.text, begin.given["datetime"][:16]) == ("09:30", f"{day}T09:30")
    assert "Willow Tent – Left of the lake stage, behind the willows." in line.text
    assert line.all("a")[0].given["href"] == f"/me/bookings/{booking.reference}"
    assert "Your place" in line.text


def test_two_places_say_so(phone: Phone, festival: Festival) -> None:
    keeps(phone.holder, a_session(festival), seats=2)
    assert "Two places, yours" in phone.line().text


def test_a_place_in_line_says_which(phone: Phone, festival: Festival) -> None:
    yoga = a_session(festival, capacity=1)
    asks(a_pass(), yoga)
    ahead = a_pass()
    waiting = asks(ahead, yoga)
    keeps(phone.holder, yoga)
    assert "In line, number 2" in phone.line().text
    lets_go(ahead, waiting, now=clock.now())
    assert "You are next in line" in phone.line().text


def an_offer(phone: Phone, festival: Festival) -> Booking:
    """A place kept for the phone's holder for a while: someone let it go close to the start."""
    yoga, ana = a_session(festival, capacity=1, starts_in=3 * HOURS, title="Yoga"), a_pass()
    kept = asks(ana, yoga)
    mine = keeps(phone.holder, yoga)
    lets_go(ana, kept, now=clock.now())
    assert status_of(mine) == ["offered"]
    return mine


def test_an_offer_comes_first_says_until_when_and_is_taken_with_one_tap(
    phone: Phone, festival: Festival
) -> None:
    keeps(phone.holder, a_session(festival, title="Sooner", starts_in=1 * HOURS))
    mine = an_offer(phone, festival)
    assert mine.offered_until is not None
    assert phone.standings() == ["offered", "held"]
    until = mine.offered_until.astimezone(festival.zone)
    assert f"Kept for you until {until:%H:%M}" in phone.lines()[0].text
    answer = sent(phone.client, "/me", f"/me/bookings/{mine.reference}/take")
    assert (answer.status_code, answer.location) == (303, f"/me/bookings/{mine.reference}")
    assert status_of(mine) == ["confirmed"]
    assert phone.standings() == ["held", "held"]


def test_an_offer_whose_time_is_over_is_not_offered_any_more(
    phone: Phone, festival: Festival
) -> None:
    mine = an_offer(phone, festival)
    with transaction():
        db.session.execute(update(Booking).values(offered_until=clock.now() - MINUTES))
    assert phone.standings() == ["moved_on"]
    assert "It went to the next person" in phone.line().text
    assert phone.line().all("form") == []
    assert status_of(mine) == ["offered"], "looking lets nothing lapse"


def test_shortly_before_the_start_whoever_waits_can_take_what_is_free(
    phone: Phone, festival: Festival
) -> None:
    yoga, ana = a_session(festival, capacity=1, starts_in=30 * MINUTES), a_pass()
    kept = asks(ana, yoga)
    mine = keeps(phone.holder, yoga, ago=2 * HOURS)
    lets_go(ana, kept, now=clock.now())
    assert phone.standings() == ["free"]
    sent(phone.client, "/me", f"/me/bookings/{mine.reference}/take")
    assert status_of(mine) == ["confirmed"]


def test_what_the_festival_cancelled_says_why_and_what_else_there_is(
    phone: Phone, festival: Festival
) -> None:
    activity = an_activity(festival, title="Lying down")
    gone = a_session(festival, activity=activity, starts_in=5 * HOURS)
    other = a_session(festival, activity=activity, starts_in=9 * HOURS, capacity=4)
    door = a_session(festival, title="Tea tent", entry=Entry.DROP_IN, starts_in=2 * HOURS)
    keeps(phone.holder, gone)
    calls_off(gone, reason="Mira is ill.")
    line = phone.line()
    assert line.given["data-standing"] == "called_off"
    assert "this won't take place. Mira is ill." in line.text
    ways = line.one(class_="ways-on")
    links = [a.given["href"] for a in ways.all("a")]
    base = f"/{festival.slug}"
    assert links == [
        f"{base}/sessions/{door.reference}",
        f"{base}/sessions/{other.reference}",
        f"{base}/?free=1",
        f"{base}/help",
    ]
    assert "4 places left" in ways.text


def test_what_has_moved_says_what_it_was_to_those_who_knew(
    phone: Phone, festival: Festival
) -> None:
    day = clock.now().date() + timedelta(days=1)
    old = a_space(festival, name="Willow Tent")
    yoga = a_session(festival, space=old, starts_at=wall(day, "09:30"))
    keeps(phone.holder, yoga, ago=2 * HOURS)
    new = a_space(festival, name="Heron Tent")
    moves(yoga, starts_at=wall(day, "10:15"), space=new)
    assert "Moved: was 09:30 · Room changed: was Willow Tent" in phone.line().text
    newcomer = a_phone(phone.client, name="New Wren")
    keeps(newcomer.holder, yoga)
    assert "10:15" in newcomer.line().text
    assert "was 09:30" not in newcomer.line().text


def test_what_moved_to_another_day_names_the_day_it_was(phone: Phone, festival: Festival) -> None:
    day = clock.now().date() + timedelta(days=1)
    yoga = a_session(festival, starts_at=wall(day, "09:30"))
    keeps(phone.holder, yoga, ago=2 * HOURS)
    moves(yoga, starts_at=wall(day + timedelta(days=1), "08:00"))
    assert f"Moved: was {day:%A} {day.day} {day:%B}, 09:30" in phone.line().text


def test_what_is_over_is_folded_away(phone: Phone, festival: Festival) -> None:
    keeps(
        phone.holder, a_session(festival, title="Yesterday", starts_in=-20 * HOURS), ago=30 * HOURS
    )
    keeps(phone.holder, a_session(festival, title="Tomorrow"))
    page = phone.plan()
    fold = page.one("details", class_="fold part")
    assert [title_of(card) for card in fold.all("article")] == ["Yesterday"]
    assert phone.standings() == ["held", "over"]


def test_what_is_happening_wears_the_lantern(phone: Phone, festival: Festival) -> None:
    keeps(phone.holder, a_session(festival, starts_in=-10 * MINUTES), ago=HOURS)
    assert phone.line().one("span", class_="now").text == "Now"


def test_what_was_let_go_can_be_taken_back_for_a_while(phone: Phone, festival: Festival) -> None:
    mine = keeps(phone.holder, a_session(festival))
    lets_go(phone.holder, mine, now=clock.now() - 29 * MINUTES)
    assert phone.standings() == ["let_go"]
    sent(phone.client, "/me", f"/me/bookings/{mine.reference}/undo")
    assert phone.standings() == ["held"]
    lets_go(phone.holder, mine, now=clock.now() - 31 * MINUTES)
    assert phone.standings() == []


def test_what_was_let_go_and_asked_for_again_is_shown_once(
    phone: Phone, festival: Festival
) -> None:
    yoga = a_session(festival)
    for _ in range(2):
        lets_go(phone.holder, keeps(phone.holder, yoga), now=clock.now())
    assert phone.standings() == ["let_go"]
    keeps(phone.holder, yoga)
    assert phone.standings() == ["held"]


@pytest.mark.parametrize("status", [BookingStatus.ATTENDED, BookingStatus.MISSED])
def test_nobody_is_told_that_they_were_missed(
    phone: Phone, festival: Festival, status: BookingStatus
) -> None:
    keeps(phone.holder, a_session(festival, starts_in=-5 * HOURS), ago=9 * HOURS)
    with transaction():
        db.session.execute(update(Booking).values(status=status))
    assert phone.standings() == ["over"]
    assert "iss" not in phone.line().text


def test_an_own_screen_names_support_but_the_tab_does_not(phone: Phone, festival: Festival) -> None:
    circle = a_session(festival, is_support=True, title="Circle for the grieving")
    keeps(phone.holder, circle)
    page = phone.plan()
    assert title_of(phone.line()) == "Circle for the grieving"
    assert page.one("title").text == f"My plan · {festival.name}"
    assert page.all("a", data_leave="")


def test_the_square_holds_the_code_as_an_address_in_capitals(phone: Phone) -> None:
    code = code_of(phone.holder)
    address = f"HTTP://LOCALHOST/T/{code}"
    page = phone.client.get("/me").text
    assert str(qr_code(address)) in page
    assert segno.make(address).mode == "alphanumeric"
    assert read_code(page) == code


def read_code(page: str) -> str:
    return read(page).one(class_="code").text


def test_without_anything_kept_there_is_a_way_to_the_programme(phone: Phone) -> None:
    festival = a_festival()
    page = phone.plan()
    assert "Nothing kept yet" in page.text
    links = [a.given["href"] for a in page.one("main").all("a")]
    assert f"/{festival.slug}/" in links
    assert {"/me/feeds", "/me/letters", "/me/data", "/me/forget", "/me/name"} <= set(links)
    assert [form.given["action"] for form in page.one("main").all("form")] == ["/me/pass/link"]


def test_with_an_address_the_pass_is_mailed_with_one_tap(client: FlaskClient) -> None:
    phone = a_phone(client, address="wren@example.org")
    actions = [form.given["action"] for form in phone.plan().one("main").all("form")]
    assert actions == ["/me/pass/link", "/me/pass/mail"]


def test_without_a_pass_one_is_shown_how_to_get_one(client: FlaskClient) -> None:
    assert client.get("/me").location == "/recover"


def test_a_plan_shows_nothing_of_anybody_else(phone: Phone, festival: Festival) -> None:
    yoga = a_session(festival, capacity=3)
    keeps(a_pass(name="Canary Stranger"), yoga)
    others = keeps(a_pass(), a_session(festival, title="Canary session"))
    keeps(phone.holder, yoga)
    page = phone.client.get("/me").text
    assert "anary" not in page
    assert others.reference not in page
    assert phone.secret not in page


def test_looking_at_the_plan_changes_nothing(phone: Phone, festival: Festival) -> None:
    an_offer(phone, festival)
    keeps(phone.holder, a_session(festival, starts_in=-5 * HOURS), ago=9 * HOURS)
    before = dumped()
    for path in ("/me", "/me/data", "/me/data.json", "/me/data/delete", "/me/data/deleted"):
        assert phone.client.get(path).status_code == 200
        assert phone.client.head(path).status_code == 200
    assert dumped() == before
