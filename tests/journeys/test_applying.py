"""Somebody applies for a residency on a phone, with and without JavaScript."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.calls import ANSWERS, a_call
from tests.journeys.site import PATIENCE_MILLISECONDS, PHONE, Site
from tests.provision import application
from wellness.calls.models import Call


def _an_open_call(site: Site) -> tuple[str, str]:
    """Address and title of a call at a festival of its own."""
    with application.running(site.settings):
        call: Call = a_call(title="Lakeside residency")
        return f"/{call.festival.slug}/residencies/", call.slug


def _presses(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_somebody_applies_stops_goes_on_and_hands_in(
    browser: Browser,
    site: Site,
    script: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    list_address, slug = _an_open_call(site)
    how: dict[str, Any] = {"viewport": PHONE, "has_touch": True, "locale": "en-GB"}
    phone = browser.new_context(**how, java_script_enabled=script)
    phone.set_default_timeout(PATIENCE_MILLISECONDS)
    page = phone.new_page()
    page.goto(f"{site.address}{list_address}")
    page.get_by_role("link", name="Lakeside residency").click()
    page.get_by_role("link", name="Apply", exact=True).click()
    page.get_by_role("link", name="Begin").click()
    page.get_by_text("Songwriter").click()
    _presses(page, "Save and go on")
    expect(page.get_by_text("Saved at")).to_be_visible()
    page.locator("[name=answer]").fill(ANSWERS["name"])
    _presses(page, "Save and go on")
    page.get_by_role("link", name="Leave it for later").click()

    # The phone is put away in the middle of it, and taken out again.
    page.goto(f"{site.address}/me")
    page.get_by_role("link", name="Lakeside residency").click()
    expect(page.locator("main")).to_have_attribute("data-standing", "draft")
    _presses(page, "Hand it in")
    missing = page.get_by_role("alert")
    expect(missing).to_contain_text("What would you make?")
    missing.get_by_role("link", name="What would you make?").click()
    page.locator("[name=answer]").fill(ANSWERS["plan"])
    _presses(page, "Save and go on")
    page.goto(f"{site.address}{list_address}{slug}/apply/age")
    page.get_by_text("I am 18 or over").last.click()
    _presses(page, "Save")
    _presses(page, "Hand it in")
    expect(page.locator("main")).to_have_attribute("data-standing", "handed_in")
    expect(page.locator("main")).to_contain_text(ANSWERS["plan"])

    page.get_by_text("Take it back").first.click()
    _presses(page, "Take it back")
    expect(page.locator("main")).to_have_attribute("data-standing", "withdrawn")
    _presses(page, "Undo")
    expect(page.locator("main")).to_have_attribute("data-standing", "handed_in")
    [kept] = site.rows(
        "SELECT a.state, a.number FROM application a JOIN call c ON c.id = a.call_id"
        " WHERE c.slug = ?",
        slug,
    )
    assert kept == ("submitted", 1)
    phone.close()
