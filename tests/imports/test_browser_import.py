"""Importing in the browser: looked at, chosen row by row, written once, undone."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.factories import a_category, a_festival, a_session, a_space
from tests.imports.browsing import Browsing, field_of, text_of
from tests.imports.commanding import Importing, drafts, sessions
from tests.imports.programme_files import emf_session
from tests.staff import staff_of, works_for
from wellness.booking.models import BookableStatus
from wellness.database import db, in_transaction
from wellness.festivals.models import Festival, Space
from wellness.imports.actions.pending import forget_old_files
from wellness.imports.models import ImportedRow, PendingImport
from wellness.planner.models import DraftSession, Step
from wellness.planner.rules.patches import recorded_columns
from wellness.programme.models import Activity, Category, Facilitator
from wellness.staff.models import Account, Deed, Role


@pytest.fixture
def festival(app: Flask) -> Festival:  # noqa: ARG001 - it has to be there first
    return a_festival(
        slug="hush", name="Hush", zone="Europe/London", starts_on=date(2022, 6, 2), days=4
    )


@pytest.fixture
def browsing(client: FlaskClient, festival: Festival) -> Browsing:
    return Browsing(staff_of(client, festival, Role.PROGRAMME), festival)


def later(hour: int, **more: Any) -> dict[str, Any]:
    return {
        "start_date": f"2022-06-03 {hour}:20:00",
        "end_date": f"2022-06-03 {hour + 1}:20:00",
    } | more


def test_a_file_is_looked_at_before_anything_is_written(browsing: Browsing) -> None:
    address = browsing.sent([emf_session(), emf_session(6, "Other", **later(15))])
    page = browsing.look(address)
    assert "New 2" in page
    assert "Rope circle Workshop Fri 3 Jun, 12:20–13:20 Workshop 2" in page
    assert "2 new and 0 changed" in page
    assert drafts() == []


def test_what_is_confirmed_is_in_the_draft_and_nowhere_else(browsing: Browsing) -> None:
    address = browsing.sent([emf_session()])
    page = browsing.confirm(address)
    assert "It is in the draft" in page
    (draft,) = drafts()
    assert (draft.activity.title, draft.capacity, draft.session_id) == ("Rope circle", 20, None)
    assert draft.starts_at == datetime(2022, 6, 3, 11, 20, tzinfo=UTC)
    assert sessions() == []
    (deed,) = db.session.scalars(select(Deed).where(Deed.kind == "imported"))
    assert (deed.about, deed.facts["new"], deed.account_name) == ("programme.json", 1, "Ana")


def test_what_is_not_ticked_is_not_written_and_offered_again(browsing: Browsing) -> None:
    rows = [emf_session(), emf_session(6, "Other", **later(15))]
    address = browsing.sent(rows)
    assert "1 new and 0 changed" in text_of(
        browsing.client.get(browsing.press(address, "save", take=["2"]).location)
    )
    browsing.confirm(address)
    assert [draft.activity.title for draft in drafts()] == ["Other"]
    again = browsing.look(browsing.sent(rows))
    assert "New 1" in again
    assert "The same 1" in again


def test_a_group_is_ticked_and_unticked_as_a_whole(browsing: Browsing) -> None:
    address = browsing.sent([emf_session(n, f"Number {n}") for n in range(60)])
    assert browsing.press(address, "none").status_code == 303
    assert "Nothing to write" in browsing.look(address, page=2)
    browsing.press(address, "page:2", take=["3"])
    browsing.press(address, "all", q="number 59", page=1)
    browsing.confirm(address)
    assert {draft.activity.title for draft in drafts()} == {"Number 2", "Number 59"}


def test_a_changed_row_says_from_what_to_what(browsing: Browsing) -> None:
    browsing.confirm(browsing.sent([emf_session()]))
    changed = emf_session(venue="Stage A", attendees="12", speaker="Bo Lund", **later(15))
    page = browsing.look(browsing.sent([changed]))
    assert "Time Fri 3 Jun, 12:20–13:20 becomes Fri 3 Jun, 15:20–16:20" in page
    assert "Space Workshop 2 becomes Stage A" in page
    assert "Places 20 places becomes 12 places" in page
    assert "Facilitators Ada Quill becomes Bo Lund" in page


def test_what_people_read_changes_at_the_release_alone(
    browsing: Browsing, importing: Importing
) -> None:
    importing([emf_session()])
    browsing.confirm(
        browsing.sent([emf_session(title="Knots", description="New words.", **later(15))])
    )
    (session,), (draft,) = sessions(), drafts()
    assert session.starts_at == datetime(2022, 6, 3, 11, 20, tzinfo=UTC)
    assert (session.title, session.activity.title) == ("Rope circle", "Rope circle")
    assert draft.starts_at == datetime(2022, 6, 3, 14, 20, tzinfo=UTC)
    assert draft.activity.drafted == {"title": "Knots", "description": "New words."}


def test_confirming_twice_writes_once(browsing: Browsing) -> None:
    address = browsing.sent([emf_session()])
    form = {
        "csrf_token": browsing.token(address),
        "seal": field_of(browsing.client.get(address).text, "seal"),
        "go": "confirm",
    }
    first, second = (browsing.client.post(address, data=form) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert len(drafts()) == 1
    assert len(list(db.session.scalars(select(Step)))) == 1


def test_what_changed_since_it_was_looked_at_is_looked_at_again(
    browsing: Browsing, importing: Importing
) -> None:
    address = browsing.sent([emf_session(venue="Stage B")])
    shown = browsing.client.get(address).text
    importing([emf_session()])
    form = {"csrf_token": field_of(shown, "csrf_token"), "seal": field_of(shown, "seal")}
    answer = browsing.client.post(address, data=form | {"go": "confirm"})
    assert answer.status_code == 409
    assert "The programme changed since you looked" in text_of(answer)
    assert "Space Workshop 2 becomes Stage B" in text_of(answer)
    (draft,) = drafts()
    assert db.session.get_one(Space, draft.space_id).name == "Workshop 2"
    assert "It is in the draft" in browsing.confirm(address)


def test_a_session_edited_since_it_was_looked_at_is_looked_at_again(browsing: Browsing) -> None:
    browsing.confirm(browsing.sent([emf_session()]))
    address = browsing.sent([emf_session(**later(15))])
    seal = field_of(browsing.client.get(address).text, "seal")
    (draft,) = drafts()
    draft.length_minutes, draft.revision = 30, draft.revision + 1
    db.session.commit()
    assert browsing.press(address, "confirm", seal=seal).status_code == 409


def test_undoing_leaves_everything_as_it_was(browsing: Browsing) -> None:
    browsing.confirm(browsing.sent([emf_session(), emf_session(6, "Gone")]))
    before = recorded_state()
    changed = emf_session(
        title="Knots", venue="Stage A", type="talk", speaker="Bo Lund", cost="£9", **later(15)
    )
    address = browsing.sent([changed, emf_session(7, "New one")])
    browsing.press(address, "all", group="gone")
    browsing.confirm(address, group="gone")
    assert recorded_state() != before
    answer = browsing.client.post(
        f"{address}/undo", data={"csrf_token": browsing.token(f"{address}/done")}
    )
    assert "The draft is as it was before this import" in text_of(
        browsing.client.get(answer.location)
    )
    assert recorded_state() == before
    page = browsing.look(browsing.sent([changed, emf_session(7, "New one")]))
    assert "1 new and 1 changed" in page


def recorded_state() -> dict[str, list[tuple[Any, ...]]]:
    """Every recorded column of everything an import may write."""
    db.session.expire_all()
    found = {}
    for model in (DraftSession, Activity, Category, Space, Facilitator, ImportedRow):
        columns = ["id", *recorded_columns(model)]
        rows = db.session.scalars(select(model).order_by(model.id))
        found[model.__tablename__] = [tuple(getattr(row, name) for name in columns) for row in rows]
    return found


def test_after_undoing_the_same_file_can_be_imported_again(browsing: Browsing) -> None:
    empty = recorded_state()
    address = browsing.sent([emf_session()])
    browsing.confirm(address)
    browsing.client.post(f"{address}/undo", data={"csrf_token": browsing.token(f"{address}/done")})
    assert recorded_state() == empty
    browsing.confirm(browsing.sent([emf_session()]))
    assert [draft.activity.title for draft in drafts()] == ["Rope circle"]


def test_names_that_others_use_since_stay_when_the_import_is_undone(browsing: Browsing) -> None:
    address = browsing.sent([emf_session()])
    browsing.confirm(address)
    space = db.session.scalars(select(Space)).one()
    a_session(db.session.get_one(Festival, space.festival_id), space=space)
    browsing.client.post(f"{address}/undo", data={"csrf_token": browsing.token(f"{address}/done")})
    assert [each.name for each in db.session.scalars(select(Space))] == ["Workshop 2"]
    assert not list(db.session.scalars(select(ImportedRow)))


def test_what_is_gone_stays_unless_it_is_chosen_to_go(
    browsing: Browsing, importing: Importing
) -> None:
    importing([emf_session(), emf_session(6, "Public", **later(15))])
    browsing.confirm(
        browsing.sent(
            [emf_session(), emf_session(6, "Public", **later(15)), emf_session(7, "Tray")]
        )
    )
    address = browsing.sent([emf_session()])
    assert "Gone 2" in browsing.look(address)
    assert "Nothing to write" in browsing.look(address)
    browsing.press(address, "all", group="gone")
    browsing.confirm(address, group="gone")
    assert [(d.activity.title, d.is_cancelled) for d in drafts()] == [
        ("Rope circle", False),
        ("Public", True),
    ]
    assert [session.status for session in sessions()] == [BookableStatus.SCHEDULED] * 2


def test_refused_rows_are_told_as_the_command_tells_them(
    browsing: Browsing, importing: Importing
) -> None:
    slip = emf_session(7, "Slip", end_date="2022-06-03 01:00:00")
    told = importing([slip, emf_session()], "--dry-run").stdout.split("refused")[1].split("\n")[1]
    address = browsing.sent([slip, emf_session()])
    assert told.strip()[3:] in browsing.look(address, group="refused")
    assert told.strip()[3:] in browsing.confirm(address)


def test_a_table_with_other_headings_is_matched_by_hand_and_remembered(
    browsing: Browsing,
) -> None:
    table = "Nom;Quand;Jusque;Jour\nCalme;10:00;11:00;2022-06-03\n"
    answer = browsing.send(table, name="table.csv")
    assert answer.location.endswith("/columns")
    page = browsing.look(answer.location)
    assert "Nom Calme" in page
    refused = browsing.fill(answer.location, **{"column-0": "title"})
    assert refused.status_code == 422
    assert "The table lacks a title or a start" in text_of(refused)
    matched = browsing.fill(
        answer.location,
        **{"column-0": "title", "column-1": "start", "column-2": "end", "column-3": "date"},
    )
    assert matched.status_code == 303
    browsing.confirm(matched.location)
    assert [(d.activity.title, d.length_minutes) for d in drafts()] == [("Calme", 60)]
    again = browsing.send(table.replace("10:00", "10:30"), name="table.csv")
    assert "becomes" in browsing.look(again.location)


def test_unknown_names_are_said_once_and_remembered(browsing: Browsing, festival: Festival) -> None:
    barn, kind = a_space(festival, name="Barn"), a_category(festival, name="Craft")
    rows = [emf_session(), emf_session(6, "Talk", type="talk", venue="Stage A", **later(15))]
    answer = browsing.send(rows)
    assert answer.location.endswith("/names")
    page = browsing.client.get(answer.location).text
    fields = dict(re.findall(r'<label for="([^"]+)"><b>([^<]+)</b>', page))
    by_name = {name: field for field, name in fields.items()}
    said = {
        by_name["Workshop 2"]: str(barn.id),
        by_name["Workshop"]: str(kind.id),
        by_name["Talk"]: "out",
        by_name["Stage A"]: "nowhere",
    }
    review = browsing.fill(answer.location, **said).location
    assert "Left out 1" in browsing.look(review)
    browsing.confirm(review)
    (draft,) = drafts()
    assert (draft.space_id, draft.activity.category_id) == (barn.id, kind.id)
    rows.append(emf_session(8, "Later", **later(17)))
    again = browsing.send(rows)
    assert not again.location.endswith("/names")
    browsing.confirm(again.location)
    assert {each.space_id for each in drafts()} == {barn.id}
    assert [each.name for each in db.session.scalars(select(Space))] == ["Barn"]


def test_the_command_follows_what_was_said_of_names_in_the_browser(
    browsing: Browsing, importing: Importing, festival: Festival
) -> None:
    barn = a_space(festival, name="Barn")
    answer = browsing.send([emf_session()])
    page = browsing.client.get(answer.location).text
    (place,) = re.findall(r'<label for="(space-[^"]+)"', page)
    browsing.confirm(browsing.fill(answer.location, **{place: str(barn.id)}).location)
    importing([emf_session(), emf_session(6, "Later", **later(17))])
    assert {each.space_id for each in drafts()} == {barn.id}


def test_zone_and_first_day_are_remembered(browsing: Browsing) -> None:
    table = "title,day,start,end\nCalm,Friday,10:00,11:00\n"
    browsing.confirm(browsing.sent(table, base_date="2022-06-10", zone="Europe/Berlin"))
    page = browsing.look(browsing.sent(table.replace("Calm", "Calmer")))
    assert "times in Europe/Berlin" in page
    assert "Fri 10 Jun, 09:00–10:00" in page


def test_the_template_can_be_imported_as_it_is(browsing: Browsing) -> None:
    template = browsing.client.get(f"{browsing.home}/template.csv")
    assert template.mimetype == "text/csv"
    page = browsing.look(browsing.sent(template.data))
    assert "New 2" in page
    assert "Morning yoga Yoga Thu 2 Jun, 09:00–10:00 Lake tent" in page


def test_a_file_is_there_for_its_sender_alone(
    app: Flask, browsing: Browsing, festival: Festival
) -> None:
    address = browsing.sent([emf_session()])
    colleague = staff_of(app.test_client(), festival, Role.OWNER)
    assert colleague.get(address).status_code == 404
    elsewhere = a_festival(slug="other", name="Other")
    sender = db.session.scalars(select(Account)).first()
    assert sender is not None
    works_for(sender, elsewhere, Role.OWNER)
    assert browsing.client.get(address.replace("/hush/", "/other/")).status_code == 404
    assert browsing.client.get(address).status_code == 200


def test_a_file_nobody_decides_about_is_forgotten(browsing: Browsing) -> None:
    address = browsing.sent([emf_session()])
    (pending,) = db.session.scalars(select(PendingImport))
    later_on = pending.expires_at + timedelta(seconds=1)
    assert in_transaction(lambda: forget_old_files(now=later_on)) == 1
    assert browsing.client.get(address).status_code == 404


def test_of_one_persons_files_the_latest_five_wait(browsing: Browsing) -> None:
    addresses = [browsing.sent([emf_session(n)]) for n in range(6)]
    assert browsing.client.get(addresses[0]).status_code == 404
    assert browsing.client.get(addresses[1]).status_code == 200
    browsing.client.post(f"{addresses[5]}/drop", data={"csrf_token": browsing.token(browsing.home)})
    assert browsing.client.get(addresses[5]).status_code == 404
