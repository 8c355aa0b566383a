"""Who takes part, what was given for what, and where each was read."""

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import escape
from sqlalchemy.exc import IntegrityError

from tests.curating import an_editor, an_entry, without_tokens
from tests.factories import a_festival, from_now
from tests.partners import a_partner
from tests.staff import signed_in
from wellness import clock
from wellness.database import db, transaction
from wellness.festivals.models import Festival
from wellness.partners.models import Grant, Partner
from wellness.partners.seeding import seed
from wellness.staff.models import Deed, Role

EVIL = '"><script>alert(1)</script>'


@pytest.fixture
def festival(app: Flask) -> Festival:
    without_tokens(app)
    return a_festival()


@pytest.fixture
def desk(festival: Festival, client: FlaskClient) -> FlaskClient:
    return signed_in(client, an_editor(festival, "Ines", Role.ORGANIZER))


def base(festival: Festival) -> str:
    return f"/staff/{festival.slug}/partners"


def sent(**more: Any) -> dict[str, Any]:
    facts = {"name": "Kind Ears", "does": "They listen.", "source": "ears.example, May 2025"}
    return facts | {"revision": 1} | more


def gift(**more: Any) -> dict[str, Any]:
    facts = {"given": "Ten grants", "purpose": "Crew", "amount": "£500 each", "year": "2025"}
    return facts | {"source": "news.example", "revision": 1} | more


def test_the_partners_that_come_along_all_name_their_source(client: FlaskClient) -> None:
    with transaction():
        assert seed(clock.now()) == 5
    with transaction():
        assert seed(clock.now()) == 0, "once"
    page = client.get("/help/partners")
    names = re.findall(r"<section[^>]*>\s*<h2>([^<]+)", page.text)
    assert [" ".join(name.split()) for name in names] == [
        "Backline",
        "MusiCares",
        "Music Health Alliance",
        "Music Minds Matter",
        "The Busyhead Project",
    ]
    assert page.text.count("Source: newsroom.spotify.com, June 2025") == 6
    assert "Chappell Roan" in page.text
    assert page.text.count("The amount isn’t known to us.") == 6


@pytest.mark.one_database
def test_an_empty_page_of_partners_says_so(client: FlaskClient) -> None:
    page = client.get("/help/partners")
    assert page.status_code == 200
    assert "Nobody is named here yet" in page.text


def test_what_is_hidden_is_not_read(client: FlaskClient) -> None:
    shown = a_partner(name="Seen", grants=2)
    a_partner(name="Unseen", is_published=False)
    with transaction():
        shown.grants[1].is_published = False
    page = client.get("/help/partners").text
    assert "Seen" in page
    assert "Unseen" not in page
    assert shown.grants[0].given in page
    assert shown.grants[1].given not in page


@pytest.mark.one_database
def test_a_partner_leads_to_its_entry_in_the_hub(client: FlaskClient) -> None:
    there = an_entry()
    a_partner(service_slug=there.slug)
    a_partner(service_slug="gone-since")
    page = client.get("/help/partners").text
    assert re.findall(r"/help/services/([\w-]+)\"", page) == [there.slug]


def test_a_partner_is_added_hidden_then_shown(festival: Festival, desk: FlaskClient) -> None:
    added = desk.post(f"{base(festival)}/add", data=sent(), follow_redirects=True)
    assert "Nobody sees it until you show it" in added.text
    assert "Kind Ears" not in desk.get("/help/partners").text
    desk.post(f"{base(festival)}/kind-ears/add", data=gift())
    desk.post(f"{base(festival)}/kind-ears/add", data=gift())
    grants = db.session.query(Grant).all()
    assert [(each.given, each.year, each.is_published) for each in grants] == [
        ("Ten grants", 2025, False)
    ]
    desk.post(f"{base(festival)}/kind-ears/show")
    desk.post(f"{base(festival)}/kind-ears/grants/{grants[0].id}/show")
    page = desk.get("/help/partners").text
    for words in ("Kind Ears", "They listen.", "Ten grants", "For: Crew", "£500 each", "2025"):
        assert words in page
    assert "Source: news.example" in page
    kinds = {deed.kind for deed in db.session.query(Deed)}
    assert kinds == {"partners_edited"}


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": ""}, "Give the partner’s name."),
        ({"source": " "}, "nothing is shown without"),
        ({"url": "javascript:alert(1)"}, "Give the whole address"),
        ({"does": "x" * 401}, "Please keep it under 400 letters."),
    ],
)
def test_a_partner_wrongly_typed_is_said_and_kept(
    festival: Festival, desk: FlaskClient, typed: dict[str, str], said: str
) -> None:
    answer = desk.post(f"{base(festival)}/add", data=sent(url="https://kept.example/") | typed)
    assert answer.status_code == 422
    assert said in answer.text
    assert db.session.query(Partner).count() == 0


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"given": ""}, "Say what was given."),
        ({"source": ""}, "nothing is shown without"),
        ({"year": "25"}, "Give a year, as in 2025."),
        ({"source_url": "ftp://x.example"}, "Give the whole address"),
    ],
)
def test_what_was_given_wrongly_typed_is_said(
    festival: Festival, desk: FlaskClient, typed: dict[str, str], said: str
) -> None:
    partner = a_partner(grants=0)
    answer = desk.post(f"{base(festival)}/{partner.slug}/add", data=gift() | typed)
    assert answer.status_code == 422
    assert said in answer.text
    assert db.session.query(Grant).count() == 0


def test_the_tables_keep_nothing_without_a_source(app: Flask) -> None:  # noqa: ARG001
    partner = a_partner(grants=0)
    with pytest.raises(IntegrityError), transaction():
        db.session.add(Grant(partner_id=partner.id, given="x", source="", updated_at=from_now()))


def test_two_who_edit_at_once_are_both_heard(festival: Festival, desk: FlaskClient) -> None:
    partner = a_partner(name="Kind Ears", does="First.")
    at = f"{base(festival)}/{partner.slug}"
    assert desk.post(at, data=sent(does="Theirs.")).status_code == 303
    both = desk.post(at, data=sent(does="Mine."))
    assert both.status_code == 409
    assert "Theirs." in both.text
    assert "Mine." in both.text
    assert desk.post(at, data=sent(does="Mine.", revision=2)).status_code == 303
    db.session.expire_all()
    assert db.session.get_one(Partner, partner.id).does == "Mine."
    grant = partner.grants[0]
    of_it = f"{at}/grants/{grant.id}"
    assert desk.post(of_it, data=gift(given="Theirs")).status_code == 303
    assert desk.post(of_it, data=gift(given="Mine")).status_code == 409


def test_they_stand_in_the_order_that_was_chosen(festival: Festival, desk: FlaskClient) -> None:
    first, second = a_partner(name="Alder"), a_partner(name="Birch")
    desk.post(f"{base(festival)}/{second.slug}/up")
    page = desk.get("/help/partners").text
    assert page.index("Birch") < page.index("Alder")
    desk.post(f"{base(festival)}/{second.slug}/down")
    page = desk.get("/help/partners").text
    assert page.index("Alder") < page.index("Birch")
    assert first.slug != second.slug


@pytest.mark.one_database
def test_a_grant_of_another_partner_is_not_found(festival: Festival, desk: FlaskClient) -> None:
    one, other = a_partner(), a_partner()
    at = f"{base(festival)}/{one.slug}/grants/{other.grants[0].id}"
    assert desk.get(at).status_code == 404
    assert desk.post(at, data=gift()).status_code == 404
    assert desk.post(f"{at}/hide").status_code == 404


@pytest.mark.one_database
def test_nothing_typed_runs(festival: Festival, desk: FlaskClient) -> None:
    partner = a_partner()
    at = f"{base(festival)}/{partner.slug}"
    grant = partner.grants[0].id
    assert desk.post(at, data=sent(name=EVIL, does=EVIL, source=EVIL)).status_code == 303
    more = gift(given=EVIL, purpose=EVIL, amount=EVIL, source=EVIL)
    assert desk.post(f"{at}/grants/{grant}", data=more).status_code == 303
    conflict = desk.post(at, data=sent(name=EVIL + "2", does=EVIL, source=EVIL))
    pages = [conflict] + [
        desk.get(address)
        for address in ("/help/partners", base(festival), at, f"{at}/grants/{grant}")
    ]
    for page in pages:
        assert str(escape(EVIL)) in page.text
        assert "<script>alert" not in page.text
