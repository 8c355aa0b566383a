"""Stillwater's team: one person for each role, to be signed in as on the developer's machine."""

from dataclasses import replace

from flask import Flask
from sqlalchemy import select

from config import Settings
from tests.pages import fields_of
from tests.provision import application
from wellness.database import db
from wellness.demo.team import TEAM
from wellness.staff.models import Account, Membership, Role


def run(app: Flask, *options: str) -> str:
    result = app.test_cli_runner().invoke(args=["demo", *options])
    db.session.rollback()
    assert result.exit_code == 0, result.output
    return result.output


def test_it_prints_a_link_for_each_role_whose_button_signs_in(demonstration: Flask) -> None:
    printed = [word for word in run(demonstration).split() if "/staff/demo/" in word]
    assert [link.rsplit("/", 1)[1] for link in printed] == [new.role for new in TEAM]
    assert {new.role for new in TEAM} == set(Role)
    for link, new in zip(printed, TEAM, strict=True):
        client, path = demonstration.test_client(), link.removeprefix("http://localhost")
        page = client.get(path)
        assert client.get("/staff/").status_code == 303  # looking signs nobody in
        answer = client.post(path, data=fields_of(page.text, path))
        assert answer.location == "/staff/"
        assert f"Signed in as {new.name}." in client.get("/staff/").text
        assert client.get("/staff/stillwater/").status_code in {200, 303}


def test_made_afresh_it_has_the_same_team_and_nobody_twice(demonstration: Flask) -> None:
    run(demonstration, "--fresh")
    run(demonstration)
    names = db.session.scalars(select(Account.name)).all()
    assert sorted(names) == sorted(new.name for new in TEAM)
    assert len(db.session.scalars(select(Membership.id)).all()) == len(TEAM)


def test_where_others_can_reach_it_there_are_no_such_links(
    demonstration: Flask,
) -> None:
    settings: Settings = demonstration.extensions["settings"]
    public = replace(
        settings,
        base_url="https://festival.example",
        secret_key="a secret of at least thirty-two characters",
        field_keys=("a key of at least thirty-two characters",),
    )
    with application.running(public) as app:
        app.config["WTF_CSRF_ENABLED"] = False
        assert "/staff/demo/" not in run(app)
        client = app.test_client()
        for path in ("/staff/demo/", "/staff/demo/owner"):
            for method in ("GET", "POST"):
                answer = client.open(
                    path, method=method, base_url="https://festival.example", follow_redirects=False
                )
                assert answer.status_code in {404, 405}, path
                assert "Set-Cookie" not in answer.headers
