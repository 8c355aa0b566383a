"""What a page may weigh: a first visit on one bar of signal."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.screens import BY_NAME, SCREENS, Screen, sign_in_as

ATTENDEE = [
    BY_NAME[name]
    for name in (
        *("programme", "session-free", "session-support", "book", "calendars"),
        *("help", "help-find", "help-found", "help-service"),
        *("guide", "guide-chapter"),
    )
]
STAFF = [screen for screen in SCREENS if screen.staff and not screen.press]
KILOBYTE = 1000


@dataclass
class Wire:
    """What went over the wire for one page, as the browser counted it."""

    requests: list[str] = field(default_factory=list)
    received: int = 0


Weigh = Callable[[Screen], Wire]


@pytest.fixture
def weigh(phone: BrowserContext, site: str) -> Weigh:
    def weighing(screen: Screen) -> Wire:
        page = phone.new_page()
        if screen.staff:
            sign_in_as(page, screen.staff, site)
        wire = Wire()
        session = phone.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.setBypassServiceWorker", {"bypass": True})
        if screen.staff:  # signing in has brought the style sheets already
            session.send("Network.clearBrowserCache")

        def finished(event: dict[str, Any]) -> None:
            wire.received += int(event["encodedDataLength"])

        session.on("Network.requestWillBeSent", lambda e: wire.requests.append(e["request"]["url"]))
        session.on("Network.loadingFinished", finished)
        page.goto(f"{site}{screen.address}", wait_until="networkidle")
        page.close()
        return wire

    return weighing


@pytest.mark.parametrize("screen", ATTENDEE, ids=lambda screen: screen.name)
def test_a_first_page_is_light_and_asks_for_little(weigh: Weigh, screen: Screen) -> None:
    wire = weigh(screen)
    fetched = [url for url in wire.requests if not url.startswith("data:")]
    assert len(fetched) <= 6, fetched
    assert wire.received <= 30 * KILOBYTE, fetched


@pytest.mark.parametrize("screen", STAFF, ids=lambda screen: screen.name)
def test_a_page_to_work_with_comes_whole_and_at_once(weigh: Weigh, screen: Screen) -> None:
    wire = weigh(screen)
    fetched = [url for url in wire.requests if not url.startswith("data:")]
    assert len(fetched) <= 8, fetched
    assert wire.received <= 80 * KILOBYTE, fetched


def test_the_second_page_brings_little_more_than_itself(weigh: Weigh) -> None:
    weigh(BY_NAME["programme"])
    wire = weigh(BY_NAME["session-free"])
    assert wire.received <= 14 * KILOBYTE
