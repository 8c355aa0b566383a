"""The same story where no script runs: everything is a form and a page."""

from playwright.sync_api import Browser, expect

from tests.journeys.attending import keeps_a_place
from tests.journeys.organizing import (
    Organizer,
    a_founded_festival,
    takes_in_the_programme,
    walks_the_warnings,
)
from tests.journeys.programme import SECOND, as_csv
from tests.journeys.site import Site, text_of


def delays_the_day(her: Organizer, *, minutes: str) -> None:
    her.go("planner/delay?day=2027-02-05")
    her.page.locator("[name=minutes]").fill(minutes)
    her.press("See what it touches")
    her.says("It touches 6 sessions", "1 place is booked", "Tea and quiet")
    assert her.place_of("Tea and quiet") == "Fern room 2027-02-05 14:00"
    her.press("Delay them")
    assert her.place_of("Tea and quiet") == "Fern room 2027-02-05 14:20"
    assert her.place_of("Slow walk") == "Orchard 2027-02-06 10:00"


def test_the_same_by_forms_alone(browser: Browser, site: Site) -> None:
    desk = site.founder(browser, java_script_enabled=False)
    phone = site.phone(browser, java_script_enabled=False)
    her = a_founded_festival(site, desk)
    takes_in_the_programme(her)
    her.move_by_form("Clay hour", at="11:00", space="Fern room")
    her.move_by_form("Open singing", at="13:00", space="Orchard")
    her.move_by_form("Ink and paper", at="10:00", space="Orchard")
    assert her.place_of("Ink and paper") == "Orchard 2027-02-05 10:00"
    walks_the_warnings(her)
    her.review()
    her.says("9 New")
    her.release("By forms")
    her.says("Release 1 is public.")

    tea = her.draft("Tea and quiet")[1]
    wren = keeps_a_place(site, phone, her.slug, tea, mail="robin@example.org")
    delays_the_day(her, minutes="20")
    her.go("planner?day=2027-02-05")
    her.page.locator("[data-undo]").click()
    assert her.place_of("Tea and quiet") == "Fern room 2027-02-05 14:00"
    her.review()
    her.says("The public programme is up to date")
    her.go("planner?day=2027-02-05")
    her.page.locator("[data-redo]").click()
    assert her.place_of("Tea and quiet") == "Fern room 2027-02-05 14:20"

    her.review()
    her.says("6 Moved", "1 place booked", "It concerns 1 person")
    for box in her.page.locator("input[name=change]").all():
        box.uncheck()
    her.page.get_by_role("checkbox", name="Tea and quiet").check()
    her.release()
    her.says("Release 2 is public. 1 letter is on its way.")
    letter = site.next_letter(wren.mail, after=0)
    assert letter["Subject"] == "The time changed: Friday 5 February, 14:20"
    assert "Before: Friday 5 February, 14:00–15:00 (GMT)" in text_of(letter)
    wren.sees("/me", "Tea and quiet", "14:20–15:20")
    wren.sees(f"/{her.slug}/changes", "Moved · Tea and quiet")
    expect(wren.page.locator("main")).not_to_contain_text("Clay hour")
    her.review()
    her.says("5 Moved")
    desk.close()
    phone.close()


def test_the_file_comes_again_a_week_later(browser: Browser, site: Site) -> None:
    desk = site.founder(browser, java_script_enabled=False)
    her = a_founded_festival(site, desk)
    takes_in_the_programme(her)
    her.import_file(as_csv(SECOND))
    her.says("1 new and 1 changed")
    her.open_group("Changed")
    her.says("Tea and quiet", "14:00–15:00", "15:00–16:00")
    her.press("Import into the draft")
    assert her.place_of("Tea and quiet") == "Fern room 2027-02-05 15:00"
    her.press("Undo this import")
    assert her.place_of("Tea and quiet") == "Fern room 2027-02-05 14:00"
    assert her.sessions() == 9
    desk.close()
