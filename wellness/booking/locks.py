"""The locks every change begins with, taken by writing.

Always in this order: the person's own pass (`passes.queries.locked_pass`), then bookables by
ascending id. From then on nobody else decides about them until the transaction ends.
"""

from collections.abc import Iterable

from sqlalchemy import Select, bindparam, select, update
from sqlalchemy.orm import joinedload

from wellness.booking.models import Bookable
from wellness.database import db
from wellness.errors import Missing

_LOCK = (
    update(Bookable)
    .where(Bookable.id == bindparam("bookable"))
    .values(booking_revision=Bookable.booking_revision + 1)
    .execution_options(synchronize_session=False)
)
_LOCKED = (
    select(Bookable)
    .where(Bookable.id == bindparam("bookable"))
    .options(joinedload(Bookable.festival))
    .execution_options(populate_existing=True)
)


def locked_bookable(bookable_id: int) -> Bookable:
    """The bookable, held until the transaction ends. Raises Missing."""
    db.session.execute(_LOCK, {"bookable": bookable_id})
    bookable = db.session.scalars(_LOCKED, {"bookable": bookable_id}).one_or_none()
    if bookable is None:
        raise Missing
    return bookable


def locked_bookables(ids: Iterable[int]) -> dict[int, Bookable]:
    """Several bookables, locked in ascending order of id so that no two swaps wait in a ring."""
    return {bookable_id: locked_bookable(bookable_id) for bookable_id in sorted(set(ids))}


def hold_bookables(ids: Select[int | None]) -> None:
    """Hold all the bookables whose ids this query gives, in ascending order of id.

    For changes to many at once; on SQLite the transaction itself holds everything.
    """
    held = select(Bookable.id).where(Bookable.id.in_(ids)).order_by(Bookable.id)
    db.session.execute(held.with_for_update(of=Bookable)).all()
