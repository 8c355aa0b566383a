"""Is every text translated, and every translation of a text that is still there?

`--update` brings the catalogues in step instead: new texts come in empty, gone ones leave, and
what is translated is compiled for use.
"""

import ast
import io
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment

from config import ROOT
from tests.provision import application, sqlite
from wellness.web.language import LANGUAGES

TRANSLATIONS = ROOT / "wellness" / "translations"
SOURCE_LANGUAGE = "en"
KEYWORDS = {"_"} | {
    f"{lazily}{sort}gettext" for lazily in ("", "lazy_") for sort in ("", "n", "p", "np")
}
Text = str | tuple[str, ...]


def texts(environment: Environment) -> Catalog:
    """Every text that can be shown, with where it stands."""
    catalog = Catalog(project="Wellness", charset="utf-8")
    for file, line, function, said in _calls(environment):
        text, context = _meant(function, said)
        if text:
            place = (file.relative_to(ROOT).as_posix(), line)
            catalog.add(text, locations=[place], context=context)
    return catalog


def _calls(environment: Environment) -> Iterator[tuple[Path, int, str, object]]:
    for file in sorted((ROOT / "wellness").rglob("*.py")):
        for line, function, said in in_code(file.read_text()):
            yield file, line, function, said
    for file in sorted((ROOT / "templates").rglob("*.*")):
        for line, function, said in environment.extract_translations(file.read_text()):  # type: ignore[attr-defined]
            yield file, line, function, said


def in_code(source: str) -> list[tuple[int, str, tuple[str | None, ...]]]:
    """(line, function, texts) of each call that translates, within f-strings too.

    Babel's own reader of Python finds those only from Python 3.12 on.
    """
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and (name := _name_of(node.func)) in KEYWORDS:
            said = tuple(
                arg.value if isinstance(arg, ast.Constant) and isinstance(arg.value, str) else None
                for arg in node.args
            )
            found.append((node.lineno, name, said))
    return sorted(found, key=lambda call: call[0])


def _name_of(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _meant(function: str, said: object) -> tuple[Text | None, str | None]:
    """The text, and its context where it has one, from a call's arguments."""
    parts = [part for part in (said if isinstance(said, tuple) else (said,)) if part is not None]
    words = [part for part in parts if isinstance(part, str)]
    context = words.pop(0) if "pgettext" in function and words else None
    if function.endswith("ngettext") and len(words) > 1:
        return (words[0], words[1]), context
    return (words[0] if words else None), context


def faults(wanted: Catalog, catalog: Catalog, name: str) -> list[str]:
    """One sentence for each text of `catalog` that is missing, empty, fuzzy, broken or gone."""
    found = []
    for message in wanted:
        if not message.id:
            continue
        kept = catalog.get(message.id, message.context)
        place = "{}:{}".format(*message.locations[0]) if message.locations else ""
        if kept is None or not _is_translated(kept):
            found.append(f"{name}: not translated: {message.id!r} ({place})")
        elif kept.fuzzy:
            found.append(f"{name}: marked fuzzy: {message.id!r}")
        else:
            found += [f"{name}: {message.id!r}: {error}" for error in kept.check(catalog)]
    gone = [m for m in catalog if m.id and wanted.get(m.id, m.context) is None]
    found += [f"{name}: no longer used: {message.id!r}" for message in gone]
    return found + [f"{name}: no longer used: {text!r}" for text in catalog.obsolete]


def _is_translated(message: Message) -> bool:
    said = message.string
    return all(said) if isinstance(said, (tuple, list)) else bool(said)


def _compiled(catalog: Catalog) -> bytes:
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def _read(file: Path) -> Catalog:
    with file.open("rb") as source:
        return read_po(source, locale=file.parts[-3])


def _update(wanted: Catalog, file: Path) -> None:
    catalog = Catalog(
        locale=file.parts[-3],
        header_comment="# The texts of Wellness, under the licence of the whole (LICENSE).",
        project="Wellness",
        version="1",
        creation_date=datetime(2026, 1, 1, tzinfo=UTC),  # a date of today would change every time
        revision_date=datetime(2026, 1, 1, tzinfo=UTC),
        last_translator="Wellness",
        language_team="Wellness",
        msgid_bugs_address="README.md",
        fuzzy=False,
    )
    kept = _read(file) if file.exists() else Catalog()
    for message in wanted:
        if message.id:
            known = kept.get(message.id, message.context)
            catalog.add(
                message.id,
                known.string if known else None,
                locations=[(place, None) for place, _ in message.locations],  # type: ignore[misc]
                context=message.context,
            )
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as target:
        write_po(target, catalog, width=100)
    file.with_suffix(".mo").write_bytes(_compiled(catalog))
    missing = sum(1 for message in catalog if message.id and not _is_translated(message))
    print(f"{file.relative_to(ROOT)}: {len(catalog)} texts, {missing} still to translate")


def main() -> None:
    """Print every fault and exit 1 if there is one, or update with `--update`."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = application.settings_for(sqlite.url_of(folder / "none.sqlite"), folder)
        with application.running(settings) as app:
            wanted = texts(app.jinja_env)
    files = [
        TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"
        for language in LANGUAGES
        if language != SOURCE_LANGUAGE
    ]
    if "--update" in sys.argv[1:]:
        for file in files:
            _update(wanted, file)
        return
    found = []
    for file in files:
        catalog = _read(file) if file.exists() else Catalog()
        name = file.relative_to(ROOT).as_posix()
        found += faults(wanted, catalog, name)
        compiled = file.with_suffix(".mo")
        if not compiled.exists() or compiled.read_bytes() != _compiled(catalog):
            found.append(f"{name}: the compiled catalogue is out of step: make translate")
    if found:
        sys.exit("\n".join(found))
    print(f"{len(wanted)} texts, each translated into {', '.join(f.parts[-3] for f in files)}")


if __name__ == "__main__":
    main()
