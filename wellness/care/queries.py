from datetime import datetime

from sqlalchemy import ColumnElement, case, select
from sqlalchemy.orm import joinedload, selectinload

from wellness.care.models import CareRequest, CareState, CareTeam, CareTemplate
from wellness.care.rules.times import READING_LASTS
from wellness.database import db
from wellness.errors import Missing
from wellness.festivals.models import Festival
from wellness.hub.models import Service, ServiceState
from wellness.staff.models import Account, Deed, Membership, Role
from wellness.staff.rules import DeedKind


def team_of(festival_id: int) -> CareTeam | None:
    """Who answers at the festival, if that was ever set."""
    query = select(CareTeam).where(CareTeam.festival_id == festival_id)
    return db.session.scalars(query.options(joinedload(CareTeam.festival))).one_or_none()


def open_team(slug: str) -> CareTeam | None:
    """The team that takes requests at the released festival with this slug, or at the newest.

    It is open, and somebody is there to answer; None: nobody takes requests now.
    """
    query = (
        select(CareTeam)
        .join(Festival, Festival.id == CareTeam.festival_id)
        .where(CareTeam.is_open, Festival.released_at.is_not(None), _somebody_answers())
        .order_by(Festival.starts_on.desc(), Festival.id)
        .options(joinedload(CareTeam.festival))
        .limit(1)
    )
    if slug:
        query = query.where(Festival.slug == slug)
    return db.session.scalars(query).one_or_none()


def released_festival(slug: str) -> Festival | None:
    """The released festival with this slug."""
    query = select(Festival).where(Festival.slug == slug, Festival.released_at.is_not(None))
    return db.session.scalars(query).one_or_none()


def _somebody_answers() -> ColumnElement[bool]:
    return (
        select(Membership.id)
        .join(Account, Account.id == Membership.account_id)
        .where(
            Membership.festival_id == Festival.id,
            Membership.role == Role.NAVIGATOR,
            Account.disabled_at.is_(None),
        )
        .exists()
    )


def navigators_of(festival_id: int) -> list[Account]:
    """Everybody who may answer at the festival, by name."""
    return _members(festival_id, Role.NAVIGATOR)


def leaders_of(festival_id: int) -> list[Account]:
    """Who leads the festival: told when requests wait far too long."""
    return _members(festival_id, Role.OWNER)


def _members(festival_id: int, role: Role) -> list[Account]:
    query = (
        select(Account)
        .join(Membership, Membership.account_id == Account.id)
        .where(
            Membership.festival_id == festival_id,
            Membership.role == role,
            Account.disabled_at.is_(None),
        )
        .order_by(Account.name, Account.id)
    )
    return list(db.session.scalars(query))


def request_of_form(key_hash: str) -> CareRequest | None:
    """The request a form has made already."""
    query = select(CareRequest).where(CareRequest.key_hash == key_hash)
    return db.session.scalars(query).one_or_none()


def request_of_code(code_hash: str) -> CareRequest | None:
    """The request that a code finds, with all that was written."""
    query = select(CareRequest).where(CareRequest.code_hash == code_hash)
    query = query.options(selectinload(CareRequest.entries))
    return db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def get_request(festival_id: int, reference: str) -> CareRequest:
    """The festival's request of this reference, with all that was written. Raises Missing."""
    query = (
        select(CareRequest)
        .where(CareRequest.festival_id == festival_id, CareRequest.reference == reference)
        .options(selectinload(CareRequest.entries), joinedload(CareRequest.assigned))
        .execution_options(populate_existing=True)
    )
    found = db.session.scalars(query).one_or_none()
    if found is None:
        raise Missing
    return found


def locked_request(request_id: int) -> CareRequest:
    """The same, locked until the transaction ends. Raises Missing for one erased meanwhile."""
    query = (
        select(CareRequest)
        .where(CareRequest.id == request_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    found = db.session.scalars(query).one_or_none()
    if found is None:
        raise Missing
    return found


def requests_of(festival_id: int, *, closed: bool) -> list[CareRequest]:
    """The festival's requests: those that wait for us first, by when they are due."""
    order = case((CareRequest.due_at.is_(None), 1), else_=0)
    query = (
        select(CareRequest)
        .where(
            CareRequest.festival_id == festival_id,
            (CareRequest.state == CareState.CLOSED) == closed,
        )
        .options(joinedload(CareRequest.assigned))
        .order_by(order, CareRequest.due_at, CareRequest.received_at, CareRequest.id)
    )
    return list(db.session.scalars(query))


def about(request: CareRequest) -> str:
    """What the audit log calls a request."""
    return f"Request {request.reference}"


def was_opened(request: CareRequest, account_id: int, *, now: datetime) -> bool:
    """Whether the audit log has this account opening the request within the last hour."""
    query = select(Deed.id).where(
        Deed.festival_id == request.festival_id,
        Deed.account_id == account_id,
        Deed.kind == DeedKind.CARE_SEEN.value,
        Deed.about == about(request),
        Deed.done_at > now - READING_LASTS,
        Deed.done_at >= request.received_at,
    )
    return db.session.scalars(query.limit(1)).one_or_none() is not None


def templates_of(festival_id: int) -> list[CareTemplate]:
    """The festival's templates, by language and title."""
    query = select(CareTemplate).where(CareTemplate.festival_id == festival_id)
    return list(
        db.session.scalars(
            query.order_by(CareTemplate.language, CareTemplate.title, CareTemplate.id)
        )
    )


def get_template(festival_id: int, number: int) -> CareTemplate:
    """One of the festival's templates. Raises Missing."""
    query = select(CareTemplate).where(
        CareTemplate.festival_id == festival_id, CareTemplate.id == number
    )
    found = db.session.scalars(query).one_or_none()
    if found is None:
        raise Missing
    return found


def services_to_name() -> list[Service]:
    """Entries of the hub that an answer may point to, by name."""
    query = select(Service).where(Service.state == ServiceState.ACTIVE)
    return list(db.session.scalars(query.order_by(Service.name, Service.id)))


def services_named(slugs: tuple[str, ...]) -> list[Service]:
    """The entries of these slugs, as far as they are still there."""
    if not slugs:
        return []
    return list(
        db.session.scalars(select(Service).where(Service.slug.in_(slugs)).order_by(Service.name))
    )
