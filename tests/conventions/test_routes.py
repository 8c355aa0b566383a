"""House rules for addresses: which methods there are, and who may enter."""

import pytest
from flask import Flask

from config import Settings
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
    first_words = {rule.rule.split("/")[1] for rule in app.url_map.iter_rules()}
    fixed = {word for word in first_words if word and not word.startswith("<")}
    assert fixed - RESERVED_SLUGS == set()
