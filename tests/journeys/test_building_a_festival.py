"""From nothing to a festival, and every change of it told to those whom it concerns."""

from datetime import UTC
from typing import Any

import icalendar
from playwright.sync_api import Browser, Page, expect

from tests.journeys.attending import Attendee, keeps_a_place
from tests.journeys.hands import by_finger, by_keys, by_mouse
from tests.journeys.organizing import (
    Organizer,
    a_founded_festival,
    takes_in_the_programme,
    walks_the_warnings,
)
from tests.journeys.site import Site, invitation_of, text_of

FRIDAY = "planner?day=2027-02-05"


def ready(page: Page) -> None:
    expect(page.locator("[data-pl]")).to_have_class("pl is-ready")


def said(page: Page, words: str) -> None:
    expect(page.locator("[data-say]")).to_have_text(words)


def clock_of(event: icalendar.Event) -> str:
    starts: Any = event.start
    return f"{starts.astimezone(UTC):%d %H:%M}"


def as_told(event: icalendar.Event) -> tuple[str, int]:
    return str(event["UID"]), int(str(event["SEQUENCE"]))


def places_the_tray_by_every_hand(browser: Browser, site: Site, her: Organizer) -> None:
    her.go(FRIDAY)
    ready(her.page)
    by_mouse(her.page, her.draft("Clay hour")[0], "Fern room", "11:00")
    said(her.page, "Clay hour: Fern room, 11:00.")
    assert her.place_of("Clay hour") == "Fern room 2027-02-05 11:00"
    context = site.founder(browser, has_touch=True)
    tablet = context.new_page()
    tablet.goto(her.page.url)
    ready(tablet)
    by_finger(tablet, her.draft("Open singing")[0], "Orchard", "13:00")
    said(tablet, "Open singing: Orchard, 13:00.")
    assert her.place_of("Open singing") == "Orchard 2027-02-05 13:00"
    context.close()
    keys = ("ArrowDown", "Home", "ArrowRight", "ArrowRight", "PageDown", "PageDown")
    by_keys(her.page, her.draft("Ink and paper")[0], *keys)
    said(her.page, "Ink and paper: Orchard, 10:00.")
    assert her.place_of("Ink and paper") == "Orchard 2027-02-05 10:00"
    her.go(FRIDAY)
    expect(her.page.locator("[data-tray-count]")).to_have_text("0")


def hears_of_the_new_time(wren: Attendee, uids: tuple[str, str], before: tuple[int, int]) -> None:
    wren.sees("/me", "Tea and quiet", "15:00–16:00")
    wren.sees(f"/{wren.slug}/sessions/{wren.reference}", "15:00–16:00")
    wren.sees(f"/{wren.slug}/changes", "Moved · Tea and quiet", "14:00", "15:00", "Release 2")
    letter = wren.site.next_letter(wren.mail, after=0)
    assert letter["Subject"] == "The time changed: Friday 5 February, 15:00"
    assert "Friday 5 February, 15:00–16:00 (GMT)" in text_of(letter)
    assert "Before: Friday 5 February, 14:00–15:00 (GMT)" in text_of(letter)
    assert clock_of(invitation_of(letter)) == "05 15:00"
    mine, public = wren.calendars("Tea and quiet")
    assert (str(mine["UID"]), str(public["UID"])) == uids
    for event, sequence in zip((mine, public), before, strict=True):
        assert clock_of(event) == "05 15:00"
        assert int(str(event["SEQUENCE"])) > sequence


def hears_of_the_room(wren: Attendee) -> None:
    wren.sees(f"/{wren.slug}/changes", "Room changed · Tea and quiet")
    letter = wren.site.next_letter(wren.mail, after=1)
    assert letter["Subject"] == "The room changed: Friday 5 February, 15:00"
    assert "Before: Fern room" in text_of(letter)
    assert "The time" not in text_of(letter)
    mine, public = wren.calendars("Tea and quiet")
    assert [str(event["LOCATION"]).startswith("Lake tent") for event in (mine, public)] == [
        True
    ] * 2


def hears_of_the_end(wren: Attendee, instead: str) -> None:
    page = f"/{wren.slug}/sessions/{wren.reference}"
    wren.sees("/me", "Tea and quiet", "Cancelled")
    wren.sees(page, "The kettle broke.", "Deep rest")
    letter = wren.site.next_letter(wren.mail, after=2)
    assert letter["Subject"] == "Cancelled: Friday 5 February, 15:00"
    assert "The kettle broke." in text_of(letter)
    assert "You could go here instead:\nDeep rest, Saturday 6 February, 10:30" in text_of(letter)
    assert f"/{wren.slug}/sessions/{instead}" in text_of(letter)
    mine, public = wren.calendars("Tea and quiet")
    assert [str(event["STATUS"]) for event in (mine, public)] == ["CANCELLED"] * 2


def test_an_organizer_builds_a_festival_from_a_file_and_people_hear_of_every_change(
    browser: Browser, site: Site
) -> None:
    desk, phone = site.founder(browser), site.phone(browser)
    her = a_founded_festival(site, desk)
    takes_in_the_programme(her)
    places_the_tray_by_every_hand(browser, site, her)
    walks_the_warnings(her)
    her.review()
    her.says("9 New", "It concerns 0 people")
    her.release("The first programme")
    her.says("Release 1 is public.", "The first programme")

    number, tea, _ = her.draft("Tea and quiet")
    wren = keeps_a_place(site, phone, her.slug, tea, mail="wren@example.org")
    (mine, at_first), (public, in_public) = map(as_told, wren.calendars("Tea and quiet"))

    her.go(FRIDAY)
    ready(her.page)
    by_keys(her.page, number, "PageDown")
    said(her.page, "Tea and quiet: Fern room, 15:00.")
    wren.sees("/me", "14:00–15:00")
    her.review()
    her.says("1 Moved", "It concerns 1 person", "1 place booked", "Fri 5, 15:00–16:00")
    her.release()
    her.says("Release 2 is public. 1 letter is on its way.")
    hears_of_the_new_time(wren, (mine, public), (at_first, in_public))

    her.move_by_form("Tea and quiet", at="15:00", space="Lake tent")
    her.review()
    her.says("1 Room only", "Lake tent")
    her.release()
    hears_of_the_room(wren)

    other = her.draft("Deep rest")[1]
    her.go(f"planner/sessions/{tea}/cancel")
    her.says("1 have a place and 0 wait")
    her.page.locator("[name=reason]").fill("The kettle broke.")
    her.page.locator(f"[name=alternatives][value='{other}']").check()
    her.press("Cancel it in the draft")
    her.review()
    her.says("1 Cancelled", "1 place booked")
    her.release()
    hears_of_the_end(wren, other)
    entries = [as_told(invitation_of(letter)) for letter in site.letters(wren.mail)]
    assert len({uid for uid, _ in entries}) == 1
    assert [number for _, number in entries] == sorted({number for _, number in entries})
    desk.close()
    phone.close()
