"""No change reaches readers through one pair of hands."""

import threading
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, func, select

from tests.curating import (
    a_contact,
    an_editor,
    an_entry,
    approved,
    desk_of,
    proposed,
    sent,
    without_tokens,
)
from tests.factories import a_festival
from tests.staff import signed_in
from wellness import clock
from wellness.curating.actions.checking import check
from wellness.curating.actions.proposing import withdraw
from wellness.curating.actions.publishing import Desk
from wellness.curating.actions.restoring import restore
from wellness.curating.actions.reviewing import approve, refuse
from wellness.curating.audit import broken_promises
from wellness.curating.errors import (
    DecidedAlready,
    NothingChanged,
    NotYours,
    OneOwn,
    PublishedSince,
)
from wellness.curating.rules.checks import Way
from wellness.database import db, in_transaction, transaction
from wellness.errors import Missing
from wellness.hub.documents import document_of
from wellness.hub.models import HubStamp, Service, ServiceVersion, VersionState
from wellness.staff.models import Deed, Membership, Role
from wellness.staff.rules import COMMAND_LINE


def fresh(service: Service) -> Service:
    db.session.expire_all()
    return db.session.get_one(Service, service.id)


def stamp() -> int:
    db.session.expire_all()
    return db.session.scalars(select(func.coalesce(func.max(HubStamp.number), 0))).one()


def test_a_change_is_published_once_a_second_person_approves(app: Flask) -> None:  # noqa: ARG001
    festival, service = a_festival(), an_entry(name="Old")
    mina, ines = an_editor(festival), an_editor(festival, "Ines", Role.ORGANIZER)
    before = stamp()
    version = proposed(service, desk_of(mina, festival), name="New")
    assert fresh(service).name == "Old"
    assert stamp() == before
    approved(version, desk_of(ines, festival))
    service = fresh(service)
    assert (service.name, service.version, version.number) == ("New", 2, 2)
    assert stamp() == before + 1
    assert version.document == document_of(service)
    assert (version.made_by, version.reviewed_by) == ("Mina", "Ines")
    kinds = db.session.scalars(select(Deed.kind).order_by(Deed.id)).all()
    assert kinds[-2:] == ["hub_edited", "hub_reviewed"]
    assert broken_promises() == []


def test_nobody_approves_or_refuses_their_own(app: Flask) -> None:  # noqa: ARG001
    festival, service = a_festival(), an_entry(name="Old")
    mina = an_editor(festival)
    with transaction():
        db.session.add(
            Membership(
                account_id=mina.id,
                festival_id=festival.id,
                role=Role.OWNER,
                created_at=clock.now(),
            )
        )
    desk = desk_of(mina, festival)
    version = proposed(service, desk, name="New")
    with pytest.raises(OneOwn):
        approved(version, desk)
    with pytest.raises(OneOwn):
        in_transaction(lambda: refuse(version.id, "No.", desk=desk, now=clock.now()))
    other = a_festival()
    with transaction():
        db.session.add(
            Membership(
                account_id=mina.id,
                festival_id=other.id,
                role=Role.HUB_EDITOR,
                created_at=clock.now(),
            )
        )
    with pytest.raises(OneOwn):  # not from another festival's desk either
        approved(version, desk_of(mina, other))
    assert fresh(service).name == "Old"


@pytest.mark.parametrize("role", [Role.PROGRAMME, Role.DESK, Role.NAVIGATOR, Role.PANEL])
@pytest.mark.one_database
def test_other_roles_review_nothing(app: Flask, role: Role) -> None:  # noqa: ARG001
    festival, service = a_festival(), an_entry()
    version = proposed(service, desk_of(an_editor(festival), festival), name="New")
    with pytest.raises(Missing):
        approved(version, desk_of(an_editor(festival, "Bo", role), festival))


def test_a_role_lost_meanwhile_approves_nothing(app: Flask) -> None:  # noqa: ARG001
    festival, service = a_festival(), an_entry(name="Old")
    mina, bo = an_editor(festival), an_editor(festival, "Bo")
    desk = desk_of(bo, festival)
    version = proposed(service, desk_of(mina, festival), name="New")
    with transaction():
        db.session.execute(delete(Membership).where(Membership.account_id == bo.id))
    with pytest.raises(Missing):
        approved(version, desk)
    assert fresh(service).name == "Old"


def test_an_account_closed_meanwhile_approves_nothing(app: Flask) -> None:  # noqa: ARG001
    festival, service = a_festival(), an_entry(name="Old")
    version = proposed(service, desk_of(an_editor(festival), festival), name="New")
    bo = an_editor(festival, "Bo")
    with transaction():
        bo.disabled_at = clock.now()
    with pytest.raises(Missing):
        approved(version, desk_of(bo, festival))
    assert fresh(service).name == "Old"


@pytest.mark.one_database
def test_the_command_line_is_nobody_to_approve(app: Flask) -> None:  # noqa: ARG001
    festival, service = a_festival(), an_entry()
    version = proposed(service, desk_of(an_editor(festival), festival), name="New")
    with pytest.raises(Missing):
        approved(version, Desk(COMMAND_LINE, festival.id))


def test_what_is_decided_stays_decided(app: Flask) -> None:  # noqa: ARG001
    festival, service = a_festival(), an_entry()
    mina, bo = an_editor(festival), an_editor(festival, "Bo")
    version = proposed(service, desk_of(mina, festival), name="New")
    desk = desk_of(bo, festival)
    in_transaction(lambda: refuse(version.id, "Nobody answers.", desk=desk, now=clock.now()))
    assert (version.state, version.review_note) == (VersionState.REFUSED, "Nobody answers.")
    with pytest.raises(DecidedAlready):
        approved(version, desk)
    with pytest.raises(DecidedAlready):
        in_transaction(lambda: withdraw(version.id, desk=desk_of(mina, festival), now=clock.now()))
    assert fresh(service).version == 1


def test_one_takes_back_only_ones_own(app: Flask) -> None:  # noqa: ARG001
    festival, service = a_festival(), an_entry()
    mina, bo = an_editor(festival), an_editor(festival, "Bo")
    version = proposed(service, desk_of(mina, festival), name="New")
    with pytest.raises(NotYours):
        in_transaction(lambda: withdraw(version.id, desk=desk_of(bo, festival), now=clock.now()))
    in_transaction(lambda: withdraw(version.id, desk=desk_of(mina, festival), now=clock.now()))
    with pytest.raises(DecidedAlready):
        approved(version, desk_of(bo, festival))


def test_a_proposal_overtaken_by_another_is_not_published(app: Flask) -> None:  # noqa: ARG001
    festival, service = a_festival(), an_entry(name="Old")
    mina, bo = an_editor(festival), an_editor(festival, "Bo")
    first = proposed(service, desk_of(mina, festival), name="First")
    second = proposed(service, desk_of(mina, festival), summary="Second")
    approved(first, desk_of(bo, festival))
    with pytest.raises(PublishedSince):
        approved(second, desk_of(bo, festival))
    service = fresh(service)
    assert (service.name, service.summary, service.version) == ("First", "", 2)
    assert second.state is VersionState.PROPOSED


def test_a_check_overtakes_nothing_and_is_kept(app: Flask) -> None:  # noqa: ARG001
    festival, service = a_festival(), an_entry(name="Old")
    mina, bo = an_editor(festival), an_editor(festival, "Bo")
    version = proposed(service, desk_of(mina, festival), name="New")
    in_transaction(
        lambda: check(
            service.id, {0: Way.DIALLED}, seen=1, desk=desk_of(bo, festival), now=clock.now()
        )
    )
    approved(version, desk_of(bo, festival))
    service = fresh(service)
    assert (service.name, service.version) == ("New", 3)
    assert service.contacts[0].verified_on == clock.now().date()
    assert service.contacts[0].verified_by == "Bo"
    assert service.checked_on == clock.now().date()
    assert broken_promises() == []


def test_nobody_types_that_something_was_checked(app: Flask) -> None:  # noqa: ARG001
    festival, service = a_festival(), an_entry()
    document = document_of(service)
    contact = document["contacts"][0] | {"verified_on": "2026-11-20", "verified_by": "Mina"}
    desk = desk_of(an_editor(festival), festival)
    with pytest.raises(NothingChanged):
        proposed(service, desk, checked_on="2026-11-20", contacts=[contact])
    version = proposed(
        service, desk, checked_on="2026-11-20", contacts=[contact | {"dial": "116 124"}]
    )
    approved(version, desk_of(an_editor(festival, "Bo"), festival))
    service = fresh(service)
    assert (service.checked_on, service.contacts[0].verified_on) == (None, None)


def test_another_number_is_unchecked_again(app: Flask) -> None:  # noqa: ARG001
    festival, service = a_festival(), an_entry()
    mina, bo = desk_of(an_editor(festival), festival), desk_of(an_editor(festival, "Bo"), festival)
    in_transaction(lambda: check(service.id, {0: Way.DIALLED}, seen=1, desk=bo, now=clock.now()))
    service = fresh(service)
    contacts = document_of(service)["contacts"]
    version = proposed(
        service, mina, contacts=[*contacts, contacts[0] | {"dial": "0800 1111", "e164": None}]
    )
    approved(version, bo)
    service = fresh(service)
    assert [each.verified_on is None for each in service.contacts] == [False, True]
    assert service.checked_on is None


def test_a_proposal_pressed_twice_waits_once(app: Flask) -> None:  # noqa: ARG001
    festival, service = a_festival(), an_entry()
    desk = desk_of(an_editor(festival), festival)
    assert proposed(service, desk, name="New").id == proposed(service, desk, name="New").id
    assert (
        db.session.scalars(
            select(func.count()).where(ServiceVersion.state == VersionState.PROPOSED)
        ).one()
        == 1
    )


def test_two_who_approve_at_once_publish_once(app: Flask) -> None:
    festival, service = a_festival(), an_entry(name="Old")
    version = proposed(service, desk_of(an_editor(festival), festival), name="New")
    desks = [desk_of(an_editor(festival, name), festival) for name in ("Bo", "Cy")]
    said: list[str] = []
    together = threading.Barrier(2)

    def press(desk: Desk) -> None:
        with app.app_context():
            together.wait()
            try:
                in_transaction(lambda: approve(version.id, desk=desk, now=clock.now()))
                said.append("published")
            except DecidedAlready:
                said.append("decided")

    hands = [threading.Thread(target=press, args=(desk,)) for desk in desks]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert sorted(said) == ["decided", "published"]
    assert fresh(service).version == 2
    assert broken_promises() == []


def test_two_proposals_approved_at_once_do_not_mix(app: Flask) -> None:
    festival, service = a_festival(), an_entry(name="Old")
    mina = desk_of(an_editor(festival), festival)
    versions = [proposed(service, mina, name="First"), proposed(service, mina, summary="Second")]
    desks = [desk_of(an_editor(festival, name), festival) for name in ("Bo", "Cy")]
    said: list[str] = []
    together = threading.Barrier(2)

    def press(version_id: int, desk: Desk) -> None:
        with app.app_context():
            together.wait()
            try:
                in_transaction(lambda: approve(version_id, desk=desk, now=clock.now()))
                said.append("published")
            except PublishedSince:
                said.append("overtaken")

    hands = [
        threading.Thread(target=press, args=(version.id, desk))
        for version, desk in zip(versions, desks, strict=True)
    ]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert sorted(said) == ["overtaken", "published"]
    service = fresh(service)
    assert (service.name, service.summary) in {("First", ""), ("Old", "Second")}
    assert broken_promises() == []


def test_a_new_entry_gets_an_address_of_its_own(app: Flask) -> None:  # noqa: ARG001
    festival, there = a_festival(), an_entry(name="Night Line", slug="night-line")
    mina, bo = desk_of(an_editor(festival), festival), desk_of(an_editor(festival, "Bo"), festival)
    version = proposed(None, mina, document_of(there) | {"summary": "Another one."})
    service = approved(version, bo)
    assert (service.slug, service.version) == ("night-line-2", 1)
    assert broken_promises() == []


def test_what_was_approved_within_the_hour_is_undone_at_once(app: Flask) -> None:  # noqa: ARG001
    festival, service = a_festival(), an_entry(name="Old")
    mina, bo = desk_of(an_editor(festival), festival), desk_of(an_editor(festival, "Bo"), festival)
    approved(proposed(service, mina, name="New"), bo)
    back = in_transaction(lambda: restore(service.id, 1, seen=2, desk=mina, now=clock.now()))
    service = fresh(service)
    assert back.state is VersionState.APPROVED
    assert (service.name, service.version) == ("Old", 3)
    again = in_transaction(lambda: restore(service.id, 2, seen=3, desk=mina, now=clock.now()))
    assert again.state is VersionState.PROPOSED, "nobody undoes an undoing alone"
    assert fresh(service).name == "Old"
    assert broken_promises() == []


def test_later_going_back_waits_for_a_second_person(app: Flask) -> None:  # noqa: ARG001
    festival, service = a_festival(), an_entry(name="Old")
    mina, bo = desk_of(an_editor(festival), festival), desk_of(an_editor(festival, "Bo"), festival)
    approved(proposed(service, mina, name="New"), bo)
    later = clock.now() + timedelta(hours=1, seconds=1)
    back = in_transaction(lambda: restore(service.id, 1, seen=2, desk=mina, now=later))
    assert back.state is VersionState.PROPOSED
    assert fresh(service).name == "New"
    with pytest.raises(OneOwn):
        approved(back, mina)
    approved(back, bo)
    assert fresh(service).name == "Old"


def test_two_changes_are_not_undone_in_one_go(app: Flask) -> None:  # noqa: ARG001
    festival, service = a_festival(), an_entry(name="Old")
    mina, bo = desk_of(an_editor(festival), festival), desk_of(an_editor(festival, "Bo"), festival)
    approved(proposed(service, mina, name="New"), bo)
    approved(proposed(fresh(service), mina, summary="Newer"), bo)
    back = in_transaction(lambda: restore(service.id, 1, seen=3, desk=mina, now=clock.now()))
    assert back.state is VersionState.PROPOSED


def test_going_back_keeps_what_was_checked_since(app: Flask) -> None:  # noqa: ARG001
    festival = a_festival()
    service = an_entry(contacts=[a_contact(), a_contact(dial="0800 1111", position=1)])
    mina, bo = desk_of(an_editor(festival), festival), desk_of(an_editor(festival, "Bo"), festival)
    approved(proposed(service, mina, name="New"), bo)
    in_transaction(lambda: check(service.id, {1: Way.DIALLED}, seen=2, desk=bo, now=clock.now()))
    in_transaction(lambda: restore(service.id, 1, seen=3, desk=mina, now=clock.now()))
    service = fresh(service)
    assert service.version == 4
    assert [each.verified_by for each in service.contacts] == ["", "Bo"]


def test_a_second_tab_changes_nothing_about_it(app: Flask, client: FlaskClient) -> None:
    without_tokens(app)
    festival, service = a_festival(), an_entry(name="Old")
    mina = an_editor(festival)
    signed_in(client, mina)
    base = f"/staff/{festival.slug}/hub"
    one = client.post(
        f"{base}/services/{service.slug}/edit", data=sent(document_of(service), name="New")
    )
    waiting = str(one.location)
    assert "/proposals/" in waiting
    second = client.post(f"{waiting}/approve")
    assert second.status_code == 409
    assert "somebody else has to look at it" in second.text
    assert fresh(service).name == "Old"
    assert f"{waiting.removeprefix('http://localhost')}/approve" not in client.get(waiting).text


def test_a_role_lost_closes_the_page_too(app: Flask, client: FlaskClient) -> None:
    without_tokens(app)
    festival, service = a_festival(), an_entry(name="Old")
    version = proposed(service, desk_of(an_editor(festival), festival), name="New")
    bo = an_editor(festival, "Bo")
    signed_in(client, bo)
    address = f"/staff/{festival.slug}/hub/proposals/{version.id}"
    assert "Approve and publish" in client.get(address).text
    with transaction():
        db.session.execute(delete(Membership).where(Membership.account_id == bo.id))
    assert client.post(f"{address}/approve").status_code == 404
    assert fresh(service).name == "Old"
