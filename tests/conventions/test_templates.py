"""House rules for templates and for what browsers are given."""

import re
from pathlib import Path

import pytest

from config import ROOT
from tests.conventions.test_code import ROOMS, named

TEMPLATES = ROOT / "templates"
PAGES = sorted(TEMPLATES.rglob("*.html"))
STATIC = sorted((ROOT / "wellness" / "static").rglob("*.*"))
SHARED_FOLDERS = {"macros", "errors", "letters"}


def lines_with(pattern: str, files: list[Path]) -> list[str]:
    found = re.compile(pattern, re.IGNORECASE)
    return [
        f"{named(file)}:{number}"
        for file in files
        for number, line in enumerate(file.read_text().splitlines(), 1)
        if found.search(line)
    ]


def test_every_folder_of_templates_belongs_to_a_room() -> None:
    folders = {page.relative_to(TEMPLATES).parts[0] for page in TEMPLATES.glob("*/**/*.*")}
    assert folders - SHARED_FOLDERS - ROOMS == set()


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("text that isn't escaped", r"\|\s*safe\b|autoescape\s+false"),
        ("a script of its own", r"<script(?![^>]*\bsrc=)(?![^>]*application/ld\+json)"),
        ("a style of its own", r"<style\b|\sstyle\s*="),
        ("a script in an attribute", r"<[^>{]*\son[a-z]+\s*="),
        ("an address that runs", r"(?:href|action|src)\s*=\s*[\"']?\s*(?:javascript|data):"),
        (
            "something from elsewhere",
            r"<(?:script|link|img|iframe|source)[^>]*(?:src|href)=[\"']?(?:https?:)?//",
        ),
    ],
)
def test_no_page_holds(what: str, pattern: str) -> None:
    assert lines_with(pattern, PAGES) == [], f"holds {what}"


def test_no_style_or_script_fetches_from_elsewhere() -> None:
    ours = [file for file in STATIC if file.suffix in {".css", ".js", ".webmanifest"}]
    assert lines_with(r"@import|url\(\s*[\"']?(?:https?:)?//|fetch\(\s*[\"'`]https?:", ours) == []


def test_scripts_write_text_and_never_markup() -> None:
    scripts = [file for file in STATIC if file.suffix == ".js"]
    assert (
        lines_with(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(", scripts)
        == []
    )


def test_no_page_exclaims() -> None:
    says = re.compile(r"_\(\s*\"[^\"]*!\"|\w!\s*(?:</|\{%|$)")
    assert lines_with(says.pattern, PAGES) == []


def test_no_page_takes_a_name_that_its_layout_gives_a_meaning_of_its_own() -> None:
    taken = re.compile(r"^\{% set (?:at|back|worker|parts|in_bar|exit_url)\b", re.MULTILINE)
    pages = [page for page in PAGES if page.read_text().lstrip().startswith("{% extends")]
    assert [named(page) for page in pages if taken.search(page.read_text())] == []
