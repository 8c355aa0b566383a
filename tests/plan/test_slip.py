"""The pass as plain text, at /t/<code>: for a borrowed phone, an old one, a desk."""

from datetime import time, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.booking.people import asks, lets_go
from tests.changing import calls_off
from tests.factories import a_festival, a_pass, a_session, a_space
from tests.passes.phones import a_holder, code_of, dumped
from tests.plan.reading import keeps
from tests.programme.reading import wall
from wellness import clock
from wellness.booking.models import Booking
from wellness.database import db, transaction
from wellness.passes.models import Pass
from wellness.plan.slip import MOST_BYTES

HOURS = timedelta(hours=1)
CIRCLE = "Circle for the grieving"


@pytest.fixture
def heron(app: Flask) -> Pass:
    """Somebody with a pass and no phone at hand."""
    assert app.testing
    holder, _ = a_holder(name="Quiet Heron")
    return holder


def slip_of(client: FlaskClient, holder: Pass) -> str:
    answer = client.get(f"/t/{code_of(holder)}")
    assert answer.status_code == 200
    return answer.text


def test_it_says_name_code_and_what_comes_next(client: FlaskClient, heron: Pass) -> None:
    festival = a_festival(quiet=(time(3), time(3)))
    day = clock.now().date() + timedelta(days=2)
    tent = a_space(festival, name="Willow Tent")
    keeps(heron, a_session(festival, title="Yoga", space=tent, starts_at=wall(day, "09:30")))
    full = a_session(festival, title="Sauna", capacity=1, space=tent, starts_at=wall(day, "14:00"))
    asks(a_pass(), full)
    keeps(heron, full)
    keeps(heron, a_session(festival, title="Over", starts_in=-9 * HOURS), ago=20 * HOURS)
    zone = wall(day, "09:30").strftime("%Z")
    said = f"{day:%A} {day.day} {day:%B}"
    assert slip_of(client, heron) == (
        f"Quiet Heron\n{code_of(heron)}\n"
        f"\n{said}, 09:30–10:30 ({zone})\nYoga\nWillow Tent\nA place is kept.\n"
        f"\n{said}, 14:00–15:00 ({zone})\nSauna\nWillow Tent\nIn line, number 1.\n"
        "\nMy plan: http://localhost/me\n"
        f"Help now: http://localhost/{festival.slug}/help\n"
    )


def test_what_is_offered_or_cancelled_says_so(client: FlaskClient, heron: Pass) -> None:
    festival, ana = a_festival(quiet=(time(3), time(3))), a_pass()
    yoga = a_session(festival, capacity=1, starts_in=3 * HOURS)
    kept, mine = asks(ana, yoga), keeps(heron, yoga)
    lets_go(ana, kept, now=clock.now())
    db.session.refresh(mine)
    assert mine.offered_until is not None
    until = mine.offered_until.astimezone(festival.zone)
    assert f"Kept for you until {until:%H:%M}: say yes in My plan." in slip_of(client, heron)
    calls_off(yoga)
    assert "Cancelled. It won't take place." in slip_of(client, heron)


def test_with_nothing_ahead_it_says_that(client: FlaskClient, heron: Pass) -> None:
    assert "Nothing is kept for the days to come." in slip_of(client, heron)
    assert "Help now: http://localhost/help" in slip_of(client, heron)


def test_support_is_named_by_its_time_unless_the_person_wants_titles(
    client: FlaskClient, heron: Pass
) -> None:
    festival = a_festival()
    day = clock.now().date() + timedelta(days=1)
    room = a_space(festival, name="Listening room")
    keeps(
        heron,
        a_session(
            festival, title=CIRCLE, is_support=True, space=room, starts_at=wall(day, "10:30")
        ),
    )
    discreet = slip_of(client, heron)
    assert "\nYour 10:30\nSeewiese, Rheinsberg\nA place is kept.\n" in discreet
    assert CIRCLE not in discreet
    assert "Listening" not in discreet
    with transaction():
        db.session.get_one(Pass, heron.id).wants_full_titles = True
    assert f"\n{CIRCLE}\nListening room\nA place is kept.\n" in slip_of(client, heron)


def test_the_address_on_the_square_is_the_same_and_gaps_do_not_matter(
    client: FlaskClient, heron: Pass
) -> None:
    code = code_of(heron)
    plain = client.get(f"/t/{code}").data
    for spelled in (f"/T/{code}", f"/t/{code.lower()}", f"/t/{code.replace('-', '')}"):
        assert client.get(spelled).data == plain


def test_it_is_plain_text_that_nobody_keeps(client: FlaskClient, heron: Pass) -> None:
    headers = client.get(f"/t/{code_of(heron)}").headers
    assert headers["Content-Type"] == "text/plain; charset=utf-8"
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Robots-Tag"] == "noindex"
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize("title", ["x" * 200, "𓆉" * 200, "Yoga"])
def test_it_stays_under_two_kilobytes_whatever_is_kept(client: FlaskClient, title: str) -> None:
    holder, _ = a_holder(name="𓆉" * 60)
    festival = a_festival()
    tent = a_space(festival, name="𓆉" * 120)
    for number in range(1, 25):
        keeps(holder, a_session(festival, title=title, space=tent, starts_in=number * 2 * HOURS))
    answer = client.get(f"/t/{code_of(holder)}")
    shown = answer.text.count("A place is kept.")
    assert len(answer.data) <= MOST_BYTES < 2000
    assert shown >= 1
    assert f"And {24 - shown} more in My plan." in answer.text


def test_every_code_that_opens_nothing_answers_the_same(client: FlaskClient, heron: Pass) -> None:
    code = code_of(heron)
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    unknown = ("BCDF" if heron.selector != "BCDF" else "BCDG") + code[4:]
    answers = [client.get(f"/t/{tried}") for tried in (wrong, unknown, "nonsense", "x" * 300)]
    assert {answer.status_code for answer in answers} == {404}
    assert {answer.data for answer in answers} == {b"No pass has this code.\n"}
    assert len({str(sorted(answer.headers)) for answer in answers}) == 1


def test_guessing_is_slowed_down(client: FlaskClient, heron: Pass) -> None:
    code = code_of(heron)
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    for _ in range(5):
        assert client.get(f"/t/{wrong}").status_code == 404
    assert client.get(f"/t/{code}").status_code == 404, "the code rests"
    for _ in range(5):
        client.get(f"/t/{wrong}")
    answer = client.get(f"/t/{wrong}")
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0


def test_a_right_code_leaves_no_trace(client: FlaskClient, heron: Pass) -> None:
    keeps(heron, a_session())
    before = dumped()
    assert client.get(f"/t/{code_of(heron)}").status_code == 200
    assert client.head(f"/t/{code_of(heron)}").status_code == 200
    assert dumped() == before
    assert db.session.scalars(select(Booking)).one().pass_id == heron.id
