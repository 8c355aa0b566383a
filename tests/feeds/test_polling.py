"""How calendars are asked for again and again: tags, dates, codings, methods (RFC 9110)."""

import gzip
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import brotli
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from config import Settings
from tests.booking.people import asks
from tests.factories import a_festival, a_pass, a_session
from tests.feeds.another_process import fetched_by_another_process
from tests.feeds.subscribers import a_feed, change, fetched
from wellness.database import db
from wellness.feeds.models import Feed
from wellness.programme.models import Session


@pytest.fixture(params=["public", "secret"])
def path(request: pytest.FixtureRequest, client: FlaskClient) -> str:  # noqa: ARG001 - the app
    """The address of a calendar with one session in it."""
    session = a_session(a_festival(slug="stillwater"), title="Yoga")
    holder = a_pass()
    asks(holder, session)
    return "/stillwater/calendar.ics" if request.param == "public" else a_feed(holder)[1]


def edited() -> None:
    """The one session gets another title."""
    session = db.session.query(Session).one()
    change(session.festival_id, session, title="Evening yoga")


@pytest.mark.one_database
def test_a_calendar_is_told_in_full_with_the_headers_apps_live_by(
    client: FlaskClient, path: str
) -> None:
    answer = fetched(client, path)
    is_secret = path.startswith("/c/")
    name = "calendar" if is_secret else "stillwater"
    assert (answer.status_code, answer.headers["Content-Type"]) == (
        200,
        "text/calendar; charset=utf-8",
    )
    assert answer.headers["Content-Disposition"] == f'inline; filename="{name}.ics"'
    assert answer.headers["Content-Length"] == str(len(answer.data))
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.headers["Cache-Control"] == (
        "private, no-cache" if is_secret else "public, max-age=300, stale-while-revalidate=3600"
    )
    assert answer.headers.get("X-Robots-Tag") == ("noindex, nofollow" if is_secret else None)
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in answer.headers
    assert len(answer.headers["ETag"]) == 34
    assert answer.last_modified is not None


def test_two_fetches_are_the_same_octets(client: FlaskClient, path: str) -> None:
    assert fetched(client, path).data == fetched(client, path).data


@pytest.mark.one_database
def test_whoever_has_it_by_its_tag_is_told_so(client: FlaskClient, path: str) -> None:
    first = fetched(client, path)
    tag = first.headers["ETag"]
    zipped, packed = f'{tag[:-1]}-gzip"', f'{tag[:-1]}-br"'
    forms = (tag, f"W/{tag}", f'"other", {tag}', "*", f'"a",W/{tag}', zipped, packed, f"W/{zipped}")
    for asked in forms:
        again = fetched(client, path, If_None_Match=asked)
        assert (again.status_code, again.data) == (304, b""), asked
        kept = ("ETag", "Cache-Control", "Vary", "X-Robots-Tag", "Referrer-Policy")
        assert {n: again.headers.get(n) for n in kept} == {n: first.headers.get(n) for n in kept}


@pytest.mark.one_database
def test_whoever_has_another_one_gets_it_whole(client: FlaskClient, path: str) -> None:
    for asked in ('"other"', "", "nonsense", 'W/"', '"'):
        assert fetched(client, path, If_None_Match=asked).status_code == 200, asked


@pytest.mark.one_database
def test_whoever_has_it_by_its_date_is_told_so(client: FlaskClient, path: str) -> None:
    first = fetched(client, path)
    assert first.last_modified is not None
    exact = first.headers["Last-Modified"]
    later = format_datetime(first.last_modified + timedelta(days=1), usegmt=True)
    earlier = format_datetime(first.last_modified - timedelta(seconds=1), usegmt=True)
    statuses = {
        date: fetched(client, path, If_Modified_Since=date).status_code
        for date in (exact, later, earlier, "yesterday", "0", "")
    }
    assert list(statuses.values()) == [304, 304, 200, 200, 200, 200]


@pytest.mark.one_database
def test_the_tag_outranks_the_date(client: FlaskClient, path: str) -> None:
    first = fetched(client, path)
    future = format_datetime(datetime(2100, 1, 1, tzinfo=UTC), usegmt=True)
    old = fetched(client, path, If_None_Match='"old"', If_Modified_Since=future)
    same = fetched(client, path, If_None_Match=first.headers["ETag"], If_Modified_Since="0")
    assert (old.status_code, same.status_code) == (200, 304)


def test_a_change_gives_another_tag_at_once(client: FlaskClient, path: str) -> None:
    first = fetched(client, path)
    edited()
    again = fetched(client, path, If_None_Match=first.headers["ETag"])
    assert again.status_code == 200
    assert b"SUMMARY:Evening yoga" in again.data
    assert again.headers["ETag"] != first.headers["ETag"]
    assert again.last_modified is not None
    assert first.last_modified is not None
    assert again.last_modified >= first.last_modified


@pytest.mark.one_database
def test_it_is_packed_only_for_those_who_ask(client: FlaskClient, path: str) -> None:
    plain = fetched(client, path)
    zipped = fetched(client, path, Accept_Encoding="gzip")
    packed = fetched(client, path, Accept_Encoding="gzip, deflate, br")
    refused = fetched(client, path, Accept_Encoding="gzip;q=0, identity")
    assert gzip.decompress(zipped.data) == brotli.decompress(packed.data) == plain.data
    assert [a.headers.get("Content-Encoding") for a in (plain, zipped, packed, refused)] == [
        None,
        "gzip",
        "br",
        None,
    ]
    tag = plain.headers["ETag"][:-1]
    assert (zipped.headers["ETag"], packed.headers["ETag"]) == (f'{tag}-gzip"', f'{tag}-br"')
    known = fetched(client, path, Accept_Encoding="br", If_None_Match=zipped.headers["ETag"])
    assert known.status_code == 304


@pytest.mark.one_database
def test_head_says_what_get_would(client: FlaskClient, path: str) -> None:
    got, asked = client.get(path), client.head(path)
    assert (asked.status_code, asked.data) == (200, b"")
    assert {n: v for n, v in asked.headers.items() if n != "Date"} == {
        n: v for n, v in got.headers.items() if n != "Date"
    }
    tag = got.headers["ETag"]
    assert client.head(path, headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.one_database
def test_other_methods_are_told_which_there_are(client: FlaskClient, path: str) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND"):
        answer = client.open(path, method=method)
        assert answer.status_code == 405, method
        assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD"}


def test_no_fetch_changes_a_row(client: FlaskClient, path: str) -> None:
    def everything() -> list[object]:
        tables = Feed.metadata.sorted_tables
        return [sorted(map(repr, db.session.execute(select(table)))) for table in tables]

    before = everything()
    assert before
    first = fetched(client, path, User_Agent="Google-Calendar-Importer")
    fetched(client, path, If_None_Match=first.headers["ETag"])
    client.head(path)
    assert everything() == before


@pytest.mark.one_database
def test_language_and_cookies_make_no_difference(client: FlaskClient, path: str) -> None:
    plain = fetched(client, path)
    client.set_cookie("language", "es")
    client.set_cookie("pass", "anything")
    other = fetched(client, path, Accept_Language="es", User_Agent="iOS/19 dataaccessd/1.0")
    assert (other.data, other.headers["ETag"]) == (plain.data, plain.headers["ETag"])
    assert "Set-Cookie" not in other.headers


@pytest.mark.one_database
def test_another_process_would_have_said_the_same(client: FlaskClient, settings: Settings) -> None:
    session = a_session(a_festival(slug="stillwater"), is_support=True)
    holder = a_pass()
    asks(holder, session, consent="1")
    paths = ("/stillwater/calendar.ics", a_feed(holder, alarm_minutes=30)[1])
    elsewhere = fetched_by_another_process(settings, paths)
    assert elsewhere == [fetched(client, path).data for path in paths]
