"""The programme of a real festival, where it stands beside this repository, through the pages."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.organizing import a_founded_festival
from tests.journeys.site import Site

PROGRAMME = (
    Path(__file__)
    .parents[2]
    .parent.joinpath("shared", "data", "programmes", "rc3-2020-pretalx-schedule.json")
)

pytestmark = pytest.mark.skipif(
    not PROGRAMME.exists(),
    reason="no real programmes stand beside the repository (../shared/data/programmes)",
)


def test_a_real_programme_is_taken_in_and_released(browser: Browser, site: Site) -> None:
    context = site.founder(browser)
    her = a_founded_festival(site, context, last_day="2027-02-09")
    her.import_file(PROGRAMME.read_bytes(), name=PROGRAMME.name, shift_to="2027-02-05")
    her.says("Look before you import")
    her.says("48 rows", "New 48", "Mended 8", "Fri 5 Feb")
    her.press("Import into the draft")
    her.says("It is in the draft", "48 activities, 5 spaces, 5 categories, 56 facilitators")
    assert her.sessions() == 48
    her.review()
    her.says("48 New")
    her.release("As it was")
    her.says("Release 1 is public.", "48 New")
    phone = site.phone(browser)
    page = phone.new_page()
    page.goto(f"{site.address}/{her.slug}/")
    expect(page.locator("main")).to_contain_text("Friday 5 February")
    assert len(site.calendar(f"/{her.slug}/calendar.ics")) == 48
    phone.close()
    context.close()
