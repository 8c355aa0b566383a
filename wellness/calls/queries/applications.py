from sqlalchemy import select
from sqlalchemy.orm import joinedload

from wellness.calls.models import HANDED_IN, Application, ApplicationState, Call
from wellness.database import db
from wellness.errors import Missing


def applications_of(call_id: int) -> list[Application]:
    """What was handed in for a call and not withdrawn, in the order of handing in, with roles."""
    query = (
        select(Application)
        .where(Application.call_id == call_id, Application.state.in_(HANDED_IN))
        .order_by(Application.number, Application.id)
        .options(joinedload(Application.role))
    )
    return list(db.session.scalars(query))


def get_application(pass_id: int, reference: str) -> Application:
    """The application of this reference, if this pass holds it. Raises Missing."""
    query = select(Application).where(
        Application.reference == reference, Application.pass_id == pass_id
    )
    found = db.session.scalars(query).one_or_none()
    if found is None:
        raise Missing
    return found


def application_of(pass_id: int, call_id: int) -> Application | None:
    """What this pass has begun or handed in for a call: the live one, else the last withdrawn."""
    query = (
        select(Application)
        .where(Application.call_id == call_id, Application.pass_id == pass_id)
        .order_by(Application.state == ApplicationState.WITHDRAWN, Application.id.desc())
        .limit(1)
    )
    return db.session.scalars(query).one_or_none()


def applications_of_pass(pass_id: int) -> list[Application]:
    """Every application this pass holds, the call that closes next first; with calls."""
    query = (
        select(Application)
        .join(Call, Call.id == Application.call_id)
        .where(Application.pass_id == pass_id)
        .order_by(Call.closes_at, Application.id)
        .options(joinedload(Application.call).joinedload(Call.festival))
    )
    return list(db.session.scalars(query))


def locked_application(application_id: int) -> Application:
    """The application as it is now, nobody else changing it. Raises Missing."""
    found = db.session.get(
        Application,
        application_id,
        with_for_update={"of": Application},
        populate_existing=True,
    )
    if found is None:
        raise Missing
    return found
