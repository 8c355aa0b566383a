import gzip
import json
import re
from pathlib import Path

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient

from wellness.web.assets import SHEETS, STATIC, STYLE_SOURCES, Shelf, lean

pytestmark = pytest.mark.one_database


@pytest.fixture
def style(app: Flask) -> str:
    shelf: Shelf = app.extensions["assets"]
    return shelf["css/wellness.css"].address


def test_the_style_sheet_is_one_file_made_of_all_layers(client: FlaskClient, style: str) -> None:
    answer = client.get(style)
    text = answer.get_data(as_text=True)
    assert answer.content_type == "text/css; charset=utf-8"
    first, *_ = text.splitlines()
    assert first == "@layer tokens, base, parts, pages, tools;"
    sheets = [(STATIC / "css" / f"{source}.css").read_text("utf-8") for source in STYLE_SOURCES]
    assert len(sheets) > 4
    assert all(lean(sheet) in text for sheet in sheets)
    assert "/*" not in text


@pytest.mark.parametrize(
    ("accepted", "sent"),
    [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip"), ("", None)],
)
def test_a_file_comes_in_the_smallest_encoding_the_client_takes(
    client: FlaskClient, style: str, accepted: str, sent: str | None
) -> None:
    plain = client.get(style).data
    answer = client.get(style, headers={"Accept-Encoding": accepted})
    opened = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[sent](answer.data)
    assert answer.headers.get("Content-Encoding") == sent
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert opened == plain


def test_a_hashed_address_is_kept_for_ever_and_an_old_one_is_asked_for_again(
    client: FlaskClient, style: str
) -> None:
    old = re.sub(r"/static/\w+/", "/static/000000000000/", style)
    assert client.get(style).headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert client.get(old).headers["Cache-Control"] == "no-cache"
    assert client.get(old).data == client.get(style).data


def test_whoever_has_a_file_already_gets_304_and_no_body(client: FlaskClient, style: str) -> None:
    first = client.get(style, headers={"Accept-Encoding": "br"})
    again = client.get(
        style, headers={"Accept-Encoding": "br", "If-None-Match": first.headers["ETag"]}
    )
    other = client.get(
        style, headers={"Accept-Encoding": "gzip", "If-None-Match": first.headers["ETag"]}
    )
    assert (again.status_code, again.data) == (304, b"")
    assert other.status_code == 200


def test_an_address_changes_with_the_content(tmp_path: Path) -> None:
    def shelf_with(colour: str) -> Shelf:
        (tmp_path / "css").mkdir(exist_ok=True)
        for name in {part for parts in SHEETS.values() for part in parts}:
            (tmp_path / "css" / f"{name}.css").write_text(f"a {{ color: {colour} }}")
        return Shelf(tmp_path)

    red, blue = (shelf_with(colour)["css/wellness.css"].address for colour in ("red", "blue"))
    assert red != blue


def test_nothing_outside_the_static_folder_is_served(client: FlaskClient) -> None:
    for name in ("../app.py", "css/../../app.py", "css/tokens.css", "nothing.js"):
        assert client.get(f"/static/000000000000/{name}").status_code == 404


def test_a_picture_is_not_compressed_again(client: FlaskClient, app: Flask) -> None:
    address = app.extensions["assets"]["img/mark-192.png"].address
    answer = client.get(address, headers={"Accept-Encoding": "br, gzip"})
    assert "Content-Encoding" not in answer.headers
    assert answer.content_type == "image/png"
    assert answer.data == (STATIC / "img" / "mark-192.png").read_bytes()


def test_static_files_carry_the_security_headers_and_set_no_cookie(
    client: FlaskClient, style: str
) -> None:
    answer = client.get(style)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in answer.headers


def test_the_manifest_opens_the_plan_and_its_icons_exist(client: FlaskClient) -> None:
    answer = client.get("/manifest.webmanifest")
    described = json.loads(answer.data)
    assert answer.content_type == "application/manifest+json"
    assert (described["start_url"], described["display"]) == ("/me", "standalone")
    sizes = [client.get(drawn["src"]).status_code for drawn in described["icons"]]
    assert sizes == [200, 200]


def test_comments_and_indentation_do_not_travel() -> None:
    assert lean("/* why\n   not */\na {\n  color: red;\n}\n") == "a {\ncolor: red;\n}\n"


def test_the_budget_of_css_and_script_holds(app: Flask) -> None:
    shelf: Shelf = app.extensions["assets"]
    sizes = {
        name: len(gzip.compress(shelf[name].body, 9))
        for name in ("css/wellness.css", "js/attendee.js")
    }
    assert sizes["css/wellness.css"] <= 10_000
    assert sizes["js/attendee.js"] <= 4_000
