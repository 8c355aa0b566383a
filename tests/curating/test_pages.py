"""The pages of the desk, as its people use them."""

import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import escape

from tests.curating import (
    a_contact,
    a_report,
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
from wellness.database import db, transaction
from wellness.festivals.models import Festival
from wellness.hub.documents import document_of
from wellness.hub.models import NumberReport, Service, ServiceState, ServiceVersion
from wellness.staff.access import sealer
from wellness.staff.models import Role

EVIL = '"><script>alert(1)</script>'


@pytest.fixture
def festival(app: Flask) -> Festival:
    without_tokens(app)
    return a_festival()


@pytest.fixture
def desk(festival: Festival, client: FlaskClient) -> FlaskClient:
    return signed_in(client, an_editor(festival))


def base(festival: Festival) -> str:
    return f"/staff/{festival.slug}/hub"


def last_proposal() -> ServiceVersion:
    return db.session.query(ServiceVersion).order_by(ServiceVersion.id.desc()).first()  # type: ignore[return-value]


def test_the_overview_names_what_is_overdue_reported_first(
    festival: Festival, desk: FlaskClient
) -> None:
    today = clock.now().date()
    fresh = an_entry(name="Fresh Line", checked_on=today - timedelta(days=90))
    late = an_entry(name="Late Line", checked_on=today - timedelta(days=93))
    other = an_entry(name="Other", offer="care", checked_on=today - timedelta(days=179))
    reported = an_entry(name="Reported", offer="care", checked_on=today)
    a_report(reported)
    page = desk.get(base(festival)).text
    listed = re.findall(r"/services/([\w-]+)\">", page)
    assert listed == [reported.slug, late.slug]
    assert fresh.name not in page
    assert other.name not in page
    assert "3 days overdue" in page
    assert '<span class="badge"><span aria-hidden="true">1</span>' in page


@pytest.mark.one_database
def test_what_was_never_checked_is_overdue(festival: Festival, desk: FlaskClient) -> None:
    an_entry(name="Untouched")
    an_entry(name="Gone", state=ServiceState.CLOSED)
    page = desk.get(base(festival)).text
    assert "Untouched" in page
    assert "never checked by a person" in page
    assert "Gone" not in page


@pytest.mark.one_database
def test_an_empty_hub_says_so(festival: Festival, desk: FlaskClient) -> None:
    assert "Everything is checked" in desk.get(base(festival)).text
    assert "No entries yet" in desk.get(f"{base(festival)}/services").text
    assert "No proposal waits" in desk.get(f"{base(festival)}/proposals").text
    assert "No report waits" in desk.get(f"{base(festival)}/reports").text


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("country=ie", ["Nuçi’s Line"]),
        ("state=paused", ["Sleepers"]),
        ("offer=care", ["Sleepers"]),
        ("need=sleep", ["Sleepers"]),
        ("q=nuci", ["Nuçi’s Line"]),
        ("q=evening", ["Nuçi’s Line"]),
        ("q=0800+11", ["Nuçi’s Line"]),
        ("q=nothing", []),
    ],
)
def test_entries_are_found(
    festival: Festival, desk: FlaskClient, asked: str, found: list[str]
) -> None:
    an_entry(
        name="Nuçi’s Line",
        former_names=["Evening Line"],
        countries=["ie"],
        contacts=[a_contact(dial="0800 1111")],
    )
    an_entry(name="Sleepers", offer="care", needs=["sleep"], state=ServiceState.PAUSED)
    page = desk.get(f"{base(festival)}/services?{asked}").text
    assert re.findall(r"/services/[\w-]+\">([^<]+)</a>", page) == found


def test_an_editor_proposes_and_another_publishes(
    festival: Festival, desk: FlaskClient, app: Flask
) -> None:
    service = an_entry(name="Old")
    at = f"{base(festival)}/services/{service.slug}"
    assert "Propose a change" in desk.get(f"{at}/edit").text
    answer = desk.post(
        f"{at}/edit", data=sent(document_of(service), name="New", summary="Listens.")
    )
    assert answer.status_code == 303
    page = desk.get(str(answer.location)).text
    assert "<del>Old</del>" in page
    assert "<ins>New</ins>" in page
    assert "Approve and publish" not in page
    second = signed_in(app.test_client(), an_editor(festival, "Ines", Role.ORGANIZER))
    assert "Approve and publish" in second.get(str(answer.location)).text
    published = second.post(f"{answer.location}/approve", follow_redirects=True)
    assert "New: readers see it now." in published.text
    assert "by Mina, approved by Ines" in published.text
    db.session.expire_all()
    assert db.session.get_one(Service, service.id).summary == "Listens."


def test_a_refusal_needs_a_reason_and_keeps_it(festival: Festival, desk: FlaskClient) -> None:
    service = an_entry(name="Old")
    bo = an_editor(festival, "Bo")
    version = proposed(service, desk_of(bo, festival), name="New")
    at = f"{base(festival)}/proposals/{version.id}"
    wordless = desk.post(f"{at}/refuse", data={"reason": " "})
    assert wordless.status_code == 422
    assert "Say in a sentence why not." in wordless.text
    desk.post(f"{at}/refuse", data={"reason": "The page says otherwise."})
    assert "The page says otherwise." in desk.get(at).text


def test_contacts_are_added_moved_and_taken_out_without_script(
    festival: Festival, desk: FlaskClient
) -> None:
    service = an_entry(
        contacts=[a_contact(dial="116 123"), a_contact(dial="0800 1111", position=1)]
    )
    at = f"{base(festival)}/services/{service.slug}/edit"
    form = sent(document_of(service))

    def dials(page: str) -> list[str]:
        return re.findall(r'name="c\d+-dial"[^>]*value="([^"]*)"', page)

    assert dials(desk.post(at, data=form | {"do": "down-0"}).text) == ["0800 1111", "116 123"]
    assert dials(desk.post(at, data=form | {"do": "up-1"}).text) == ["0800 1111", "116 123"]
    assert dials(desk.post(at, data=form | {"do": "out-0"}).text) == ["0800 1111"]
    added = desk.post(at, data=form | {"do": "add"})
    assert dials(added.text) == ["116 123", "0800 1111", ""]
    assert added.status_code == 200
    assert db.session.query(ServiceVersion).count() == 1, "nothing was proposed"
    moved = form | {"contact": ["1", "0"]}
    desk.post(at, data=moved)
    assert [each["dial"] for each in last_proposal().document["contacts"]] == [
        "0800 1111",
        "116 123",
    ]


@pytest.mark.one_database
def test_looking_first_proposes_nothing(festival: Festival, desk: FlaskClient) -> None:
    service = an_entry(name="Old")
    at = f"{base(festival)}/services/{service.slug}/edit"
    page = desk.post(at, data=sent(document_of(service), name="New", do="look")).text
    assert "This is how it differs" in page
    assert "<ins>New</ins>" in page
    assert db.session.query(ServiceVersion).count() == 1


@pytest.mark.one_database
def test_nothing_changed_is_said(festival: Festival, desk: FlaskClient) -> None:
    service = an_entry()
    at = f"{base(festival)}/services/{service.slug}/edit"
    answer = desk.post(at, data=sent(document_of(service)))
    assert answer.status_code == 422
    assert "nothing was changed" in answer.text


def test_what_was_published_meanwhile_is_shown_beside_what_was_typed(
    festival: Festival, desk: FlaskClient
) -> None:
    service = an_entry(name="Old")
    form = sent(document_of(service), summary="Mine, typed for an hour.")
    bo, cy = an_editor(festival, "Bo"), an_editor(festival, "Cy")
    approved(proposed(service, desk_of(bo, festival), name="Theirs"), desk_of(cy, festival))
    at = f"{base(festival)}/services/{service.slug}/edit"
    answer = desk.post(at, data=form)
    assert answer.status_code == 409
    assert "<ins>Theirs</ins>" in answer.text
    assert "Mine, typed for an hour." in answer.text
    assert 'name="revision" value="2"' in answer.text
    assert desk.post(at, data=form | {"revision": 2}).status_code == 303


def test_a_stale_proposal_shows_both_and_goes_on_from_both(
    festival: Festival, desk: FlaskClient
) -> None:
    service = an_entry(name="Old")
    bo, cy = an_editor(festival, "Bo"), an_editor(festival, "Cy")
    stale = proposed(service, desk_of(bo, festival), summary="Of the stale one.")
    approved(proposed(service, desk_of(bo, festival), name="Theirs"), desk_of(cy, festival))
    at = f"{base(festival)}/proposals/{stale.id}"
    page = desk.get(at).text
    assert "It has been overtaken" in page
    assert "Of the stale one." in page
    assert "<ins>Theirs</ins>" in page
    assert "Approve and publish" not in page
    assert desk.post(f"{at}/approve").status_code == 409
    form = desk.get(f"{base(festival)}/services/{service.slug}/edit?from={stale.id}").text
    assert 'value="Theirs"' in form
    assert 'value="Of the stale one."' in form


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("name", "", "Give the entry its name."),
        ("name", "x" * 161, "Please keep it under 160 letters."),
        ("source", "", "nothing is published without"),
        ("note", "", "Say what you changed"),
        ("url", "javascript:alert(1)", "Give the whole address"),
        ("url", "https://user@example.org/", "Give the whole address"),
        ("url", "https://exa mple.org/", "Give the whole address"),
        ("countries", "Atlantis", "We don’t know “Atlantis”"),
        ("countries", "", "Name the countries it serves"),
        ("countries", "anywhere, Ireland", "not both"),
        ("languages", "Klingonese", "We don’t know “Klingonese”"),
        ("paused_until", "2027-01-01", "Only a paused entry has an end"),
        ("replacement", "nowhere-at-all", "Not a valid choice"),
        ("c0-dial", "", "Give the number or address."),
        ("c0-dial", "call us", "Give the number as it is published"),
        ("c0-dial", "<b>1</b>", "Give the number as it is published"),
        ("c0-e164", "+49 30 123456", "another number than the published one"),
        ("c0-e164", "0800", "Give + and 7 to 15 digits"),
        ("c0-word", "HOME", "Only a text message carries a word."),
        ("c0-countries", "Atlantis", "We don’t know “Atlantis”"),
        ("c0-hours", "week", "Give the hours of at least one day."),
        ("c0-mon", "9-12", "You gave hours by the week"),
        ("c0-mon", "25:00–26:00", "Give times as in"),
        ("c0-mon", "9-12, 11-13", "Two of these times overlap."),
    ],
)
def test_what_is_typed_wrong_is_said_and_kept(
    festival: Festival, desk: FlaskClient, field: str, typed: str, said: str
) -> None:
    service = an_entry()
    at = f"{base(festival)}/services/{service.slug}/edit"
    answer = desk.post(at, data=sent(document_of(service), summary="Kept.") | {field: typed})
    assert answer.status_code == 422
    assert str(escape(said)) in answer.text or said in answer.text
    assert "Kept." in answer.text
    assert db.session.query(ServiceVersion).count() == 1


@pytest.mark.one_database
def test_a_short_code_names_its_country(festival: Festival, desk: FlaskClient) -> None:
    service = an_entry()
    at = f"{base(festival)}/services/{service.slug}/edit"
    form = sent(document_of(service), countries="anywhere", **{"c0-countries": ""})
    answer = desk.post(at, data=form)
    assert "A short code means something else elsewhere: name its country." in answer.text
    assert desk.post(at, data=form | {"c0-countries": "Ireland"}).status_code == 303


@pytest.mark.one_database
def test_hours_are_filed_as_readers_reckon_with_them(festival: Festival, desk: FlaskClient) -> None:
    service = an_entry()
    at = f"{base(festival)}/services/{service.slug}/edit"
    hours = {"c0-hours": "week", "c0-zone": "Europe/Dublin", "c0-mon": "10-13, 14:00–24:00"}
    clockless = desk.post(at, data=sent(document_of(service)) | hours | {"c0-zone": "Dublin"})
    assert "Name the time zone" in clockless.text
    desk.post(at, data=sent(document_of(service)) | hours | {"c0-fri": "22:00–02:00"})
    assert last_proposal().document["contacts"][0]["opening"] == {
        "zone": "Europe/Dublin",
        "week": {"mon": [["10:00", "13:00"], ["14:00", "24:00"]], "fri": [["22:00", "02:00"]]},
    }


@pytest.mark.one_database
def test_nothing_typed_runs(festival: Festival, desk: FlaskClient, app: Flask) -> None:
    service = an_entry()
    texts = ("name", "summary", "region", "eligibility", "cost_note", "state_note", "source")
    form: dict[str, Any] = sent(document_of(service)) | dict.fromkeys(texts, EVIL)
    form |= {"notes": EVIL, "note": EVIL, "former_names": EVIL, "c0-hours_note": EVIL}
    at = f"{base(festival)}/services/{service.slug}"
    answer = desk.post(f"{at}/edit", data=form)
    assert answer.status_code == 303
    pages = [desk.get(str(answer.location)).text, desk.get(base(festival)).text]
    second = signed_in(app.test_client(), an_editor(festival, "Bo"))
    second.post(f"{answer.location}/approve")
    pages += [desk.get(address).text for address in (at, f"{at}/edit", f"{at}/check")]
    pages += [desk.get(f"{at}/versions/{number}").text for number in (1, 2)]
    pages += [desk.get(f"{base(festival)}/services").text]
    form |= {"c0-dial": EVIL, "c0-zone": EVIL, "c0-mon": EVIL, "countries": EVIL, "url": EVIL}
    pages.append(desk.post(f"{at}/edit", data=form).text)
    for page in pages:
        assert str(escape(EVIL)) in page
        assert "<script>alert" not in page


@pytest.mark.one_database
def test_a_check_is_noted_at_once(festival: Festival, desk: FlaskClient) -> None:
    service = an_entry(
        contacts=[a_contact(), a_contact(dial="0800 1111", position=1, read="older")]
    )
    at = f"{base(festival)}/services/{service.slug}/check"
    nothing = desk.post(at, data={"revision": 1})
    assert nothing.status_code == 422
    desk.post(at, data={"revision": 1, "way-0": "dialled"})
    db.session.expire_all()
    service = db.session.get_one(Service, service.id)
    assert [each.verified_by for each in service.contacts] == ["Mina", ""]
    assert service.checked_on is None, "not all of it"
    desk.post(at, data={"revision": 2, "way-0": "dialled", "way-1": "read"})
    db.session.expire_all()
    service = db.session.get_one(Service, service.id)
    assert service.checked_on == clock.now().date()
    assert [each.read for each in service.contacts] == ["page", "page"]
    assert service.contacts[1].verified_on is None, "reading is not dialling"


@pytest.mark.one_database
def test_a_check_of_what_was_changed_meanwhile_is_asked_again(
    festival: Festival, desk: FlaskClient
) -> None:
    service = an_entry()
    bo, cy = an_editor(festival, "Bo"), an_editor(festival, "Cy")
    contact = document_of(service)["contacts"][0] | {"dial": "116 124"}
    version = proposed(service, desk_of(bo, festival), contacts=[contact])
    approved(version, desk_of(cy, festival))
    at = f"{base(festival)}/services/{service.slug}/check"
    page = desk.post(at, data={"revision": 1, "way-0": "dialled"}, follow_redirects=True).text
    assert "Another version of this entry was published since" in page
    db.session.expire_all()
    assert db.session.get_one(Service, service.id).contacts[0].verified_on is None


def test_a_readers_note_is_for_editors_and_erased_once_settled(
    festival: Festival, desk: FlaskClient, app: Flask
) -> None:
    service = an_entry(name="Night Line")
    report = a_report(service)
    with transaction():
        place = f"number_report|note|{report.uid}"
        report.note_sealed = sealer().seal(place, "It rang and rang, heronfeather.")
    at = f"{base(festival)}/reports"
    assert "heronfeather" in desk.get(at).text
    organizer = signed_in(app.test_client(), an_editor(festival, "Ines", Role.ORGANIZER))
    assert organizer.get(at).status_code == 404
    assert "heronfeather" not in organizer.get(f"{base(festival)}/services/{service.slug}").text
    assert desk.post(f"{at}/{report.id}", data={"outcome": "shrug"}).status_code == 422
    desk.post(f"{at}/{report.id}", data={"outcome": "right"})
    db.session.expire_all()
    report = db.session.get_one(NumberReport, report.id)
    assert (report.note_sealed, report.outcome, report.settled_by) == (None, "right", "Mina")
    assert "heronfeather" not in desk.get(at).text
    assert "what we show is right" in desk.get(at).text
    assert desk.post(f"{at}/{report.id}", data={"outcome": "right"}).status_code == 409


@pytest.mark.one_database
def test_organizers_read_and_review_but_type_nothing(
    festival: Festival, client: FlaskClient
) -> None:
    service = an_entry()
    organizer = signed_in(client, an_editor(festival, "Ines", Role.ORGANIZER))
    at = f"{base(festival)}/services/{service.slug}"
    page = organizer.get(at)
    assert page.status_code == 200
    assert "Propose a change" not in page.text
    for address in (f"{at}/edit", f"{at}/check", f"{base(festival)}/new"):
        assert organizer.get(address).status_code == 404
        assert organizer.post(address, data=sent(document_of(service))).status_code == 404
