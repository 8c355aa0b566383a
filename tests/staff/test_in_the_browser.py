"""Coming in by passkey, with a key in a real browser; and by password and code without scripts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from config import Settings
from tests.factories import a_festival
from tests.provision import application, sqlite
from tests.provision.server import serving
from tests.staff import an_account, link_of_invitation, shown_code, works_for
from wellness.staff.models import Role

pytestmark = pytest.mark.browser
PASSWORD = "willow harbour lantern"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def house(
    _migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Settings, str]]:
    """An empty application on the real server, under a name that keys can be made for."""
    folder = tmp_path_factory.mktemp("house")
    url = sqlite.copied(_migrated_sqlite, folder)
    with serving(url, folder) as server:
        yield application.settings_for(url, folder), f"http://localhost:{server.port}"


@pytest.fixture
def laptop(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(locale="en-GB", viewport={"width": 390, "height": 844})
    yield context
    context.close()


def with_a_key(page: Page) -> Page:
    """The page, on a device that keeps keys and opens them with a finger."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return page


def faults_of(page: Page) -> list[str]:
    found = Axe().run(page, options={"runOnly": WCAG, "resultTypes": ["violations"]})
    return [
        f"{rule['id']}: {node['html'][:120]}"
        for rule in found.response["violations"]
        for node in rule["nodes"]
    ]


def test_somebody_joins_by_passkey_and_signs_in_with_it_again(
    house: tuple[Settings, str], laptop: BrowserContext
) -> None:
    settings, site = house
    with application.running(settings):
        festival = a_festival(slug="passkeys", name="Stillwater")
        link = link_of_invitation(festival, role=Role.OWNER)
    page = with_a_key(laptop.new_page())
    page.goto(site + link)
    page.get_by_label("Your name").fill("Bo Lindqvist")
    assert faults_of(page) == []
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.get_by_text("From now on this key signs you in.")).to_be_visible()
    expect(page.get_by_role("link", name="Stillwater")).to_be_visible()

    page.goto(f"{site}/staff/account")
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_text("You are signed out.")).to_be_visible()
    page.goto(f"{site}/staff/passkeys/team")
    expect(page).to_have_url(f"{site}/staff/sign-in")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page).to_have_url(f"{site}/staff/passkeys/team")
    expect(page.get_by_text("Bo Lindqvist").first).to_be_visible()

    page.goto(f"{site}/staff/again")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page).to_have_url(f"{site}/staff/")


def test_a_key_that_is_not_ours_opens_nothing_and_says_so(
    house: tuple[Settings, str], laptop: BrowserContext
) -> None:
    page = with_a_key(laptop.new_page())
    page.goto(f"{house[1]}/staff/sign-in")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("Your device gave us no key.")).to_be_visible()
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_enabled()


def test_without_scripts_password_and_code_do(
    house: tuple[Settings, str], browser: Browser
) -> None:
    settings, site = house
    with application.running(settings):
        ana = an_account(name="Ana", address="ana@example.org", password=PASSWORD)
        works_for(ana, a_festival(slug="plain", name="Plain"), Role.OWNER)
    context = browser.new_context(
        java_script_enabled=False, locale="en-GB", viewport={"width": 320, "height": 640}
    )
    page = context.new_page()
    page.goto(f"{site}/staff/plain/log")
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
    page.get_by_label("Mail address").fill("ana@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", name="Your code")).to_be_visible()
    page.get_by_label("Code").fill(shown_code())
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(f"{site}/staff/plain/log")
    context.close()


def test_pages_that_need_a_password_keep_nobody_out(
    house: tuple[Settings, str], laptop: BrowserContext
) -> None:
    settings, site = house
    with application.running(settings):
        an_account(name="Cleo", address="cleo@example.org", password=PASSWORD)
        link = link_of_invitation(a_festival(slug="third", name="Third"))
    page = laptop.new_page()
    page.goto(f"{site}{link}?way=password")
    assert faults_of(page) == []
    page.goto(f"{site}/staff/sign-in")
    page.get_by_label("Mail address").fill("cleo@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", name="Your code")).to_be_visible()
    assert faults_of(page) == []
    page.get_by_label("Code").fill(shown_code())
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="My festivals")).to_be_visible()
    for address, heading in (
        ("/staff/account/generator", "Another code generator"),
        ("/staff/account", "My account"),
        ("/staff/again", "Is it still you?"),
    ):
        page.goto(site + address)
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
        assert faults_of(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.goto(f"{site}/staff/account")
    page.get_by_role("button", name="Make new ones").click()
    expect(page.get_by_role("heading", name="Your codes on paper")).to_be_visible()
    assert page.locator(".paper li").count() == 10
    assert faults_of(page) == []
