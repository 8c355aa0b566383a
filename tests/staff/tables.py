"""What is in the database, to be compared before and after."""

from sqlalchemy import select

from wellness.database import Model, db
from wellness.staff.models import StaffSession


def all_rows() -> dict[str, list[str]]:
    """Every row of every table, as text, in an order of its own.

    Without when a sign-in was last seen: that moves with the quarters of the clock, whatever is
    asked and whatever the answer.
    """
    seen_at = StaffSession.__table__.c["seen_at"]
    with db.engine.connect() as connection:
        return {
            table.name: sorted(
                repr(tuple(row))
                for row in connection.execute(select(*(c for c in table.c if c is not seen_at)))
            )
            for table in Model.metadata.sorted_tables
        }


def changed_tables(before: dict[str, list[str]]) -> list[str]:
    """The tables that are not as they were."""
    after = all_rows()
    return [name for name, rows in before.items() if after[name] != rows]
