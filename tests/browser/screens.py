"""Every page there is, in one place: the browser tests walk them, `make look` photographs them."""

from dataclasses import dataclass

from playwright.sync_api import Page

from wellness.demo.loading import reference_of
from wellness.demo.spaces import SLUG
from wellness.demo.timetable import TIMETABLE

REFERENCES = {slot.key: reference_of(slot) for slot in TIMETABLE}


def session(key: str) -> str:
    """The address of the demonstration's session at `key`, "2/14:00/orchard-yurt"."""
    return f"/{SLUG}/sessions/{REFERENCES[key]}"


FREE = session("2/14:00/orchard-yurt")
FULL = session("2/17:30/heron-tent")
SUPPORT = session("3/14:00/fern-room")
DROP_IN = session("2/18:00/lantern-room")
CANCELLED = session("3/16:00/jetty")


@dataclass(frozen=True)
class Screen:
    """One page; `holder` pages are looked at by someone with a place and a wait.

    In such a page's address, {kept}, {line} and {support} stand for that person's bookings.
    """

    name: str
    address: str
    holder: bool = False
    status: int = 200


SCREENS = (
    Screen("programme", f"/{SLUG}/"),
    Screen("programme-free", f"/{SLUG}/?free=1"),
    Screen("session-free", FREE),
    Screen("session-full", FULL),
    Screen("session-support", SUPPORT),
    Screen("session-drop-in", DROP_IN),
    Screen("session-cancelled", CANCELLED),
    Screen("book", f"{FREE}/book"),
    Screen("book-wait", f"{FULL}/book"),
    Screen("book-support", f"{SUPPORT}/book"),
    Screen("space", f"/{SLUG}/spaces/fern-room"),
    Screen("facilitator", f"/{SLUG}/facilitators/grace-thwaite"),
    Screen("changes", f"/{SLUG}/changes"),
    Screen("now", f"/{SLUG}/now"),
    Screen("calendars", f"/{SLUG}/calendars"),
    Screen("help", "/help"),
    Screen("help-country", "/help/de"),
    Screen("help-festival", f"/{SLUG}/help"),
    Screen("plan-empty", "/me"),
    Screen("plan", "/me", holder=True),
    Screen("feeds", "/me/feeds", holder=True),
    Screen("data", "/me/data", holder=True),
    Screen("recover", "/recover"),
    Screen("recover-mail", "/recover/mail"),
    Screen("opening-link", "/k/not-a-link", status=404),
    Screen("kept", "/me/bookings/{kept}", holder=True),
    Screen("line", "/me/bookings/{line}", holder=True),
    Screen("kept-support", "/me/bookings/{support}", holder=True),
    Screen("name", "/me/name", holder=True),
    Screen("letters-wanted", "/me/letters", holder=True),
    Screen("forget", "/me/forget", holder=True),
    Screen("offline", "/settings/offline"),
    Screen("letters", "/letters"),
    Screen("missing", f"/{SLUG}/sessions/nothing0", status=404),
)
BY_NAME = {screen.name: screen for screen in SCREENS}


def keep_a_place(page: Page, address: str, site: str, name: str = "Wren") -> str:
    """Book at `address` as a person would; gives the booking's reference."""
    page.goto(f"{site}{address}/book")
    form = page.locator("form[action$='/book'], main form").first
    chosen = form.locator("[name=chosen_name]")
    if chosen.count():
        chosen.fill(name)
    consent = form.locator("[type=checkbox][name=consent]")
    if consent.count():
        consent.check()
    with page.expect_navigation():
        form.locator("[type=submit], button:not([type=button])").first.click()
    return page.locator("main").get_attribute("data-booking") or ""


def become_a_holder(page: Page, site: str) -> dict[str, str]:
    """Keep a place, wait for another, and keep one of support; gives the bookings' references."""
    wished = {"kept": FREE, "line": FULL, "support": SUPPORT}
    return {word: keep_a_place(page, address, site) for word, address in wished.items()}
