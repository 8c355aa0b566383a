"""Somebody asks for care on a phone where no script runs, and a navigator answers at a desk."""

from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.care import a_navigator, a_team, a_template
from tests.factories import a_festival
from tests.journeys.site import DESK, PATIENCE_MILLISECONDS, Site, awaited, text_of
from tests.provision import application
from wellness import clock
from wellness.database import in_transaction
from wellness.staff.actions import start_session

WORDS = "The nights after shows are long. I would like to talk to somebody."


@dataclass
class Team:
    """A festival whose care team answers, and its navigator's sign-in."""

    slug: str
    token: str

    @property
    def address(self) -> str:
        """Where the navigator's letters go."""
        return f"joss@{self.slug}.example"

    def desk(self, site: Site, browser: Browser, **context: Any) -> BrowserContext:
        """The navigator's browser."""
        more: dict[str, Any] = {"viewport": DESK, "locale": "en-GB"} | context
        made = browser.new_context(**more)
        made.set_default_timeout(PATIENCE_MILLISECONDS)
        made.add_cookies([{"name": "staff", "value": self.token, "url": site.address}])
        return made


@pytest.fixture
def team(site: Site) -> Team:
    with application.running(site.settings):
        festival = a_festival(country="gb")
        a_team(festival)
        a_template(festival, title="A first answer", body="Hello $name,\nthank you for writing.")
        joss = a_navigator(festival, name="Joss", address=f"joss@{festival.slug}.example")
        token = in_transaction(partial(start_session, joss, now=clock.now()))
        return Team(festival.slug, token)


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def says(page: Page, *texts: str) -> None:
    for text in texts:
        expect(page.locator("main")).to_contain_text(text)


def asks(site: Site, page: Page, team: Team) -> str:
    """Fill the form in, forgetting the address first; gives the code."""
    page.goto(f"{site.address}/help/navigation?festival={team.slug}")
    says(page, "not for emergencies", "The care team", "within 2 days")
    lines = page.get_by_role("link", name="999").bounding_box()
    form = page.locator("main form").bounding_box()
    assert lines
    assert form
    assert lines["y"] < form["y"], "who answers now stands above the form"
    page.get_by_label("What would help, in your own words").fill(WORDS)
    page.get_by_text("Or tick what would help").click()
    page.get_by_role("checkbox", name="I can’t sleep after shows").check()
    page.get_by_role("checkbox", name="Mail me when there is an answer here").check()
    page.get_by_label("What shall we call you?").fill("Wren")
    press(page, "Send it")
    says(page, "Give the address we may write to.")
    expect(page.get_by_label("What would help, in your own words")).to_have_value(WORDS)
    expect(page.get_by_role("checkbox", name="I can’t sleep after shows")).to_be_checked()
    page.get_by_label("Mail address").fill("wren-care@example.org")
    press(page, "Send it")
    says(page, "We have it", "write it down", "We sent you no mail about this.")
    return page.locator(".code").inner_text()


def follows(site: Site, page: Page, code: str) -> None:
    page.goto(f"{site.address}/help/navigation/follow")
    page.get_by_label("Your code").fill(code.lower())
    press(page, "Open it")
    assert code not in page.url


def answers(site: Site, joss: Page, team: Team) -> None:
    """Open the only request, take it, and begin from a template."""
    joss.goto(f"{site.address}/staff/{team.slug}/care")
    says(joss, "Received", "nobody has it yet")
    expect(joss.locator("main")).not_to_contain_text("Wren")
    joss.get_by_role("link", name="Request ").click()
    says(joss, "It is sealed")
    press(joss, "Open and read")
    says(joss, WORDS, "Wren", "I can’t sleep after shows")
    press(joss, "I take it")
    joss.get_by_label("Begin with a template").select_option(label="A first answer (en)")
    press(joss, "Fill in")
    words = joss.get_by_label("Your answer")
    expect(words).to_have_value("Hello Wren,\nthank you for writing.")
    words.fill("Hello Wren,\nthere is a group on Thursdays.")
    press(joss, "Send the answer")
    says(joss, "It is marked as answered.", "Answered by Joss")


def test_from_asking_to_erasing(browser: Browser, site: Site, team: Team) -> None:
    phone = site.phone(browser, java_script_enabled=False)
    page = phone.new_page()
    code = asks(site, page, team)
    follows(site, page, code)
    says(page, "Received", "You wrote to the team.")
    expect(page.locator("main")).not_to_contain_text(WORDS)

    awaited(lambda: len(site.letters(team.address)) > 0)
    letter = site.letters(team.address)[0]
    assert letter["Subject"] == "Something waits in your inbox"
    assert f"/staff/{team.slug}/care" in text_of(letter)

    desk = team.desk(site, browser)
    joss = desk.new_page()
    answers(site, joss, team)

    awaited(lambda: len(site.letters("wren-care@example.org")) > 0)
    [told] = site.letters("wren-care@example.org")
    assert told["Subject"] == "There is an answer for you"
    assert "Thursdays" not in text_of(told)

    follows(site, page, code)
    says(page, "Answered", "there is a group on Thursdays.")
    page.get_by_label("Write back").fill("Thursdays are good.")
    press(page, "Send it")
    says(page, "We have it.", "You wrote back.")
    joss.reload()
    says(joss, "Thursdays are good.")

    press(page, "Erase it")
    says(page, "Erase it now?")
    press(page, "Yes, erase it")
    says(page, "It is erased")
    follows(site, page, code)
    says(page, "This code opens nothing.")
    answer = joss.reload()
    assert answer
    assert answer.status == 404
    left = (
        "SELECT count(*) FROM care_request r JOIN festival f ON f.id = festival_id WHERE slug = ?"
    )
    assert site.rows(left, team.slug) == [(0,)]
    desk.close()
    phone.close()


def test_the_inbox_by_forms_alone(browser: Browser, site: Site, team: Team) -> None:
    phone = site.phone(browser, java_script_enabled=False)
    page = phone.new_page()
    page.goto(f"{site.address}/help/navigation?festival={team.slug}")
    press(page, "Send it")
    code = page.locator(".code").inner_text()
    desk = team.desk(site, browser, java_script_enabled=False)
    joss = desk.new_page()
    joss.goto(f"{site.address}/staff/{team.slug}/care")
    joss.get_by_role("link", name="Request ").click()
    press(joss, "Open and read")
    joss.get_by_text("Write a note").click()
    joss.get_by_label("A note for the team").fill("Ask for a good time.")
    press(joss, "Keep the note")
    says(joss, "Ask for a good time.")
    press(joss, "Send the answer")
    says(joss, "Write something first.")
    joss.get_by_label("Your answer").fill("When may we write?")
    press(joss, "Send the answer")
    joss.get_by_text("Close it", exact=True).click()
    joss.get_by_label("We heard nothing more").check()
    press(joss, "Close the request")
    says(joss, "It is closed.", "Nothing waits")
    follows(site, page, code)
    says(page, "Closed", "When may we write?")
    expect(page.locator("main")).not_to_contain_text("Ask for a good time.")
    press(page, "Erase it")
    press(page, "Yes, erase it")
    desk.close()
    phone.close()
