"""House rules for addresses: which methods there are, and who may enter."""

import pytest
from flask import Flask

from config import Settings
from tests.browser.screens import SCREENS
from tests.provision import application
from wellness.festivals.models import RESERVED_SLUGS
from wellness.web import access
from wellness.web.access import Who, entry_of

pytestmark = pytest.mark.one_database


def test_nothing_but_get_and_post_is_spoken(app: Flask) -> None:
    spoken = {method for rule in app.url_map.iter_rules() for method in rule.methods or ()}
    assert spoken <= {"GET", "HEAD", "POST", "OPTIONS"}


def test_every_route_says_who_may_enter(app: Flask) -> None:
    open_to = {rule.rule: entry_of(app, rule.endpoint) for rule in app.url_map.iter_rules()}
    assert set(open_to.values()) <= set(Who)
    assert open_to["/healthz"] is Who.ANYONE


def test_a_route_that_does_not_say_so_keeps_the_application_from_starting(
    settings: Settings,
) -> None:
    with application.running(settings) as app:
        app.add_url_rule("/open-door", "open_door", lambda: "come in")
        with pytest.raises(LookupError, match="open_door"):
            access.check_every_route(app)


def test_no_festival_can_take_a_fixed_first_word(app: Flask) -> None:
    rules = [rule.rule.split("/") for rule in app.url_map.iter_rules()]
    first_words = {words[1] for words in rules} | {
        words[2] for words in rules if words[1] == "staff" and len(words) > 2
    }
    fixed = {word for word in first_words if word and not word.startswith("<")}
    assert fixed - RESERVED_SLUGS == set()


NO_PAGES = {
    *("assets.serve", "assets.worker", "assets.manifest", "assets.kept", "assets.favicon"),
    *("health.healthz", "operations.readyz", "operations.metrics"),
    *("feeds.programme", "feeds.part", "feeds.session", "feeds.personal"),
    *("plan.take_away", "plan.slip", "plan.slip_in_capitals"),
    *("planner.since", "guide.file"),
    "imports.template",
    "impact.download",
}
"""What answers with something else than a page."""
REACHED_BY_A_BUTTON = {
    *("curating.proposal", "partners.grant"),
    *("plan.deleted", "mail.letter", "staff.member", "planner.warning"),
    "selection.ask_to_give_up",
    *("care.one", "care.template"),
    "residencies.person",
    *("imports.review", "imports.settings", "imports.columns", "imports.names", "imports.done"),
}
WITH_A_PASSWORD = {"staff.code_page", "staff.generator_page"}
"""Nobody of the demonstration has one: tests/staff/test_in_the_browser.py looks at these."""


def test_every_page_is_looked_at_in_the_browser(app: Flask) -> None:
    addresses = app.url_map.bind("localhost")
    facts = dict.fromkeys(("kept", "line", "support", "own", "slot", "applied"), "reference") | {
        "feed": "1"
    }
    looked_at = {
        addresses.match(screen.address.format(**facts).split("?")[0])[0] for screen in SCREENS
    }
    pages = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and rule.endpoint.split(".")[0] != "api"
    }
    assert pages - NO_PAGES - REACHED_BY_A_BUTTON - WITH_A_PASSWORD - looked_at == set(), (
        "add them to tests/browser/screens.py"
    )
