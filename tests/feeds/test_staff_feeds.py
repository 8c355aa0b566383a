"""Calendars of staff: what a role sees, with numbers and without names, as long as it lasts."""

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event, select, update

from tests.booking.people import asks
from tests.calendars.readers import READERS, value
from tests.factories import (
    a_facilitator,
    a_festival,
    a_pass,
    a_session,
    a_space,
    from_now,
)
from tests.feeds.subscribers import change, entries, fetched, released, titles, told
from tests.pages import fields_of
from tests.staff import an_account, hand_of, signed_in, staff_of, works_for
from wellness import clock
from wellness.database import db, in_transaction, transaction
from wellness.feeds import actions
from wellness.feeds.models import Feed, FeedKind
from wellness.festivals.models import Festival
from wellness.planner.actions.drafting import recorded
from wellness.planner.models import DraftSession
from wellness.planner.rules.steps import StepKind
from wellness.programme.models import Facilitator, Session
from wellness.staff.models import Account, Deed, Membership, Role, StaffSession

HOURS = timedelta(hours=1)


def a_staff_feed(account: Account, festival: Festival, kind: FeedKind) -> str:
    """The path of a calendar that this account made."""
    _, token = in_transaction(
        lambda: actions.make_staff_feed(
            account.id,
            festival.id,
            kind=kind,
            label="Phone",
            hand=hand_of(account),
            now=clock.now(),
        )
    )
    return f"/c/{token}.ics"


def led(festival: Festival, *roles: Role) -> tuple[Facilitator, Account]:
    """A facilitator, and their account with these roles."""
    facilitator, account = a_facilitator(festival), an_account()
    works_for(account, festival, *roles, facilitator=facilitator)
    return facilitator, account


def replanned(session: Session, **values: Any) -> None:
    """Change the session's row in the draft as an organizer would."""

    def work() -> None:
        draft = db.session.scalars(
            select(DraftSession).where(DraftSession.session_id == session.id)
        ).one()
        hand = hand_of(Account(id=None, name="Ines"))
        with recorded(session.festival_id, StepKind.MOVED, hand=hand, now=clock.now()) as step:
            step.change(draft, **values)

    in_transaction(work)


def test_ones_own_sessions_are_told_with_numbers_and_without_names(client: FlaskClient) -> None:
    festival = a_festival(slug="lake")
    facilitator, account = led(festival, Role.FACILITATOR)
    session = a_session(
        festival,
        title="Grief circle",
        is_support=True,
        facilitators=(facilitator,),
        space=a_space(festival, name="Fern Room"),
        capacity=2,
    )
    for name in ("Canary Wren", "Canary Robin", "Canary Rook"):
        asks(a_pass(name=name), session, consent="2026-11")
    a_session(festival, title="Canary of others")
    path = a_staff_feed(account, festival, FeedKind.MINE)
    [entry] = entries(client, path)
    assert told(entry, "SUMMARY", "UID", "STATUS", "TRANSP", "LOCATION") == [
        "Grief circle",
        f"f-{session.uid}@localhost",
        "CONFIRMED",
        "OPAQUE",
        "Fern Room, Seewiese, Rheinsberg",
    ]
    page = f"http://localhost/staff/lake/sessions/{session.reference}"
    assert str(entry["DESCRIPTION"]) == f"2 of 2 places, 1 waiting\n{page}"
    octets = fetched(client, path).data
    assert b"Canary" not in octets
    assert path.encode() not in octets
    for reader in READERS:
        assert reader(octets) == {str(entry.uid): (session.starts_at, session.ends_at)}


def test_a_booking_changes_the_number_the_tag_and_the_date(client: FlaskClient) -> None:
    festival = a_festival()
    facilitator, account = led(festival, Role.FACILITATOR)
    session = a_session(festival, facilitators=(facilitator,), capacity=12)
    path = a_staff_feed(account, festival, FeedKind.MINE)
    first = fetched(client, path)
    assert fetched(client, path).data == first.data
    assert fetched(client, path, If_None_Match=first.headers["ETag"]).status_code == 304
    asks(a_pass(), session, before=23 * HOURS)
    second = fetched(client, path, If_None_Match=first.headers["ETag"])
    assert second.status_code == 200
    [entry] = entries(client, path)
    assert str(entry["DESCRIPTION"]).startswith("1 of 12 places")
    assert value(entry, "DTSTAMP").dt > session.updated_at
    assert second.headers["Cache-Control"] == "private, no-cache"
    assert "Set-Cookie" not in second.headers


def test_a_role_that_is_taken_away_ends_the_calendar_with_the_next_fetch(
    client: FlaskClient,
) -> None:
    festival = a_festival()
    facilitator, account = led(festival, Role.FACILITATOR, Role.PROGRAMME)
    a_session(festival, facilitators=(facilitator,))
    mine = a_staff_feed(account, festival, FeedKind.MINE)
    draft = a_staff_feed(account, festival, FeedKind.DRAFT)
    assert [fetched(client, path).status_code for path in (mine, draft)] == [200, 200]
    with transaction():
        db.session.query(Membership).filter_by(role=Role.PROGRAMME).delete()
    assert [fetched(client, path).status_code for path in (mine, draft)] == [200, 410]
    with transaction():
        db.session.execute(
            update(Account).where(Account.id == account.id).values(disabled_at=clock.now())
        )
    gone = fetched(client, mine)
    assert (gone.status_code, gone.data) == (410, b"")


@pytest.mark.parametrize(
    ("role", "kind", "status"),
    [
        (Role.OWNER, FeedKind.DRAFT, 200),
        (Role.ORGANIZER, FeedKind.DRAFT, 200),
        (Role.PROGRAMME, FeedKind.DRAFT, 200),
        (Role.FACILITATOR, FeedKind.DRAFT, 410),
        (Role.DESK, FeedKind.DRAFT, 410),
        (Role.FACILITATOR, FeedKind.MINE, 200),
        (Role.ORGANIZER, FeedKind.MINE, 410),
    ],
)
@pytest.mark.one_database
def test_a_calendar_answers_only_the_role_it_is_for(
    client: FlaskClient, role: Role, kind: FeedKind, status: int
) -> None:
    festival, elsewhere = a_festival(), a_festival()
    _, account = led(festival, role)
    works_for(account, elsewhere, *Role)
    assert fetched(client, a_staff_feed(account, festival, kind)).status_code == status


def test_the_draft_tells_what_is_planned_and_what_is_wrong_with_it(client: FlaskClient) -> None:
    festival = a_festival(slug="lake")
    tent = a_space(festival, name="Bell Tent")
    starts = from_now(days=1)
    yoga = a_session(festival, title="Yoga", space=tent, starts_at=starts)
    song = a_session(festival, title="Song", space=tent, starts_at=starts + 3 * HOURS)
    asks(a_pass(name="Canary"), yoga)
    account = an_account()
    works_for(account, festival, Role.ORGANIZER)
    path = a_staff_feed(account, festival, FeedKind.DRAFT)
    assert titles(client, path) == ["Yoga", "Song"]
    replanned(song, starts_at=starts + timedelta(minutes=30))
    first, second = entries(client, path)
    assert told(first, "SUMMARY", "STATUS", "UID") == [
        "Yoga",
        "CONFIRMED",
        f"d-{yoga.reference}@localhost",
    ]
    assert told(second, "SUMMARY", "STATUS", "TRANSP") == [
        "Draft: Song",
        "TENTATIVE",
        "TRANSPARENT",
    ]
    assert value(second, "DTSTART").dt == starts + timedelta(minutes=30)
    about = str(first["DESCRIPTION"])
    assert "1 of 10 places" in about
    assert "To look at: “Yoga” and “Song” are both in Bell Tent" in about
    assert "/staff/lake/planner?day=" in about
    assert b"Canary" not in fetched(client, path).data
    replanned(song, is_cancelled=True)
    again = entries(client, path)
    assert told(again[1], "SUMMARY", "STATUS") == ["CANCELLED: Song", "CANCELLED"]
    assert "are both in" not in str(again[0]["DESCRIPTION"])
    assert value(again[1], "SEQUENCE") > value(second, "SEQUENCE")
    assert value(again[1], "LAST-MODIFIED").dt >= value(second, "LAST-MODIFIED").dt


def test_nothing_of_the_draft_is_in_the_calendar_of_a_facilitator(client: FlaskClient) -> None:
    festival = a_festival()
    facilitator, account = led(festival, Role.FACILITATOR)
    session = a_session(festival, title="Yoga", facilitators=(facilitator,))
    path = a_staff_feed(account, festival, FeedKind.MINE)
    before = fetched(client, path).data
    replanned(session, starts_at=session.starts_at + HOURS)
    assert fetched(client, path).data == before
    change(festival.id, session, title="Slow yoga")
    assert titles(client, path) == ["Slow yoga"]
    with transaction():
        db.session.get_one(Session, session.id).facilitators = []
    released(festival.id)
    assert titles(client, path) == []


@pytest.mark.one_database
def test_a_poll_asks_the_same_few_questions_however_many_sessions(client: FlaskClient) -> None:
    festival = a_festival()
    facilitator, account = led(festival, Role.FACILITATOR, Role.ORGANIZER)
    path = a_staff_feed(account, festival, FeedKind.DRAFT)
    asked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *facts: asked.append(facts[2]))
    counts = []
    for number in (1, 9):
        for _ in range(number):
            a_session(festival, facilitators=(facilitator,))
        db.session.expunge_all()
        asked.clear()
        assert fetched(client, path).status_code == 200
        counts.append(len([each for each in asked if each.startswith("SELECT")]))
        asked.clear()
        fetched(client, path)
        assert len(asked) < counts[-1], "unchanged, it is not made again"
    assert counts[0] == counts[1]


@pytest.mark.one_database
def test_a_calendar_is_made_shown_once_listed_and_stopped(client: FlaskClient) -> None:
    festival = a_festival(slug="lake")
    facilitator = a_facilitator(festival)
    staff_of(client, festival, Role.FACILITATOR, facilitator=facilitator)
    a_session(festival, title="Yoga", facilitators=(facilitator,))
    page = client.get("/staff/lake/feeds/new").text
    assert "The whole draft" not in page, "a facilitator is offered their own sessions alone"
    made = client.post(
        "/staff/lake/feeds/new", data=fields_of(page, "") | {"kind": "mine", "label": "My phone"}
    )
    path = made.text.split("http://localhost/c/")[1].split('"')[0]
    assert titles(client, f"/c/{path}") == ["Yoga"]
    listed = client.get("/staff/lake/feeds").text
    assert "My phone" in listed
    assert path.removesuffix(".ics") not in listed
    stop = next(part for part in listed.split('"') if part.endswith("/stop"))
    client.post(stop, data=fields_of(listed, "/stop"))
    assert fetched(client, f"/c/{path}").status_code == 410
    deeds = [(deed.kind, deed.about, deed.facts) for deed in db.session.scalars(select(Deed))]
    assert deeds == [
        ("feed_made", "My phone", {"holds": "mine"}),
        ("feed_stopped", "My phone", {"holds": "mine"}),
    ]


@pytest.mark.one_database
def test_the_draft_is_not_made_for_somebody_who_may_not_see_it(client: FlaskClient) -> None:
    festival = a_festival(slug="lake")
    staff_of(client, festival, Role.FACILITATOR, facilitator=a_facilitator(festival))
    form = fields_of(client.get("/staff/lake/feeds/new").text, "")
    refused = client.post("/staff/lake/feeds/new", data=form | {"kind": "draft"})
    assert refused.status_code == 422
    assert db.session.scalars(select(Feed)).all() == []


@pytest.mark.one_database
def test_making_one_asks_who_you_are_and_nobody_stops_anothers(client: FlaskClient) -> None:
    festival = a_festival(slug="lake")
    _, somebody = led(festival, Role.ORGANIZER)
    path = a_staff_feed(somebody, festival, FeedKind.DRAFT)
    me = an_account()
    works_for(me, festival, Role.ORGANIZER)
    signed_in(client, me)
    feed = db.session.scalars(select(Feed)).one()
    token = fields_of(client.get("/staff/lake/feeds/new").text, "")
    assert client.post(f"/staff/lake/feeds/{feed.id}/stop", data=token).status_code == 404
    assert fetched(client, path).status_code == 200
    with transaction():
        db.session.execute(update(StaffSession).values(proved_at=clock.now() - HOURS))
    asked = client.get("/staff/lake/feeds/new")
    assert (asked.status_code, asked.headers["Location"]) == (303, "/staff/again")
    assert client.get("/staff/lake/feeds").status_code == 200
