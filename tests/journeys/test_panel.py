"""A member of the panel reads on a phone, without scripts; the next in line is asked by itself."""

from dataclasses import dataclass
from functools import partial

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.calls import ANSWERS, an_application
from tests.journeys.site import Site
from tests.provision import application
from tests.selection import State, a_closed_call, a_member
from tests.staff import an_account, works_for
from wellness import clock
from wellness.calls.models import Application
from wellness.database import db, in_transaction, transaction
from wellness.passes.models import Pass, PassKey
from wellness.references import hash_of, new_secret
from wellness.staff.actions import start_session
from wellness.staff.models import Account, Role


@dataclass
class Told:
    """What the journey needs to know of the call."""

    slug: str
    call: str
    member: str
    """The cookie of the panel's member."""
    organizer: str
    phones: list[str]
    """Keys of the passes that applied, in order."""
    references: list[str]


def a_key(holder: Pass | None) -> str:
    assert holder
    secret = new_secret()
    with transaction():
        db.session.add(
            PassKey(pass_id=holder.id, secret_hash=hash_of(secret), created_at=clock.now())
        )
    return secret


def a_sign_in(account: Account) -> str:
    return in_transaction(partial(start_session, account, now=clock.now()))


def a_call_to_read(site: Site) -> Told:
    with application.running(site.settings):
        call = a_closed_call(roles=(("Songwriter", 1),))
        found = [an_application(call, answers=ANSWERS | {"plan": f"Plan {n}."}) for n in (1, 2, 3)]
        ines = an_account(name="Ines")
        works_for(ines, call.festival, Role.ORGANIZER)
        return Told(
            slug=call.festival.slug,
            call=call.slug,
            member=a_sign_in(a_member(call)),
            organizer=a_sign_in(ines),
            phones=[a_key(each.holder) for each in found],
            references=[each.reference for each in found],
        )


def a_browser(browser: Browser, site: Site, cookie: str, value: str) -> BrowserContext:
    made = site.phone(browser, java_script_enabled=False)
    made.add_cookies([{"name": cookie, "value": value, "url": site.address}])
    return made


def presses(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).first.click()


def gives(page: Page, *scores: int) -> None:
    """Score by keyboard: Tab comes to a row of five, Space and arrows choose."""
    for row, score in zip(page.locator(".scale").all(), scores, strict=True):
        row.locator("input").first.focus()
        page.keyboard.press("Space")
        for _ in range(score - 1):
            page.keyboard.press("ArrowRight")
        expect(row.locator("input:checked")).to_have_value(str(score))


def state_of(site: Site, told: Told, number: int) -> str:
    with application.running(site.settings):
        found = db.session.query(Application).filter_by(reference=told.references[number - 1]).one()
        return str(found.state)


def test_a_panel_reads_and_places_find_their_people(browser: Browser, site: Site) -> None:
    told = a_call_to_read(site)
    amara = a_browser(browser, site, "staff", told.member).new_page()
    amara.goto(f"{site.address}/staff/{told.slug}/reading")
    amara.get_by_role("link", name="Lakeside residency").click()
    presses(amara, "Begin to read")
    for number, scores in ((1, (3, 4)), (2, (5, 5))):
        expect(amara.locator("h1")).to_have_text(f"Application {number}")
        expect(amara.locator("main")).to_contain_text(f"Plan {number}.")
        assert ANSWERS["name"] not in amara.content()
        gives(amara, *scores)
        amara.locator("[name=remark]").fill(f"Remark {number}.")
        presses(amara, "Save and read on")
    expect(amara.locator("h1")).to_have_text("Application 3")
    amara.locator("summary", has_text="should not judge").click()
    presses(amara, "Declare a conflict of interest")
    expect(amara.locator("main")).to_contain_text("closed to you")

    ines = a_browser(browser, site, "staff", told.organizer).new_page()
    ines.goto(f"{site.address}/staff/{told.slug}/calls/{told.call}/selection")
    expect(ines.locator(".rank__title a").first).to_have_text("Application 2")
    for number in (2, 1):
        card = ines.locator(".rank").filter(has_text=f"Application {number}")
        with ines.expect_navigation():
            card.get_by_role("button", name="Put in line").click()
    presses(ines, "Offer the free places")
    assert [state_of(site, told, n) for n in (1, 2, 3)] == [
        State.IN_LINE,
        State.OFFERED,
        State.SUBMITTED,
    ]

    second = a_browser(browser, site, "pass", told.phones[1]).new_page()
    second.goto(f"{site.address}/me")
    second.get_by_role("link", name="A place is kept for you").click()
    presses(second, "No, thank you")
    expect(second.locator("h1")).to_have_text("You said no")

    first = a_browser(browser, site, "pass", told.phones[0]).new_page()
    first.goto(f"{site.address}/me/applications/{told.references[0]}/offer")
    presses(first, "Yes, I come")
    expect(first.locator("main")).to_contain_text("It is yours")
    assert [state_of(site, told, n) for n in (1, 2)] == [State.ACCEPTED, State.DECLINED]

    ines.goto(f"{site.address}/staff/{told.slug}/calls/{told.call}/selection/end")
    presses(ines, "End it and answer everybody")
    expect(ines.locator("main")).to_contain_text("Everybody who applied has an answer")
    assert state_of(site, told, 3) == State.NOT_CHOSEN
