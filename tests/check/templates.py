"""Do all templates compile, and is everything in them used?"""

import re
import sys
import tempfile
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError, nodes

from config import ROOT
from tests.provision import application, sqlite

TEMPLATES = ROOT / "templates"


def faults(environment: Environment) -> list[str]:
    """One sentence for everything wrong in the templates that `environment` would load."""
    trees: dict[str, nodes.Template] = {}
    found = []
    for file in sorted(TEMPLATES.rglob("*.*")):
        name = file.relative_to(TEMPLATES).as_posix()
        source = file.read_text()
        try:
            environment.compile(source, name)  # knows every filter and test by name
        except TemplateSyntaxError as error:
            found.append(f"{name}:{error.lineno}: {error.message}")
        else:
            trees[name] = environment.parse(source, name)
    for name, tree in trees.items():
        found += _unused_imports(name, tree)
        found += _imports_of_nothing(name, tree, trees)
    return found + _unused_macros(trees) + _unused_templates(trees)


def _named_in_code(trees: dict[str, nodes.Template]) -> set[str]:
    """Templates that the code names, whole or as f"passes/{name}.html" with "name" elsewhere."""
    code = "\n".join(file.read_text() for file in (ROOT / "wellness").rglob("*.py"))
    named = set(re.findall(r"""["']([\w/.-]+\.(?:html|txt|xml))["']""", code))
    words = set(re.findall(r"""["']([\w-]+)["']""", code))
    for folder in re.findall(r"""f["']([\w-]+)/\{\w+\}\.html["']""", code):
        named |= {name for name in trees if name.startswith(f"{folder}/") and _stem(name) in words}
    return named


def _stem(name: str) -> str:
    return name.rsplit("/", 1)[-1].split(".", maxsplit=1)[0]


def _names_read(tree: nodes.Template) -> set[str]:
    return {name.name for name in tree.find_all(nodes.Name) if name.ctx == "load"}


def _imported(tree: nodes.Template) -> list[tuple[str, str, str, int]]:
    """Each name taken from another template: (template, its name there, here, line)."""
    taken = []
    for statement in tree.find_all(nodes.FromImport):
        assert isinstance(statement.template, nodes.Const)
        for name in statement.names:
            there, here = name if isinstance(name, tuple) else (name, name)
            taken.append((str(statement.template.value), there, here, statement.lineno))
    return taken


def _unused_imports(name: str, tree: nodes.Template) -> list[str]:
    read = _names_read(tree)
    return [
        f"{name}:{line}: {here} is imported and not used"
        for _, _, here, line in _imported(tree)
        if here not in read
    ]


def _imports_of_nothing(
    name: str, tree: nodes.Template, trees: dict[str, nodes.Template]
) -> list[str]:
    return [
        f"{name}:{line}: {there} is not in {source}"
        for source, there, _, line in _imported(tree)
        if source not in trees or there not in _macros(trees[source])
    ]


def _macros(tree: nodes.Template) -> set[str]:
    assigned = {
        target.name
        for statement in tree.find_all(nodes.Assign)
        for target in statement.target.find_all(nodes.Name)
    } | {
        statement.target.name
        for statement in tree.find_all(nodes.Assign)
        if isinstance(statement.target, nodes.Name)
    }
    return assigned | {macro.name for macro in tree.find_all(nodes.Macro)}


def _unused_macros(trees: dict[str, nodes.Template]) -> list[str]:
    taken = {(source, there) for tree in trees.values() for source, there, *_ in _imported(tree)}
    called_from_code = _named_in_code(trees)
    return [
        f"{name}:{macro.lineno}: the macro {macro.name} is used nowhere"
        for name, tree in trees.items()
        for macro in tree.find_all(nodes.Macro)
        if (name, macro.name) not in taken
        and macro.name not in _names_read(tree)
        and name not in called_from_code
    ]


def _unused_templates(trees: dict[str, nodes.Template]) -> list[str]:
    named = _named_in_code(trees)
    for tree in trees.values():
        named |= {
            str(name.value)
            for kind in (nodes.Extends, nodes.Include, nodes.FromImport)
            for statement in tree.find_all(kind)
            for name in [getattr(statement, "template", None)]
            if isinstance(name, nodes.Const)
        }
    in_code_by_folder = {"errors", "letters"}  # named there by status and by kind
    return [
        f"{name}: no view and no template uses it"
        for name in trees
        if name not in named and name.split("/")[0] not in in_code_by_folder
    ]


def main() -> None:
    """Print every fault and exit 1 if there is one."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = application.settings_for(sqlite.url_of(folder / "none.sqlite"), folder)
        with application.running(settings) as app:
            found = faults(app.jinja_env)
    if found:
        sys.exit("\n".join(found))
    print(f"{sum(1 for _ in TEMPLATES.rglob('*.*'))} templates compile, and all in them is used")


if __name__ == "__main__":
    main()
