"""The tray is placed by the solver: started, waited for, taken in part, undone."""

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.organizing import a_founded_festival, takes_in_the_programme
from tests.journeys.programme import TRAY
from tests.journeys.site import Site

pytest.importorskip("ortools")
SOLVED_WITHIN_MILLISECONDS = 60_000


def test_a_proposal_is_taken_in_part_and_undone(browser: Browser, site: Site) -> None:
    context = site.founder(browser, java_script_enabled=False)
    her = a_founded_festival(site, context)
    takes_in_the_programme(her)
    her.go("planner/automatic")
    her.says("3 sessions to place", *TRAY)
    her.press("Look for places")
    expect(her.page.locator("main")).to_have_attribute(
        "data-outcome", "done", timeout=SOLVED_WITHIN_MILLISECONDS
    )
    her.says("3 of 3 sessions found a place.", *TRAY)
    assert {her.place_of(title) for title in TRAY} == {"tray"}
    her.page.get_by_role("checkbox", name="Ink and paper").uncheck()
    her.press("Place what is ticked")
    her.says("2 sessions are placed. You can undo them in one step.")
    assert her.place_of("Clay hour").startswith(
        ("Lake tent 2027", "Fern room 2027", "Orchard 2027")
    )
    assert her.place_of("Open singing") != "tray"
    assert her.place_of("Ink and paper") == "tray"
    her.press("Undo")
    assert {her.place_of(title) for title in TRAY} == {"tray"}
    context.close()
