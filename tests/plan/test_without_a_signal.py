"""My plan in a field: readable after one visit, whatever the network does."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.factories import a_session
from tests.passes.phones import a_holder, code_of
from tests.plan.reading import keeps
from tests.provision.server import serving

UNTIL_KEPT = """async () => {
  while (!(await caches.match("/me", { ignoreVary: true })))
    await new Promise(requestAnimationFrame);
}"""


@pytest.mark.browser
@pytest.mark.one_database
@pytest.mark.usefixtures("app")
def test_plan_and_pass_are_readable_without_a_signal_after_one_visit(
    database_url: str, tmp_path: Path, browser: Browser
) -> None:
    holder, secret = a_holder()
    booking = keeps(holder, a_session(title="Yoga on a chair"))
    with serving(database_url, tmp_path) as server:
        phone = browser.new_context()
        phone.add_cookies([{"name": "pass", "value": secret, "url": server.address}])
        page = phone.new_page()
        page.goto(f"{server.address}/me")
        page.evaluate(UNTIL_KEPT)
        phone.set_offline(offline=True)
        page.goto(f"{server.address}/me")
        assert page.locator(".pass .code").inner_text() == code_of(holder)
        assert page.locator(".pass__qr svg").is_visible()
        line = page.locator(f"[data-booking='{booking.reference}']")
        assert "Yoga on a chair" in line.inner_text()
        assert page.locator("[data-offline]").is_visible()
        phone.close()
