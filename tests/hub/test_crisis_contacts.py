"""What the file of services says is what was published, shown for its own country alone."""

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from babel import Locale

from wellness.hub import contacts, crisis
from wellness.hub.contacts import Channel, Contact, Read
from wellness.hub.services import Service

COLLECTED = date(2026, 11, 22)
FILED: dict[str, Any] = json.loads(crisis.FILE.read_text())
SHOWN = [service for service in FILED["services"] if service["help"]]
COUNTRIES = sorted(crisis.countries())


def names(services: tuple[Service, ...]) -> list[str]:
    return [service.name for service in services]


def a_contact(dial: str, channel: Channel = Channel.CALL, **said: Any) -> Contact:
    usual: dict[str, Any] = {
        "countries": frozenset({"gb"}),
        "word": "",
        "read": Read.PAGE,
        "verified_on": None,
        "language": "",
        "cost": "",
        "region": "",
    }
    return Contact(channel, dial, **{**usual, **said})


@pytest.mark.parametrize("service", SHOWN, ids=lambda s: s["name"])
def test_every_number_shown_is_one_that_was_published(service: dict[str, Any]) -> None:
    published = [
        *(service["dial_local"], service["text_line"], service["url"]),
        *(other["value"] for other in service["other_contacts"]),
    ]
    for contact in service["help"]["contacts"]:
        assert any(contact["dial"] in one for one in published if one)
        assert any(contact.get("word", "") in one for one in published if one)


@pytest.mark.parametrize("service", SHOWN, ids=lambda s: s["name"])
def test_no_number_is_called_confirmed_that_the_facts_leave_to_verify(
    service: dict[str, Any],
) -> None:
    doubted = "verify" in (service["phone_checked"] or "")
    confirmed = [c for c in service["help"]["contacts"] if c["read"] == "page"]
    assert not (doubted and confirmed)
    assert service["source"] or not confirmed


def test_every_entry_keeps_its_source_and_nobody_has_dialled_any() -> None:
    assert all(
        {"source", "checked", "phone_checked"} <= service.keys() for service in FILED["services"]
    )
    dialled = [c for service in SHOWN for c in service["help"]["contacts"] if c["verified_on"]]
    assert dialled == [], "take the sentences about it out of the pages and this line with them"


def test_every_word_in_the_file_can_be_said_to_a_reader() -> None:
    english = Locale("en")
    for service in SHOWN:
        reading = service["help"]
        assert reading["audience"] in contacts.AUDIENCES
        assert reading["cost"] in contacts.COSTS
        assert re.fullmatch(r"always|unknown|\d\d:\d\d–\d\d:\d\d", reading["hours"])
        for contact in reading["contacts"]:
            assert contact.get("cost", "free") in contacts.COSTS
            assert contact.get("region", "northern_ireland") in contacts.REGIONS
            assert contact.get("language", "en") in english.languages
    for numbers in FILED["emergency"].values():
        assert {number["reaches"] for number in numbers} <= contacts.REACHES.keys()
    assert set(contacts.OFFERS) == set(contacts.Offer)
    assert [code for code in COUNTRIES if code.upper() not in english.territories] == []


@pytest.mark.parametrize("country", COUNTRIES)
def test_a_number_is_shown_in_its_own_country_alone(country: str) -> None:
    here = crisis.crisis_contacts(country, today=COLLECTED)
    for service in (*here.lines, *here.others):
        assert service.contacts
        for contact in service.contacts:
            assert country in contact.countries


@pytest.mark.parametrize(
    ("country", "number", "service"),
    [
        ("gb", "116 123", "Samaritans (UK)"),
        ("ie", "116 123", "Samaritans Ireland"),
        ("no", "116 123", "Mental Helse Hjelpetelefonen"),
        ("pl", "116 123", "Kryzysowy Telefon Zaufania 116 123"),
        ("hu", "116 123", "LESZ – 116-123 lelkisegély (SOS)"),
        ("gb", "0800 0903677", "Minding Creative Minds"),
        ("ie", "1800 814 244", "Minding Creative Minds"),
        ("nl", "113", "113 Zelfmoordpreventie"),
    ],
)
def test_the_same_digits_mean_another_service_in_another_country(
    country: str, number: str, service: str
) -> None:
    here = crisis.crisis_contacts(country, today=COLLECTED)
    reached = [s.name for s in (*here.lines, *here.others) for c in s.contacts if c.dial == number]
    assert reached == [service]


@pytest.mark.parametrize(
    ("country", "first"),
    [
        ("gb", ["Samaritans (UK)"]),
        ("ie", ["Samaritans Ireland"]),
        ("us", ["988 Suicide & Crisis Lifeline", "Crisis Text Line (US)", "B-LINE (Backline)"]),
        ("ca", ["9-8-8: Suicide Crisis Helpline (Canada)"]),
        ("de", ["TelefonSeelsorge (Deutschland)"]),
        ("es", ["Línea 024"]),
        ("ch", []),  # costs something
        ("it", []),  # sleeps at night
        ("au", []),  # read on a list
        ("kr", []),  # read nowhere
        ("sg", ["Samaritans of Singapore (SOS)"]),  # 1771 is not for a crisis
        ("cz", []),  # none known
    ],
)
def test_only_free_human_lines_at_any_hour_come_first(country: str, first: list[str]) -> None:
    here = crisis.crisis_contacts(country, today=COLLECTED)
    assert names(here.lines) == first
    assert all(line.contacts[0].is_confirmed for line in here.lines)


def test_others_stand_below_confirmed_ones_first() -> None:
    australia = crisis.crisis_contacts("au", today=COLLECTED)
    assert names(australia.others) == [
        "Support Act Wellbeing Helpline",
        "Lifeline Australia",
        "Beyond Blue",
    ]


def test_what_nobody_dialled_for_a_year_no_longer_comes_first() -> None:
    for country in COUNTRIES:
        year = timedelta(days=365)
        before = crisis.crisis_contacts(country, today=COLLECTED + year)
        after = crisis.crisis_contacts(country, today=COLLECTED + year + timedelta(days=1))
        assert after.lines == ()
        assert sorted(names(after.others)) == sorted(names((*before.lines, *before.others)))


def test_a_line_dialled_by_a_person_comes_first_for_a_year() -> None:
    australia = crisis.crisis_contacts("au", today=COLLECTED)
    lifeline = replace(australia.others[1], cost="free")
    assert lifeline.contacts[0].link is None
    dialled = replace(lifeline.contacts[0], verified_on=date(2027, 5, 1))
    verified = replace(lifeline, contacts=(dialled,))
    assert dialled.link == "tel:131114"
    assert not lifeline.may_come_first(date(2027, 5, 2))
    assert verified.may_come_first(date(2027, 5, 2))
    assert not verified.may_come_first(date(2028, 5, 2))


@pytest.mark.parametrize(
    ("contact", "link"),
    [
        (a_contact("116 123"), "tel:116123"),
        (a_contact("0800-0113"), "tel:08000113"),
        (a_contact("+44 116 123"), "tel:+44116123"),
        (a_contact("988", Channel.TEXT), "sms:988"),
        (a_contact("741741", Channel.TEXT, word="HOME"), "sms:741741?body=HOME"),
        (a_contact("jo@samaritans.org", Channel.EMAIL), "mailto:jo@samaritans.org"),
        (a_contact("findahelpline.com", Channel.WEB), "https://findahelpline.com/"),
        (a_contact("*4141"), None),
        (a_contact("0508 MUSICHELP"), None),
        (a_contact("1-855-BLINE99"), None),
        (a_contact("+39 324 011 7252", Channel.WHATSAPP), None),
        (a_contact("116 123", read=Read.OLDER), None),
        (a_contact("116 123", read=Read.NOWHERE), None),
        (a_contact("116 123", read=Read.NOWHERE, verified_on=COLLECTED), "tel:116123"),
    ],
)
def test_a_link_dials_the_published_digits_or_there_is_none(
    contact: Contact, link: str | None
) -> None:
    assert contact.link == link


@pytest.mark.parametrize(
    ("country", "numbers"),
    [
        ("gb", [("999", "all")]),
        ("UK", [("999", "all")]),
        ("de", [("112", "all")]),
        ("us", [("911", "all")]),
        ("au", [("000", "all")]),
        ("nz", [("111", "all")]),
        ("jp", [("119", "ambulance"), ("110", "police")]),
        ("br", [("192", "ambulance"), ("190", "police")]),
        ("il", [("101", "ambulance")]),
    ],
)
def test_the_emergency_number_is_the_countrys_own(
    country: str, numbers: list[tuple[str, str]]
) -> None:
    here = crisis.crisis_contacts(country, today=COLLECTED)
    assert [(number.dial, number.reaches) for number in here.emergency] == numbers
    assert [number.link for number in here.emergency] == [f"tel:{dial}" for dial, _ in numbers]


def test_every_country_with_a_service_has_an_emergency_number() -> None:
    assert [code for code in COUNTRIES if code not in FILED["emergency"]] == []
    (hearsay,) = crisis.crisis_contacts("ng", today=COLLECTED).emergency
    assert (hearsay.dial, hearsay.link) == ("112", None)


@pytest.mark.parametrize("country", ["", "pe", "xx", "atlantis", "*"])
def test_where_nothing_is_known_there_is_still_a_way_to_help(country: str) -> None:
    here = crisis.crisis_contacts(country, today=COLLECTED)
    assert (here.emergency, here.lines, here.is_known) == ((), (), False)
    assert here.anywhere[0].name == "Find A Helpline (ThroughLine)"
    short = crisis.in_short(country, today=COLLECTED)
    assert (short.country, short.emergency.dial) == ("", "112")
    assert short.line == here.anywhere[0]


@pytest.mark.parametrize(
    ("country", "emergency", "line"),
    [
        ("gb", "999", "Samaritans (UK)"),
        ("us", "911", "988 Suicide & Crisis Lifeline"),
        ("au", "000", "Find A Helpline (ThroughLine)"),
    ],
)
def test_help_in_short_is_two_lines(country: str, emergency: str, line: str) -> None:
    short = crisis.in_short(country, today=COLLECTED)
    assert (short.country, short.emergency.dial, short.line.name) == (country, emergency, line)
