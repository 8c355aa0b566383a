"""The report as a table for spreadsheets: every line says which part it belongs to."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from wellness.cells import guarded

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
"""Without it spreadsheets on Windows take UTF-8 for something else."""
HEADINGS = ("part", "of", "measure", "number")
KEPT_BACK = "kept back"
PARTS = ("by_format", "by_language", "by_hour", "calls")


def written(document: dict[str, Any], *, made_by: str) -> bytes:
    """UTF-8 with one number a line; the first lines say what it is and who made it.

    Its words are the same in any language, as programs read it. Formulas cannot come up: what a
    person typed stands behind an apostrophe wherever one could begin.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    about = f"Impact report: {document['name']}, {document['starts_on']} to {document['ends_on']}"
    for line in (about, f"Made by {made_by}, {document['made_at']}", HOW_TO_READ):
        writer.writerow([guarded(line)])
    writer.writerow(HEADINGS)
    for part, label, measure, number in _lines(document):
        shown = KEPT_BACK if number is None else str(number)
        writer.writerow([part, guarded(label), measure, shown])
    return BYTE_ORDER_MARK + out.getvalue().encode()


HOW_TO_READ = (
    "Numbers of people are rounded to 5; those from 1 to 7 are kept back, and others where these "
    "could be told from them."
)


def _lines(document: dict[str, Any]) -> Iterator[tuple[str, str, str, int | None]]:
    for measure, number in document["sums"].items():
        yield "all", "", measure, number
    for part in PARTS:
        for row in document[part]:
            for measure, number in row.items():
                if measure != "label":
                    yield part, row["label"], measure, number
