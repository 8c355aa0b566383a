"""The lock that every decision about a call's places begins with, taken by writing.

Always after the person's own pass and before bookables; several calls by ascending id. Whoever
holds it alone decides who is offered what, until the transaction ends.
"""

from sqlalchemy import select, update
from sqlalchemy.orm import selectinload

from wellness.calls.models import Application, Call
from wellness.database import db
from wellness.errors import Missing


def locked_call(call_id: int) -> Call:
    """The call, held until the transaction ends, its own revision as it was. Raises Missing."""
    db.session.execute(
        update(Call)
        .where(Call.id == call_id)
        .values(application_number=Call.application_number)
        .execution_options(synchronize_session=False)
    )
    call = db.session.scalars(
        select(Call)
        .where(Call.id == call_id)
        .options(selectinload(Call.roles))
        .execution_options(populate_existing=True)
    ).one_or_none()
    if call is None:
        raise Missing
    return call


def with_its_call(application: Application) -> tuple[Application, Call]:
    """An application and its call, held, both as they are now. Raises Missing."""
    call = locked_call(application.call_id)
    hold(application)
    return application, call


def hold(application: Application) -> None:
    """Read an application of a locked call again, and hold it too: its holder may withdraw it."""
    db.session.refresh(application, with_for_update={"of": Application})
