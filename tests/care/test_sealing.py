"""Nobody reads what was written without the care team's key: not from the database, not with
every other key there is, not from logs, letters or tracebacks."""

import logging
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.fernet import InvalidToken
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from config import DEVELOPMENT_CARE_KEY, DEVELOPMENT_CARE_PUBLIC_KEY, BadConfiguration, Settings
from tests.care import Desk, a_navigator, a_request, a_team, code_on, follows, sends
from tests.provision import application
from tests.setup.filling import changed, form_of
from wellness import clock
from wellness.care.access import care_keys
from wellness.care.actions.reading import opened, opened_by_person
from wellness.care.errors import CareKeyAbsent
from wellness.care.models import CareEntry, CareEntryKind, CareRequest, CareTeam
from wellness.care.rules.codes import keys_of, read_code
from wellness.care.rules.documents import Asked, Said, place_of_entry
from wellness.care.rules.keys import CareKeys, new_pair, public_half
from wellness.database import Model, db, transaction
from wellness.mail.models import Letter
from wellness.operations.purge import purge
from wellness.sealing import Sealer, Unsealable

CANARIES = {
    "country": "Quokkaland",
    "language": "Quokkanese",
    "text": "Quokkatext of the night",
    "name": "Quokkaname",
    "mail": "quokka@example.org",
    "phone": "+99 555 0199",
    "when": "Quokkawhen",
    "way": "mail",
    "wants_letter": "y",
}
LATER = ("Quokkareply", "Quokkaanswer", "Quokkanote")
SECRETS = [value for name, value in CANARIES.items() if name not in {"way", "wants_letter"}]


@pytest.fixture
def everything(app: Flask) -> tuple[CareRequest, str]:
    """A request with something in every field, replies, answers and notes."""
    team = a_team()
    joss = a_navigator(team.festival, address="joss@example.org")
    phone = app.test_client()
    code = code_on(sends(phone, wishes=["sleep"], **CANARIES))
    request = db.session.scalars(select(CareRequest)).one()
    desk = Desk(app.test_client(), joss, request)
    desk.opens()
    desk.presses("note", note="Quokkanote")
    desk.presses("answer", text="Quokkaanswer")
    write = "/help/navigation/follow/write"
    phone.post(write, data=changed(form_of(follows(phone, code).text, write), text="Quokkareply"))
    return request, code


def raw_copy(settings: Settings) -> bytes:
    """The database as somebody who copies it has it: files with their log, or every row."""
    url = settings.database_url
    if url.startswith("sqlite"):
        file = Path(url.removeprefix("sqlite:///"))
        return b"".join(
            each.read_bytes()
            for each in sorted(file.parent.glob(file.name + "*"))
            if each.is_file()
        )
    return b"\n".join(every_sealed_value())


def every_sealed_value() -> list[bytes]:
    """All bytes and texts in all rows: what somebody would try keys on."""
    values: list[bytes] = []
    for table in Model.metadata.sorted_tables:
        for row in db.session.execute(select(table)):
            values += [v for v in row if isinstance(v, bytes)]
            values += [v.encode() for v in row if isinstance(v, str)]
    return values


def test_a_copy_of_the_database_with_all_other_keys_reveals_nothing(
    settings: Settings, everything: tuple[CareRequest, str]
) -> None:
    with transaction():
        # The letter waits under FIELD_KEYS, as the form says; it is erased once it is sent.
        for letter in db.session.scalars(select(Letter)):
            db.session.delete(letter)
    copy = raw_copy(settings)
    assert everything[0].code_hash.encode() in copy
    for secret in (*SECRETS, *LATER, everything[1], everything[1].replace("-", "")):
        assert secret.encode() not in copy
    tried = Sealer([*settings.field_keys, settings.secret_key])
    opened_texts = []
    for value in every_sealed_value():
        assert not any(canary.encode() in value for canary in (*SECRETS, *LATER))
        try:
            opened_texts.append(tried._fernet.decrypt(value))
        except InvalidToken:
            continue
    assert not any(c.encode() in text for text in opened_texts for c in (*SECRETS, *LATER))


def test_logs_at_debug_letters_and_faults_hold_nothing(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    team = a_team()
    joss = a_navigator(team.festival, address="joss@example.org")
    phone = app.test_client()
    code = code_on(sends(phone, **CANARIES))
    request = db.session.scalars(select(CareRequest)).one()
    desk = Desk(app.test_client(), joss, request)
    desk.opens()
    desk.presses("answer", text="Quokkaanswer")
    letters = [each.subject for each in db.session.scalars(select(Letter))]
    assert letters == ["There is an answer for you"]
    with transaction():
        entry = db.session.scalars(select(CareEntry).order_by(CareEntry.id)).first()
        assert entry
        entry.sealed = entry.sealed[:-1] + b"?"
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.testing = False
    assert desk.looks().status_code == 500
    told = caplog.text
    assert "Unsealable" in told
    for value in (*SECRETS, "Quokkaanswer", code, code.replace("-", "")):
        assert value not in told
    assert "Quokka" not in repr(Asked(text="Quokka", name="Quokka")) + repr(Said("Quokka"))


def test_what_is_moved_or_changed_does_not_open(everything: tuple[CareRequest, str]) -> None:
    request, code = everything
    other, _ = a_request(db.session.scalars(select(CareTeam)).one())
    mine = {each.kind: each for each in request.entries}
    theirs = other.entries[0]
    keys = care_keys()
    place = place_of_entry(CareEntryKind.REQUEST, request.uid, mine[CareEntryKind.REQUEST].uid)
    assert b"Quokkaname" in keys.unseal(place, mine[CareEntryKind.REQUEST].sealed)
    for sealed in (
        theirs.sealed,
        mine[CareEntryKind.NOTE].sealed,
        mine[CareEntryKind.REQUEST].sealed[:-1] + b"?",
        mine[CareEntryKind.REQUEST].sealed[:40],
        b"",
    ):
        with pytest.raises(Unsealable):
            keys.unseal(place, sealed)
    with transaction():
        found = db.session.get_one(CareRequest, request.id)
        found.key_for_person, found.key_for_care = other.key_for_person, other.key_for_care
    db.session.expire_all()
    moved = db.session.get_one(CareRequest, request.id)
    with pytest.raises(Unsealable):
        opened(moved, keys)
    with pytest.raises(Unsealable):
        opened_by_person(moved, keys_of(read_code(code) or ""))


def test_the_code_opens_answers_and_nothing_else(everything: tuple[CareRequest, str]) -> None:
    request, code = everything
    lines = opened_by_person(request, keys_of(read_code(code) or ""))
    shown = [each.said.text for each in lines if each.said]
    assert shown == ["Quokkaanswer"]
    assert CareEntryKind.NOTE not in {each.kind for each in lines}
    wrong = keys_of(read_code("7KQ4-M2XD-7KQ4-M2XD-7KQ4") or "")
    with pytest.raises(Unsealable):
        opened_by_person(request, wrong)


@pytest.mark.one_database
def test_after_rotating_the_old_key_can_be_given_up(
    settings: Settings, everything: tuple[CareRequest, str]
) -> None:
    request, code = everything
    new, public = new_pair()
    turned = replace(settings, care_keys=(new, DEVELOPMENT_CARE_KEY))
    with application.running(turned) as app:
        assert app.test_cli_runner().invoke(args=["keys", "rotate-care"]).exit_code == 0
    with application.running(replace(settings, care_keys=(new,), care_public_key=public)):
        found = db.session.get_one(CareRequest, request.id)
        read = opened(found, care_keys())
        assert (read.asked.name, read.asked.wishes) == ("Quokkaname", ("sleep",))
        assert [each.said.text for each in read.lines if each.said] == [
            "Quokkanote",
            "Quokkaanswer",
            "Quokkareply",
        ]
        assert opened_by_person(found, keys_of(read_code(code) or ""))
        with pytest.raises(Unsealable):
            opened(found, CareKeys([DEVELOPMENT_CARE_KEY]))


@pytest.mark.one_database
def test_a_machine_with_the_public_key_alone_takes_requests_and_reads_none(
    settings: Settings,
) -> None:
    public = public_half(DEVELOPMENT_CARE_KEY)
    with application.running(replace(settings, care_public_key=public)) as app:
        team = a_team()
        joss = a_navigator(team.festival)
        client: FlaskClient = app.test_client()
        code = code_on(sends(client, text="Quokkatext"))
        request = db.session.scalars(select(CareRequest)).one()
        assert "You wrote to the team." in follows(client, code).text
        desk = Desk(app.test_client(), joss, request)
        page = desk.looks().text
        assert "does not hold the care team’s key" in page
        assert "Open and read" not in page
        with pytest.raises(CareKeyAbsent):
            opened(request, care_keys())
        result = app.test_cli_runner().invoke(args=["keys", "rotate-care"])
        assert result.exit_code == 1
        assert "CARE_KEYS is not set here" in result.output
    with application.running(settings):
        assert opened(db.session.get_one(CareRequest, request.id), care_keys()).asked.text


@pytest.mark.one_database
def test_a_fresh_pair_belongs_together(app: Flask) -> None:
    printed = app.test_cli_runner().invoke(args=["keys", "new-care"]).output.split()
    values = dict(line.split("=", 1) for line in printed)
    keys = CareKeys([values["CARE_KEYS"]], values["CARE_PUBLIC_KEY"])
    assert keys.unseal("here", keys.seal("here", b"words")) == b"words"
    with pytest.raises(ValueError, match="belongs to none"):
        CareKeys([new_pair()[0]], values["CARE_PUBLIC_KEY"])
    with pytest.raises(ValueError, match="43 characters"):
        CareKeys(["short"])


@pytest.mark.parametrize(
    "keys",
    [
        {"care_keys": (DEVELOPMENT_CARE_KEY,)},
        {"care_public_key": DEVELOPMENT_CARE_PUBLIC_KEY},
    ],
)
def test_the_development_key_is_refused_in_public(keys: dict[str, object]) -> None:
    public = {
        "base_url": "https://wellness.example",
        "secret_key": "x" * 40,
        "field_keys": ("y" * 40,),
    }
    settings = replace(Settings(), **public)  # type: ignore[arg-type]
    settings.check()
    assert settings.care_pair == ((), ""), "without a key, no request is taken"
    with pytest.raises(BadConfiguration, match="CARE_KEYS"):
        replace(settings, **keys).check()  # type: ignore[arg-type]
    assert public_half(DEVELOPMENT_CARE_KEY) == DEVELOPMENT_CARE_PUBLIC_KEY


def test_what_is_erased_leaves_no_trace_in_the_file(
    settings: Settings, everything: tuple[CareRequest, str]
) -> None:
    request, _ = everything
    sealed = [each.sealed for each in request.entries]
    assert len(sealed) == 4
    if settings.database_url.startswith("sqlite"):
        assert sealed[0] in raw_copy(settings)
    with transaction():
        found = db.session.get_one(CareRequest, request.id)
        found.closed_at, found.due_at = clock.now().replace(year=clock.now().year - 1), None
    assert "1 care requests forgotten" in purge(now=clock.now())
    copy = raw_copy(settings)
    assert not any(each in copy for each in sealed)
    assert not any(each in every_sealed_value() for each in sealed)
