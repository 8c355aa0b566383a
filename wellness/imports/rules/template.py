"""The table to fill in: every column that is understood, and two sessions to see how."""

import csv
import io
from datetime import date, timedelta

from wellness.imports.formats.sheet import COLUMNS

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_EXAMPLES = (
    {
        "key": "yoga-1",
        "title": "Morning yoga",
        "start": "09:00",
        "end": "10:00",
        "space": "Lake tent",
        "category": "Yoga",
        "summary": "An hour on the mat, at your own pace.",
        "description": "Come as you are. Mats are there.",
        "capacity": "20",
        "age": "14+",
        "cost": "free",
        "facilitators": "Grace Thwaite",
        "languages": "en",
        "bring": "A blanket",
        "link": "https://example.org/yoga",
    },
    {
        "key": "tea-1",
        "title": "Tea and quiet",
        "start": "15:30",
        "length": "90",
        "space": "Fern room",
        "category": "Quiet",
        "summary": "Sit down, have tea, say nothing.",
        "facilitators": "Ana Ruiz; Tom Hale",
        "languages": "en, es",
        "content note": "Low light",
    },
)


def template_csv(first_day: date) -> str:
    """The table as CSV, its two sessions on the festival's first days."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for place, example in enumerate(_EXAMPLES):
        told = example | {"date": (first_day + timedelta(days=place)).isoformat()}
        writer.writerow([guarded(told.get(name, "")) for name in COLUMNS])
    return text.getvalue()


def guarded(cell: str) -> str:
    """`cell` as no spreadsheet takes it for a formula; reading it back takes that off again."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
