"""What must hold on every page there is."""

from collections.abc import Iterator
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Holder
from tests.browser.screens import SCREENS, Screen
from tests.browser.screens import opened as opened_screen

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
every_screen = pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)


class Visit:
    """Opens screens in contexts of its own, and remembers what went wrong there."""

    def __init__(self, browser: Browser, site: str, holder: Holder) -> None:
        self._browser, self._site, self._holder = browser, site, holder
        self._contexts: list[Any] = []
        self.faults: list[str] = []
        self.asked: list[str] = []

    def __call__(self, screen: Screen, **context: Any) -> Page:
        """The screen's page, loaded, with the status it should have."""
        state = self._holder.state if screen.holder else None
        opened = self._browser.new_context(locale="en-GB", storage_state=state, **context)
        self._contexts.append(opened)
        page = opened.new_page()
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", self._heard)
        page.on("request", lambda request: self.asked.append(request.url))
        assert opened_screen(page, screen, self._site, self._holder.facts) == screen.status
        return page

    def _heard(self, message: Any) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.faults.append(message.text)

    def close(self) -> None:
        for context in self._contexts:
            context.close()


@pytest.fixture
def visit(browser: Browser, site: str, holder: Holder) -> Iterator[Visit]:
    visiting = Visit(browser, site, holder)
    yield visiting
    visiting.close()


@every_screen
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_keeps_anyone_out(
    visit: Visit, screen: Screen, scheme: Literal["light", "dark"]
) -> None:
    page = visit(
        screen,
        viewport={"width": 390, "height": 844},
        color_scheme=scheme,
        reduced_motion="reduce",
    )
    found = Axe().run(page, options={"runOnly": WCAG, "resultTypes": ["violations"]})
    broken = [
        f"{rule['id']} ({rule['help']}): {node['html'][:160]}"
        for rule in found.response["violations"]
        for node in rule["nodes"]
    ]
    assert broken == []


@every_screen
def test_nothing_is_wider_than_a_small_phone(visit: Visit, screen: Screen) -> None:
    page = visit(screen, viewport={"width": 320, "height": 640})
    wider = page.evaluate(
        """() => [...document.querySelectorAll("body *")]
            .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
            .filter(e => getComputedStyle(e).position !== "fixed" && !e.closest("[popover]"))
            .filter(e => !e.parentElement.closest("[data-scrolls]"))
            .slice(0, 5).map(e => e.outerHTML.slice(0, 120))"""
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, wider


@every_screen
def test_nothing_is_asked_of_anybody_else_and_no_script_fails(
    visit: Visit, screen: Screen, site: str
) -> None:
    page = visit(screen, viewport={"width": 390, "height": 844})
    page.wait_for_load_state("networkidle")
    elsewhere = [url for url in visit.asked if urlsplit(url).netloc != urlsplit(site).netloc]
    assert [url for url in elsewhere if not url.startswith(("data:", "blob:"))] == []
    assert visit.faults == []


@every_screen
def test_without_scripts_it_says_the_same(visit: Visit, screen: Screen) -> None:
    size = {"width": 390, "height": 844}
    words = [
        visit(screen, viewport=size, java_script_enabled=scripts).locator("main h1").inner_text()
        for scripts in (True, False)
    ]
    assert words[0]
    assert words[0] == words[1]


@every_screen
def test_whoever_goes_by_keyboard_always_sees_where_they_are(visit: Visit, screen: Screen) -> None:
    page = visit(screen, viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    unseen, seen = [], 0
    for _ in range(25):
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
        if focus is None:
            break
        seen += 1
        if not focus["seen"]:
            unseen.append(focus["what"])
    assert unseen == []
    assert seen > 3
