"""The pages that offer calendars, and the ones where a holder looks after their own."""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from tests.factories import a_facilitator, a_festival, a_pass, a_session, a_space, an_activity
from tests.feeds.subscribers import a_feed, change, fetched, titles
from tests.passes.phones import a_holder, given, sent
from wellness import clock
from wellness.database import db
from wellness.feeds.actions import MOST_FEEDS
from wellness.feeds.models import Feed
from wellness.feeds.subscribing import Subscription
from wellness.passes.models import Pass
from wellness.references import hash_of


def hrefs(page: str) -> list[str]:
    return [unescape(href) for href in re.findall(r'href="([^"]*)"', page)]


def previewed(page: str) -> list[str]:
    return [unescape(title) for title in re.findall(r'slot__title"><a [^>]*>([^<]*)</a>', page)]


def address_on(page: str) -> str:
    """The address in the field to copy from."""
    return unescape(re.findall(r'id="address" value="([^"]*)"', page)[0])


def test_the_page_offers_the_whole_programme_with_every_way_in(client: FlaskClient) -> None:
    a_session(a_festival(slug="stillwater", name="Stillwater & Co"))
    page = client.get("/stillwater/calendars").text
    links = hrefs(page)
    assert "webcal://localhost/stillwater/calendar.ics" in links
    [google] = [link for link in links if "calendar.google.com" in link]
    assert parse_qs(urlsplit(google).query) == {
        "cid": ["webcal://localhost/stillwater/calendar.ics"]
    }
    [outlook] = [link for link in links if "outlook.live.com" in link]
    assert parse_qs(urlsplit(outlook).query) == {
        "url": ["http://localhost/stillwater/calendar.ics"],
        "name": ["Stillwater & Co"],
    }
    assert address_on(page) == "http://localhost/stillwater/calendar.ics"
    assert page.count("<svg") > 1
    assert 'class="pass__qr"' in page
    assert "Thunderbird" in page
    assert "/me/feeds" in links


def test_the_page_shows_the_first_three_entries_as_the_calendar_tells_them(
    client: FlaskClient,
) -> None:
    festival = a_festival(slug="stillwater")
    a_session(festival, title="Over", starts_in=timedelta(hours=-3))
    for days in (4, 2, 3, 1):
        a_session(festival, title=f"Day {days}", starts_in=timedelta(days=days))
    assert previewed(client.get("/stillwater/calendars").text) == ["Day 1", "Day 2", "Day 3"]
    assert titles(client, "/stillwater/calendar.ics")[1:4] == ["Day 1", "Day 2", "Day 3"]


def test_the_page_is_never_behind_the_programme(client: FlaskClient) -> None:
    festival = a_festival(slug="stillwater")
    session = a_session(festival, title="Yoga")
    assert previewed(client.get("/stillwater/calendars").text) == ["Yoga"]
    change(festival.id, session, title="Evening yoga")
    assert previewed(client.get("/stillwater/calendars").text) == ["Evening yoga"]


def test_every_part_with_sessions_can_be_chosen_and_is_then_offered(client: FlaskClient) -> None:
    festival = a_festival(slug="stillwater")
    space, ana = a_space(festival, name="Lake Tent"), a_facilitator(festival, name="Ana")
    a_space(festival, name="Empty Tent")
    activity = an_activity(festival, title="Yoga")
    a_session(festival, activity=activity, space=space, facilitators=(ana,))
    a_session(festival, title="Elsewhere", starts_in=timedelta(hours=2))
    page = client.get("/stillwater/calendars").text
    assert "Empty Tent" not in page
    category = activity.category.slug
    for part in (
        f"space/{space.slug}",
        f"facilitator/{ana.slug}",
        f"activity/{activity.slug}",
        f"category/{category}",
    ):
        assert f"/stillwater/calendars?feed={part}" in hrefs(page)
        chosen = client.get(f"/stillwater/calendars?feed={part}").text
        assert previewed(chosen) == ["Yoga"]
        address = address_on(chosen)
        assert address == f"http://localhost/stillwater/calendar/{part}.ics"
        assert titles(client, urlsplit(address).path) == ["Yoga"]


@pytest.mark.one_database
def test_what_there_is_no_calendar_of_is_not_found(client: FlaskClient) -> None:
    a_festival(slug="stillwater")
    a_festival(slug="draft", is_released=False)
    for path in (
        "/draft/calendars",
        "/stillwater/calendars?feed=space/none",
        "/stillwater/calendars?feed=colour/blue",
        "/stillwater/calendars?feed=/",
    ):
        assert client.get(path).status_code == 404, path


@pytest.mark.one_database
def test_the_page_of_a_session_leads_to_its_calendar(client: FlaskClient) -> None:
    session = a_session(a_festival(slug="stillwater"), title="Yoga")
    page = client.get(f"/stillwater/sessions/{session.reference}")
    path = f"/stillwater/sessions/{session.reference}.ics"
    assert path in hrefs(page.text)
    assert titles(client, path) == ["Yoga"]


def test_no_address_is_too_long_for_google() -> None:
    base = "https://wellness." + "a" * 50 + ".example"
    address = f"{base}/{'f' * 60}/calendar/facilitator/{'s' * 80}.ics"
    assert len(Subscription("", address).webcal) <= 256


def a_phone(client: FlaskClient) -> tuple[int, FlaskClient]:
    """A phone that holds a pass, and the pass's id."""
    holder, secret = a_holder()
    return holder.id, given(client, secret)


def feeds_in_rows() -> list[Feed]:
    db.session.rollback()
    return db.session.query(Feed).order_by(Feed.id).all()


@pytest.mark.one_database
def test_whoever_holds_no_pass_is_shown_where_to_get_it_back(client: FlaskClient) -> None:
    answer = client.get("/me/feeds")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/recover")


def test_a_calendar_is_made_and_its_address_shown_once(client: FlaskClient) -> None:
    pass_id, phone = a_phone(client)
    made = sent(phone, "/me/feeds", label="  My   phone ", alarm="30")
    address = address_on(made.text)
    token = address.removeprefix("http://localhost/c/").removesuffix(".ics")
    [feed] = feeds_in_rows()
    assert (feed.pass_id, feed.token_hash) == (pass_id, hash_of(token))
    assert (feed.label, feed.is_discreet, feed.alarm_minutes) == ("My phone", True, 30)
    assert (made.status_code, made.headers["Cache-Control"]) == (200, "no-store")
    assert made.headers["Referrer-Policy"] == "no-referrer"
    assert f"webcal://localhost/c/{token}.ics" in hrefs(made.text)
    assert fetched(client, f"/c/{token}.ics").status_code == 200
    again = phone.get("/me/feeds").text
    assert "My phone" in again
    assert token not in again
    assert token not in phone.get(f"/me/feeds/{feed.id}").text


def test_discretion_can_be_left_at_the_making(client: FlaskClient) -> None:
    _, phone = a_phone(client)
    page = phone.get("/me/feeds").text
    assert re.search(r'<input checked[^>]*name="is_discreet"', page)
    token = re.findall(r'name="csrf_token" value="([^"]*)"', page)[0]
    phone.post("/me/feeds", data={"csrf_token": token, "label": "", "alarm": ""})
    [feed] = feeds_in_rows()
    assert (feed.is_discreet, feed.alarm_minutes) == (False, None)


def test_a_calendar_is_changed_replaced_and_stopped_from_its_page(client: FlaskClient) -> None:
    _, phone = a_phone(client)
    path = urlsplit(address_on(sent(phone, "/me/feeds", label="Phone").text)).path
    [feed] = feeds_in_rows()
    page = f"/me/feeds/{feed.id}"
    changed = sent(phone, page, label="Tablet", alarm="10")
    assert (changed.status_code, changed.headers["Location"]) == (303, "/me/feeds")
    assert [(f.label, f.alarm_minutes, f.version) for f in feeds_in_rows()] == [("Tablet", 10, 2)]
    replaced = sent(phone, "/me/feeds", f"{page}/replace")
    assert client.get(path).status_code == 410
    path = urlsplit(address_on(replaced.text)).path
    assert client.get(path).status_code == 200
    newest = feeds_in_rows()[-1]
    stopped = sent(phone, "/me/feeds", f"/me/feeds/{newest.id}/stop")
    assert stopped.status_code == 303
    assert client.get(path).status_code == 410
    assert "Tablet" not in phone.get("/me/feeds").text


def test_the_page_says_when_and_by_whom_each_was_fetched(client: FlaskClient) -> None:
    pass_id, phone = a_phone(client)
    holder = db.session.get_one(Pass, pass_id)
    _, path = a_feed(holder)
    assert "No app has fetched it yet." in phone.get("/me/feeds").text
    fetched(client, path, User_Agent="Google-Calendar-Importer")
    client.application.extensions["feeds"].tally.flush()
    text = phone.get("/me/feeds").text
    assert re.search(r"Last fetched on \w+ \d+ \w+ by Google Calendar\.", text)


def test_bad_input_keeps_what_was_typed_and_makes_nothing(client: FlaskClient) -> None:
    _, phone = a_phone(client)
    answer = sent(phone, "/me/feeds", label="w" * 61)
    assert answer.status_code == 422
    assert f'value="{"w" * 61}"' in answer.text
    assert "Please keep it under 60 letters." in answer.text
    assert sent(phone, "/me/feeds", alarm="5").status_code == 422
    assert feeds_in_rows() == []


def test_nobody_reaches_another_ones_calendar(client: FlaskClient) -> None:
    feed, path = a_feed(a_pass())
    _, phone = a_phone(client)
    token = re.findall(r'csrf_token" value="([^"]*)"', phone.get("/me/feeds").text)[0]
    data = {"csrf_token": token, "label": "Mine", "alarm": ""}
    page = f"/me/feeds/{feed.id}"
    answers = [phone.get(page), phone.post(page, data=data)]
    answers += [phone.post(f"{page}/{word}", data=data) for word in ("stop", "replace")]
    assert [answer.status_code for answer in answers] == [404] * 4
    assert client.get(path).status_code == 200
    assert [row.label for row in feeds_in_rows()] == ["Phone"]


@pytest.mark.one_database
def test_a_form_of_another_site_changes_nothing(client: FlaskClient) -> None:
    _, phone = a_phone(client)
    assert phone.post("/me/feeds", data={"label": "x", "alarm": ""}).status_code == 403
    assert feeds_in_rows() == []


@pytest.mark.one_database
def test_a_pass_with_enough_calendars_is_told_so(client: FlaskClient) -> None:
    pass_id, phone = a_phone(client)
    page = phone.get("/me/feeds").text
    holder = db.session.get_one(Pass, pass_id)
    for _ in range(MOST_FEEDS):
        a_feed(holder, now=clock.now())
    token = re.findall(r'csrf_token" value="([^"]*)"', page)[0]
    answer = phone.post("/me/feeds", data={"csrf_token": token, "label": "", "alarm": ""})
    assert answer.status_code == 409
    assert f"{MOST_FEEDS} calendar addresses" in answer.text
    assert len(feeds_in_rows()) == MOST_FEEDS
    assert 'action="/me/feeds"' not in phone.get("/me/feeds").text
