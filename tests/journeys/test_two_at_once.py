"""Two organizers at one form: nothing is lost and both are told."""

from functools import partial

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.organizing import a_founded_festival, takes_in_the_programme
from tests.journeys.site import Site
from tests.provision import application
from tests.staff import an_account, works_for
from wellness import clock
from wellness.database import db, in_transaction
from wellness.festivals.models import Festival
from wellness.staff.actions import start_session
from wellness.staff.models import Role


def a_colleague(browser: Browser, site: Site, slug: str) -> BrowserContext:
    with application.running(site.settings):
        ben = an_account(name="Ben")
        works_for(ben, db.session.query(Festival).filter_by(slug=slug).one(), Role.ORGANIZER)
        site.founders["Ben"] = in_transaction(partial(start_session, ben, now=clock.now()))
    return site.founder(browser, "Ben")


def saves(page: Page, button: str) -> int:
    with page.expect_navigation() as navigation:
        page.get_by_role("button", name=button).first.click()
    return int(navigation.value.status)


def fern_room(site: Site, slug: str) -> tuple[object, ...]:
    [kept] = site.rows(
        "SELECT s.directions, s.capacity FROM space s JOIN festival f ON f.id = s.festival_id"
        " WHERE f.slug = ? AND s.slug = 'fern-room'",
        slug,
    )
    return kept


def test_two_save_the_same_space_and_choose_between_both(browser: Browser, site: Site) -> None:
    context = site.founder(browser)
    her = a_founded_festival(site, context)
    takes_in_the_programme(her)
    colleague = a_colleague(browser, site, her.slug)
    his = colleague.new_page()
    her.go("spaces/fern-room")
    his.goto(her.page.url)
    his.locator("[name=directions]").fill("Left of the gate.")
    his.locator("[name=capacity]").fill("14")
    assert saves(his, "Save") == 200

    her.page.locator("[name=directions]").fill("Right of the gate.")
    her.page.locator("[name=capacity]").fill("16")
    assert saves(her.page, "Save") == 409
    her.says("Somebody else saved this while you were at it. Nothing of yours is lost")
    her.says("Left of the gate.", "Right of the gate.", "14", "16")
    assert fern_room(site, her.slug) == ("Left of the gate.", 14)
    her.page.locator("[name=keep-directions][value=theirs]").check()
    her.page.locator("[name=keep-capacity][value=mine]").check()
    assert saves(her.page, "Save what is chosen") == 200
    assert fern_room(site, her.slug) == ("Left of the gate.", 16)
    his.goto(f"{her.base}/spaces/fern-room")
    expect(his.locator("[name=capacity]")).to_have_value("16")
    expect(his.locator("[name=directions]")).to_have_value("Left of the gate.")
    context.close()
    colleague.close()
