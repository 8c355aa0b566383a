"""Sheets as a browser prints them: how many pages, how large, and nothing cut off."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.screens import sign_in_as
from wellness.demo.spaces import SLUG

MILLIMETRES = 25.4 / 72
SHEETS = {
    "poster?paper=a3": (297, 420),
    "poster?paper=a4": (210, 297),
    "door?space=heron-tent&hangs=inside": (210, 297),
    "door?space=fern-room": (210, 297),
}


@pytest.fixture
def scriptless(browser: Browser, site: str) -> Iterator[Page]:
    """A planner's browser without script."""
    first = browser.new_context(locale="en-GB")
    sign_in_as(first.new_page(), "programme", site)
    context = browser.new_context(locale="en-GB", java_script_enabled=False)
    context.add_cookies(first.cookies())  # type: ignore[arg-type]
    first.close()
    yield context.new_page()
    context.close()


def pages_of(page: Page) -> list[tuple[int, int]]:
    """Width and height of each page as printed, in whole millimetres."""
    raw = page.pdf(prefer_css_page_size=True, print_background=True)
    boxes = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", raw)
    return [(round(float(w) * MILLIMETRES), round(float(h) * MILLIMETRES)) for w, h in boxes]


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_sheet_fits_its_paper(scriptless: Page, site: str, sheet: str) -> None:
    scriptless.goto(f"{site}/staff/{SLUG}/print/{sheet}")
    assert pages_of(scriptless) == [SHEETS[sheet]]


def test_the_pocket_programme_is_one_leaf_of_a4(scriptless: Page, site: str) -> None:
    scriptless.goto(f"{site}/staff/{SLUG}/print/pocket")
    assert pages_of(scriptless) == [(297, 210)] * 2


def test_each_space_begins_a_page(scriptless: Page, site: str) -> None:
    scriptless.goto(f"{site}/staff/{SLUG}/print/door")
    sheets = scriptless.locator(".door").count()
    assert sheets > 5
    assert pages_of(scriptless) == [(210, 297)] * sheets


@pytest.mark.parametrize("sheet", [*SHEETS, "pocket"])
def test_on_paper_stands_the_sheet_alone_and_whole(scriptless: Page, site: str, sheet: str) -> None:
    scriptless.emulate_media(media="print")
    scriptless.set_viewport_size({"width": 1047 if "a3" in sheet else 700, "height": 1000})
    scriptless.goto(f"{site}/staff/{SLUG}/print/{sheet}")
    assert scriptless.locator(".desk-top").is_hidden()
    assert scriptless.locator(".print-bar").is_hidden()
    assert scriptless.locator(".stamped").first.is_visible()
    width = scriptless.viewport_size
    assert width is not None
    for box in scriptless.locator(".sheet h2, .sheet p, .sheet td, .sheet figure").all():
        place = box.bounding_box()
        assert place is not None
        assert place["x"] >= 0
        if place["width"] and "pocket" not in sheet:
            assert place["x"] + place["width"] <= width["width"] + 1
