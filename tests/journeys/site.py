"""The whole application as at a festival: served, its worker beside it, letters in a folder."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as mail_policy
from functools import partial
from itertools import count
from pathlib import Path
from threading import Event
from typing import Any
from urllib.request import urlopen

import icalendar
from playwright.sync_api import Browser, BrowserContext

from config import Settings
from tests.calendars.readers import events_in
from tests.provision import application, sqlite
from tests.provision.server import Server, serving
from tests.staff import an_account
from wellness import clock
from wellness.database import in_transaction
from wellness.staff.actions import start_session

LOOKS, PAUSE_SECONDS = 150, 0.2
PATIENCE_MILLISECONDS = 10_000
DESK = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
_numbers = count(1)


@dataclass
class Site:
    """A served site, its database and its letters."""

    server: Server
    settings: Settings
    folder: Path
    founders: dict[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """Without a slash at the end."""
        return self.server.address

    def founder(self, browser: Browser, name: str = "Ruth", **context: Any) -> BrowserContext:
        """A browser in which somebody who may make festivals is signed in."""
        if name not in self.founders:
            with application.running(self.settings):
                account = an_account(name=name, may_found=True)
                start = partial(start_session, account, now=clock.now())
                self.founders[name] = in_transaction(start)
        more: dict[str, Any] = {"viewport": DESK, "locale": "en-GB"} | context
        made = browser.new_context(**more)
        made.set_default_timeout(PATIENCE_MILLISECONDS)
        made.add_cookies([{"name": "staff", "value": self.founders[name], "url": self.address}])
        return made

    def phone(self, browser: Browser, **context: Any) -> BrowserContext:
        """A new phone that has never been here."""
        more: dict[str, Any] = {"viewport": PHONE, "locale": "en-GB", "has_touch": True} | context
        made = browser.new_context(**more)
        made.set_default_timeout(PATIENCE_MILLISECONDS)
        return made

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """What the database answers."""
        with sqlite3.connect(self.folder / "site.sqlite") as connection:
            return connection.execute(query, values).fetchall()

    def calendar(self, path: str) -> dict[str, icalendar.Event]:
        """What a calendar app fetches there, by title."""
        with urlopen(f"{self.address}{path}") as answer:  # noqa: S310 - our own server
            return {str(event["SUMMARY"]): event for event in events_in(answer.read())}

    def letters(self, to: str) -> list[EmailMessage]:
        """What lies in that person's letter box, oldest first."""
        found = []
        for file in (self.folder / "letters").glob("*.eml"):
            letter = message_from_bytes(file.read_bytes(), policy=mail_policy)
            assert isinstance(letter, EmailMessage)
            if to in str(letter["To"]):
                found.append((file.stat().st_mtime_ns, letter))
        return [letter for _, letter in sorted(found, key=lambda each: each[0])]

    def next_letter(self, to: str, *, after: int) -> EmailMessage:
        """The letter that the worker brings once there were `after` of them."""
        awaited(lambda: len(self.letters(to)) > after)
        return self.letters(to)[after]


def awaited(there: Callable[[], bool]) -> None:
    """Come back when it is there, as another process makes it so."""
    for _ in range(LOOKS):
        if there():
            return
        Event().wait(PAUSE_SECONDS)
    raise AssertionError("It did not come.")


def text_of(letter: EmailMessage) -> str:
    """What the letter says."""
    body = letter.get_body(("plain",))
    assert body
    return str(body.get_content()).replace("\r\n", "\n")


def invitation_of(letter: EmailMessage) -> icalendar.Event:
    """The calendar entry that the letter brings."""
    [part] = [each for each in letter.walk() if each.get_content_type() == "text/calendar"]
    octets = part.get_payload(decode=True)
    assert isinstance(octets, bytes)
    [event] = events_in(octets)
    return event


def a_slug() -> str:
    """An address no festival has yet."""
    return f"hush-{next(_numbers)}"


@contextmanager
def running_site(folder: Path) -> Iterator[Site]:
    """An empty site, served, with its worker."""
    url = sqlite.url_of(folder / "site.sqlite")
    settings = application.settings_for(url, folder)
    application.migrate(settings)
    with serving(url, folder, with_work=True) as server:
        yield Site(server, settings, folder)
