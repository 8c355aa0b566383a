"""What must hold on every page there is."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import Holder
from tests.browser.screens import SCREENS, Screen, opened

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
"""What can differ in the dark; everything else was looked at in the light."""


@dataclass
class Shown:
    """A screen in a browser, and what was heard while it was opened."""

    page: Page
    screen: Screen
    status: int = 0
    faults: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


def phone_for(screen: Screen, browser: Browser, holder: Holder, **more: Any) -> BrowserContext:
    state = holder.state if screen.holder else None
    size: Any = {"width": 390, "height": 844}
    return browser.new_context(locale="en-GB", storage_state=state, viewport=size, **more)


@pytest.fixture(scope="module", params=SCREENS, ids=lambda screen: screen.name)
def shown(
    request: pytest.FixtureRequest, browser: Browser, site: str, holder: Holder
) -> Iterator[Shown]:
    """Each screen, opened once; every test then looks at it in its own way."""
    context = phone_for(request.param, browser, holder)
    found = Shown(context.new_page(), request.param)
    found.page.on("pageerror", lambda error: found.faults.append(str(error)))
    found.page.on("console", lambda message: _heard(found, message))
    found.page.on("request", lambda request: found.asked.append(request.url))
    found.status = opened(found.page, found.screen, site, holder.facts)
    yield found
    context.close()


def _heard(found: Shown, message: Any) -> None:
    if message.type == "error" and "Failed to load resource" not in message.text:
        found.faults.append(message.text)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_keeps_anyone_out(shown: Shown, scheme: Literal["light", "dark"]) -> None:
    shown.page.set_viewport_size({"width": 390, "height": 844})
    # Where another test went by keyboard, the link to skip may lie over what is looked at.
    shown.page.evaluate("document.activeElement.blur()")
    # As tall as the page: what lies under the bottom bar can be scrolled to, and axe cannot know.
    height = shown.page.evaluate("Math.max(844, document.documentElement.scrollHeight)")
    shown.page.set_viewport_size({"width": 390, "height": height})
    shown.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    rules = WCAG if scheme == "light" else COLOURS
    found = Axe().run(shown.page, options={"runOnly": rules, "resultTypes": ["violations"]})
    broken = [
        f"{rule['id']} ({rule['help']}): {node['html'][:160]}"
        for rule in found.response["violations"]
        for node in rule["nodes"]
    ]
    assert broken == []


def test_nothing_is_wider_than_a_small_phone(shown: Shown) -> None:
    shown.page.set_viewport_size({"width": 320, "height": 640})
    wider = shown.page.evaluate(
        """() => [...document.querySelectorAll("body *")]
            .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
            .filter(e => getComputedStyle(e).position !== "fixed" && !e.closest("[popover]"))
            .slice(0, 5).map(e => e.outerHTML.slice(0, 120))"""
    )
    assert shown.page.evaluate("document.documentElement.scrollWidth") <= 320, wider


def test_it_answers_asks_nothing_of_anybody_else_and_no_script_fails(
    shown: Shown, site: str
) -> None:
    assert shown.status == shown.screen.status
    elsewhere = [url for url in shown.asked if urlsplit(url).netloc != urlsplit(site).netloc]
    assert [url for url in elsewhere if not url.startswith(("data:", "blob:"))] == []
    assert shown.faults == []


def test_without_scripts_it_says_the_same(
    shown: Shown, browser: Browser, site: str, holder: Holder
) -> None:
    context = phone_for(shown.screen, browser, holder, java_script_enabled=False)
    page = context.new_page()
    assert opened(page, shown.screen, site, holder.facts) == shown.screen.status
    said = shown.page.locator("main h1").inner_text()
    assert said
    expect(page.locator("main h1")).to_have_text(said)
    context.close()


def test_whoever_goes_by_keyboard_always_sees_where_they_are(shown: Shown) -> None:
    page = shown.page
    page.set_viewport_size({"width": 1280, "height": 800})
    page.emulate_media(reduced_motion="reduce")
    page.evaluate("document.activeElement.blur()")
    unseen, places = [], set()
    for _ in range(20):
        page.keyboard.press("Tab")
        focus = page.evaluate(
            """() => {
              const e = document.activeElement;
              if (!e || e === document.body) return null;
              const ring = (element, part) => {
                const s = element && getComputedStyle(element, part);
                return s && s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2;
              };
              const drawn = ring(e) || ring(e, "::after") || ring(e.closest("label"));
              const r = e.getBoundingClientRect();
              const shown = r.width > 1 && r.height > 1 && r.bottom > 0 && r.top < innerHeight;
              return {seen: !!drawn && shown, what: e.outerHTML.slice(0, 120)};
            }"""
        )
        if focus is not None:
            places.add(focus["what"])
            if not focus["seen"]:
                unseen.append(focus["what"])
    assert unseen == []
    assert len(places) > 3
