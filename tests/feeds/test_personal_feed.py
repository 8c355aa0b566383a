"""One's own calendar behind its secret address: what it tells, what it hides, when it ends."""

from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, update

from tests.booking.people import asks, lets_go, status_of
from tests.calendars.readers import READERS, value
from tests.changing import calls_off, moves
from tests.factories import (
    a_category,
    a_facilitator,
    a_festival,
    a_pass,
    a_session,
    a_space,
    an_activity,
)
from tests.feeds.subscribers import (
    a_feed,
    change,
    entries,
    fetched,
    long_ago,
    titles,
    told,
    without,
)
from wellness import clock
from wellness.booking.actions import forget_holder
from wellness.booking.models import Booking, BookingStatus
from wellness.database import db, in_transaction, transaction
from wellness.errors import Missing
from wellness.feeds import actions
from wellness.feeds.errors import TooManyFeeds
from wellness.feeds.models import Feed
from wellness.passes.models import Pass
from wellness.programme.models import Session
from wellness.references import new_secret

HOURS = timedelta(hours=1)


def a_full_session(**facts: object) -> tuple[Session, Pass, Booking]:
    """A session of one place, and whoever holds it."""
    session = a_session(a_festival(), capacity=1, **facts)  # type: ignore[arg-type]
    first = a_pass()
    return session, first, asks(first, session)


def test_a_kept_place_takes_the_time_and_links_to_ones_own_plan(client: FlaskClient) -> None:
    holder, festival = a_pass(), a_festival()
    session = a_session(festival, title="Yoga", space=a_space(festival, name="Lake Tent"))
    booking = asks(holder, session)
    _, path = a_feed(holder)
    [entry] = entries(client, path)
    names = ("SUMMARY", "UID", "STATUS", "TRANSP", "LOCATION", "URL", "CLASS")
    assert told(entry, *names) == [
        "Yoga",
        f"b-{booking.uid}@localhost",
        "CONFIRMED",
        "OPAQUE",
        "Lake Tent, Seewiese, Rheinsberg",
        "http://localhost/me",
        "",
    ]
    octets = fetched(client, path).data
    for reader in READERS:
        assert reader(octets) == {str(entry.uid): (session.starts_at, session.ends_at)}


def test_nothing_of_other_people_and_nothing_of_others_is_in_it(client: FlaskClient) -> None:
    holder, session = a_pass(name="Wren Canary"), a_session(title="Yoga")
    asks(a_pass(name="Robin Canary"), session)
    asks(holder, session)
    asks(a_pass(), a_session(title="Not mine Canary"))
    _, path = a_feed(holder, label="Label Canary")
    octets = fetched(client, path).data
    assert titles(client, path) == ["Yoga"]
    assert b"Canary" not in octets
    assert path.encode() not in octets


def test_a_place_in_line_is_tentative_and_says_no_number(client: FlaskClient) -> None:
    session, _, _ = a_full_session(title="Yoga")
    before_me, me = a_pass(), a_pass()
    ahead = asks(before_me, session)
    booking = asks(me, session)
    _, path = a_feed(me, alarm_minutes=30)
    [entry] = entries(client, path)
    assert told(entry, "SUMMARY", "UID", "STATUS", "TRANSP") == [
        "Waiting list: Yoga",
        f"w-{booking.uid}@localhost",
        "TENTATIVE",
        "TRANSPARENT",
    ]
    assert entry.walk("VALARM") == []
    octets = fetched(client, path).data
    lets_go(before_me, ahead, now=session.starts_at - 20 * HOURS)
    assert fetched(client, path).data == octets, "another one's leaving is nobody's business"


def test_moving_up_from_the_line_makes_it_a_sure_event(client: FlaskClient) -> None:
    session, first, place = a_full_session(title="Yoga")
    me = a_pass()
    booking = asks(me, session)
    _, path = a_feed(me)
    before = fetched(client, path)
    lets_go(first, place, now=session.starts_at - 20 * HOURS)
    assert status_of(booking) == ["confirmed"]
    [entry] = entries(client, path)
    assert told(entry, "SUMMARY", "UID", "STATUS") == [
        "Yoga",
        f"b-{booking.uid}@localhost",
        "CONFIRMED",
    ]
    assert fetched(client, path, If_None_Match=before.headers["ETag"]).status_code == 200


def test_an_offered_place_is_tentative(client: FlaskClient) -> None:
    session, first, place = a_full_session(title="Yoga", starts_in=timedelta(days=2))
    noon = session.starts_at.replace(hour=12, minute=0)
    change(session.festival_id, session, starts_at=noon, ends_at=noon + HOURS)
    me = a_pass()
    booking = asks(me, session)
    lets_go(first, place, now=noon - 2 * HOURS)
    assert status_of(booking) == ["offered"]
    [entry] = entries(client, a_feed(me)[1])
    assert told(entry, "SUMMARY", "STATUS") == ["Kept for you for now: Yoga", "TENTATIVE"]


def test_what_one_let_go_oneself_vanishes_and_the_date_moves_on(client: FlaskClient) -> None:
    me, session = a_pass(), a_session(title="Yoga")
    later = a_session(title="Kept", starts_in=timedelta(days=3))
    kept = asks(me, later, before=timedelta(days=3))
    booking = asks(me, session)
    _, path = a_feed(me)
    before = fetched(client, path)
    lets_go(me, booking, now=clock.now() + HOURS)
    after = fetched(client, path)
    assert titles(client, path) == ["Kept"]
    assert kept.status is BookingStatus.CONFIRMED
    assert before.last_modified is not None
    assert after.last_modified is not None
    assert after.last_modified > before.last_modified
    asked = before.headers["Last-Modified"]
    assert fetched(client, path, If_Modified_Since=asked).status_code == 200


def test_what_the_festival_cancelled_stays_marked_until_thirty_days_after_its_end(
    client: FlaskClient,
) -> None:
    me, session = a_pass(), a_session(title="Yoga")
    booking = asks(me, session)
    _, path = a_feed(me)
    calls_off(session, reason="Canary")
    [entry] = entries(client, path)
    assert told(entry, "SUMMARY", "STATUS", "TRANSP", "UID", "SEQUENCE") == [
        "CANCELLED: Yoga",
        "CANCELLED",
        "TRANSPARENT",
        f"b-{booking.uid}@localhost",
        "1",
    ]
    before = fetched(client, path)
    long_ago(session, timedelta(days=29))
    assert titles(client, path) == ["CANCELLED: Yoga"]
    long_ago(session, timedelta(days=31))
    after = fetched(client, path)
    assert (titles(client, path), after.status_code) == ([], 200)
    assert after.headers["Last-Modified"] >= before.headers["Last-Modified"]


@pytest.mark.parametrize("became", [BookingStatus.ATTENDED, BookingStatus.MISSED])
def test_a_place_stays_in_the_calendar_whether_one_came_or_not(
    client: FlaskClient, became: BookingStatus
) -> None:
    me = a_pass()
    booking = asks(me, a_session(title="Yoga"))
    with transaction():
        db.session.execute(
            update(Booking).where(Booking.id == booking.id).values(status=became, revision=2)
        )
    [entry] = entries(client, a_feed(me)[1])
    assert told(entry, "SUMMARY", "STATUS", "TRANSP") == ["Yoga", "CONFIRMED", "OPAQUE"]


def test_a_move_keeps_the_uid_and_raises_the_sequence(client: FlaskClient) -> None:
    me, session = a_pass(), a_session(starts_in=timedelta(days=2))
    booking = asks(me, session)
    _, path = a_feed(me)
    [before] = entries(client, path)
    moves(session, starts_at=session.starts_at + HOURS)
    [after] = entries(client, path)
    assert str(after.uid) == str(before.uid) == f"b-{booking.uid}@localhost"
    assert (value(before, "SEQUENCE"), value(after, "SEQUENCE")) == (0, 1)
    assert after.start == before.start + HOURS


def a_support_booking(me: Pass) -> tuple[Booking, list[str]]:
    """A place in a support session, and every word that would give away what it is."""
    festival = a_festival(slug="canary-slug", name="Canary Festival")
    category = a_category(festival, name="Canary Category", is_support=True)
    activity = an_activity(festival, category=category, title="Canary Title")
    session = a_session(
        festival,
        activity=activity,
        space=a_space(festival, name="Canary Tent"),
        facilitators=(a_facilitator(festival, name="Canary Ana"),),
    )
    booking = asks(me, session, consent="1")
    told_elsewhere = [activity.summary, activity.description, session.reference, str(session.uid)]
    hidden = ["Canary", "canary", "willows", booking.reference, *told_elsewhere]
    return booking, hidden


def test_a_discreet_calendar_gives_nothing_away(client: FlaskClient) -> None:
    me = a_pass(name="Canary Wren")
    booking, hidden = a_support_booking(me)
    _, path = a_feed(me)
    octets = fetched(client, path).data
    [entry] = entries(client, path)
    assert told(entry, "SUMMARY", "LOCATION", "CLASS", "URL", "UID") == [
        "Festival booking",
        "Seewiese, Rheinsberg",
        "PRIVATE",
        "http://localhost/me",
        f"b-{booking.uid}@localhost",
    ]
    names = {"DESCRIPTION", "GEO", "CATEGORIES", "COLOR", "X-APPLE-STRUCTURED-LOCATION"}
    assert names & set(entry) == set()
    unfolded = octets.replace(b"\r\n ", b"").decode()
    assert [word for word in hidden if word in unfolded] == []


def test_a_discreet_calendar_stays_discreet_when_things_are_cancelled(
    client: FlaskClient,
) -> None:
    me = a_pass()
    booking, hidden = a_support_booking(me)
    _, path = a_feed(me, alarm_minutes=15)
    calls_off(booking.bookable, reason="Canary")
    assert titles(client, path) == ["CANCELLED: Festival booking"]
    unfolded = fetched(client, path).data.replace(b"\r\n ", b"").decode()
    assert [word for word in hidden if word in unfolded] == []


def test_what_is_no_support_session_has_its_title_in_a_discreet_calendar(
    client: FlaskClient,
) -> None:
    me = a_pass()
    asks(me, a_session(title="Yoga"))
    assert titles(client, a_feed(me)[1]) == ["Yoga"]


def test_turning_discretion_off_changes_every_event_at_once(client: FlaskClient) -> None:
    me = a_pass()
    a_support_booking(me)
    feed, path = a_feed(me, now=clock.now() - HOURS)
    before = fetched(client, path)
    [hidden] = entries(client, path)
    later = clock.now() + HOURS
    with transaction():
        actions.change_feed(
            me.id, feed.id, label="", is_discreet=False, alarm_minutes=None, now=later
        )
    [shown] = entries(client, path)
    assert told(shown, "SUMMARY", "CLASS") == ["Canary Title", ""]
    assert str(shown.uid) == str(hidden.uid)
    assert value(shown, "LAST-MODIFIED").dt > value(hidden, "LAST-MODIFIED").dt
    asked = before.headers["Last-Modified"]
    assert fetched(client, path, If_Modified_Since=asked).status_code == 200


def test_an_alarm_rings_where_it_was_asked_for(client: FlaskClient) -> None:
    me = a_pass()
    asks(me, a_session())
    [silent] = entries(client, a_feed(me)[1])
    [ringing] = entries(client, a_feed(me, alarm_minutes=30)[1])
    assert silent.walk("VALARM") == []
    assert [value(alarm, "TRIGGER").dt for alarm in ringing.walk("VALARM")] == [-HOURS / 2]


def test_a_stopped_address_is_gone_and_the_others_go_on(client: FlaskClient) -> None:
    me = a_pass()
    asks(me, a_session(title="Yoga"))
    stopped, path = a_feed(me)
    _, other = a_feed(me)
    assert [titles(client, path) for _ in range(2)] == [["Yoga"], ["Yoga"]]
    with transaction():
        actions.stop_feed(me.id, stopped.id, now=clock.now())
    answer = client.get(path)
    assert (answer.status_code, answer.data) == (410, b"")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert client.get(path, headers={"If-None-Match": "*"}).status_code == 410
    assert client.head(path).status_code == 410
    assert titles(client, other) == ["Yoga"]


def test_a_replaced_address_is_gone_and_the_new_one_says_the_same(client: FlaskClient) -> None:
    me = a_pass()
    a_support_booking(me)
    feed, path = a_feed(me, label="Old phone", is_discreet=False, alarm_minutes=15)
    octets = [str(entry["SUMMARY"]) for entry in entries(client, path)]
    new, token = in_transaction(lambda: actions.replace_feed(me.id, feed.id, now=clock.now()))
    assert client.get(path).status_code == 410
    assert titles(client, f"/c/{token}.ics") == octets
    assert (new.label, new.is_discreet, new.alarm_minutes) == ("Old phone", False, 15)


def test_the_address_of_a_forgotten_person_is_gone(client: FlaskClient) -> None:
    me = a_pass()
    asks(me, a_session())
    _, path = a_feed(me)
    assert [client.get(path).status_code for _ in range(2)] == [200, 200]
    in_transaction(lambda: forget_holder(db.session.get_one(Pass, me.id), now=clock.now()))
    with transaction():
        db.session.delete(db.session.get_one(Pass, me.id))
    answer = client.get(path)
    assert (answer.status_code, answer.data) == (410, b"")


def test_an_address_that_never_was_is_not_found_whatever_it_looks_like(
    client: FlaskClient,
) -> None:
    answers = [
        client.get(f"/c/{token}.ics") for token in (new_secret(), "a", "a" * 3000, "%0A", "é")
    ]
    assert {(a.status_code, a.data, a.headers["Cache-Control"]) for a in answers} == {
        (404, b"", "no-store")
    }


def test_nobody_stops_or_changes_another_ones_calendar(client: FlaskClient) -> None:
    feed, path = a_feed(a_pass())
    other = a_pass()
    for work in (
        lambda: actions.stop_feed(other.id, feed.id, now=clock.now()),
        lambda: actions.replace_feed(other.id, feed.id, now=clock.now()),
    ):
        with pytest.raises(Missing):
            in_transaction(work)
    assert client.get(path).status_code == 200


@pytest.mark.usefixtures("app")
def test_a_pass_has_a_few_calendars_and_no_more() -> None:
    me = a_pass()
    feeds = [a_feed(me)[0] for _ in range(actions.MOST_FEEDS)]
    with pytest.raises(TooManyFeeds):
        a_feed(me)
    with transaction():
        actions.stop_feed(me.id, feeds[0].id, now=clock.now())
    a_feed(me)


@pytest.mark.usefixtures("app")
def test_only_the_hash_of_a_token_is_kept() -> None:
    feed, path = a_feed(a_pass())
    token = path.removeprefix("/c/").removesuffix(".ics")
    assert len(token) == 43
    db.session.refresh(feed)
    assert token not in {str(getattr(feed, column.name)) for column in Feed.__table__.columns}


def noted(app: Flask, feed: Feed) -> tuple[date | None, str]:
    """What the feed's row says of its last fetch, once everything noted was written."""
    app.extensions["feeds"].tally.flush()
    db.session.rollback()
    db.session.refresh(feed)
    return (feed.fetched_on, feed.fetched_by)


def test_a_fetch_is_noted_once_a_day_and_changes_no_calendar(
    app: Flask, client: FlaskClient
) -> None:
    me = a_pass()
    asks(me, a_session())
    feed, path = a_feed(me)
    agent = "Mozilla/5.0 (compatible; Google-Calendar-Importer; secret-canary)"
    first = fetched(client, path, User_Agent=agent)
    db.session.refresh(feed)
    assert feed.fetched_on is None
    today = clock.now().date()
    assert noted(app, feed) == (today, "Google Calendar")
    again = fetched(client, path, If_None_Match=first.headers["ETag"], User_Agent="Thunderbird")
    assert noted(app, feed) == (today, "Google Calendar")
    assert (again.status_code, feed.version) == (304, 1)


def test_an_app_nobody_knows_is_not_described(app: Flask, client: FlaskClient) -> None:
    feed, path = a_feed(a_pass())
    fetched(client, path, User_Agent="canary/1.0 (wren@example.com)")
    assert noted(app, feed) == (clock.now().date(), "")


def test_an_unchanged_calendar_is_answered_by_the_read_of_its_stamp_alone(
    client: FlaskClient,
) -> None:
    me = a_pass()
    for _ in range(3):
        asks(me, a_session(), keep_both=True)
    _, path = a_feed(me)
    first = fetched(client, path)
    asked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *a: asked.append(a[2]))
    again = fetched(client, path)
    unchanged = fetched(client, path, If_None_Match=first.headers["ETag"])
    assert (again.data, unchanged.status_code, asked) == (first.data, 304, [])


def test_known_or_not_a_calendar_comes_with_the_same_headers(
    app: Flask, client: FlaskClient
) -> None:
    me = a_pass()
    asks(me, a_session())
    _, path = a_feed(me)
    for asked in ({}, {"Accept_Encoding": "br"}, {"If_None_Match": "*"}):
        answers = [fetched(client, path, **asked) for _ in range(2)]
        app.extensions["feeds"].secret._tags.clear()
        answers.append(fetched(client, path, **asked))
        told = [(a.status_code, a.data, dict(without(a, "Last-Modified"))) for a in answers]
        assert told[0] == told[1] == told[2]


def test_a_calendar_of_a_pass_without_bookings_is_empty_and_whole(client: FlaskClient) -> None:
    a_festival(zone="America/New_York")
    _, path = a_feed(a_pass())
    octets = fetched(client, path).data
    assert b"X-WR-TIMEZONE:America/New_York\r\n" in octets
    assert [reader(octets) for reader in READERS] == [{}, {}, {}]
    assert b"X-WR-CALNAME:My plan\r\n" in octets


def test_bookings_of_two_festivals_keep_the_clock_of_each(client: FlaskClient) -> None:
    me = a_pass()
    here = a_session(a_festival(zone="Europe/Berlin"))
    there = a_session(a_festival(zone="America/New_York"), starts_in=timedelta(days=40))
    mine = [asks(me, here), asks(me, there)]
    octets = fetched(client, a_feed(me)[1]).data
    assert octets.index(b"TZID:America/New_York") < octets.index(b"TZID:Europe/Berlin\r\n")
    for reader in READERS:
        assert reader(octets) == {
            f"b-{booking.uid}@localhost": (session.starts_at, session.ends_at)
            for booking, session in zip(mine, (here, there), strict=True)
        }
