"""What somebody who attends does on a phone, and what that phone then shows."""

from dataclasses import dataclass

import icalendar
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.site import Site


@dataclass
class Attendee:
    """Somebody with a place, a mail address and a calendar that follows."""

    site: Site
    page: Page
    slug: str
    mail: str
    reference: str
    feed: str

    def sees(self, path: str, *texts: str) -> None:
        """A page says all of it."""
        self.page.goto(f"{self.site.address}{path}")
        for text in texts:
            expect(self.page.locator("main")).to_contain_text(text)

    def calendars(self, title: str) -> tuple[icalendar.Event, icalendar.Event]:
        """The session as the own calendar and the festival's have it."""
        return self._entry(self.feed, title), self._entry(f"/{self.slug}/calendar.ics", title)

    def _entry(self, path: str, title: str) -> icalendar.Event:
        """The only one that has the title; a cancelled one says so before it."""
        [found] = [
            event for name, event in self.site.calendar(path).items() if name.endswith(title)
        ]
        return found


def keeps_a_place(
    site: Site, context: BrowserContext, slug: str, reference: str, *, mail: str
) -> Attendee:
    """Book with a chosen name, leave an address, subscribe to an own calendar."""
    page = context.new_page()
    page.goto(f"{site.address}/{slug}/sessions/{reference}")
    page.get_by_role("link", name="Book", exact=True).click()
    page.get_by_label("name").first.fill("Wren")
    _press(page, "Confirm")
    expect(page.locator("main")).to_have_attribute("data-outcome", "confirmed")
    page.goto(f"{site.address}/me/letters")
    page.locator("[name=email]").fill(mail)
    page.locator("[name=wants_full_titles]").check()
    page.locator("[name=wants_invitations]").check()
    _press(page, "Keep this")
    page.goto(f"{site.address}/me/feeds")
    page.locator("[name=is_discreet]").uncheck()
    _press(page, "Make it")
    expect(page.get_by_role("heading", name="Your calendar is ready")).to_be_visible()
    feed = "/c/" + page.content().split("/c/", 1)[1].split(".ics", 1)[0] + ".ics"
    return Attendee(site, page, slug, mail, reference, feed)


def _press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name).first.click()
