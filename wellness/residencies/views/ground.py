"""What the pages of residencies share."""

from datetime import date

from flask import Blueprint

from wellness.errors import Missing

blueprint = Blueprint("residencies", __name__)
INVALID, REFUSED = 422, 409


def day_of(text: str) -> date:
    """The day an address names. Raises Missing."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Missing from None
