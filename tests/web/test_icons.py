import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from config import ROOT
from wellness.web.icons import icon

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def names_drawn_in(template: Path) -> set[str]:
    return set(re.findall(r"""\bicon\(\s*["']([a-z0-9-]+)["']""", template.read_text("utf-8")))


def test_an_icon_is_hidden_from_screen_readers_and_draws_lucides_shapes() -> None:
    drawn = ET.fromstring(icon("calendar-days", 22))  # noqa: S314 - our own markup
    assert (drawn.tag, drawn.get("aria-hidden")) == ("svg", "true")
    assert (drawn.get("width"), drawn.get("height")) == ("22", "22")
    assert [shape.tag for shape in drawn].count("path") > 2
    assert "xmlns" not in icon("calendar-days")


def test_an_unknown_name_draws_a_plain_circle_instead_of_failing() -> None:
    assert icon("no-such-icon") == icon("circle")
    assert "<circle" in icon("no-such-icon")


def test_two_icons_differ() -> None:
    assert icon("leaf") != icon("moon")


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_icon_a_template_names_exists(template: Path) -> None:
    plain = icon("circle")
    named = names_drawn_in(template) - {"circle"}
    assert {name for name in named if icon(name) == plain} == set()
