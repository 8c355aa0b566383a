"""Somebody who cannot wait: one hand, one bar of signal, no script, and then no signal at all."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.screens import FULL
from tests.provision.site import demonstration
from wellness.demo.spaces import EXIT_URL, SLUG

PHONE = {"width": 390, "height": 844}
ONE_BAR = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 50_000,
    "uploadThroughput": 25_000,
}
"""400 kbit/s and 400 ms: a field with many phones in it."""
A_PAGE = 30_000
KEPT = """async (path) => {
  await navigator.serviceWorker.ready;
  while (!(await caches.match(path, { ignoreVary: true })))
    await new Promise((r) => setTimeout(r, 50));
}"""
"""Settled once the phone has kept the page at `path`."""


@pytest.fixture(scope="module")
def stillwater(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demonstration festival on the real server."""
    with demonstration(tmp_path_factory.mktemp("distress")) as server:
        yield server.address


def a_phone(browser: Browser, **more: Any) -> BrowserContext:
    return browser.new_context(viewport=PHONE, has_touch=True, locale="en-GB", **more)  # type: ignore[arg-type]


class Wire:
    """What one page brings over a thin line."""

    def __init__(self, page: Page) -> None:
        self.received = 0
        line = page.context.new_cdp_session(page)
        line.send("Network.enable")
        line.send("Network.emulateNetworkConditions", ONE_BAR)
        line.on("Network.loadingFinished", self._count)

    def _count(self, event: dict[str, Any]) -> None:
        self.received += int(event["encodedDataLength"])


def tap(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).first.tap()


def test_from_a_full_session_to_a_voice_without_a_script(browser: Browser, stillwater: str) -> None:
    phone = a_phone(browser, java_script_enabled=False)
    page = phone.new_page()
    wire = Wire(page)
    page.goto(f"{stillwater}{FULL}")
    ways = page.locator("#ways")
    expect(ways.locator('a[href="tel:116123"]')).to_be_visible()
    expect(ways.locator('a[href="tel:999"]')).to_be_visible()

    tap(page, "Find help by what you need")
    expect(page.locator("main")).to_contain_text("What do you need?")
    expect(page.locator('main a[href="tel:999"]').first).to_be_in_viewport()
    before = wire.received
    tap(page, "I can’t sleep after shows")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "I can’t sleep after shows · United Kingdom"
    )
    assert wire.received - before <= A_PAGE
    tap(page, "Music Minds Matter")
    dial = page.locator('main a[href="tel:08088028008"]')
    expect(dial).to_be_in_viewport()
    box = dial.bounding_box()
    assert box is not None
    assert box["height"] >= 56
    expect(page.locator("main")).to_contain_text("Nobody has checked it yet. We read about it on")
    phone.close()


def test_a_dead_number_is_told_in_three_taps_and_nothing_is_asked(
    browser: Browser, stillwater: str
) -> None:
    phone = a_phone(browser, java_script_enabled=False)
    page = phone.new_page()
    page.goto(f"{stillwater}/help/services/samaritans")
    tap(page, "Something here is wrong")
    page.get_by_text("Nobody answers", exact=True).tap()
    page.get_by_text("116 123 · United Kingdom").tap()
    page.get_by_role("button", name="Send it").tap()
    expect(page.locator("main")).to_have_attribute("data-outcome", "reported")
    expect(page.locator("main")).to_contain_text("We kept nothing about you")
    phone.close()


def test_the_way_out_is_in_the_same_place_on_every_page_of_help(
    browser: Browser, stillwater: str
) -> None:
    phone = a_phone(browser, java_script_enabled=False)
    page = phone.new_page()
    places = set()
    addresses = ("/help", "/help/gb", "/help/find", "/help/services/samaritans", f"/{SLUG}/help")
    for address in addresses:
        page.goto(f"{stillwater}{address}")
        leave = page.locator("a.leave")
        expect(leave).to_be_in_viewport()
        box = leave.bounding_box()
        assert box is not None
        places.add((round(box["x"] + box["width"]), round(box["y"])))
        assert box["height"] >= 48
    assert len(places) == 1
    assert page.locator("a.leave").get_attribute("href") == EXIT_URL
    phone.close()


def test_without_a_signal_help_is_still_there(browser: Browser, stillwater: str) -> None:
    phone = a_phone(browser)
    page = phone.new_page()
    page.goto(f"{stillwater}/{SLUG}/")
    page.evaluate(KEPT, f"/{SLUG}/help")
    page.goto(f"{stillwater}/help/de")
    page.evaluate(KEPT, "/help/de")
    phone.set_offline(True)
    page.goto(f"{stillwater}/{SLUG}/help")
    expect(page.locator('main a[href="tel:116123"]')).to_be_visible()
    page.goto(f"{stillwater}/help/de")
    expect(page.locator('main a[href="tel:08001110111"]')).to_be_visible()
    phone.close()


def test_hours_elsewhere_are_shown_in_the_phones_own_time(
    browser: Browser, stillwater: str
) -> None:
    phone = a_phone(browser, timezone_id="Asia/Tokyo")
    page = phone.new_page()
    page.goto(f"{stillwater}/help/services/telefono-amico-italia")
    expect(page.locator("main .at-once").first).to_contain_text(
        re.compile(r"\d\d:\d\d \(Italy Time\) \d\d:\d\d your time")
    )
    phone.close()


def test_on_paper_the_numbers_stand_without_what_cannot_be_pressed(
    browser: Browser, stillwater: str
) -> None:
    phone = a_phone(browser)
    page = phone.new_page()
    page.goto(f"{stillwater}/help/gb")
    page.emulate_media(media="print")
    expect(page.locator("main")).to_contain_text("116 123")
    expect(page.locator(".needs")).to_be_hidden()
    expect(page.locator("main form").first).to_be_hidden()
    phone.close()
