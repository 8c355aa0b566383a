"""Every address of the staff's pages, filled with real things of a festival.

A route whose arguments are not in ARGUMENTS makes tests/staff/test_matrix.py fail: add a line that
says what of a festival stands in its address. The name of the argument is enough ("reference"), or
"endpoint:argument" where two routes mean different things by one name.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from tests.care import care_of, with_care
from tests.curating import a_report, an_entry
from tests.factories import a_facilitator, a_festival, a_pass, a_session, a_space, from_now
from tests.guide import a_chapter
from tests.partners import a_partner
from tests.residencies.people import a_call, a_slot, an_application, begins, supported
from tests.selection.reading import a_call_being_read
from tests.staff import a_passkey, an_account, an_invitation, works_for
from wellness import clock
from wellness.calls.models import Call
from wellness.database import db, transaction
from wellness.festivals.models import Festival, Space
from wellness.hub.documents import document_of
from wellness.hub.models import NumberReport, Service, ServiceVersion
from wellness.imports.formats.rows import Reading, Row
from wellness.imports.models import PendingImport
from wellness.imports.queries.pending import packed
from wellness.partners.models import Grant, Partner
from wellness.planner.models import Proposal, SpaceHold
from wellness.programme.models import Activity, Category, Facilitator, Session
from wellness.residencies.models import Residency, SupportPerson
from wellness.staff.models import Account, Invitation, Passkey, Role
from wellness.studios.models import Equipment, Studio
from wellness.web.access import Who, entry_of


@dataclass(frozen=True)
class World:
    """A festival with one thing of each kind. Every name in it holds the festival's `word`."""

    word: str
    festival: Festival
    space: Space
    category: Category
    activity: Activity
    facilitator: Facilitator
    session: Session
    member: Account
    """Somebody with every role there."""
    invitation: Invitation
    key: Passkey
    """The member's."""
    proposal: Proposal
    hold: SpaceHold
    thing: int
    """The number of something in the space, which is a studio; it can be removed."""
    call: Call
    """Closed, with one application, and `member` on its panel."""
    residency: Residency
    """Of a call of its own."""
    support: SupportPerson
    """Whom its holder can turn to."""


Filler = Callable[[World], object]
ARGUMENTS: dict[str, Filler] = {
    "slug": lambda world: world.festival.slug,
    "reference": lambda world: world.session.reference,
    "space": lambda world: world.space.slug,
    "category": lambda world: world.category.slug,
    "activity": lambda world: world.activity.slug,
    "facilitator": lambda world: world.facilitator.slug,
    "feeds.stop_of_staff:feed_id": lambda world: 10**6 + world.festival.id,
    "direction": lambda _: "up",
    "setup.let_go_of_activity:what": lambda _: "drop",
    "pending": lambda world: f"{world.word}-pending",
    "member": lambda world: world.member.id,
    "invitation": lambda world: world.invitation.id,
    "key": lambda world: world.key.id,
    "device": lambda _: 0,
    "number": lambda world: world.proposal.id,
    "call": lambda world: world.call.slug,
    "question": lambda _: "plan",
    "calls.announce:what": lambda _: "publish",
    "reading": lambda world: world.call.slug,
    "application": lambda _: 1,
    "step": lambda _: "line",
    "planner.end:number": lambda world: world.hold.id,
    "thing": lambda world: world.thing,
    "chapter": lambda world: f"{world.word.lower()}-chapter",
    "whose": lambda _: "own",
    "language": lambda _: "en",
    "version": lambda _: 1,
    "studios.settle:asked": lambda world: 10**6 + world.festival.id,
    "studios.settle:said": lambda _: "refuse",
    "asked": lambda world: care_of(world.festival)[0],
    "template": lambda world: care_of(world.festival)[1],
    "care.turn:what": lambda _: "take",
    "service": lambda _: first_of(Service).slug,
    "curating.version:version": lambda _: 1,
    "curating.take_back:version": lambda _: 1,
    "proposal": lambda _: first_of(ServiceVersion, ServiceVersion.made_by == "Mina").id,
    "report": lambda _: first_of(NumberReport).id,
    **dict.fromkeys(
        (
            f"residencies.{view}:reference"
            for view in (
                *("one", "set_slots", "assign", "look_at_rider", "ask_to_withdraw", "withdraw"),
                *("emergency", "note_for"),
            )
        ),
        lambda world: world.residency.reference,
    ),
    "person": lambda world: world.support.id,
    "day": lambda _: clock.now().date().isoformat(),
    "residencies.note_for:what": lambda _: "come",
    "residencies.retire_person:what": lambda _: "retire",
    "partner": lambda _: first_of(Partner).slug,
    "grant": lambda _: first_of(Grant).id,
    "done": lambda _: "down",
}
"""What stands in an address; whatever differs between two festivals must be a thing of theirs."""
OF_ONE_PERSON = frozenset({"pending", "reading"})
"""Things that belong to one account alone: for colleagues of the same role they are not there."""


def first_of(model: type[Any], *where: Any) -> Any:
    """A thing that belongs to no festival: it is the same in every world."""
    return db.session.scalars(select(model).where(*where).order_by(model.id)).first()


def a_hub() -> None:
    """One entry with all that the hub's desk shows of it; nothing where there is one."""
    if first_of(Service) is not None:
        return
    service = an_entry()
    a_report(service)
    a_partner()
    with transaction():
        document = document_of(service) | {"name": "Another name"}
        db.session.add(
            ServiceVersion(
                service_id=service.id,
                number=0,
                document=document,
                based_on=1,
                made_by="Mina",
                made_at=clock.now(),
            )
        )


def a_pending_import(festival: Festival, member: Account, *, reference: str) -> PendingImport:
    """A file of `member` that waits for a decision."""
    row = Row(number=1, event="1", title=f"{reference} row", starts=clock.now(), ends=clock.now())
    return PendingImport(
        reference=reference,
        festival_id=festival.id,
        account_id=member.id,
        file_name=f"{reference}.json",
        raw=b"",
        told=packed(Reading(source="emf", rows=(row,))),
        settings={},
        choices={},
        created_at=clock.now(),
        expires_at=from_now(hours=1),
    )


def a_world(word: str) -> World:
    """A released festival whose every name says `word`."""
    a_hub()
    festival = a_festival(slug=f"{word.lower()}-slug", name=f"{word} Festival")
    facilitator = a_facilitator(festival, name=f"{word} Facilitator")
    space = a_space(festival, name=f"{word} Tent")
    session = a_session(
        festival, space=space, facilitators=(facilitator,), title=f"{word} Session", capacity=3
    )
    member = an_account(name=f"{word} Member")
    works_for(member, festival, *Role, facilitator=facilitator)
    with_care(festival)
    with transaction():
        db.session.add(a_pending_import(festival, member, reference=f"{word}-pending"))
    a_chapter(festival, slug=f"{word.lower()}-chapter", title=f"{word} Chapter")
    residency = a_resident(festival, word)
    return World(
        word=word,
        festival=festival,
        space=space,
        category=session.activity.category,
        activity=session.activity,
        facilitator=facilitator,
        session=session,
        member=member,
        invitation=an_invitation(festival, name=f"{word} Guest"),
        key=a_passkey(member, name=f"{word} Phone"),
        proposal=a_proposal(festival, made_by=f"{word} Member"),
        hold=a_hold(space, reason=f"{word} reason"),
        thing=a_thing(space, kind=f"{word} microphone").id,
        call=a_call_being_read(festival, member, word=word),
        residency=residency,
        support=supported(residency, reach=f"{word} reach", name=f"{word} Support"),
    )


def a_resident(festival: Festival, word: str) -> Residency:
    """Somebody with studio time tomorrow."""
    call = a_call(festival, title=f"{word} Call")
    a_slot(call)
    return begins(an_application(call, holder=a_pass(name=f"{word} Resident")))


def a_proposal(festival: Festival, *, made_by: str) -> Proposal:
    """An automatic placing that is done."""
    proposal = Proposal(
        festival_id=festival.id,
        made_by=made_by,
        state="done",
        draft_ids=[],
        draft_version=1,
        created_at=clock.now(),
        beat_at=clock.now(),
    )
    with transaction():
        db.session.add(proposal)
    return proposal


def a_thing(space: Space, *, kind: str) -> Equipment:
    """Something that stands in the space, which becomes a studio."""
    ground = {"festival_id": space.festival_id, "space_id": space.id, "updated_at": clock.now()}
    thing = Equipment(**ground, kind=kind)
    with transaction():
        db.session.add_all([Studio(**ground), thing])
    return thing


def a_hold(space: Space, *, reason: str) -> SpaceHold:
    """A space held for an hour."""
    hold = SpaceHold(
        festival_id=space.festival_id,
        space_id=space.id,
        starts_at=from_now(hours=1),
        ends_at=from_now(hours=2),
        reason=reason,
    )
    with transaction():
        db.session.add(hold)
    return hold


def staff_rules(app: Flask) -> list[Rule]:
    """Every route for people who are signed in."""
    return [rule for rule in app.url_map.iter_rules() if entry_of(app, rule.endpoint) is Who.STAFF]


def filled(rule: Rule, world: World, at: World | None = None) -> dict[str, object]:
    """The arguments of `rule` with things of `world`, under the slug of `at` if that is given."""
    found: dict[str, object] = {}
    for argument in rule.arguments:
        filler = ARGUMENTS.get(f"{rule.endpoint}:{argument}") or ARGUMENTS.get(argument)
        assert filler, f"{rule.rule}: say in tests/staff/addresses.py what <{argument}> stands for"
        found[argument] = filler(at if at and argument == "slug" else world)
    return found


def address_of(app: Flask, rule: Rule, arguments: dict[str, object]) -> str:
    """The path of `rule` with these arguments."""
    built = rule.build(arguments)
    assert built, f"{rule.rule} cannot be built from {arguments}"
    return str(app.url_map.bind("localhost").build(rule.endpoint, arguments))


def methods_of(rule: Rule) -> Iterator[str]:
    """GET and POST, as far as the route speaks them."""
    return (method for method in ("GET", "POST") if method in (rule.methods or ()))
