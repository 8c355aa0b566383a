"""A browser, a phone in it, and the demonstration festival to look at."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.screens import SCREENS, become_a_holder
from tests.provision.server import Server
from tests.provision.site import demonstration

PHONE = {"width": 390, "height": 844}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a browser test, and a screen's tests stay together.

    Two browsers may share the work (`--dist loadgroup`): each takes every other screen whole, so
    that none is opened twice.
    """
    names = [screen.name for screen in SCREENS]
    for item in items:
        if "/tests/browser/" not in str(item.path):
            continue
        item.add_marker(pytest.mark.browser)
        given = getattr(item, "callspec", None)
        screen = given.params.get("shown") if given else None
        half = f" {names.index(screen.name) % 2}" if screen is not None else ""
        item.add_marker(pytest.mark.xdist_group(f"{item.path.stem}{half}"))


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Stillwater on the real server."""
    with demonstration(tmp_path_factory.mktemp("stillwater")) as running:
        yield running


@pytest.fixture(scope="session")
def site(server: Server) -> str:
    """The address everything starts with."""
    return server.address


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """A new phone that has never been here."""
    context = browser.new_context(viewport=PHONE, locale="en-GB", has_touch=True)  # type: ignore[arg-type]
    yield context
    context.close()


@pytest.fixture
def page(phone: BrowserContext) -> Page:
    """An empty page on that phone."""
    return phone.new_page()


@dataclass(frozen=True)
class Holder:
    """Somebody with a place, a wait and a place of support."""

    state: Any
    """What their phone keeps."""
    facts: dict[str, str]
    """The references of their bookings and the number of their feed, as Screen names them."""


@pytest.fixture(scope="session")
def holder(browser: Browser, site: str) -> Holder:
    """A holder whose phone any test may borrow, to look at and not to change."""
    context = browser.new_context(viewport=PHONE, locale="en-GB")  # type: ignore[arg-type]
    facts = become_a_holder(context.new_page(), site)
    state = context.storage_state()
    context.close()
    return Holder(state, facts)
