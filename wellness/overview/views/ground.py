"""What the pages of this room stand on."""

from flask import Blueprint, current_app, url_for
from flask_babel import lazy_gettext

from wellness.errors import Missing
from wellness.festivals.models import Festival
from wellness.overview.queries.sessions import get_session
from wellness.programme.models import Session
from wellness.staff.access import Section, memberships, roles_here, the_festival
from wellness.staff.models import Role
from wellness.staff.rules import DESKS, LEADERS, PLANNERS

blueprint = Blueprint("overview", __name__)
SECTIONS = (
    Section(10, "overview.today", lazy_gettext("Overview"), "sun", PLANNERS),
    Section(15, "overview.mine", lazy_gettext("My sessions"), "calendar-heart"),
    Section(16, "overview.sessions", lazy_gettext("Sessions"), "list"),
)
AT_THE_DOOR = PLANNERS | DESKS
"""Who sees the list of all sessions."""
ROSTERS = PLANNERS | LEADERS | DESKS
"""Who sees how many come; names only as rules.windows says."""


def facilitators_here() -> frozenset[int]:
    """Who the person is at this festival, as a facilitator."""
    return frozenset(
        each.facilitator_id
        for each in memberships()
        if each.role is Role.FACILITATOR and each.facilitator_id is not None
    )


def leads(session: Session) -> bool:
    """Whether the person leads this session."""
    return any(each.id in facilitators_here() for each in session.facilitators)


def the_session(reference: str) -> tuple[Festival, Session]:
    """The session of the address, of the festival of the address. Raises Missing.

    For somebody who is a facilitator only, others' sessions do not exist.
    """
    festival = the_festival()
    session = get_session(festival, reference)
    if not (roles_here() & AT_THE_DOOR or leads(session)):
        raise Missing
    return festival, session


def way_to(endpoint: str, **facts: object) -> str | None:
    """The address of a page of another room; None where that room has no such page."""
    if endpoint not in current_app.view_functions:
        return None
    address: str = url_for(endpoint, **facts)  # type: ignore[arg-type]
    return address
