"""The checks find what they are there to find."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from flask import Flask

from tests.check import templates, translations

pytestmark = pytest.mark.one_database


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of templates in place of ours."""
    folder = tmp_path / "templates"
    (folder / "macros").mkdir(parents=True)
    monkeypatch.setattr(templates, "TEMPLATES", folder)
    return folder


def test_templates_are_checked_for_what_is_unknown_and_what_is_unused(
    app: Flask, pages: Path
) -> None:
    (pages / "macros" / "bits.html").write_text(
        "{% macro used() %}{% endmacro %}\n{% macro spare() %}{% endmacro %}"
    )
    (pages / "errors").mkdir()
    (pages / "errors" / "404.html").write_text(
        '{% from "macros/bits.html" import used, gone %}\n{{ used() }}'
    )
    (pages / "lonely.html").write_text("{{ 1|shout }}")
    (pages / "sad.html").write_text("nobody shows me")
    assert sorted(templates.faults(app.jinja_env)) == [
        "errors/404.html:1: gone is imported and not used",
        "errors/404.html:1: gone is not in macros/bits.html",
        "lonely.html:1: No filter named 'shout'.",
        "macros/bits.html:2: the macro spare is used nowhere",
        "sad.html: no view and no template uses it",
    ]


def test_texts_are_found_in_code_and_in_templates(app: Flask) -> None:
    found = translations.texts(app.jinja_env)
    assert found.get("That is not possible right now.") is not None
    assert found.get("Skip to the content") is not None
    assert found.get(("%(num)s place left", "%(num)s places left")) is not None


def test_texts_are_found_however_a_call_is_written() -> None:
    source = """
says = lazy_gettext("One " "sentence.")
def shown(n: int) -> str:
    return f"{gettext('%(n)s in', n=n)} {babel.ngettext('%(num)s bird', '%(num)s birds', n)}"
unsaid = other("Not this"), gettext(says)
"""
    assert translations.in_code(source) == [
        (2, "lazy_gettext", ("One sentence.",)),
        (4, "gettext", ("%(n)s in",)),
        (4, "ngettext", ("%(num)s bird", "%(num)s birds", None)),
        (5, "gettext", (None,)),
    ]


def test_no_text_shouts_or_speaks_as_a_clinic_does(app: Flask) -> None:
    english = [text for m in translations.texts(app.jinja_env) for text in _all(m.id)]
    (file,) = translations.TRANSLATIONS.rglob("messages.po")
    with file.open("rb") as source:
        spanish = [text for m in read_po(source) if m.id for text in _all(m.string)]
    assert min(len(english), len(spanish)) > 500
    unwanted = re.compile(
        r"[!¡]|\b(patient|symptom|treatment|diagnos|disorder|hurry up|last chance"
        r"|paciente|síntoma|tratamiento|diagn[oó]sti|trastorno|usted\b)",
        re.IGNORECASE,
    )
    assert [text for text in english + spanish if unwanted.search(text)] == []


def _all(texts: object) -> tuple[str, ...]:
    """One text, or both of a singular and a plural."""
    return tuple(map(str, texts)) if isinstance(texts, (tuple, list)) else (str(texts),)


def test_a_catalogue_must_say_everything_once_and_nothing_else() -> None:
    wanted = Catalog()
    for text in ("Book", "Wait", "Leave", "%(n)s places"):
        wanted.add(text, locations=[("booking.py", 7)])
    kept = Catalog(locale="es")
    kept.add("Book", "Reservar")
    kept.add("Leave", "Salir", flags=["fuzzy"])
    kept.add("%(n)s places", "%(m)s plazas", flags=["python-format"])
    kept.add("Old", "Viejo")
    assert translations.faults(wanted, kept, "es") == [
        "es: not translated: 'Wait' (booking.py:7)",
        "es: marked fuzzy: 'Leave'",
        "es: '%(n)s places': unknown named placeholder 'm'",
        "es: no longer used: 'Old'",
    ]
