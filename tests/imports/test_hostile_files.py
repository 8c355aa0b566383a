"""Files that mean harm, or might as well: one clear sentence, and nothing happens to us."""

import json
import resource
from collections.abc import Callable

import pytest

from tests.imports.programme_files import FRAB, as_file, burning_event, calendar, emf_session
from wellness.imports.errors import FileRefused
from wellness.imports.formats import apart
from wellness.imports.formats.apart import read_apart
from wellness.imports.formats.reading import read
from wellness.imports.formats.rows import MOST_BYTES, BadFile, Wish

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10))
OUTSIDE = '<!DOCTYPE schedule [<!ENTITY f SYSTEM "file:///etc/passwd">]>'

BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "The file is empty."),
    "blanks": (lambda: b" \n" * 1000, "The file is empty."),
    "too large": (
        lambda: b"[" + b" " * MOST_BYTES + b"]",
        "The file is larger than 8 MB, the most that is read.",
    ),
    "a picture": (
        lambda: b"\x89PNG\r\n\x1a\n\0\0\0",
        "The file is not UTF-8 text; save it as UTF-8 and try again.",
    ),
    "an archive": (
        lambda: b"PK\x03\x04\0\0",
        (
            "The file is a spreadsheet, an archive or a PDF as its program keeps it; save the "
            "table as CSV (UTF-8) and take that."
        ),
    ),
    "deep lists": (
        lambda: b"[" * 200_000 + b"]" * 200_000,
        "The file's parts are nested deeper than 20 levels.",
    ),
    "deep enough": (
        lambda: b"[" * 22 + b"]" * 22,
        "The file's parts are nested deeper than 20 levels.",
    ),
    "a giant number": (
        lambda: b'[{"start_date":' + b"9" * 100_000 + b',"title":""}]',
        "A number in the file is larger than any programme has.",
    ),
    "no number": (
        lambda: b'[{"start_date": NaN, "title": ""}]',
        "The file holds NaN where a number should stand.",
    ),
    "broken JSON": (lambda: b'[\n{"title": ', "The file's JSON is broken at line 2."),
    "no sessions": (lambda: b"[]", "There is no session in the file."),
    "other JSON": (
        lambda: b'[{"hello": "world"}]',
        "This is no programme file that can be told by its content; say which with --format.",
    ),
    "no conference": (lambda: b'{"schedule": {}}', "The schedule names no conference."),
    "many elements": (
        lambda: b"<schedule>" + b'<a b=""/>' * 900_000 + b"</schedule>",
        "Reading the file took more than 300 MB and was given up.",
    ),
    "many rows": (
        lambda: as_file([{"occurrence_set": [{}] * 20_001}]),
        "There are more than 20000 sessions in the file.",
    ),
    "entities": (
        f"<!DOCTYPE schedule [{LAUGHS}]><schedule>&l9;</schedule>".encode,
        "The file's XML declares a document type or entities, which no schedule needs.",
    ),
    "a document type": (
        lambda: b"<!DOCTYPE schedule><schedule/>",
        "The file's XML declares a document type or entities, which no schedule needs.",
    ),
    "an outside entity": (
        f"{OUTSIDE}<schedule>&f;</schedule>".encode,
        "The file's XML declares a document type or entities, which no schedule needs.",
    ),
    "broken XML": (
        lambda: FRAB.replace("</room>", "").encode(),
        f"The file's XML is broken at line {FRAB.count(chr(10))}.",
    ),
    "another XML": (
        lambda: b"<svg/>",
        "This is no programme file that can be told by its content; say which with --format.",
    ),
    "an unknown encoding": (
        lambda: b'<?xml version="1.0" encoding="klingon"?><schedule/>',
        "The file's XML is broken at line 1.",
    ),
    "an open quotation": (
        lambda: b'title,start\n"Yoga,2026-06-05 09:00\n',
        "The file's table is broken: a quotation mark isn't closed.",
    ),
    "many columns": (
        lambda: b"title,start" + b",x" * 100 + b"\n",
        "The table has more than 64 columns.",
    ),
    "text that multiplies": (
        lambda: as_file(
            [burning_event() | {"description": "x" * 100_000, "occurrence_set": [{}] * 900}]
        ),
        "The file's sessions come to more text than can be kept.",
    ),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_answered_with_one_sentence(bomb: str) -> None:
    make, sentence = BOMBS[bomb]
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    with pytest.raises(BadFile) as refused:
        read_apart(make(), Wish())
    assert FileRefused(refused.value.note).sentence == sentence
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before < 25


def test_a_repeating_event_that_never_happens_ends_all_the_same() -> None:
    rule = "RRULE:FREQ=DAILY;COUNT=9;BYMONTH=2;BYMONTHDAY=30"
    raw = calendar(f"UID:a\nSUMMARY:x\nDTSTART:20260605T100000\n{rule}").encode()
    (row,) = read_apart(raw, Wish()).rows
    assert row.trouble is not None
    assert row.trouble.code == "rule_nothing"


def test_a_reader_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "PATIENCE_SECONDS", 0.0)
    with pytest.raises(BadFile) as refused:
        read_apart(as_file([emf_session()] * 5000), Wish())
    assert FileRefused(refused.value.note).sentence == (
        "Reading the file took more than 20 seconds and was given up."
    )


def test_a_calendar_of_one_endless_line_is_read_for_what_it_is() -> None:
    raw = calendar(f"UID:a\nSUMMARY:{'yoga' * 1_000_000}\nDTSTART:20260605T100000").encode()
    (row,) = read_apart(raw, Wish()).rows
    assert row.title == "yoga" * 1_000_000


def test_half_characters_survive_the_way_from_the_reader_to_us() -> None:
    raw = json.dumps([emf_session(title="half \ud83d of it")]).encode()
    (row,) = read_apart(raw, Wish()).rows
    assert row.title == "half \ud83d of it"


def test_what_is_read_apart_is_what_is_read_here() -> None:
    for raw in (as_file([burning_event(), emf_session(), "x"]), FRAB.encode()):
        assert read_apart(raw, Wish()) == read(raw, Wish())


def test_the_reader_is_told_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "canary-of-the-secret-key")
    assert "canary" not in repr(apart._surroundings())
