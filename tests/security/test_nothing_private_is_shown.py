"""T5: distinctive values in every private column, and everything that anybody can open walked.

A value may stand only where CIRCLES says so; a role that is not named there must not meet it.
"""

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.booking.people import asks
from tests.booking.test_letters import a_reader
from tests.factories import a_session
from tests.selection.canaries import an_application_with_canaries
from tests.staff import an_account, an_invitation, signed_in, works_for
from tests.staff.addresses import World, a_world, address_of, filled, staff_rules
from wellness import clock
from wellness.database import db, in_transaction, transaction
from wellness.planner.actions.accepting import accept_warning
from wellness.planner.models import DraftSession
from wellness.planner.queries.board import board_of
from wellness.planner.rules.warnings import warnings_of
from wellness.staff.models import Role
from wellness.staff.rules import COMMAND_LINE, OWNERS, PLANNERS

pytestmark = pytest.mark.one_database

LINK = re.compile(r'(?:href|src|action)="(/[^"#]*)')
MOST_PAGES = 1000
NOBODY: frozenset[Role] = frozenset()
PEOPLE = {
    "Quokkaholder": NOBODY,
    "quokkaholder@example.org": NOBODY,
    "Quokkawaiter": NOBODY,
    "quokkawaiter@example.org": NOBODY,
}
"""Attendees: names are shown one at a time, when somebody asks and is written down for it."""
TEAM = {
    "quokka-colleague@example.org": OWNERS,
    "quokka-invited@example.org": OWNERS,
    "Quokkainvited": OWNERS,
}
DRAFT = {
    "Quokkanote": PLANNERS,
    "Quokkareason": PLANNERS,
    "Quokkahold": PLANNERS,
    "Quokkaword": PLANNERS,
}
APPLICATIONS = {
    "Quokkaplan": NOBODY,
    "Quokkaartist": NOBODY,
    "quokkaartist.example": NOBODY,
    "Quokkaremark": NOBODY,
}
"""Opened by a button alone, which is written down: tests/selection looks behind it."""
CIRCLES = APPLICATIONS | PEOPLE | TEAM | DRAFT


@dataclass(frozen=True)
class Met:
    """A private value on a page."""

    value: str
    address: str


@pytest.fixture
def world(app: Flask) -> World:
    assert app.testing
    made = a_world("Hush")
    an_application_with_canaries(made.call, made.member)
    holder, waiter = a_reader(name="Quokkaholder"), a_reader(name="Quokkawaiter")
    soon = a_session(
        made.festival, capacity=1, starts_in=timedelta(hours=1), facilitators=(made.facilitator,)
    )
    for session in (made.session, soon):
        asks(holder, session)
        asks(waiter, session)
    works_for(
        an_account(name="Col", address="quokka-colleague@example.org"), made.festival, Role.DESK
    )
    an_invitation(made.festival, name="Quokkainvited", address="quokka-invited@example.org")
    with transaction():
        draft = db.session.scalars(
            select(DraftSession).where(DraftSession.session_id == made.session.id)
        ).one()
        draft.note = "Quokkanote"
        draft.activity.drafted = {"summary": "Quokkaword"}
        made.hold.reason = "Quokkahold"
    a_session(made.festival, space=made.space, starts_at=made.session.starts_at)
    warning = warnings_of(board_of(made.festival))[0]
    in_transaction(
        lambda: accept_warning(
            made.festival, warning.key, "Quokkareason", hand=COMMAND_LINE, now=clock.now()
        )
    )
    return made


def walked(client: FlaskClient, starts: set[str]) -> tuple[set[str], set[Met]]:
    """Everything that can be opened from there, and what private value was met where."""
    to_see, seen, met = set(starts), set[str](), set[Met]()
    while to_see and len(seen) < MOST_PAGES:
        address = to_see.pop()
        seen.add(address)
        answer = client.get(address)
        assert answer.status_code < 500, address
        told = answer.text if answer.mimetype != "image/png" else ""
        told += str(answer.headers)
        met |= {Met(value, address) for value in CIRCLES if value in told}
        if answer.mimetype == "text/html":
            links = {link.replace("&amp;", "&") for link in LINK.findall(answer.text)}
            to_see |= {link for link in links if not link.startswith("/static")} - seen
    return seen, met


def public_starts(world: World) -> set[str]:
    slug, reference = world.festival.slug, world.session.reference
    api = f"/api/v1/festivals/{slug}"
    return {
        *("/", f"/{slug}/", f"/{slug}/changes", f"/{slug}/now", f"/{slug}/calendars", "/metrics"),
        *(f"/{slug}/calendar.ics", f"/{slug}/sessions/{reference}.ics"),
        *(f"/{slug}/sessions/{reference}", f"/{slug}/sessions/{reference}/book"),
        *("/api/v1/festivals", api, f"{api}/sessions", f"{api}/places"),
        f"{api}/sessions/{reference}",
    }


def test_the_public_meets_nothing_private(client: FlaskClient, world: World) -> None:
    starts = public_starts(world)
    seen, met = walked(client, starts)
    assert starts <= seen
    assert met == set()


@pytest.mark.parametrize("role", Role)
def test_a_role_meets_what_is_its_own_to_know(
    app: Flask, client: FlaskClient, world: World, role: Role
) -> None:
    account = an_account(name="Looker")
    works_for(account, world.festival, role, facilitator=world.facilitator)
    signed_in(client, account)
    starts = {
        address_of(app, rule, filled(rule, world))
        for rule in staff_rules(app)
        if "GET" in (rule.methods or ())
    }
    seen, met = walked(client, starts | public_starts(world))
    assert starts <= seen
    public = {each for each in met if not each.address.startswith("/staff/")}
    assert public == set()
    assert {each for each in met if role not in CIRCLES[each.value]} == set()
    shown = {each.value for each in met}
    if role in PLANNERS:
        assert {"Quokkanote", "Quokkareason", "Quokkahold"} <= shown
    if role in OWNERS:
        assert "Quokkainvited" in shown
