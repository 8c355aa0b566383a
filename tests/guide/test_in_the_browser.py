"""The guide in a real browser: a reader whose signal goes, an author with and without script."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.factories import a_festival
from tests.guide import a_chapter
from tests.provision.server import serving
from tests.staff import an_account, works_for
from wellness import clock
from wellness.database import in_transaction
from wellness.festivals.models import Festival
from wellness.staff.actions import start_session
from wellness.staff.models import Role

pytestmark = [pytest.mark.browser, pytest.mark.one_database, pytest.mark.usefixtures("app")]
UNTIL_KEPT = """async (path) => {
  while (!(await caches.match(path, { ignoreVary: true })))
    await new Promise(requestAnimationFrame);
}"""


@pytest.fixture
def festival() -> Festival:
    made = a_festival(slug="lakeside", country="gb")
    a_chapter(slug="food", title="Food", body="Something warm.", worksheet="What?\n\n___")
    a_chapter(slug="sleep", title="Sleep", body="Lie down.\n\n[Eat](guide:food).", short="Lie.")
    return made


@pytest.fixture
def address(database_url: str, tmp_path: Path) -> Iterator[str]:
    with serving(database_url, tmp_path) as server:
        yield server.address


def test_after_one_visit_to_the_contents_every_chapter_is_readable_without_a_signal(
    festival: Festival, address: str, browser: Browser
) -> None:
    phone = browser.new_context(viewport={"width": 390, "height": 844})
    page = phone.new_page()
    base = f"{address}/{festival.slug}/guide"
    page.goto(f"{base}/")
    page.evaluate(UNTIL_KEPT, f"/{festival.slug}/guide/food")
    page.evaluate(UNTIL_KEPT, f"/{festival.slug}/guide/sleep")
    phone.set_offline(offline=True)
    page.goto(f"{base}/")
    page.get_by_role("link", name="Sleep").click()
    expect(page.locator("h1")).to_have_text("Sleep")
    page.locator("article").get_by_role("link", name="Eat").click()
    expect(page.locator("h1")).to_have_text("Food")
    expect(page.locator("[data-offline]")).to_be_visible()
    expect(page.locator("a[href='tel:999']")).to_be_visible()
    styled = page.locator(".guide-worksheet hr").evaluate("e => getComputedStyle(e).height")
    assert styled == "36px"
    phone.close()


@pytest.mark.parametrize("with_script", [True, False], ids=["script", "forms alone"])
def test_an_author_writes_is_advised_publishes_and_withdraws(
    festival: Festival, address: str, browser: Browser, *, with_script: bool
) -> None:
    desk = browser.new_context(java_script_enabled=with_script)
    desk.add_cookies([{"name": "staff", "value": _token(festival), "url": address}])
    page = desk.new_page()
    page.goto(f"{address}/staff/{festival.slug}/guide")
    page.get_by_role("link", name="Write a chapter of our own").click()
    page.get_by_label("Title").fill("By the lake")
    page.get_by_label("Text", exact=True).fill("## Sit\n\nSomebody who committed suicide here.")
    page.get_by_role("button", name="Check the words").click()
    advice = page.get_by_role("note")
    expect(advice).to_contain_text("committed suicide")
    expect(advice).to_contain_text("Died by suicide")
    page.get_by_label("Text", exact=True).fill("## Sit\n\nThe bench under the willow.")
    page.get_by_role("button", name="Keep as a draft").click()
    expect(page.locator("main")).to_contain_text("The draft is kept.")
    expect(page.get_by_role("note")).to_have_count(0)
    assert _reads(page, f"{address}/{festival.slug}/guide/by-the-lake") == 404
    page.goto(f"{address}/staff/{festival.slug}/guide/own/by-the-lake/en")
    page.get_by_role("button", name="Publish the draft").click()
    expect(page.locator("main")).to_contain_text("Readers see it from now on.")
    assert _reads(page, f"{address}/{festival.slug}/guide/by-the-lake") == 200
    expect(page.locator("article h2")).to_have_text("Sit")
    page.goto(f"{address}/staff/{festival.slug}/guide/own/by-the-lake/en")
    page.get_by_role("button", name="Withdraw what is published").click()
    assert _reads(page, f"{address}/{festival.slug}/guide/by-the-lake") == 410
    expect(page.locator("h1")).to_have_text("This part is no longer here")
    desk.close()


def test_on_paper_a_worksheet_begins_a_page_and_has_lines_to_write_on(
    festival: Festival, address: str, browser: Browser
) -> None:
    phone = browser.new_context()
    page = phone.new_page()
    page.goto(f"{address}/{festival.slug}/guide/food")
    page.emulate_media(media="print")
    sheet = page.locator(".guide-worksheet")
    assert sheet.evaluate("e => getComputedStyle(e).breakBefore") == "page"
    line = sheet.locator("hr")
    assert line.evaluate("e => parseFloat(getComputedStyle(e).height)") > 38  # 11 mm
    expect(page.locator(".guide-next")).to_be_hidden()
    phone.close()


def test_the_file_is_readable_from_a_disk_with_nothing_else(
    festival: Festival, address: str, browser: Browser, tmp_path: Path
) -> None:
    phone = browser.new_context(java_script_enabled=False)
    page = phone.new_page()
    page.goto(f"{address}/{festival.slug}/guide/")
    with page.expect_download() as started:
        page.get_by_role("link", name="Download as one file").click()
    kept = tmp_path / "guide.html"
    started.value.save_as(kept)
    phone.set_offline(offline=True)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(kept.as_uri())
    expect(page.locator("#food h2")).to_have_text("Food")
    page.locator("#sleep").get_by_role("link", name="Eat").is_visible()
    width = page.locator("body").evaluate("e => getComputedStyle(e).maxWidth")
    assert width == "640px"
    assert asked == [kept.as_uri()]
    phone.close()


def _reads(page: Page, place: str) -> int:
    answer = page.goto(place)
    assert answer is not None
    return answer.status


def _token(festival: Festival) -> str:
    account = an_account()
    works_for(account, festival, Role.ORGANIZER)
    return in_transaction(lambda: start_session(account, now=clock.now()))
