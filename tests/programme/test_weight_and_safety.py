"""What pages cost, and what hostile words can do to them: little, and nothing."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from random import Random

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from tests.factories import (
    a_category,
    a_facilitator,
    a_festival,
    a_session,
    a_space,
    an_activity,
    from_now,
)
from tests.programme.reading import read, wall
from wellness.database import db, transaction
from wellness.festivals.actions import touch_programme
from wellness.festivals.models import Festival
from wellness.programme.rules import PAGE_SIZE

DAY = date(from_now().year + 1, 6, 5)
POLYGLOT = (
    """</title></script>"'`><img src=x onerror=alert(1)>{{1234*1234}}${1234*1234}%(x)s&amp;\u202e"""
)
SYLLABLES = "ba ren to li sha mor wen dil ka fe ros ting ou pre stan gle hy no vac um".split()  # noqa: SIM905 - read as words
WORDS = [first + second for first in SYLLABLES for second in SYLLABLES]
"""400 words tell as much each as the words of a language do; real texts pack no better."""


@contextmanager
def counted_queries() -> Iterator[list[str]]:
    asked: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_more: object) -> None:
        if not statement.startswith(("BEGIN", "SAVEPOINT", "pragma")):
            asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def a_busy_day(festival: Festival, sessions: int) -> None:
    for n in range(sessions):
        people = tuple(a_facilitator(festival) for _ in range(2))
        a_session(festival, facilitators=people, starts_at=wall(DAY, "10:00"), space=None)
        with transaction():
            touch_programme(festival.id, now=from_now(seconds=n))


@pytest.mark.parametrize(
    ("address", "most"),
    [("", 4), ("?free=1", 4), ("?day={day}&category=none", 5), ("now", 4), ("changes", 2)],
)
def test_a_list_costs_the_same_queries_for_one_session_as_for_three(
    client: FlaskClient, address: str, most: int
) -> None:
    festival = a_festival(slug="f", starts_on=DAY)
    costs: list[int] = []
    for _ in range(2):
        a_busy_day(festival, 1 if not costs else 2)
        with counted_queries() as asked:
            assert client.get("/f/" + address.format(day=DAY)).status_code == 200
        costs.append(len(asked))
    assert costs[0] == costs[1] <= most


def test_single_pages_cost_the_same_queries_for_one_session_as_for_three(
    client: FlaskClient,
) -> None:
    festival = a_festival(slug="f", starts_on=DAY)
    space, ana = a_space(festival), a_facilitator(festival)
    activity = an_activity(festival)
    at = wall(DAY, "10:00")
    session = a_session(
        festival, space=space, activity=activity, facilitators=(ana,), starts_at=at, capacity=0
    )
    pages = {
        f"/f/sessions/{session.reference}": 6,  # the last asks whether the hub has changed
        f"/f/spaces/{space.slug}": 4,
        f"/f/facilitators/{ana.slug}": 4,
    }
    costs: list[list[int]] = []
    for _ in range(2):
        costs.append([])
        for page in pages:
            with counted_queries() as asked:
                assert client.get(page).status_code == 200
            costs[-1].append(len(asked))
        for _ in range(2):
            a_session(festival, space=space, activity=activity, facilitators=(ana,), starts_at=at)
        with transaction():
            touch_programme(festival.id, now=from_now())
    assert costs[0] == costs[1]
    assert all(cost <= most for cost, most in zip(costs[0], pages.values(), strict=True))


@pytest.mark.one_database
def test_a_kept_page_asks_the_database_for_its_stamp_alone(client: FlaskClient) -> None:
    a_busy_day(a_festival(slug="f", starts_on=DAY), 2)
    first = client.get("/f/")
    with counted_queries() as asked:
        again = client.get("/f/")
    assert (again.data, asked) == (first.data, [])
    assert again.headers["ETag"]


@pytest.mark.one_database
def test_hostile_words_stay_words_on_every_page(client: FlaskClient) -> None:
    festival = a_festival(slug="f", name=POLYGLOT, starts_on=DAY)
    space = a_space(festival, name=POLYGLOT)
    ana = a_facilitator(festival, name=POLYGLOT)
    category = a_category(festival, name=POLYGLOT)
    activity = an_activity(festival, category=category, title=POLYGLOT)
    at = wall(DAY, "10:00")
    session = a_session(
        festival, space=space, activity=activity, facilitators=(ana,), starts_at=at, capacity=0
    )
    a_session(festival, space=space, activity=activity, facilitators=(ana,), starts_at=at)
    texts = {
        festival: ["welcome", "help_on_site", "site"],
        space: ["directions", "equipment"],
        ana: ["pronouns"],
        category: ["icon"],
        activity: ["summary", "for_whom", "bring", "cost", "content_note", "confidentiality"],
        session: ["was_space_name", "cancel_reason"],
    }
    with transaction():
        for row, names in texts.items():
            for name in names:
                setattr(row, name, POLYGLOT[:40])
        category.colour = POLYGLOT[:10]
        activity.age_note = activity.capacity_note = POLYGLOT
        ana.about = activity.description = POLYGLOT
        ana.languages = activity.languages = [POLYGLOT[:8]]
    pages = [
        "/f/",
        f"/f/sessions/{session.reference}",
        f"/f/spaces/{space.slug}",
        f"/f/facilitators/{ana.slug}",
        "/f/now",
    ]
    for address in pages:
        answer = client.get(address)
        assert answer.status_code == 200, address
        page = read(answer.text)
        assert page.all("img") == []
        assert [e for e in page.all() if any(name.startswith("on") for name in e.given)] == []
        assert [s.given["src"] for s in page.all("script") if s.text or "src" not in s.given] == []
        assert "1522756" not in page.one("main").text
    heading = read(client.get(f"/f/spaces/{space.slug}").text).one("h1")
    assert heading.text == " ".join(POLYGLOT.split())


@pytest.mark.one_database
def test_a_full_page_stays_light_on_the_wire(client: FlaskClient) -> None:
    said = Random(7)
    festival = a_festival(slug="f", starts_on=DAY, days=1)
    spaces = [a_space(festival, name=" ".join(said.sample(WORDS, 2))) for _ in range(12)]
    kinds = [a_category(festival, name=" ".join(said.sample(WORDS, 2))) for _ in range(8)]
    people = [a_facilitator(festival, name=" ".join(said.sample(WORDS, 2))) for _ in range(40)]
    for n in range(PAGE_SIZE):
        title = " ".join(said.sample(WORDS, 4))
        activity = an_activity(festival, category=kinds[n % 8], title=title)
        with transaction():
            activity.summary = " ".join(said.sample(WORDS, 16))
        a_session(
            festival,
            activity=activity,
            space=said.choice(spaces),
            facilitators=tuple(said.sample(people, 1)),
            starts_at=wall(DAY, "06:00") + timedelta(minutes=12 * n),
            capacity=said.randint(5, 40),
        )
    page = client.get("/f/").data
    assert page.count(b"<article") == PAGE_SIZE
    assert len(gzip.compress(page, 6)) <= 14_000
