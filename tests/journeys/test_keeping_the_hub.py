"""An editor of the hub, from a reader's report to a number that is right again, on a phone."""

from dataclasses import dataclass
from datetime import date
from functools import partial

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.curating import a_contact, a_report, an_editor, an_entry
from tests.factories import a_festival
from tests.journeys.site import Site
from tests.provision import application
from wellness import clock
from wellness.database import in_transaction
from wellness.staff.actions import start_session
from wellness.staff.models import Role


@dataclass(frozen=True)
class Hub:
    """Where it is kept, who keeps it, and an entry of it."""

    address: str
    service: str
    name: str
    editor: str
    organizer: str


@pytest.fixture
def hub(site: Site, request: pytest.FixtureRequest) -> Hub:
    name = f"Lantern Line {request.node.callspec.id}"
    with application.running(site.settings):
        festival = a_festival()
        service = an_entry(
            name=name,
            countries=["ie"],
            contacts=[a_contact(dial="50 808", countries=["ie"], channel="text")],
            collected_on=date(2026, 1, 2),
        )
        a_report(service, dial="50 808")
        keys = {
            who: in_transaction(
                partial(start_session, an_editor(festival, who, role), now=clock.now())
            )
            for who, role in (("Mina", Role.HUB_EDITOR), ("Ines", Role.ORGANIZER))
        }
        return Hub(f"/staff/{festival.slug}/hub", service.slug, name, keys["Mina"], keys["Ines"])


def at_the_desk(browser: Browser, site: Site, key: str, *, script: bool) -> Page:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, locale="en-GB", java_script_enabled=script
    )
    context.add_cookies([{"name": "staff", "value": key, "url": site.address}])
    return context.new_page()


def presses(page: Page, button: str) -> int:
    with page.expect_navigation() as navigation:
        page.get_by_role("button", name=button, exact=True).first.click()
    return int(navigation.value.status)


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
def test_a_reported_number_is_put_right_by_two(
    browser: Browser, site: Site, hub: Hub, *, script: bool
) -> None:
    mina = at_the_desk(browser, site, hub.editor, script=script)
    mina.goto(f"{site.address}{hub.address}")
    first = mina.locator(".item").filter(has_text=hub.name).first
    expect(first).to_contain_text("1 report")
    mina.goto(f"{site.address}{hub.address}/services/{hub.service}/edit")
    assert presses(mina, "Add a contact") == 200
    dials = mina.locator("[name$='-dial']")
    expect(dials).to_have_count(2)
    dials.nth(1).fill("1800 111 222")
    mina.locator("[name$='-e164']").nth(1).fill("+353 1800 999 999")
    mina.locator("[name=note]").fill("Their page has a number to call now.")
    assert presses(mina, "Propose it") == 422
    expect(mina.locator(".summary")).to_contain_text("another number than the published one")
    mina.locator("[name$='-e164']").nth(1).fill("")
    assert presses(mina, "Look at it first") == 200
    expect(mina.locator("#look")).to_contain_text("Call 1800 111 222")
    with mina.expect_navigation():
        mina.locator("[name$='-dial']").nth(1).locator(
            "xpath=ancestor::fieldset[contains(@class,'contact-edit')]"
        ).get_by_role("button", name="Up").click()
    expect(mina.locator("[name$='-dial']").first).to_have_value("1800 111 222")
    assert presses(mina, "Propose it") == 200
    waiting = mina.url
    expect(mina.locator("main")).to_contain_text("Somebody else has to look at it")
    expect(mina.get_by_role("button", name="Approve and publish")).to_have_count(0)

    ines = at_the_desk(browser, site, hub.organizer, script=script)
    ines.goto(waiting)
    if script:
        assert ines.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert presses(ines, "Approve and publish") == 200
    expect(ines.locator("main")).to_contain_text(f"{hub.name}: readers see it now.")

    mina.goto(f"{site.address}{hub.address}/services/{hub.service}/check")
    mina.get_by_label("I dialled it, and it was them").check()
    mina.get_by_label("I wrote, and they answered").check()
    assert presses(mina, "Note what I checked") == 200
    mina.goto(f"{site.address}{hub.address}/reports")
    entry = mina.locator("section").filter(has=mina.get_by_role("link", name=hub.name))
    entry.locator("select").first.select_option("corrected")
    with mina.expect_navigation():
        entry.get_by_role("button", name="Settle it").first.click()
    expect(mina.locator("main")).to_contain_text("It was wrong, and is corrected")

    contacts = site.rows(
        "SELECT c.dial, c.verified_by FROM service_contact c JOIN service s ON s.id = c.service_id"
        " WHERE s.slug = ? ORDER BY c.position",
        hub.service,
    )
    assert contacts == [("1800 111 222", "Mina"), ("50 808", "Mina")]
    [(version, checked_on)] = site.rows(
        "SELECT version, checked_on FROM service WHERE slug = ?", hub.service
    )
    assert (version, checked_on) == (3, clock.now().date().isoformat())
