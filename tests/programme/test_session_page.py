"""One session's page: what it is, what may be done, and what else there is when nothing may."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from tests.booking.people import asks
from tests.factories import (
    a_category,
    a_facilitator,
    a_festival,
    a_session,
    a_space,
    an_activity,
    from_now,
)
from tests.passes.phones import a_holder, given
from tests.programme.reading import Element, entries_in, read, titles_in
from wellness.booking.models import BookableStatus, Entry
from wellness.database import transaction
from wellness.programme.models import Session


def page_of(client: FlaskClient, session: Session) -> Element:
    answer = client.get(f"/{session.festival.slug}/sessions/{session.reference}")
    assert answer.status_code == 200
    return read(answer.text)


def links_of(page: Element) -> dict[str, str]:
    return {link.text: link.given["href"] for link in page.one("main").all("a")}


def test_it_says_what_it_is_for_whom_and_what_one_may_do_there(client: FlaskClient) -> None:
    festival = a_festival()
    ana = a_facilitator(festival, name="Ana Sol")
    session = a_session(festival, facilitators=(ana,), capacity=12)
    with transaction():
        activity = session.activity
        activity.description = "First we sit.\n\nThen we <lie> down."
        activity.for_whom = "Anyone who carries things."
        activity.bring = "A blanket"
        activity.welcome = ["silent", "lie_down", "unheard_of"]
        activity.languages = ["en", "de"]
        activity.min_age = 16
        activity.content_note = "Loud breathing."
    page = page_of(client, session).one("main")
    assert page.one("h1").text == "Morning yoga"
    facts = {
        fact.one("dt").text: fact.one("dd").text
        for fact in page.all("div")
        if len(fact.all("dt")) == 1
    }
    assert facts["You may"] == "stay silent, lie down"
    assert facts["Group"] == "Up to 12 people"
    assert facts["For whom"] == "Anyone who carries things."
    assert facts["Age"] == "From 16 years"
    assert facts["Spoken there"] == "English, German"
    assert facts["Who leads it"] == "Ana Sol"
    assert facts["Bring"] == "A blanket"
    assert facts["Cost"] == "Free"
    assert facts["Getting in and being there"] == "Step-free, chairs with backs"
    assert [p.text for p in page.one(itemprop="description").all("p")] == [
        "An hour on the mat, at your own pace.",
        "First we sit.",
        "Then we <lie> down.",
    ]
    assert "Loud breathing." in page.text
    assert "Left of the lake stage, behind the willows." in page.text
    assert links_of(page_of(client, session))["Ana Sol"] == (
        f"/{festival.slug}/facilitators/{ana.slug}"
    )


def test_a_free_place_is_one_tap_away(client: FlaskClient) -> None:
    session = a_session(capacity=4)
    page = page_of(client, session)
    book = f"/{session.festival.slug}/sessions/{session.reference}/book"
    assert links_of(page)["Book"] == book
    main = page.one("main")
    assert main.given["data-places-free"] == "4"
    assert "4 places left" in main.text
    assert "Other ways from here" not in main.text


@pytest.mark.parametrize(
    ("facts", "step", "button"),
    [
        ({"capacity": 1}, "book", "Book"),
        ({"capacity": 1, "kept_for_door": 1}, "wait", "Join the waiting list"),
        ({"entry": Entry.DROP_IN}, "drop_in", None),
        ({"opens_in": timedelta(hours=3)}, "not_yet", None),
        ({"is_closed": True}, "closed", None),
        ({"status": BookableStatus.CANCELLED}, "cancelled", None),
        ({"starts_in": timedelta(minutes=-5)}, "started", None),
        ({"starts_in": timedelta(hours=-5)}, "over", None),
        (
            {"starts_in": timedelta(minutes=30), "capacity": 1, "kept_for_door": 1},
            "full",
            None,
        ),
    ],
)
def test_the_button_is_the_one_decision(
    client: FlaskClient, facts: dict[str, object], step: str, button: str | None
) -> None:
    session = a_session(**facts)  # type: ignore[arg-type]
    page = page_of(client, session)
    assert [e.given["data-step"] for e in page.all() if "data-step" in e.given] == [step]
    offered = set(links_of(page)) & {"Book", "Join the waiting list"}
    assert offered == ({button} if button else set())


def test_help_comes_before_lists_where_there_is_no_way_in(client: FlaskClient) -> None:
    festival = a_festival()
    yoga = an_activity(festival, title="Yoga")
    full = a_session(festival, activity=yoga, capacity=1, kept_for_door=1)
    a_session(festival, activity=yoga, starts_in=timedelta(days=2))
    a_session(festival, title="Open tent", entry=Entry.DROP_IN, starts_in=timedelta(minutes=-5))
    page = page_of(client, full)
    ways = next(s for s in page.all("section") if "Other ways" in s.text)
    calls = [a.given["href"] for a in ways.all("a") if a.given["href"].startswith("tel:")]
    assert calls[0] == "tel:112"
    assert len(calls) == 2
    order = ["care tent", "in danger", "More people who can help", "Next open door", "Like"]
    assert [word for word in order if word in ways.text] == order
    places = [ways.text.index(word) for word in order]
    assert places == sorted(places)
    assert links_of(page)["Someone to talk to now"] == f"#{ways.given['id']}"
    before_the_list = page.one("main").text.partition("Join the waiting list")[0]
    assert "Someone to talk to now" in before_the_list
    assert titles_in(ways) == ["Open tent", "Yoga"]


def test_similar_sessions_have_places_and_the_same_activity_comes_first(
    client: FlaskClient,
) -> None:
    festival = a_festival(days=9)
    rest, move = a_category(festival), a_category(festival)
    bath = an_activity(festival, category=rest, title="Sound bath")
    nap = an_activity(festival, category=rest, title="Nap")
    run = an_activity(festival, category=move, title="Run")
    day = timedelta(days=1)
    full = a_session(festival, activity=bath, starts_in=day, capacity=0)
    a_session(festival, activity=nap, starts_in=day, capacity=3)
    a_session(festival, activity=run, starts_in=day, capacity=3)
    a_session(festival, activity=bath, starts_in=4 * day, capacity=3)
    a_session(festival, activity=bath, starts_in=2 * day, capacity=0)
    a_session(festival, activity=bath, starts_in=2 * day, status=BookableStatus.CANCELLED)
    page = page_of(client, full)
    ways = next(s for s in page.all("section") if "Other ways" in s.text)
    assert titles_in(ways) == ["Sound bath", "Nap"]


def test_the_next_open_door_is_never_full_over_or_of_another_festival(
    client: FlaskClient,
) -> None:
    festival = a_festival()
    full = a_session(festival, capacity=0)
    soon = timedelta(minutes=10)
    a_session(title="Elsewhere", entry=Entry.DROP_IN, starts_in=soon)
    a_session(festival, title="Over", entry=Entry.DROP_IN, starts_in=-timedelta(hours=3))
    a_session(festival, title="Crowded", entry=Entry.DROP_IN, capacity=0, starts_in=soon)
    a_session(festival, title="Later", entry=Entry.DROP_IN, starts_in=timedelta(hours=5))
    a_session(festival, title="Sooner", entry=Entry.DROP_IN, starts_in=timedelta(hours=4))
    page = page_of(client, full)
    ways = next(s for s in page.all("section") if "Other ways" in s.text)
    assert titles_in(ways) == ["Sooner"]


def test_whoever_looks_for_support_is_shown_an_open_door_to_support(client: FlaskClient) -> None:
    festival = a_festival()
    circle = a_session(festival, title="Circle", is_support=True, capacity=0)
    a_session(festival, title="Craft", entry=Entry.DROP_IN, starts_in=timedelta(hours=1))
    a_session(
        festival,
        title="Listening tent",
        is_support=True,
        entry=Entry.DROP_IN,
        starts_in=timedelta(hours=2),
    )
    ways = next(s for s in page_of(client, circle).all("section") if "Other ways" in s.text)
    assert titles_in(ways) == ["Listening tent"]


def test_a_support_session_is_discreet_and_says_its_limits(client: FlaskClient) -> None:
    session = a_session(title="Songwriters' circle", is_support=True)
    with transaction():
        session.activity.confidentiality = "What is said here stays here, but for danger to life."
    page = page_of(client, session)
    assert page.one("title").text == "Session · Stillwater"
    assert [a.given["href"] for a in page.all("a") if "data-leave" in a.given] == 2 * [
        session.festival.exit_url
    ]
    assert "What is said here stays here, but for danger to life." in page.text


def test_any_other_session_is_named_and_has_no_leave_button(client: FlaskClient) -> None:
    page = page_of(client, a_session(title="Morning yoga"))
    assert page.one("title").text == "Morning yoga · Stillwater"
    assert [a for a in page.all("a") if "data-leave" in a.given] == []


def test_a_moved_session_says_where_it_was(client: FlaskClient) -> None:
    festival = a_festival(zone="Europe/Berlin")
    session = a_session(festival)
    was = session.starts_at - timedelta(hours=2)
    with transaction():
        session.was_starts_at, session.was_space_name = was, "Bell tent"
    clock = was.astimezone(festival.zone)
    main = page_of(client, session).one("main")
    assert f"at {clock:%H:%M}" in main.text
    assert "It was to be in Bell tent." in main.text
    dawn_day = read(client.get(f"/{festival.slug}/?day={session.starts_at:%Y-%m-%d}").text)
    notes = [entry.text for entry in entries_in(dawn_day)]
    assert all("Room changed: was Bell tent" in note for note in notes)


def test_a_cancelled_session_says_why(client: FlaskClient) -> None:
    session = a_session(status=BookableStatus.CANCELLED)
    with transaction():
        session.cancel_reason = "Too much wind on the water."
    main = page_of(client, session).one("main")
    assert "This session is cancelled" in main.text
    assert "Too much wind on the water." in main.text


def test_machines_can_read_the_event(client: FlaskClient) -> None:
    festival = a_festival(zone="Europe/Berlin")
    space = a_space(festival, name="Willow tent")
    ana = a_facilitator(festival, name="Ana")
    session = a_session(festival, space=space, facilitators=(ana,), capacity=9)
    with transaction():
        session.was_starts_at = session.starts_at - timedelta(hours=1)
    event = page_of(client, session).one(itemtype="https://schema.org/Event")
    known = {
        e.given["itemprop"]: e.given.get("content") or e.given.get("datetime") or e.text
        for e in event.all()
        if "itemprop" in e.given
    }
    local = session.starts_at.astimezone(festival.zone)
    assert known["startDate"] == local.isoformat(timespec="minutes")
    assert known["endDate"] == (local + timedelta(hours=1)).isoformat(timespec="minutes")
    assert known["eventStatus"] == "https://schema.org/EventRescheduled"
    assert known["previousStartDate"] == (local - timedelta(hours=1)).isoformat(timespec="minutes")
    assert known["maximumAttendeeCapacity"] == "9"
    assert known["isAccessibleForFree"] == "true"
    assert known["inLanguage"] == "en"
    place = event.one(itemtype="https://schema.org/Place")
    assert place.one(itemprop="name").text == "Willow tent"
    assert place.one(itemprop="address").given["content"] == "Seewiese, Rheinsberg"
    assert event.one(itemtype="https://schema.org/Person").one(itemprop="name").text == "Ana"


@pytest.mark.parametrize("reference", ["nowhere", "%00", "' OR 1=1 --", "0" * 300])
def test_an_unknown_session_is_not_there(client: FlaskClient, reference: str) -> None:
    a_festival(slug="f")
    assert client.get(f"/f/sessions/{reference}").status_code == 404


def test_another_festivals_session_is_not_there(client: FlaskClient) -> None:
    a_festival(slug="mine")
    theirs = a_session(a_festival(slug="theirs"))
    assert client.get(f"/theirs/sessions/{theirs.reference}").status_code == 200
    assert client.get(f"/mine/sessions/{theirs.reference}").status_code == 404


def test_a_reference_may_be_typed_in_capitals(client: FlaskClient) -> None:
    session = a_session(a_festival(slug="f"))
    assert client.get(f"/f/sessions/{session.reference.upper()}").status_code == 200


def test_whoever_holds_a_place_sees_their_own_state_and_nobody_else_does(
    client: FlaskClient,
) -> None:
    holder, secret = a_holder()
    session = a_session(capacity=1, starts_in=timedelta(days=2))
    booking = asks(holder, session)
    stranger = page_of(client, session)
    assert "Join the waiting list" in links_of(stranger)
    mine = page_of(given(client, secret), session)
    assert links_of(mine)["See my place"] == f"/me/bookings/{booking.reference}"
    assert "Your place" in mine.one("main").text
    client.delete_cookie("pass")
    assert "See my place" not in links_of(page_of(client, session))


def test_whoever_waits_sees_their_place_in_line(client: FlaskClient) -> None:
    session = a_session(capacity=1, starts_in=timedelta(days=2))
    for _ in range(2):
        asks(a_holder()[0], session)
    holder, secret = a_holder()
    asks(holder, session)
    page = page_of(given(client, secret), session)
    assert "You are number 2 in line." in page.one("main").text
    assert "3" not in page.one(data_step="in_line").text


def test_times_are_on_the_festivals_clock_and_the_zone_is_named_once(client: FlaskClient) -> None:
    festival = a_festival(zone="Asia/Kolkata")
    session = a_session(festival, starts_at=from_now(days=1))
    main = page_of(client, session).one("main")
    local = session.starts_at.astimezone(festival.zone)
    start = main.one("time", itemprop="startDate")
    assert (start.text, start.given["datetime"][-6:]) == (f"{local:%H:%M}", "+05:30")
    assert main.text.count("Kolkata (GMT+05:30)") == 1
