import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from wellness.curating.rules.dialling import digits_of
from wellness.curating.rules.due import Standing, standing_of
from wellness.database import db
from wellness.errors import Missing
from wellness.festivals.models import Festival
from wellness.hub.models import NumberReport, Service, ServiceVersion, VersionState
from wellness.mail.models import Letter
from wellness.staff.models import Account, Membership, Role

_FEWEST_DIGITS = 3
"""A search with fewer is for a name."""


@dataclass(frozen=True)
class Sieve:
    """Which entries are asked for; empty: all."""

    words: str = ""
    country: str = ""
    state: str = ""
    offer: str = ""
    need: str = ""
    due: bool = False

    def lets_through(self, standing: Standing) -> bool:
        """Whether this entry is among them."""
        service = standing.service
        return (
            (not self.country or self.country in service.countries)
            and (not self.state or service.state == self.state)
            and (not self.offer or service.offer == self.offer)
            and (not self.need or self.need in service.needs)
            and (not self.due or standing.is_overdue)
            and _is_called(service, self.words)
        )


def standings(today: date) -> list[Standing]:
    """Every entry with how it stands on the day `today`, the most urgent first."""
    reports = open_reports_by_service()
    services = db.session.scalars(select(Service).options(selectinload(Service.contacts)))
    found = [
        standing_of(service, reports=reports.get(service.id, 0), today=today)
        for service in services
    ]
    return sorted(found, key=lambda each: each.urgency)


def standing_at(service: Service, today: date) -> Standing:
    """How one entry stands on the day `today`."""
    count = open_reports_by_service().get(service.id, 0)
    return standing_of(service, reports=count, today=today)


def get_service(slug: str) -> Service:
    """The entry with this slug. Raises Missing."""
    found = db.session.scalars(select(Service).where(Service.slug == slug)).one_or_none()
    if found is None:
        raise Missing
    return found


def locked_service(service_id: int) -> Service:
    """The entry, kept from other publishers until the transaction ends. Raises Missing."""
    found = db.session.scalars(
        select(Service).where(Service.id == service_id).with_for_update(of=Service)
    ).one_or_none()
    if found is None:
        raise Missing
    return found


def names_by_slug() -> dict[str, str]:
    """The names of all entries, by slug, in the order of names."""
    rows = db.session.execute(select(Service.slug, Service.name)).all()
    return dict(sorted(((row[0], row[1]) for row in rows), key=lambda pair: pair[1].casefold()))


def waiting_proposals() -> list[ServiceVersion]:
    """Proposals that wait for a second person, the oldest first."""
    query = select(ServiceVersion).where(ServiceVersion.state == VersionState.PROPOSED)
    return list(db.session.scalars(query.order_by(ServiceVersion.made_at, ServiceVersion.id)))


def get_version(version_id: int, *, is_locked: bool = False) -> ServiceVersion:
    """A version or proposal. Raises Missing."""
    query = select(ServiceVersion).where(ServiceVersion.id == version_id)
    if is_locked:
        query = query.with_for_update()
    found = db.session.scalars(query).one_or_none()
    if found is None:
        raise Missing
    return found


def approved_version(service_id: int, number: int) -> ServiceVersion | None:
    """The version that was published under this number."""
    return db.session.scalars(
        select(ServiceVersion).where(
            ServiceVersion.service_id == service_id,
            ServiceVersion.number == number,
            ServiceVersion.state == VersionState.APPROVED,
        )
    ).one_or_none()


def history_of(service: Service) -> list[ServiceVersion]:
    """Everything ever proposed or published of an entry, the latest first."""
    query = select(ServiceVersion).where(ServiceVersion.service_id == service.id)
    return list(
        db.session.scalars(query.order_by(ServiceVersion.made_at.desc(), ServiceVersion.id.desc()))
    )


def changes_since(service_id: int, number: int) -> list[ServiceVersion]:
    """Versions published after this number that are more than a check."""
    query = select(ServiceVersion).where(
        ServiceVersion.service_id == service_id,
        ServiceVersion.state == VersionState.APPROVED,
        ServiceVersion.number > number,
        ServiceVersion.is_check.is_(False),
    )
    return list(db.session.scalars(query.order_by(ServiceVersion.number)))


def open_reports() -> list[NumberReport]:
    """Readers' reports nobody has settled, those of one entry together, the oldest first."""
    query = (
        select(NumberReport)
        .where(NumberReport.settled_at.is_(None))
        .options(joinedload(NumberReport.service))
        .order_by(NumberReport.created_at, NumberReport.id)
    )
    return list(db.session.scalars(query))


def settled_reports(limit: int) -> list[NumberReport]:
    """The reports settled last."""
    query = (
        select(NumberReport)
        .where(NumberReport.settled_at.is_not(None))
        .options(joinedload(NumberReport.service))
        .order_by(NumberReport.settled_at.desc(), NumberReport.id.desc())
    )
    return list(db.session.scalars(query.limit(limit)))


def open_reports_by_service() -> dict[int, int]:
    """How many reports wait, by entry."""
    query = (
        select(NumberReport.service_id, func.count())
        .where(NumberReport.settled_at.is_(None))
        .group_by(NumberReport.service_id)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def get_report(report_id: int, *, is_locked: bool = False) -> NumberReport:
    """A reader's report. Raises Missing."""
    query = select(NumberReport).where(NumberReport.id == report_id)
    if is_locked:
        query = query.with_for_update(of=NumberReport)
    found = db.session.scalars(query).one_or_none()
    if found is None:
        raise Missing
    return found


def things_waiting() -> int:
    """How many reports and proposals wait for somebody."""
    reports = select(func.count()).where(NumberReport.settled_at.is_(None))
    proposals = select(func.count()).where(ServiceVersion.state == VersionState.PROPOSED)
    return db.session.scalars(reports).one() + db.session.scalars(proposals).one()


def has_role_now(account_id: int, festival_id: int, roles: frozenset[Role]) -> bool:
    """Whether the account still works there in one of these roles, asked of the rows."""
    query = (
        select(Membership.id)
        .join(Account, Account.id == Membership.account_id)
        .where(
            Membership.account_id == account_id,
            Membership.festival_id == festival_id,
            Membership.role.in_(roles),
            Account.disabled_at.is_(None),
        )
    )
    return db.session.scalars(query.limit(1)).first() is not None


def editors() -> list[tuple[Account, Festival]]:
    """Everybody who keeps the hub true, each with the first festival they do it for."""
    query = (
        select(Account, Festival)
        .join(Membership, Membership.account_id == Account.id)
        .join(Festival, Festival.id == Membership.festival_id)
        .where(Membership.role == Role.HUB_EDITOR, Account.disabled_at.is_(None))
        .order_by(Account.id, Membership.id)
        .with_for_update(of=Account)
    )
    found: dict[int, tuple[Account, Festival]] = {}
    for account, festival in db.session.execute(query):
        found.setdefault(account.id, (account, festival))
    return list(found.values())


def last_told(about: str) -> datetime | None:
    """When the last letter about this was written."""
    return db.session.scalars(
        select(func.max(Letter.created_at)).where(Letter.about == about)
    ).one()


def _is_called(service: Service, words: str) -> bool:
    """Whether every word stands in its names, or the digits in one of its numbers."""
    if not words.strip():
        return True
    digits = "".join(character for character in words if character.isdigit())
    if len(digits) >= _FEWEST_DIGITS:
        return any(digits in digits_of(contact.dial) for contact in service.contacts)
    names = _folded(" ".join((service.name, service.slug, *service.former_names)))
    return all(word in names for word in _folded(words).split())


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))
