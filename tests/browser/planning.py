"""A festival to plan on the real server, and people with its planner open."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from config import Settings
from tests.factories import a_facilitator, a_festival, a_session, a_space, an_activity
from tests.provision import application, sqlite
from tests.provision.server import Server, serving
from tests.staff import an_account, works_for
from wellness import clock
from wellness.clock import instant_of
from wellness.database import db, in_transaction, transaction
from wellness.festivals.models import Festival
from wellness.planner.models import DraftSession
from wellness.references import new_reference
from wellness.staff.actions import start_session
from wellness.staff.models import Role

_numbers = count(1)
DAY = 2
"""The day that is planned: the festival's third."""


@dataclass
class Ground:
    """A server, and the database behind it."""

    server: Server
    settings: Settings
    file: Path

    def row(self, draft_id: int) -> tuple[int | None, str, int]:
        """Space, start (UTC, "HH:MM") and length of a session, as the database has it."""
        with sqlite3.connect(self.file) as connection:
            space, starts_at, length = connection.execute(
                "SELECT space_id, starts_at, length_minutes FROM draft_session WHERE id = ?",
                (draft_id,),
            ).fetchone()
        return space, (starts_at or "")[11:16], length


@contextmanager
def ground(folder: Path) -> Iterator[Ground]:
    """An empty site, served."""
    file = folder / "planning.sqlite"
    url = sqlite.url_of(file)
    settings = application.settings_for(url, folder)
    application.migrate(settings)
    with serving(url, folder) as server:
        yield Ground(server, settings, file)


@dataclass
class Plan:
    """A festival in London (in winter, so that its clock shows UTC) with two tents.

    Sound bath and Breathing are in Bell tent at 10:00 and 12:00, Morning yoga in Willow tent at
    14:00, Journalling in the tray; Grace leads Sound bath.
    """

    ground: Ground
    slug: str
    day: date
    bell: int
    willow: int
    ids: dict[str, int]
    references: dict[str, str]
    tokens: dict[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """The planner on the day."""
        return f"{self.ground.server.address}/staff/{self.slug}/planner?day={self.day}"

    def row(self, title: str) -> tuple[int | None, str, int]:
        """Where a session is, as the database has it."""
        return self.ground.row(self.ids[title])

    def person(self, browser: Browser, name: str = "Ana", **context: Any) -> BrowserContext:
        """A browser in which that person is signed in."""
        size = context.pop("viewport", {"width": 1280, "height": 800})
        made = browser.new_context(viewport=size, locale="en-GB", **context)
        made.add_cookies(
            [{"name": "staff", "value": self.tokens[name], "url": self.ground.server.address}]
        )
        return made

    def opened(self, context: BrowserContext) -> Page:
        """The planner in that browser, ready."""
        page = context.new_page()
        page.goto(self.address)
        expect(page.locator("[data-pl]")).to_have_class("pl is-ready")
        return page

    def card(self, page: Page, title: str) -> Locator:
        """The session's card."""
        return page.locator(f"#d{self.ids[title]}")


def a_plan(ground: Ground) -> Plan:
    """A new festival on that ground."""
    with application.running(ground.settings):
        first = date(2027, 2, 1)
        festival = a_festival(slug=f"plan-{next(_numbers)}", zone="Europe/London", starts_on=first)
        day = first + timedelta(days=DAY)
        bell, willow = (a_space(festival, name=name) for name in ("Bell tent", "Willow tent"))
        grace, idris, nia = (
            a_facilitator(festival, name=name) for name in ("Grace", "Idris", "Nia")
        )
        made = {
            "Sound bath": a_session(
                festival,
                space=bell,
                title="Sound bath",
                starts_at=_at(festival, day, 10),
                facilitators=(grace,),
            ),
            "Breathing": a_session(
                festival,
                space=bell,
                title="Breathing",
                starts_at=_at(festival, day, 12),
                facilitators=(idris,),
            ),
            "Morning yoga": a_session(
                festival, space=willow, starts_at=_at(festival, day, 14), facilitators=(nia,)
            ),
        }
        with transaction():
            db.session.add(_in_tray(festival, made["Breathing"].activity_id, idris.id))
        drafts = db.session.query(DraftSession).filter_by(festival_id=festival.id).all()
        titles = {session.id: title for title, session in made.items()}
        named = {titles.get(each.session_id or 0, "Journalling"): each for each in drafts}
        plan = Plan(
            ground,
            festival.slug,
            day,
            bell.id,
            willow.id,
            {title: each.id for title, each in named.items()},
            {title: each.reference for title, each in named.items()},
        )
        for name in ("Ana", "Ben"):
            account = an_account(name=name)
            works_for(account, festival, Role.PROGRAMME)
            plan.tokens[name] = in_transaction(partial(start_session, account, now=clock.now()))
    return plan


def fill(plan: Plan, sessions: int, spaces: int = 12) -> None:
    """Plan so many more sessions on the day, in that many more spaces."""
    with application.running(plan.ground.settings):
        festival = db.session.query(Festival).filter_by(slug=plan.slug).one()
        columns = [a_space(festival, name=f"Meadow {number}").id for number in range(spaces)]
        offered = [
            an_activity(festival, title=f"{word} by the lake {number}").id
            for number, word in enumerate(("Slow stretching", "Singing", "Quiet hour", "A walk"))
        ]
        leaders = [a_facilitator(festival).id for _ in range(40)]
        with transaction():
            db.session.add_all(
                DraftSession(
                    festival_id=festival.id,
                    reference=new_reference(),
                    activity_id=offered[number % len(offered)],
                    space_id=columns[number % spaces],
                    starts_at=_at(festival, plan.day, 8)
                    + timedelta(minutes=30 * (number // spaces)),
                    length_minutes=25,
                    capacity=12,
                    facilitator_ids=[leaders[number % len(leaders)]],
                    changed_at=clock.now(),
                )
                for number in range(sessions)
            )


def _at(festival: Festival, day: date, hour: int) -> datetime:
    return instant_of(datetime.combine(day, datetime.min.time().replace(hour=hour)), festival.zone)


def _in_tray(festival: Festival, activity_id: int, leader_id: int) -> DraftSession:
    return DraftSession(
        festival_id=festival.id,
        reference=f"tray{next(_numbers):04d}",
        activity_id=activity_id,
        length_minutes=30,
        capacity=8,
        facilitator_ids=[leader_id],
        changed_at=clock.now(),
    )
