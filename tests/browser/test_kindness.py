"""What scripts add for those who have them: a way out, a second chance without a signal."""

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.browser.screens import DROP_IN, FREE, SUPPORT
from wellness.demo.spaces import SLUG

pytestmark = pytest.mark.browser
PLAIN_PAGE = "<!doctype html><title>Weather</title><p>Light cloud"
ELSEWHERE = re.compile("^https://")
CONTROLLED = "() => navigator.serviceWorker.controller !== null"


def weather(route: Route) -> None:
    """Another site, answered here: no test leaves this machine."""
    route.fulfill(body=PLAIN_PAGE, content_type="text/html")


def kept_pages(page: Page) -> list[str]:
    addresses: list[str] = page.evaluate(
        """async () => {
             const kept = await (await caches.open("pages")).keys();
             return kept.map(({ url }) => new URL(url).pathname);
           }"""
    )
    return addresses


def wait_until_kept(page: Page, address: str) -> None:
    """Wait until the service worker has kept the page at `address`."""
    kept = page.evaluate(
        """async (address) => {
             for (let tries = 0; tries < 200; tries++) {
               if (await caches.match(address, { ignoreVary: true })) return true;
               await new Promise((go) => setTimeout(go, 50));
             }
             return false;
           }""",
        address,
    )
    assert kept


def open_at_ease(page: Page, address: str) -> None:
    """Open a page and wait until the service worker stands behind it and has kept it."""
    page.goto(address)
    page.wait_for_function(CONTROLLED)
    wait_until_kept(page, address)


def test_pressing_shift_three_times_leaves_and_going_back_does_not_return(
    phone: BrowserContext, page: Page, site: str
) -> None:
    phone.route(ELSEWHERE, weather)
    page.goto(f"{site}/{SLUG}/")
    page.goto(f"{site}{SUPPORT}")
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url(ELSEWHERE)
    expect(page).to_have_title("Weather")
    page.go_back()
    assert page.url == f"{site}/{SLUG}/"


def test_typing_capitals_does_not_leave(page: Page, site: str) -> None:
    page.goto(f"{site}{SUPPORT}/book")
    page.get_by_label("A name").press_sequentially("WREN")
    for key in ("Shift", "Shift", "w", "Shift"):
        page.keyboard.press(key)
    assert page.url == f"{site}{SUPPORT}/book"


def test_the_way_out_is_a_link_where_scripts_are_off(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    context.route(ELSEWHERE, weather)
    page = context.new_page()
    page.goto(f"{site}{SUPPORT}")
    page.locator("a.leave").click()
    page.wait_for_url(ELSEWHERE)
    context.close()


def test_a_form_pressed_three_times_is_sent_once(page: Page, site: str) -> None:
    sent: list[str] = []
    page.on("request", lambda asked: sent.append(asked.url) if asked.method == "POST" else None)
    page.goto(f"{site}{FREE}/book")
    page.evaluate(
        """() => { const button = document.querySelector("form[action$='/book'] button");
                   for (const press of [1, 2, 3]) button.click() }"""
    )
    page.wait_for_selector("[data-outcome=confirmed]")
    assert sent == [f"{site}{FREE}/book"]


def test_a_wish_without_a_signal_is_kept_and_sent_once_when_it_is_back(
    phone: BrowserContext, page: Page, site: str
) -> None:
    page.goto(f"{site}{FREE}/book")
    page.wait_for_function(CONTROLLED)
    wait_until_kept(page, "/settings/kept")
    phone.set_offline(True)
    page.get_by_role("button", name="Confirm").click()
    expect(page.locator("main")).to_have_attribute("data-outcome", "kept")
    expect(page.locator("h1")).to_have_text("Kept on this phone")
    assert "kept for you" not in page.content().lower()

    sent: list[str] = []
    phone.on("request", lambda asked: sent.append(asked.url) if asked.method == "POST" else None)
    phone.set_offline(False)
    page.locator(".toast a").click()
    expect(page.locator("main")).to_have_attribute("data-outcome", "confirmed")
    assert sent == [f"{site}{FREE}/book"]
    assert page.evaluate("() => caches.has('outbox')") is False


def test_what_was_seen_stays_readable_without_a_signal_and_says_how_old_it_is(
    phone: BrowserContext, page: Page, site: str
) -> None:
    open_at_ease(page, f"{site}{DROP_IN}")
    title = page.locator("h1").inner_text()
    phone.set_offline(True)
    page.reload()
    expect(page.locator("h1")).to_have_text(title)
    expect(page.locator("[data-offline]")).to_contain_text("No signal. What you see was loaded at")
    page.goto(f"{site}{FREE}")
    expect(page.locator("h1")).to_have_text("No signal just now")


def test_help_is_there_without_a_signal_though_nobody_opened_it(
    phone: BrowserContext, page: Page, site: str
) -> None:
    open_at_ease(page, f"{site}/{SLUG}/")
    wait_until_kept(page, f"{site}/{SLUG}/help")
    phone.set_offline(True)
    answer = page.goto(f"{site}/{SLUG}/help")
    assert answer is not None
    assert answer.from_service_worker
    expect(page.locator("main a[href^='tel:']").first).to_be_visible()


def test_no_form_and_no_secret_address_is_kept_on_the_phone(page: Page, site: str) -> None:
    open_at_ease(page, f"{site}/{SLUG}/")
    for address in (f"{FREE}/book", "/recover", "/me/data"):
        page.goto(f"{site}{address}")
    page.goto(f"{site}{FREE}")
    wait_until_kept(page, f"{site}{FREE}")
    kept = set(kept_pages(page))
    assert {f"/{SLUG}/", FREE} <= kept
    assert kept & {f"{FREE}/book", "/recover", "/me/data"} == set()


def test_forgetting_the_phone_takes_the_kept_plan_away(page: Page, site: str) -> None:
    page.goto(f"{site}{FREE}/book")
    page.get_by_role("button", name="Confirm").click()
    page.wait_for_selector("[data-outcome=confirmed]")
    open_at_ease(page, f"{site}/me")
    page.goto(f"{site}/me/forget")
    page.get_by_role("button", name="Forget me here").click()
    page.wait_for_selector("main[data-forgotten]")
    assert [path for path in kept_pages(page) if path.startswith("/me")] == []


@pytest.mark.parametrize(("zone", "beside"), [("Europe/London", 0), ("America/New_York", 1)])
def test_the_readers_own_time_stands_beside_where_it_differs(
    browser: Browser, site: str, zone: str, beside: int
) -> None:
    context = browser.new_context(timezone_id=zone, locale="en-GB")
    page = context.new_page()
    page.goto(f"{site}{FREE}")
    expect(page.locator("h1")).to_be_visible()
    said = page.locator("main .local").all_inner_texts()
    assert bool(said) == bool(beside)
    assert all(text.endswith("your time") for text in said)
    context.close()


def test_the_look_and_the_language_chosen_stay(page: Page, site: str) -> None:
    page.goto(f"{site}/{SLUG}/?free=1")
    page.get_by_role("button", name="Language and look").click()
    page.get_by_role("button", name="Bright sun").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "sun")
    assert page.url == f"{site}/{SLUG}/?free=1"
    page.locator("[popovertarget=settings]").click()
    page.get_by_role("button", name="Español").click()
    expect(page.locator("html")).to_have_attribute("lang", "es")
    page.goto(f"{site}/help")
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page.locator("html")).to_have_attribute("data-theme", "sun")
