from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.factories import a_facilitator, a_festival, a_session, a_space
from tests.setup.filling import changed, form_of, opened, sent
from tests.staff import staff_of
from wellness.database import db, transaction
from wellness.festivals.models import Festival, Space
from wellness.planner.models import DraftSession
from wellness.programme.models import Facilitator
from wellness.staff.models import Deed, Role

FIRST = date(2026, 6, 5)


@pytest.fixture
def festival(client: FlaskClient) -> Festival:
    made = a_festival(slug="fest", starts_on=FIRST, days=3)
    staff_of(client, made, Role.ORGANIZER)
    return made


def spans_of(space: Space) -> list[tuple[str, str]]:
    """Opening hours in UTC."""
    return [(f"{h.opens_at:%d %H:%M}", f"{h.closes_at:%d %H:%M}") for h in space.hours]


def the_space() -> Space:
    return db.session.scalars(select(Space)).one()


@pytest.mark.one_database
class TestASpace:
    def test_is_added_with_everything_that_was_typed(
        self, client: FlaskClient, festival: Festival
    ) -> None:
        answer = sent(
            client,
            "/staff/fest/add/space",
            name="  Willow   Tent ",
            kind="room",
            capacity="24",
            directions="Behind the\r\nlake stage.",
            access=["mats", "step_free"],
            equipment="Two drums",
            changeover_minutes="15",
        )
        assert answer.location == "/staff/fest/spaces"
        space = the_space()
        assert (space.festival_id, space.slug, space.name) == (
            festival.id,
            "willow-tent",
            "Willow Tent",
        )
        assert (space.kind.value, space.capacity, space.changeover_minutes) == ("room", 24, 15)
        assert space.directions == "Behind the\nlake stage."
        assert space.access == ["step_free", "mats"]
        assert "Willow Tent" in client.get("/staff/fest/spaces").text
        assert db.session.scalars(select(Deed.about)).all() == ["Willow Tent"]

    @pytest.mark.usefixtures("festival")
    def test_with_an_error_keeps_what_was_typed(self, client: FlaskClient) -> None:
        answer = sent(
            client,
            "/staff/fest/add/space",
            name=" ",
            capacity="many",
            directions="Left of the <lake>",
            **{"hours-2026-06-05-0-from": "9:77"},
        )
        assert answer.status_code == 422
        assert "Give the space a name." in answer.text
        assert "Type a whole number, as in 12." in answer.text
        assert 'value="many"' in answer.text
        assert "Left of the &lt;lake&gt;" in answer.text
        assert 'value="9:77"' in answer.text
        assert db.session.scalars(select(Space)).all() == []

    def test_has_hours_by_day_that_may_end_after_midnight(
        self, client: FlaskClient, festival: Festival
    ) -> None:
        space = a_space(festival)
        path = f"/staff/fest/spaces/{space.slug}"
        typed = {
            "hours-2026-06-05-0-from": "09:00",
            "hours-2026-06-05-0-until": "01:30",
            "hours-2026-06-06-0-from": "05:00",
            "hours-2026-06-06-0-until": "05:00",
        }
        assert sent(client, path, **typed).status_code == 303
        assert spans_of(the_space()) == [("05 07:00", "05 23:30"), ("06 03:00", "07 03:00")]
        again = opened(client, path)
        assert again["hours-2026-06-05-0-until"] == "01:30"
        assert "hours-2026-06-05-1-from" in again
        cleared = dict.fromkeys(typed, "")
        assert sent(client, path, **cleared).status_code == 303
        assert spans_of(the_space()) == []

    @pytest.mark.parametrize(
        ("starts", "ends", "error"),
        [
            ("10:00", "", "Give both times"),
            ("12:00", "11:00", "later than the first"),
            ("half", "11:00", "Give a time of day"),
        ],
    )
    @pytest.mark.usefixtures("festival")
    def test_hours_that_make_no_sense_are_said_with_their_day(
        self, client: FlaskClient, starts: str, ends: str, error: str
    ) -> None:
        typed = {"hours-2026-06-06-0-from": starts, "hours-2026-06-06-0-until": ends}
        answer = sent(client, "/staff/fest/add/space", name="Tent", **typed)
        assert answer.status_code == 422
        assert "Sat 6: " in answer.text
        assert error in answer.text

    def test_moves_up_and_down_in_the_list(self, client: FlaskClient, festival: Festival) -> None:
        first, second = a_space(festival, name="First"), a_space(festival, name="Second")
        path = f"/staff/fest/spaces/{second.slug}/up"
        assert sent(client, "/staff/fest/spaces", path).status_code == 303
        ordered = select(Space.name).order_by(Space.position)
        assert db.session.scalars(ordered).all() == ["Second", "First"]
        sent(client, "/staff/fest/spaces", path)
        assert db.session.scalars(ordered).all() == ["Second", "First"]
        sent(client, "/staff/fest/spaces", path.replace("up", "down"))
        assert db.session.scalars(ordered).all() == ["First", "Second"]
        assert first.name == "First"

    def test_with_sessions_is_retired_and_not_removed(
        self, client: FlaskClient, festival: Festival
    ) -> None:
        space = a_space(festival)
        a_session(festival, space=space)
        path = f"/staff/fest/spaces/{space.slug}"
        page = client.get(path).text
        with pytest.raises(LookupError):
            form_of(page, f"{path}/remove")
        refused = client.post(f"{path}/remove", data=form_of(page, f"{path}/retire"))
        assert refused.status_code == 409
        assert "still used" in refused.text
        assert sent(client, path, f"{path}/retire").status_code == 303
        assert the_space().is_retired
        assert sent(client, path, f"{path}/return").status_code == 303
        assert not the_space().is_retired

    def test_that_nothing_refers_to_is_removed(
        self, client: FlaskClient, festival: Festival
    ) -> None:
        space = a_space(festival)
        path = f"/staff/fest/spaces/{space.slug}"
        assert sent(client, path, f"{path}/remove").status_code == 303
        assert db.session.scalars(select(Space)).all() == []

    def test_changes_the_stamp_of_public_pages(
        self, client: FlaskClient, festival: Festival
    ) -> None:
        space, before = a_space(festival), festival.version
        sent(client, f"/staff/fest/spaces/{space.slug}", name="Heron Tent")
        assert client.get(f"/fest/spaces/{space.slug}").text.count("Heron Tent") > 0
        db.session.refresh(festival)
        assert festival.version > before


class TestTwoEditorsAtOnce:
    def test_lose_nothing(self, client: FlaskClient, festival: Festival) -> None:
        space = a_space(festival, name="Tent", capacity=40)
        path = f"/staff/fest/spaces/{space.slug}"
        mine = changed(opened(client, path), name="Heron Tent", access=["mats"])
        theirs = changed(opened(client, path), capacity="55", directions="By the <gate>.")
        assert client.post(path, data=theirs).status_code == 303
        answer = client.post(path, data=mine)
        assert answer.status_code == 409
        assert "Heron Tent" in answer.text
        assert "By the &lt;gate&gt;." in answer.text
        assert the_space().name == "Tent"
        both = form_of(answer.text, path)
        kept = {"keep-capacity": "theirs", "keep-directions": "theirs"}
        assert client.post(path, data=changed(both, **kept)).status_code == 303
        now = the_space()
        assert (now.name, now.access) == ("Heron Tent", ["mats"])
        assert (now.capacity, now.directions) == (55, "By the <gate>.")

    def test_may_keep_all_of_theirs_typed(self, client: FlaskClient, festival: Festival) -> None:
        space = a_space(festival, name="Tent", capacity=40)
        path = f"/staff/fest/spaces/{space.slug}"
        mine = changed(opened(client, path), capacity="30")
        sent(client, path, capacity="55")
        both = form_of(client.post(path, data=mine).text, path)
        assert client.post(path, data=both).status_code == 303
        assert the_space().capacity == 30

    def test_a_program_is_told_by_code(self, client: FlaskClient, festival: Festival) -> None:
        space = a_space(festival, capacity=40)
        path = f"/staff/fest/spaces/{space.slug}"
        mine = changed(opened(client, path), capacity="30")
        sent(client, path, capacity="55")
        answer = client.post(path, data=mine, headers={"Accept": "application/json"})
        assert (answer.status_code, answer.get_json()["error"]) == (409, "edited_since")


@pytest.mark.one_database
class TestAFacilitator:
    @pytest.mark.usefixtures("festival")
    def test_has_hours_wishes_and_limits(self, client: FlaskClient) -> None:
        answer = sent(
            client,
            "/staff/fest/add/facilitator",
            name="Grace",
            languages="English, german; pt",
            sessions_per_day="2",
            rest_minutes="45",
            **{
                "hours-2026-06-05-0-from": "10:00",
                "hours-2026-06-05-0-until": "18:00",
                "wishes-2026-06-05-0-from": "10:00",
                "wishes-2026-06-05-0-until": "12:00",
            },
        )
        assert answer.status_code == 303
        grace = db.session.scalars(select(Facilitator)).one()
        assert (grace.languages, grace.sessions_per_day) == (["en", "de", "pt"], 2)
        assert [h.is_wish for h in grace.hours] == [False, True]
        path = "/staff/fest/facilitators/grace"
        again = opened(client, path)
        assert again["languages"] == "English, German, Portuguese"
        assert again["wishes-2026-06-05-0-until"] == "12:00"
        assert client.post(path, data=again).status_code == 303
        db.session.refresh(grace)
        assert (grace.revision, len(grace.hours)) == (1, 2)

    @pytest.mark.usefixtures("festival")
    def test_of_an_unknown_language_is_asked_again(self, client: FlaskClient) -> None:
        answer = sent(client, "/staff/fest/add/facilitator", name="G", languages="Elvish, English")
        assert answer.status_code == 422
        assert "We don&#39;t know the language “Elvish”." in answer.text
        assert 'value="Elvish, English"' in answer.text

    def test_whom_a_draft_names_stays(self, client: FlaskClient, festival: Festival) -> None:
        grace, other = a_facilitator(festival, name="Grace"), a_facilitator(festival)
        session = a_session(festival)
        with transaction():
            draft = db.session.scalars(
                select(DraftSession).where(DraftSession.session_id == session.id)
            ).one()
            draft.facilitator_ids = [grace.id]
        kept = f"/staff/fest/facilitators/{grace.slug}"
        assert client.post(f"{kept}/remove", data=opened(client, kept)).status_code == 409
        path = f"/staff/fest/facilitators/{other.slug}"
        assert sent(client, path, f"{path}/remove").status_code == 303
        assert db.session.scalars(select(Facilitator.name)).all() == ["Grace"]
