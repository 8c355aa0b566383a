"""What an export carries comes back by import; our own file carries all of it."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Table, delete, select

from tests.exports.taking import a_weird_festival, command, exported, records
from tests.factories import a_festival, a_session, from_now
from wellness.booking.models import Bookable, Entry
from wellness.database import Model, db, in_transaction, transaction
from wellness.exports.queries.document import document_of
from wellness.exports.rules.kinds import Format
from wellness.festivals.models import Festival, Space, SpaceHours
from wellness.festivals.queries import find_festival
from wellness.imports.formats import own_fields
from wellness.imports.formats.own import reading
from wellness.imports.formats.rows import BadFile
from wellness.planner.models import DraftSession, Release, SpaceHold
from wellness.programme.models import Activity, Facilitator, FacilitatorHours, Session
from wellness.studios.models import EngineerShift, Equipment, SlotLength, Studio

Takes = Callable[[bytes, str], Festival]
TABLES = {
    "festival": (own_fields.FESTIVAL,),
    "space": (own_fields.SPACE,),
    "space_hours": (own_fields.SPACE_HOURS,),
    "category": (own_fields.CATEGORY,),
    "facilitator": (own_fields.FACILITATOR,),
    "facilitator_hours": (own_fields.FACILITATOR_HOURS,),
    "activity": (own_fields.ACTIVITY,),
    "draft_session": (own_fields.DRAFT,),
    "session": (),
    "bookable": (own_fields.RELEASED,),
    "space_hold": (own_fields.HOLD,),
    "programme_release": (own_fields.RELEASE,),
    "change": (own_fields.CHANGE,),
    "studio": (own_fields.STUDIO,),
    "engineer_shift": (own_fields.SHIFT,),
    "equipment": (own_fields.EQUIPMENT,),
}


@pytest.fixture
def takes(app: Flask, tmp_path: Path) -> Takes:
    """Import a file as a festival of another address."""

    def take(raw: bytes, slug: str) -> Festival:
        file = tmp_path / "programme"
        file.write_bytes(raw)
        words = ("--zone", "Europe/Berlin", "--create")
        result = command(app, "import", str(file), "--festival", slug, *words)
        assert result.exit_code == 0, result.output
        found = find_festival(slug)
        assert found is not None
        return found

    return take


def in_every_detail() -> Festival:
    """A festival that uses what can be said of a programme."""
    festival = a_weird_festival()
    a_session(festival, title="Circle", is_support=True, kept_for_door=2)
    with transaction():
        tent, spare = db.session.scalars(select(Space).order_by(Space.id).limit(2))
        tent.wet_space_id, tent.changeover_minutes = spare.id, 15
        tent.hours = [SpaceHours(opens_at=from_now(hours=1), closes_at=from_now(hours=9))]
        ana = db.session.scalars(select(Facilitator).order_by(Facilitator.id)).first()
        assert ana is not None
        span = {"starts_at": from_now(hours=1), "ends_at": from_now(hours=5)}
        ana.hours, ana.sessions_per_day = [FacilitatorHours(is_wish=True, **span)], 3
        bath = db.session.scalars(select(Activity).order_by(Activity.id)).first()
        assert bath is not None
        bath.drafted = {"title": "Sound bath", "category_id": bath.category_id}
        drafts = db.session.scalars(select(DraftSession).order_by(DraftSession.id)).all()
        drafts[0].starts_at = drafts[0].space_id = None
        drafts[1].alternatives, drafts[1].is_cancelled = [drafts[2].reference], True
        hold = SpaceHold(festival_id=festival.id, space_id=tent.id, reason="Storm", **span)
        made = Release(
            festival_id=festival.id,
            number=1,
            made_by="Somebody",
            counts={"new": 5},
            made_at=from_now(),
        )
        db.session.add_all([hold, made, *_studio_of(tent, ana)])
        bath.is_studio_time, drafts[2].entry = True, Entry.GIVEN
        db.session.add(
            DraftSession(
                festival_id=festival.id,
                reference="tray0001",
                activity_id=bath.id,
                length_minutes=45,
                capacity=8,
                changed_by="Somebody",
                changed_at=from_now(),
            )
        )
    db.session.expire_all()
    return festival


def _studio_of(space: Space, engineer: Facilitator) -> list[Model]:
    ground = {"festival_id": space.festival_id, "space_id": space.id}
    stamp = {"updated_at": from_now()}
    by_hours = {"slot_length": SlotLength.HOURS, "slot_hours": 3, "needs_engineer": False}
    return [
        Studio(**ground, **stamp, about="Small.", **by_hours),
        EngineerShift(
            **ground,
            facilitator_id=engineer.id,
            starts_at=from_now(hours=1),
            ends_at=from_now(hours=5),
        ),
        Equipment(**ground, **stamp, kind="Piano", notes="Tuned."),
        Equipment(festival_id=space.festival_id, **stamp, kind="Microphone", quantity=2),
    ]


def without_identity(raw: bytes) -> str:
    """Our own file with what another festival on the same server can't have as well."""
    document = json.loads(raw)
    document["festival"]["slug"] = ""
    text = json.dumps(document)
    for number, session in enumerate(document["sessions"]):
        text = text.replace(f'"{session["reference"]}"', f'"session-{number}"')
    return re.sub(r'"uid": "[^"]*"', '"uid": ""', text)


def forget(festival: Festival) -> None:
    """Remove the festival with all that belongs to it."""

    def work() -> None:
        held = select(Bookable.id).where(Bookable.festival_id == festival.id)
        db.session.execute(
            delete(Model.metadata.tables["session"]).where(Session.__table__.c.id.in_(held))
        )
        for table in reversed(Model.metadata.sorted_tables):
            if "festival_id" in table.c and table.name != "session":
                db.session.execute(delete(table).where(table.c.festival_id == festival.id))
        db.session.execute(
            delete(Model.metadata.tables["festival"]).where(Festival.id == festival.id)
        )

    in_transaction(work)
    db.session.expire_all()


def test_our_own_file_sets_the_same_festival_up_beside_it(app: Flask, takes: Takes) -> None:
    del app
    festival = in_every_detail()
    first = exported(festival, Format.OWN)
    second = exported(takes(first, "once-more"), Format.OWN)
    assert without_identity(second) == without_identity(first)
    there = {session["reference"] for session in json.loads(first)["sessions"]}
    assert not there & {session["reference"] for session in json.loads(second)["sessions"]}


def test_our_own_file_gives_every_octet_back_where_it_is_not_in_use(
    app: Flask, takes: Takes
) -> None:
    del app
    festival = in_every_detail()
    first, slug = exported(festival, Format.OWN), festival.slug
    forget(festival)
    assert exported(takes(first, slug), Format.OWN) == first


def test_an_empty_festival_is_filled(app: Flask, takes: Takes) -> None:
    del app
    first = exported(in_every_detail(), Format.OWN)
    empty = a_festival(slug="empty", name="Placeholder")
    filled = takes(first, "empty")
    assert filled.id == empty.id
    assert filled.name == "Stillwater"
    assert without_identity(exported(filled, Format.OWN)) == without_identity(first)


def test_to_a_festival_with_a_programme_it_is_a_file_like_any_other(
    app: Flask, takes: Takes
) -> None:
    del app
    first = exported(in_every_detail(), Format.OWN)
    a_session(a_festival(slug="full", starts_on=from_now().date()), title="Was here")
    titles = {row["title"] for row in records(exported(takes(first, "full"), Format.CSV))}
    assert {"Was here", "Late", "Circle"} <= titles


def test_it_tells_of_nobody_who_books_or_works(app: Flask) -> None:
    del app
    raw = exported(in_every_detail(), Format.OWN).decode()
    assert "Somebody" not in raw
    assert "taken" not in raw.replace("taken_", "")


def test_every_column_is_in_the_file_or_left_out_for_a_reason() -> None:
    for name, shapes in TABLES.items():
        table: Table = Model.metadata.tables[name]
        told = {column for shape in shapes for column in shape}
        columns = {column.name for column in table.columns}
        assert columns - told - own_fields.LEFT_OUT[name] == set(), name
        assert told <= columns, name


@pytest.mark.parametrize("format_", [Format.CSV, Format.XML, Format.JSON])
def test_the_formats_of_others_keep_what_they_can_carry(
    app: Flask, takes: Takes, format_: Format
) -> None:
    del app
    festival = a_weird_festival(name="Hush")
    back = takes(exported(festival, format_), "back")
    kept = ["title", "date", "start", "end", "end date", "space", "category", "summary"]
    kept += ["description", "facilitators"]
    if format_ is Format.CSV:
        kept += ["capacity", "age", "cost", "languages", "bring", "latitude", "longitude"]
    first, second = (
        [{name: row[name] for name in kept} for row in records(exported(each, Format.CSV))]
        for each in (festival, back)
    )
    for row in first:  # the importer evens these out, and says so
        for name in ("title", "description", "summary"):
            row[name] = row[name].replace("\u2028", " " if name == "title" else "\n")
            row[name] = re.sub(" +", " ", row[name]) if name == "title" else row[name]
    assert second == first


@pytest.mark.parametrize(
    ("where", "value"),
    [
        (("version",), 2),
        (("festival", "exit_url"), "javascript:alert(1)"),
        (("festival", "dawn"), "late"),
        (("spaces", 0, "kind"), "castle"),
        (("spaces", 0, "wet_space"), "nowhere"),
        (("spaces", 0, "name"), "\0"),
        (("spaces", 0, "capacity"), True),
        (("categories", 0, "colour"), "red; x"),
        (("activities", 0, "category"), ["a"]),
        (("activities", 0, "drafted"), {"festival_id": 7}),
        (("sessions", 0, "draft", "length_minutes"), 0),
        (("sessions", 0, "draft", "facilitators"), ["nobody"]),
        (("sessions", 1, "released", "starts_at"), "2026-06-05T10:00:00"),
        (("sessions", 0, "reference"), "a b"),
        (("sessions",), None),
    ],
)
def test_a_file_that_only_says_it_is_ours_is_refused(
    app: Flask, where: tuple[Any, ...], value: Any
) -> None:
    del app
    document: Any = document_of(in_every_detail())
    inner = document
    for step in where[:-1]:
        inner = inner[step]
    inner[where[-1]] = value
    with pytest.raises(BadFile) as refused:
        reading(json.loads(json.dumps(document)))
    assert refused.value.note.code in {"broken_own", "own_version"}


def test_what_only_the_database_refuses_is_said_as_well(app: Flask, tmp_path: Path) -> None:
    document = document_of(in_every_detail())
    hours = document["spaces"][0]["hours"][0]
    hours["opens_at"], hours["closes_at"] = hours["closes_at"], hours["opens_at"]
    file = tmp_path / "own.json"
    file.write_text(json.dumps(document))
    result = command(app, "import", str(file), "--festival", "broken-one", "--create")
    assert result.exit_code == 1
    assert "is not as we write it" in result.stderr
    assert find_festival("broken-one") is None
