"""What the documents promise is there: settings, dependencies, links, decisions."""

import ast
import re
import tomllib
from pathlib import Path

import pytest
from flask import Flask
from packaging.requirements import Requirement

from config import ROOT

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]


def requirements() -> dict[str, Requirement]:
    project = PYPROJECT["project"]
    lines = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    return {Requirement(line).name: Requirement(line) for line in lines}


def first_cells(document: str) -> set[str]:
    """The words in backticks that open the rows of the document's tables."""
    return set(re.findall(r"^\| `([^`]+)`", (ROOT / document).read_text(), re.MULTILINE))


def settings_read() -> set[str]:
    """The names of the environment's variables that config.py asks for."""
    names = set()
    for node in ast.walk(ast.parse((ROOT / "config.py").read_text())):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            asked = ast.unparse(node.func)
            if asked in {"_environment", "_words", "os.environ.get"}:
                names.add(str(node.args[0].value))
    return names


def test_every_setting_is_described_for_whoever_runs_it() -> None:
    described = {name for name in first_cells("docs/operations.md") if name.isupper()}
    assert described == settings_read()


def test_every_dependency_has_its_reason_on_file() -> None:
    assert first_cells("docs/dependencies.md") == set(requirements())


@pytest.mark.parametrize(
    ("lock", "extra"),
    [
        ("requirements.lock", ""),
        ("requirements-placing.lock", "placing"),
        ("requirements-dev.lock", "dev"),
    ],
)
def test_the_locks_hold_what_the_project_asks_for(lock: str, extra: str) -> None:
    locked = dict(re.findall(r"^([a-z0-9-]+)==([^ ;\\]+)", (ROOT / lock).read_text(), re.MULTILINE))
    wanted = {
        Requirement(line).name.lower(): Requirement(line)
        for line in PYPROJECT["project"]["dependencies"]
        + (PYPROJECT["project"]["optional-dependencies"][extra] if extra else [])
    }
    missing = [
        f"{name} {requirement.specifier}"
        for name, requirement in wanted.items()
        if name not in locked or not requirement.specifier.contains(locked[name])
    ]
    assert missing == [], "run `make lock`"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d.relative_to(ROOT).as_posix())
def test_every_link_between_documents_leads_somewhere(document: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", document.read_text())
    assert [t for t in targets if not (document.parent / t).exists()] == []


def test_every_decision_named_in_the_code_is_on_file() -> None:
    code = [*(ROOT / "wellness").rglob("*.py"), ROOT / "config.py", *DOCUMENTS]
    named = {
        name
        for file in code
        for name in re.findall(r"docs/decisions/(\d{4}-[\w-]+\.md)", file.read_text())
    }
    assert {n for n in named if not (ROOT / "docs" / "decisions" / n).exists()} == set()


@pytest.mark.one_database
def test_every_command_named_in_the_documents_is_there(app: Flask) -> None:
    named = {
        command
        for file in DOCUMENTS
        for command in re.findall(r"(?:`|bin/)wellness ([a-z][a-z-]*)", file.read_text())
    }
    assert named - set(app.cli.commands) == set()


def test_a_decision_is_short_and_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = set(re.findall(r"\]\((\d{4}-[\w-]+\.md)\)", (folder / "README.md").read_text()))
    decisions = {file.name: file for file in folder.glob("[0-9]*.md")}
    assert listed == set(decisions)
    assert {
        n: len(f.read_text().splitlines())
        for n, f in decisions.items()
        if len(f.read_text().splitlines()) > 40
    } == {}
    assert len({name[:4] for name in decisions}) == len(decisions), "each number is given once"
