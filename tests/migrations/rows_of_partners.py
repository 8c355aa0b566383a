"""One row in every table of the partners."""

from collections.abc import Iterator
from datetime import datetime

from wellness.database import Model
from wellness.partners.models import Grant, Partner


def rows_of_partners(*, now: datetime) -> Iterator[Model]:
    """One partner with one grant."""
    grant = Grant(given="Money", source="a page", updated_at=now)
    yield Partner(slug="one", name="One", source="a page", grants=[grant], updated_at=now)
