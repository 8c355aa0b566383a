"""What time does: letters to the team and to the person, overdue marks, and forgetting."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.care import Desk, a_navigator, a_request, a_team, follows
from tests.factories import from_now
from tests.setup.filling import form_of
from tests.staff import an_account, works_for
from wellness import clock
from wellness.care.actions.telling import tell_the_teams
from wellness.care.audit import broken_promises
from wellness.care.models import CareEntry, CareRequest, CareState, CareTeam
from wellness.care.rules.documents import Asked
from wellness.care.rules.times import Mark, mark_of
from wellness.database import db, in_transaction, transaction
from wellness.mail.models import Letter
from wellness.mail.outbox import recipient_of, text_of
from wellness.operations.purge import purge
from wellness.operations.work import do_due_work
from wellness.staff.models import Account, Role

HOUR = timedelta(hours=1)
ASKED = Asked(text="Quokkatext", country="Quokkaland", name="Quokkaname")


@pytest.fixture
def team(app: Flask) -> CareTeam:
    assert app.testing
    return a_team(hours=24)


@pytest.fixture
def joss(team: CareTeam) -> Account:
    return a_navigator(team.festival, name="Joss", address="joss@example.org")


def told(*, later: timedelta) -> list[tuple[str, str]]:
    """The letters that the worker writes then: to whom, and their subjects."""
    before = db.session.scalar(select(func.max(Letter.id))) or 0
    in_transaction(lambda: tell_the_teams(now=clock.now() + later))
    new = db.session.scalars(select(Letter).where(Letter.id > before).order_by(Letter.id))
    return [(recipient_of(each), each.subject) for each in new]


WAITS, OVERDUE = "Something waits in your inbox", "Something is overdue in your inbox"


def test_navigators_hear_once_of_what_waits_and_at_most_once_an_hour(
    team: CareTeam, joss: Account
) -> None:
    a_request(team, ASKED)
    assert told(later=timedelta()) == [("joss@example.org", WAITS)]
    assert told(later=timedelta(minutes=5)) == []
    a_request(team, ASKED, now=from_now(minutes=10))
    assert told(later=timedelta(minutes=30)) == []
    assert told(later=timedelta(minutes=61)) == [("joss@example.org", WAITS)]
    assert told(later=3 * HOUR) == []
    assert joss.id


def test_letters_to_the_team_say_nothing_of_what_was_asked(team: CareTeam, joss: Account) -> None:
    request, _ = a_request(team, ASKED)
    told(later=timedelta())
    letter = db.session.scalars(select(Letter)).one()
    text = text_of(letter) + letter.subject
    assert f"/staff/{team.festival.slug}/care" in text
    assert "Quokka" not in text
    assert request.reference not in text
    assert joss.name == "Joss"


def test_what_somebody_has_taken_is_theirs_to_hear_of(
    client: FlaskClient, team: CareTeam, joss: Account
) -> None:
    a_navigator(team.festival, name="Bo", address="bo@example.org")
    request, _ = a_request(team, ASKED)
    Desk(client, joss, request).presses("take")
    assert told(later=25 * HOUR) == [("joss@example.org", OVERDUE)]
    assert told(later=26 * HOUR) == []


def test_what_is_overdue_is_said_every_day_and_after_two_to_everybody(
    team: CareTeam, joss: Account
) -> None:
    ruth = an_account(name="Ruth", address="ruth@example.org")
    works_for(ruth, team.festival, Role.OWNER)
    a_request(team, ASKED)
    told(later=timedelta())
    assert told(later=23 * HOUR) == []
    assert told(later=25 * HOUR) == [("joss@example.org", OVERDUE)]
    assert told(later=30 * HOUR) == []
    assert told(later=49.5 * HOUR) == [("joss@example.org", OVERDUE)]
    assert told(later=74 * HOUR) == [
        ("joss@example.org", OVERDUE),
        ("ruth@example.org", "Your care team needs help"),
    ]
    assert joss.id


def test_nothing_is_written_once_it_is_answered(
    client: FlaskClient, team: CareTeam, joss: Account
) -> None:
    request, _ = a_request(team, ASKED)
    desk = Desk(client, joss, request)
    desk.opens()
    desk.presses("answer", text="Here.")
    assert told(later=100 * HOUR) == []


@pytest.mark.parametrize(
    ("late", "mark"),
    [(-7, Mark.NONE), (-5, Mark.SOON), (1, Mark.OVERDUE), (49, Mark.LONG_OVERDUE)],
)
def test_the_mark_grows(late: int, mark: Mark) -> None:
    now = clock.now()
    assert mark_of(now - late * HOUR, now) is mark
    assert mark_of(None, now) is Mark.NONE


def test_the_person_gets_a_letter_only_if_they_asked_and_it_is_erased_once_sent(
    client: FlaskClient, team: CareTeam, joss: Account
) -> None:
    plain, _ = a_request(team, Asked(mail="wren@example.org"))
    wanted, _ = a_request(
        team, Asked(mail="heron@example.org", wants_letter=True, page_language="es", text="Quokka")
    )
    for request in (plain, wanted):
        desk = Desk(client, joss, request)
        desk.opens()
        desk.presses("answer", text="Quokkaanswer")
    letter = db.session.scalars(select(Letter)).one()
    assert recipient_of(letter) == "heron@example.org"
    assert "/help/navigation/follow" in text_of(letter)
    assert "Quokka" not in text_of(letter) + letter.subject
    assert letter.about is None, "nothing leads from the letter to the request"
    done = do_due_work(now=clock.now(), with_purge=False)
    assert "1 letters sent" in done
    assert "1 sent care letters erased" in done
    assert db.session.scalars(select(Letter).where(Letter.kind == "care-answer")).all() == []


def closed_ago(team: CareTeam, days: int) -> CareRequest:
    request, _ = a_request(team, ASKED, now=from_now(days=-days - 1))
    with transaction():
        found = db.session.get_one(CareRequest, request.id)
        found.state, found.due_at = CareState.CLOSED, None
        found.closed_at = from_now(days=-days)
    return request


def left() -> set[int]:
    return set(db.session.scalars(select(CareRequest.id)))


def test_closed_requests_are_erased_after_ninety_days_or_sooner_as_the_festival_says(
    team: CareTeam,
) -> None:
    hasty = a_team(keep_days=7)
    young, kept = closed_ago(team, 89), closed_ago(hasty, 6)
    closed_ago(team, 91)
    closed_ago(hasty, 8)
    waiting, _ = a_request(team, ASKED, now=from_now(days=-400))
    assert "2 care requests forgotten" in purge(now=clock.now())
    assert left() == {young.id, kept.id, waiting.id}
    entries = db.session.scalars(select(CareEntry.request_id))
    assert set(entries) == left()
    purge(now=clock.now() + timedelta(days=365))
    assert left() == {waiting.id}, "what nobody answered is never forgotten silently"


def test_the_audit_names_what_nobody_took_for_a_week(
    client: FlaskClient, team: CareTeam, joss: Account
) -> None:
    forgotten, _ = a_request(team, ASKED, now=from_now(days=-9))
    taken, _ = a_request(team, ASKED, now=from_now(days=-9))
    a_request(team, ASKED)
    Desk(client, joss, taken).presses("take")
    overstayed = closed_ago(team, 93)
    found = broken_promises(now=clock.now())
    assert len(found) == 2
    assert forgotten.reference in found[0]
    assert "nobody has taken it" in found[0]
    assert overstayed.reference in found[1]


def test_a_closed_request_opens_again_by_writing_within_a_week(
    client: FlaskClient, team: CareTeam
) -> None:
    write = "/help/navigation/follow/write"
    request, code = a_request(team, ASKED)
    for days, status in ((6, 200), (8, 409)):
        with transaction():
            found = db.session.get_one(CareRequest, request.id)
            found.state, found.closed_at = CareState.CLOSED, from_now(days=-days)
            found.due_at = None
        page = follows(client, code)
        fields = form_of(page.text, write)
        fields["text"] = "It came back."
        answer = client.post(write, data=fields)
        assert answer.status_code == status
    assert "more than a week ago" in answer.text
    assert form_of(answer.text, write)["text"] == "It came back."
