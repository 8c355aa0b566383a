from collections.abc import Callable
from typing import TypeVar

import click
from flask_babel import force_locale

from wellness.database import in_transaction
from wellness.errors import Refusal

T = TypeVar("T")


def done(change: Callable[[], T]) -> T:
    """Do it in a transaction; a refusal ends the command with its sentence in English."""
    try:
        return in_transaction(change)
    except Refusal as refusal:
        with force_locale("en"):
            raise click.ClickException(refusal.sentence) from None
