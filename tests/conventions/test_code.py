"""House rules for the code that no linter knows."""

import ast
import re
from collections import Counter
from importlib import import_module
from pathlib import Path

import pytest

from config import ROOT
from wellness.errors import Refusal

CODE = [ROOT / "config.py", *sorted((ROOT / "wellness").rglob("*.py"))]
ROOMS = {
    folder.name for folder in (ROOT / "wellness").iterdir() if (folder / "__init__.py").exists()
}
TOP_LEVEL = {
    *("wellness", "templates", "migrations", "tests", "docs", ".ci", ".git", ".gitignore"),
    *("config.py", "pyproject.toml", "requirements.lock", "requirements-dev.lock"),
    "requirements-placing.lock",
    *("README.md", "CHANGELOG.md", "LICENSE", "Makefile"),
}
LONGEST_FILE = 250
LONGEST_FUNCTION = 40


def ignored() -> set[str]:
    return {line.strip("/") for line in (ROOT / ".gitignore").read_text().split()}


def named(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def refusals() -> list[type[Refusal]]:
    for file in sorted((ROOT / "wellness").rglob("errors.py")):
        import_module(".".join(file.relative_to(ROOT).with_suffix("").parts))
    found, unread = [], [Refusal]
    while unread:
        kind = unread.pop()
        unread += kind.__subclasses__()
        if not kind.__subclasses__():  # what others are kinds of is never raised itself
            found.append(kind)
    return found


def test_every_refusal_says_something_of_its_own() -> None:
    own = refusals()
    assert own
    wordless = [k for k in own if "code" not in vars(k) or not {"says", "sentence"} & set(vars(k))]
    assert wordless == []
    assert [k.__name__ for k in own if not str(k.says).strip().endswith(".")] == []


def test_no_two_refusals_share_a_code() -> None:
    codes = Counter(kind.code for kind in refusals())
    assert {code: n for code, n in codes.items() if n > 1} == {}
    assert [code for code in codes if not re.fullmatch(r"[a-z]+(_[a-z]+)*", code)] == []


def test_files_stay_short_enough_to_be_read_in_one_go() -> None:
    lines = {named(file): len(file.read_text().splitlines()) for file in CODE}
    assert {
        n: count for n, count in lines.items() if count > LONGEST_FILE and "/demo/" not in n
    } == {}


def lines_of_code(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Its lines from `def` on, less what its docstring promises."""
    first = function.body[0]
    prose = 0
    if ast.get_docstring(function) is not None:
        prose = (first.end_lineno or 0) - first.lineno + 1
    return (function.end_lineno or 0) - function.lineno + 1 - prose


def test_functions_stay_short_enough_to_be_seen_at_once() -> None:
    long = {
        f"{named(file)}:{node.lineno} {node.name}": lines_of_code(node)
        for file in CODE
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and lines_of_code(node) > LONGEST_FUNCTION
    }
    assert long == {}


def test_no_module_is_a_drawer() -> None:
    drawers = {"utils", "util", "helpers", "helper", "common", "misc", "tools", "lib"}
    assert [named(file) for file in CODE if file.stem in drawers] == []


def test_the_top_level_stays_closed() -> None:
    there = {entry.name for entry in ROOT.iterdir()}
    strays = {n for n in there - TOP_LEVEL - ignored() if not n.endswith((".egg-info", ".pyc"))}
    assert strays == set()


@pytest.mark.parametrize("folder", ["wellness", "templates", "tests", "docs", "migrations", ".ci"])
def test_no_file_knows_the_machine_it_was_written_on(folder: str) -> None:
    home = re.compile(r"(?<![\w.:/-])/(?:home|root|work|Users|mnt)/\w")
    known = {
        named(file)
        for file in (ROOT / folder).rglob("*")
        if file.suffix in {".py", ".html", ".txt", ".md", ".css", ".js", ".json", ".toml", ""}
        and file.is_file()
        and file != Path(__file__)
        and home.search(file.read_text(errors="ignore"))
    }
    assert known == set()


def test_nobody_says_now_but_the_clock() -> None:
    saying = re.compile(r"datetime\.now\(|date\.today\(|datetime\.today\(|utcnow\(")
    assert [named(f) for f in CODE if saying.search(f.read_text())] == ["wellness/clock.py"]
