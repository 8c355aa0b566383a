"""A resident on their first day, on a phone, with and without JavaScript."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.factories import a_facilitator, a_space, from_now
from tests.journeys.site import PATIENCE_MILLISECONDS, PHONE, Site
from tests.passes.phones import a_holder
from tests.provision import application
from tests.residencies.people import a_call, a_slot, an_application, begins, supported


def _a_resident(site: Site) -> str:
    """The key of somebody's phone whose residency starts in half an hour."""
    with application.running(site.settings):
        holder, secret = a_holder(name="Robin")
        call = a_call(title="Lakeside recordings")
        a_slot(
            call,
            space=a_space(call.festival, name="Boathouse studio"),
            facilitators=(a_facilitator(call.festival, name="Odd Berg"),),
            starts_at=from_now(minutes=30),
            lasts=timedelta(hours=3),
        )
        residency = begins(an_application(call, holder=holder))
        supported(residency, reach="0151 2345, day and night")
        return secret


def _presses(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_somebody_prepares_comes_and_leaves(
    browser: Browser,
    site: Site,
    script: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    secret = _a_resident(site)
    how: dict[str, Any] = {"viewport": PHONE, "has_touch": True, "locale": "en-GB"}
    phone = browser.new_context(**how, java_script_enabled=script)
    phone.set_default_timeout(PATIENCE_MILLISECONDS)
    phone.add_cookies([{"name": "pass", "value": secret, "url": site.address}])
    page = phone.new_page()
    page.goto(f"{site.address}/me")
    page.get_by_role("link", name="Lakeside recordings", exact=True).click()
    expect(page.get_by_text("At the desk: Odd Berg")).to_be_visible()
    expect(page.get_by_text("0151 2345, day and night")).to_be_visible()

    page.get_by_role("link", name="Read the agreement").click()
    expect(page.get_by_text("We share what we write")).to_be_visible()
    _presses(page, "I read it and say yes")
    page.get_by_role("link", name="Tell us what you need").click()
    page.get_by_label("A quiet corner to go to").check()
    page.get_by_label("What helps you to have a good day").fill("A break every hour.")
    _presses(page, "Save")
    for step in ("agreement", "rider"):
        expect(page.locator(f"[data-step={step}]")).to_have_attribute("data-done", "yes")

    here = page.locator("[data-presence]")
    _presses(page, "I am here")
    expect(here).to_have_attribute("data-presence", "here")
    _presses(page, "I am leaving now")
    expect(here).to_have_attribute("data-presence", "gone")
    _presses(page, "No, I am still here")
    expect(here).to_have_attribute("data-presence", "here")

    page.get_by_role("link", name="What you told us you need").click()
    expect(page.get_by_label("A quiet corner to go to")).to_be_checked()
    _presses(page, "Erase all of it now")
    expect(page.locator("[data-step=rider]")).to_have_attribute("data-done", "no")
    phone.close()
