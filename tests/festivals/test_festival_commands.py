"""Making and releasing festivals from the terminal."""

from datetime import date, time

import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.factories import a_festival
from wellness.database import db
from wellness.festivals.models import RESERVED_SLUGS, Festival

GIVEN = {
    "--name": "Still  Water",
    "--zone": "Europe/Lisbon",
    "--starts": "2027-06-04",
    "--ends": "2027-06-07",
}


def tell(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=["festival", *words])


def create(app: Flask, slug: str = "still-water", **given: str) -> Result:
    words = GIVEN | {f"--{name}": value for name, value in given.items()}
    return tell(app, "create", slug, *(word for pair in words.items() for word in pair))


def festivals() -> list[Festival]:
    return list(db.session.scalars(select(Festival).order_by(Festival.id)))


def test_a_new_festival_is_not_seen_until_it_is_released(app: Flask, client: FlaskClient) -> None:
    result = create(app, country="PT", dawn="04:00", site="Quinta, Sintra", contact="a@b.example")
    assert result.exit_code == 0, result.output
    (made,) = festivals()
    assert (made.slug, made.name, made.zone_name, made.country) == (
        "still-water",
        "Still Water",
        "Europe/Lisbon",
        "pt",
    )
    assert (made.starts_on, made.ends_on) == (date(2027, 6, 4), date(2027, 6, 7))
    assert (made.dawn, made.released_at) == (time(4), None)
    assert client.get("/still-water/").status_code == 404
    assert tell(app, "release", "still-water").exit_code == 0
    assert client.get("/still-water/").status_code == 200


def test_releasing_again_changes_nothing(app: Flask) -> None:
    create(app)
    tell(app, "release", "still-water")
    (made,) = festivals()
    first = (made.released_at, made.version)
    assert tell(app, "release", "still-water").exit_code == 0
    db.session.refresh(made)
    assert (made.released_at, made.version) == first


@pytest.mark.parametrize("slug", sorted(RESERVED_SLUGS))
@pytest.mark.one_database
def test_a_fixed_first_word_is_refused(app: Flask, slug: str) -> None:
    result = create(app, slug)
    assert result.exit_code == 2
    assert "the start of other addresses" in result.output
    assert festivals() == []


@pytest.mark.parametrize(
    ("slug", "given", "says"),
    [
        ("Still Water", {}, "lower-case letters"),
        ("still--water", {}, "lower-case letters"),
        ("still-", {}, "lower-case letters"),
        ("étang", {}, "lower-case letters"),
        ("a/b", {}, "lower-case letters"),
        ("x" * 61, {}, "60 characters"),
        ("ok", {"zone": "CEST+2"}, "no IANA zone"),
        ("ok", {"zone": "Europe"}, "no IANA zone"),
        ("ok", {"zone": "../../etc/passwd"}, "no IANA zone"),
        ("ok", {"starts": "4.6.2027"}, "write it as 2026-06-05"),
        ("ok", {"starts": "2027-06-08"}, "is no festival"),
        ("ok", {"ends": "2028-06-08"}, "is no festival"),
        ("ok", {"dawn": "5 am"}, "write it as 05:00"),
        ("ok", {"country": "Portugal"}, "no country code"),
        ("ok", {"name": "x" * 121}, "120 characters"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_way_on(
    app: Flask, slug: str, given: dict[str, str], says: str
) -> None:
    result = create(app, slug, **given)
    assert result.exit_code != 0
    assert says in result.output
    assert festivals() == []


def test_a_slug_is_given_once(app: Flask) -> None:
    assert create(app).exit_code == 0
    again = create(app)
    assert again.exit_code == 1
    assert "There is a festival 'still-water' already." in again.output
    assert len(festivals()) == 1


def test_an_unknown_festival_is_not_released_and_the_known_ones_are_named(app: Flask) -> None:
    assert "There is none at all yet." in tell(app, "release", "nowhere").output
    a_festival(slug="here")
    result = tell(app, "release", "nowhere")
    assert (result.exit_code, "There are: here." in result.output) == (1, True)


def test_the_list_says_what_is_released(app: Flask) -> None:
    assert "No festival yet" in tell(app, "list").output
    a_festival(slug="older", starts_on=date(2026, 6, 4), days=2)
    create(app)
    lines = tell(app, "list").output.splitlines()
    assert lines == [
        "still-water  2027-06-04 to 2027-06-07  Europe/Lisbon  not released  Still Water",
        "older  2026-06-04 to 2026-06-05  Europe/Berlin  released  Stillwater",
    ]
