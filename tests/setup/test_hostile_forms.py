"""Nothing but a form's own fields is written, and nothing that is typed runs."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import inspect, select

from tests.factories import a_category, a_facilitator, a_festival, a_session, a_space
from tests.setup.filling import changed, opened
from tests.staff import staff_of
from wellness.database import Model, db
from wellness.festivals.models import Festival, Space
from wellness.planner.models import DraftSession
from wellness.programme.models import Activity, Category, Facilitator
from wellness.staff.models import Account, Membership, Role

pytestmark = pytest.mark.one_database
POLYGLOT = "jaVasCript:/*-/*`/*\\`/*'/*\"/**/(/* */oNcliCk=alert() )//<svg/onload=alert()>{{7*7}}"
MOVED_BY_EVERY_EDIT = {"revision", "updated_at", "changed_at", "changed_by"}
MOVED_BY_THE_PROGRAMME = {"version", "draft_version", "changed_at"}
Edited = tuple[str, type[Model], str, str]
FORMS: list[Edited] = [
    ("spaces/{space}", Space, "name", "New name"),
    ("categories/{category}", Category, "name", "New name"),
    ("facilitators/{facilitator}", Facilitator, "name", "New name"),
    ("activities/{activity}", Activity, "cost", "10"),
    ("sessions/{session}/edit", DraftSession, "note", "New note"),
    ("festival", Festival, "name", "New name"),
]


@pytest.fixture
def words(client: FlaskClient) -> dict[str, str]:
    """One of each thing at a festival, by what stands in addresses."""
    festival = a_festival(slug="fest")
    staff_of(client, festival, Role.ORGANIZER)
    space, leader = a_space(festival), a_facilitator(festival)
    session = a_session(festival, space=space, facilitators=(leader,))
    return {
        "space": space.slug,
        "facilitator": leader.slug,
        "activity": session.activity.slug,
        "category": session.activity.category.slug,
        "session": session.reference,
    }


def values_of(model: type[Model]) -> dict[str, Any]:
    db.session.expire_all()
    row = db.session.scalars(select(model)).one()
    return {each.key: getattr(row, each.key) for each in inspect(model).column_attrs}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form[1].__tablename__)
def test_columns_beside_the_form_are_never_written(
    client: FlaskClient, words: dict[str, str], form: Edited
) -> None:
    address, model, field, value = form
    path = "/staff/fest/" + address.format(**words)
    fields = changed(opened(client, path), **{field: value})
    before = values_of(model)
    for column in before:
        if column not in fields and column not in {"is_support", "is_heavy", "is_fixed"}:
            fields.add(column, "77")
    assert client.post(path, data=fields).status_code == 303
    after = values_of(model)
    different = {name for name in after if after[name] != before[name]}
    moved = MOVED_BY_EVERY_EDIT | (MOVED_BY_THE_PROGRAMME if model is Festival else set())
    assert different - moved == ({"drafted"} if model is Activity else {field})


def test_nobody_becomes_more_than_the_form_says(client: FlaskClient) -> None:
    festival = a_festival(slug="fest")
    staff_of(client, festival, Role.OWNER)
    path = "/staff/fest/copy"
    typed = changed(
        opened(client, path),
        name="Next",
        starts_on="2027-06-04",
        released_at="2020-01-01",
        id="1",
        account_id="99",
        may_found="1",
        role="owner",
        ends_on="2099-01-01",
    )
    assert client.post(path, data=typed).status_code == 303
    made = db.session.scalars(select(Festival).where(Festival.slug == "next")).one()
    assert (made.released_at, made.ends_on.year) == (None, 2027)
    assert db.session.query(Membership).count() == 2
    assert [account.may_found for account in db.session.scalars(select(Account))] == [False]


def polyglot(longest: int) -> str:
    return POLYGLOT[:longest]


PAGES = ("spaces", "categories", "facilitators", "activities", "draft", "festival", "setup")
TYPED: dict[str, dict[str, int]] = {
    "spaces/{space}": {"name": 120, "directions": 300, "equipment": 500},
    "categories/{category}": {"name": 80},
    "facilitators/{facilitator}": {"name": 120, "pronouns": 40, "about": 900},
    "sessions/{session}/edit": {"note": 300},
    "festival": {"name": 120, "site": 200, "contact": 200, "help_on_site": 500},
    "activities/{activity}": dict.fromkeys(
        ("title", "summary", "description", "for_whom", "bring", "content_note", "consent"), 200
    )
    | {"cost": 100, "group_agreement": 200, "confidentiality": 200, "age_note": 120},
}


def test_what_is_typed_is_shown_and_never_run(client: FlaskClient, words: dict[str, str]) -> None:
    for address, fields in TYPED.items():
        path = "/staff/fest/" + address.format(**words)
        typed = {name: polyglot(longest) for name, longest in fields.items()}
        answer = client.post(path, data=changed(opened(client, path), **typed))
        assert answer.status_code == 303, path
    public = ["/fest/", f"/fest/sessions/{words['session']}", f"/fest/spaces/{words['space']}"]
    staff = [f"/staff/fest/{each}" for each in (*PAGES, *(a.format(**words) for a in TYPED))]
    for path in (*staff, *public):
        page = client.get(path).text
        assert "alert()" in page or path.endswith("draft"), path
        assert "<svg/onload" not in page, path
        assert "{{7*7}}" in page or "49" not in page.split("</head>")[0], path
        assert '"/**/(/*' not in page, path


def test_both_versions_are_shown_and_never_run(client: FlaskClient, words: dict[str, str]) -> None:
    path = f"/staff/fest/spaces/{words['space']}"
    first, second = opened(client, path), opened(client, path)
    client.post(path, data=changed(first, name=POLYGLOT, directions=POLYGLOT))
    page = client.post(path, data=changed(second, name=POLYGLOT + "2")).text
    assert "Two versions of this" in page
    assert "<svg/onload" not in page
    assert '"/**/(/*' not in page


def test_a_category_nobody_may_see_is_not_there(client: FlaskClient) -> None:
    own, other = a_festival(slug="own"), a_festival(slug="other")
    staff_of(client, own, Role.OWNER)
    theirs = a_category(other, name="Theirs")
    mine = a_category(own)
    fields = opened(client, f"/staff/own/categories/{mine.slug}")
    for festival in ("own", "other"):
        answer = client.post(f"/staff/{festival}/categories/{theirs.slug}", data=fields)
        assert answer.status_code == 404
        assert "Theirs" not in answer.text
