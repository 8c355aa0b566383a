"""The pages that ask what a file's columns, categories and places are."""

from collections.abc import Sequence
from dataclasses import replace

from flask import redirect as to
from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from wellness.database import in_transaction
from wellness.festivals.models import Festival, Space
from wellness.imports.actions import pending as pendings
from wellness.imports.errors import FileRefused
from wellness.imports.formats.rows import BadFile, Column
from wellness.imports.formats.sheet import COLUMNS, REQUIRED, heading_of
from wellness.imports.forms import (
    SHOWN_NAMES,
    column_choices,
    columns_said,
    name_choices,
    names_said,
)
from wellness.imports.models import PendingImport
from wellness.imports.queries.pending import (
    Unknown,
    answers_of,
    looked_at,
    unknown_categories,
    unknown_places,
    unpacked,
)
from wellness.imports.queries.programme import names_there, there_is
from wellness.imports.rules.asking import LEAVE_OUT, MAKE, NOWHERE, Answers
from wellness.imports.rules.namebook import There
from wellness.programme.models import Category

FEWEST_COLUMNS = 2


def is_table(raw: bytes, answers: Answers, festival: Festival) -> bool:
    """Whether the file is a table at all, whatever its columns are called."""
    try:
        columns = pendings.columns_of(raw, answers, festival)
    except BadFile:
        return False
    return len(columns) >= FEWEST_COLUMNS and any(each.samples for each in columns)


def read_anew(pending: PendingImport, answers: Answers, festival: Festival) -> None:
    """Read the file with other answers, and keep both. Raises FileRefused; nothing is changed."""
    try:
        reading, whole = pendings.understood(pendings.raw_of(pending), answers, festival)
    except BadFile as bad:
        raise FileRefused(bad.note) from bad
    in_transaction(lambda: pendings.answer(pending, whole, reading))


def next_address(pending: PendingImport, festival: Festival) -> str:
    """Where something is still to be said about the file; else the review."""
    return url_for(
        f"imports.{_next(pending, festival)}", slug=festival.slug, pending=pending.reference
    )


def _next(pending: PendingImport, festival: Festival) -> str:
    if not pending.told:
        return "columns"
    answers = answers_of(pending)
    strange = [each for each in unpacked(pending.told).columns if not each.name]
    if any(heading_of(each.heading) not in answers.columns for each in strange):
        return "columns"
    places, categories = _unknown(pending, festival)
    asked = [each.key for each in places if there_is(Space, festival.id)]
    asked += [each.key for each in categories if there_is(Category, festival.id)]
    if any(key not in answers.spaces and key not in answers.categories for key in asked):
        return "names"
    return "review"


def _unknown(pending: PendingImport, festival: Festival) -> tuple[list[Unknown], list[Unknown]]:
    looked, books = looked_at(pending, festival), names_there(festival.id)
    return unknown_places(looked, books), unknown_categories(looked, books)


def columns_page(pending: PendingImport, festival: Festival) -> ResponseReturnValue:
    """Ask which column is what, or note it and read the table with it."""
    answers = answers_of(pending)
    columns = pendings.columns_of(pendings.raw_of(pending), answers, festival)
    if request.method == "GET":
        return _columns_page(pending, festival, columns, "")
    said = columns_said(columns, request.form)
    answers = replace(answers, format="csv", columns={**answers.columns, **said})
    typed = [replace_name(each, said) for each in columns]
    try:
        read_anew(pending, answers, festival)
    except FileRefused as refused:
        return _columns_page(pending, festival, typed, refused.in_browser), 422
    return to(next_address(pending, festival), 303)


def replace_name(column: Column, said: dict[str, str]) -> Column:
    """The column as somebody said it is."""
    return replace(column, name=said.get(heading_of(column.heading), ""))


def _columns_page(
    pending: PendingImport, festival: Festival, columns: Sequence[Column], error: str
) -> str:
    return render_template(
        "imports/columns.html",
        festival=festival,
        pending=pending,
        choices=column_choices(columns),
        fields=list(COLUMNS),
        required=REQUIRED,
        error=error,
    )


def names_page(pending: PendingImport, festival: Festival) -> ResponseReturnValue:
    """Ask what the file's categories and places are here, or note it."""
    if not pending.told:
        return to(next_address(pending, festival), 303)
    places, categories = _unknown(pending, festival)
    spaces, kinds = there_is(Space, festival.id), there_is(Category, festival.id)
    answers = answers_of(pending)
    if request.method == "GET":
        return _names_page(pending, festival, (places, spaces), (categories, kinds))
    words = frozenset({MAKE, LEAVE_OUT})
    said_places = names_said("space", places, request.form, spaces, words | {NOWHERE})
    said_kinds = names_said("category", categories, request.form, kinds, words)
    answers = replace(
        answers,
        spaces={**answers.spaces, **said_places},
        categories={**answers.categories, **said_kinds},
    )
    in_transaction(lambda: pendings.answer(pending, answers))
    return to(url_for("imports.review", slug=festival.slug, pending=pending.reference), 303)


def _names_page(
    pending: PendingImport,
    festival: Festival,
    places: tuple[list[Unknown], list[There]],
    categories: tuple[list[Unknown], list[There]],
) -> str:
    answers = answers_of(pending)
    return render_template(
        "imports/names.html",
        festival=festival,
        pending=pending,
        places=name_choices("space", places[0], answers.spaces, places[1]),
        more_places=max(0, len(places[0]) - SHOWN_NAMES),
        spaces=sorted(places[1], key=lambda each: each.name.casefold()),
        categories=name_choices("category", categories[0], answers.categories, categories[1]),
        more_categories=max(0, len(categories[0]) - SHOWN_NAMES),
        kinds=sorted(categories[1], key=lambda each: each.name.casefold()),
    )
