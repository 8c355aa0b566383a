"""Authors: drafts, advice, publishing, versions, reviews, and two of them at once."""

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.factories import a_festival
from tests.guide import (
    a_chapter,
    main_of,
    published,
    reviewed,
    the_text,
    withdrawn,
    words,
    written,
)
from tests.pages import fields_of
from tests.staff import staff_of
from wellness import clock
from wellness.database import db, in_transaction
from wellness.festivals.models import Festival
from wellness.guide.actions.editions import copy_edition, edit_edition, switch
from wellness.guide.models import Chapter, GuideState
from wellness.guide.queries.chapters import version_in
from wellness.guide.queries.editions import edition_of, guide_of
from wellness.staff.models import Deed, Role
from wellness.staff.rules import COMMAND_LINE, Hand


def send(client: FlaskClient, place: str, **more: Any) -> TestResponse:
    """Send a form as a browser does, with the token of a page."""
    slug = place.split("/")[2]
    token = fields_of(client.get(f"/staff/{slug}/guide/edition").text, "/edition")["csrf_token"]
    data = {"csrf_token": token, **more.pop("data", {})}
    return client.post(place, data=data, **more)


def desk(festival: Festival, path: str = "") -> str:
    return f"/staff/{festival.slug}/guide{path}"


def typed(seen: int, **more: Any) -> dict[str, Any]:
    return {**words(**more), "revision": str(seen)}


def deeds(festival: Festival | None) -> list[tuple[str, str]]:
    where = Deed.festival_id == (festival.id if festival else None)
    return [(deed.kind, deed.about) for deed in db.session.scalars(select(Deed).where(where))]


class TestDrafts:
    def test_a_chapter_of_ones_own_is_drafted_published_and_read(self, client: FlaskClient) -> None:
        festival = a_festival()
        staff_of(client, festival, Role.ORGANIZER)
        form = fields_of(client.get(desk(festival, "/new")).text, "/guide/new")
        form |= {**words(title="Über den See"), "language": "en"}
        answer = send(client, desk(festival, "/new"), data=form)
        assert answer.location == desk(festival, "/own/uber-den-see/en")
        reading = f"/{festival.slug}/guide/uber-den-see"
        assert client.get(reading).status_code == 404
        page = client.get(answer.location).text
        assert "The draft is kept." in page
        button = fields_of(page, "/publish")
        assert send(client, f"{answer.location}/publish", data=button).status_code == 303
        assert "Über den See" in client.get(reading).text
        assert ("guide_published", "Über den See") in deeds(festival)
        assert ("guide_edited", "Über den See") in deeds(festival)

    def test_pressed_twice_it_is_one_chapter(self, client: FlaskClient) -> None:
        festival = a_festival()
        staff_of(client, festival, Role.ORGANIZER)
        form = fields_of(client.get(desk(festival, "/new")).text, "/guide/new")
        form |= {**words(title="The lake"), "language": "en"}
        places = [send(client, desk(festival, "/new"), data=form).location for _ in range(2)]
        assert places[0] == places[1]
        assert len(db.session.scalars(select(Chapter)).all()) == 1

    def test_what_is_wrong_is_said_and_what_was_typed_stays(self, client: FlaskClient) -> None:
        festival = a_festival()
        staff_of(client, festival, Role.ORGANIZER)
        form = {**words(title="", body="Kept words."), "language": "en", "slug": "No Slug"}
        answer = send(client, desk(festival, "/new"), data=form)
        assert answer.status_code == 422
        assert "Give the chapter a title." in answer.text
        assert "Use small letters" in answer.text
        assert "Kept words." in answer.text
        assert db.session.scalars(select(Chapter)).all() == []

    def test_an_address_that_is_taken_is_refused(self, client: FlaskClient) -> None:
        festival = a_festival()
        a_chapter(slug="sleep")
        staff_of(client, festival, Role.ORGANIZER)
        for taken in ("sleep", "all"):
            form = {**words(slug=taken), "language": "en"}
            answer = send(client, desk(festival, "/new"), data=form)
            assert answer.status_code == 422
            assert f"Another chapter has the address {taken}." in answer.text

    def test_advice_stands_beside_the_words_and_blocks_nothing(self, client: FlaskClient) -> None:
        festival = a_festival()
        chapter = a_chapter(festival, slug="sleep")
        staff_of(client, festival, Role.ORGANIZER)
        place = desk(festival, "/own/sleep/en")
        seen = the_text(chapter, festival).revision
        form = typed(seen, body="He committed suicide.") | {"do": "check"}
        answer = send(client, place, data=form)
        assert answer.status_code == 200
        assert "<mark>committed suicide</mark>" in answer.text
        assert "Died by suicide" in answer.text
        assert "Nothing is saved yet." in answer.text
        assert the_text(chapter, festival).revision == seen
        assert send(client, place, data=form | {"do": ""}).status_code == 303
        draft = version_in(the_text(chapter, festival), GuideState.DRAFT)
        assert draft is not None
        assert draft.body == "He committed suicide."

    def test_the_preview_shows_markdown_as_readers_will_see_it(self, client: FlaskClient) -> None:
        festival = a_festival()
        chapter = a_chapter(festival, slug="sleep")
        staff_of(client, festival, Role.ORGANIZER)
        seen = the_text(chapter, festival).revision
        form = typed(seen, body="**Rest** <script>alert(1)</script>") | {"do": "check"}
        page = main_of(send(client, desk(festival, "/own/sleep/en"), data=form).text)
        assert "<strong>Rest</strong>" in page
        assert "<script>alert" not in page

    def test_a_link_that_leads_nowhere_is_named_and_nothing_is_kept(
        self, client: FlaskClient
    ) -> None:
        festival = a_festival()
        chapter = a_chapter(festival, slug="sleep")
        staff_of(client, festival, Role.ORGANIZER)
        seen = the_text(chapter, festival).revision
        body = "[a](hub:no-such-line) [b](guide:no-such-part) [c](hub:samaritans)"
        answer = send(client, desk(festival, "/own/sleep/en"), data=typed(seen, body=body))
        assert answer.status_code == 422
        assert "hub:no-such-line, guide:no-such-part" in answer.text
        assert the_text(chapter, festival).revision == seen

    def test_a_link_that_has_gone_since_keeps_it_from_being_published(
        self, client: FlaskClient
    ) -> None:
        festival = a_festival()
        chapter = a_chapter(festival, slug="sleep")
        text = written(chapter, festival, body="[a](hub:no-such-line)")
        staff_of(client, festival, Role.ORGANIZER)
        place = desk(festival, "/own/sleep/en")
        data = {"revision": str(text.revision)}
        answer = send(client, f"{place}/publish", data=data, follow_redirects=True)
        assert "These links lead nowhere: hub:no-such-line." in answer.text
        assert version_in(the_text(chapter, festival), GuideState.DRAFT) is not None


class TestTwoAtOnce:
    def test_the_second_sees_both_versions_and_chooses(self, client: FlaskClient) -> None:
        festival = a_festival()
        chapter = a_chapter(festival, slug="sleep", title="Sleep")
        staff_of(client, festival, Role.ORGANIZER)
        place = desk(festival, "/own/sleep/en")
        seen = the_text(chapter, festival).revision
        written(chapter, festival, title="Rest", summary="Theirs.")
        answer = send(client, place, data=typed(seen, title="Doze", summary="Mine."))
        assert answer.status_code == 409
        assert {"Rest", "Doze", "Theirs.", "Mine."} <= set(
            main_of(answer.text).replace("<", "\n").replace(">", "\n").split("\n")
        )
        form = fields_of(main_of(answer.text)) | {"keep-title": "theirs", "keep-summary": "mine"}
        assert send(client, place, data=form).status_code == 303
        draft = version_in(the_text(chapter, festival), GuideState.DRAFT)
        assert draft is not None
        assert (draft.title, draft.summary) == ("Rest", "Mine.")

    def test_a_button_pressed_on_an_old_page_does_nothing(self, client: FlaskClient) -> None:
        festival = a_festival()
        chapter = a_chapter(festival, slug="sleep")
        staff_of(client, festival, Role.ORGANIZER)
        seen = the_text(chapter, festival).revision
        written(chapter, festival, title="Rest")
        for button in ("publish", "withdraw", "drop"):
            place = desk(festival, f"/own/sleep/en/{button}")
            assert send(client, place, data={"revision": str(seen)}).status_code == 409

    def test_the_editions_words_too(self, client: FlaskClient) -> None:
        festival = a_festival()
        staff_of(client, festival, Role.ORGANIZER)
        form = {"welcome": "Mine.", "contacts": "", "revision": "0"}
        in_transaction(
            lambda: edit_edition(
                festival,
                welcome="Theirs.",
                contacts="",
                seen=0,
                hand=COMMAND_LINE,
                now=clock.now(),
            )
        )
        answer = send(client, desk(festival, "/edition"), data=form)
        assert answer.status_code == 409
        assert "Theirs." in answer.text


class TestVersions:
    def test_an_older_version_is_taken_up_again_as_a_draft(self, client: FlaskClient) -> None:
        festival = a_festival()
        chapter = a_chapter(festival, slug="sleep", title="First")
        written(chapter, festival, title="Second")
        published(chapter, festival)
        staff_of(client, festival, Role.ORGANIZER)
        page = client.get(desk(festival, "/own/sleep/en/versions")).text
        assert "Earlier version" in page
        button = fields_of(page, "/restore/1")
        place = desk(festival, "/own/sleep/en/restore/1")
        assert send(client, place, data=button).status_code == 303
        draft = version_in(the_text(chapter, festival), GuideState.DRAFT)
        assert draft is not None
        assert (draft.number, draft.title) == (3, "First")
        shown = version_in(the_text(chapter, festival), GuideState.PUBLISHED)
        assert shown is not None
        assert shown.title == "Second"

    def test_two_versions_are_compared_line_by_line(self, client: FlaskClient) -> None:
        festival = a_festival()
        chapter = a_chapter(festival, slug="sleep", body="One\n\nTwo")
        written(chapter, festival, body="One\n\nThree")
        staff_of(client, festival, Role.ORGANIZER)
        page = client.get(desk(festival, "/own/sleep/en/versions/2")).text
        assert "<del>Two</del>" in page
        assert "<ins>Three</ins>" in page
        assert "<p>One</p>" in page

    def test_saving_what_is_published_makes_no_draft(self, client: FlaskClient) -> None:
        festival = a_festival()
        chapter = a_chapter(festival, slug="sleep", title="Sleep")
        staff_of(client, festival, Role.ORGANIZER)
        place = desk(festival, "/own/sleep/en")
        form = fields_of(client.get(place).text, "/own/sleep/en")
        send(client, place, data={**typed(1, title="Sleep"), "revision": form["revision"]})
        assert version_in(the_text(chapter, festival), GuideState.DRAFT) is None

    def test_a_draft_is_thrown_away_and_what_is_published_stays(self, client: FlaskClient) -> None:
        festival = a_festival()
        chapter = a_chapter(festival, slug="sleep", title="Sleep")
        text = written(chapter, festival, title="Rest")
        staff_of(client, festival, Role.ORGANIZER)
        place = desk(festival, "/own/sleep/en/drop")
        send(client, place, data={"revision": str(text.revision)})
        text = the_text(chapter, festival)
        assert [version.title for version in text.versions] == ["Sleep"]


class TestReviews:
    def test_a_review_is_shown_to_readers_and_due_again_in_a_year(
        self, client: FlaskClient
    ) -> None:
        festival = a_festival()
        chapter = a_chapter(festival, slug="sleep")
        staff_of(client, festival, Role.ORGANIZER)
        place = desk(festival, "/own/sleep/en")
        form = fields_of(client.get(place).text, "/review")
        today = clock.now().date()
        form |= {
            "reviewer": "Ana Berg",
            "reviewer_is": "psychotherapist",
            "reviewed_on": today.isoformat(),
        }
        assert send(client, f"{place}/review", data=form).status_code == 303
        shown = version_in(the_text(chapter, festival), GuideState.PUBLISHED)
        assert shown is not None
        assert shown.review_due_on == today + timedelta(days=365)
        assert (
            "Reviewed by Ana Berg, psychotherapist, on"
            in client.get(f"/{festival.slug}/guide/sleep").text
        )

    def test_a_review_to_come_is_refused(self, client: FlaskClient) -> None:
        festival = a_festival()
        a_chapter(festival, slug="sleep")
        staff_of(client, festival, Role.ORGANIZER)
        place = desk(festival, "/own/sleep/en")
        form = fields_of(client.get(place).text, "/review")
        day = (clock.now() + timedelta(days=3)).date().isoformat()
        form |= {"reviewer": "Ana", "reviewer_is": "doctor", "reviewed_on": day}
        answer = send(client, f"{place}/review", data=form)
        assert answer.status_code == 422
        assert "That day is still to come." in answer.text

    @pytest.mark.usefixtures("app")
    def test_new_words_lose_the_review_unless_the_author_says_it_holds(self) -> None:
        festival = a_festival()
        chapter = a_chapter(festival)
        reviewed(chapter, festival)
        written(chapter, festival, title="A comma")
        published(chapter, festival, keep_review=True)
        shown = version_in(the_text(chapter, festival), GuideState.PUBLISHED)
        assert shown is not None
        assert shown.reviewer == "Dr Ewa Halloran"
        written(chapter, festival, title="Another thing")
        published(chapter, festival)
        shown = version_in(the_text(chapter, festival), GuideState.PUBLISHED)
        assert shown is not None
        assert (shown.reviewer, shown.reviewed_on) == ("", None)

    def test_an_overdue_review_is_listed(self, client: FlaskClient) -> None:
        festival = a_festival()
        chapter = a_chapter(festival, slug="sleep", title="Sleep")
        long_ago = (clock.now() - timedelta(days=400)).date()
        reviewed(chapter, festival, reviewed_on=long_ago)
        staff_of(client, festival, Role.ORGANIZER)
        page = client.get(desk(festival)).text
        assert "Reviews to renew" in page
        assert "review overdue" in page
        assert (
            "should have been looked at again" in client.get(f"/{festival.slug}/guide/sleep").text
        )


class TestTheHouse:
    def test_an_organizer_changes_the_festivals_words_never_the_houses(
        self, client: FlaskClient
    ) -> None:
        festival = a_festival()
        a_chapter(slug="sleep", title="Sleep")
        staff_of(client, festival, Role.OWNER, Role.ORGANIZER)
        page = client.get(desk(festival, "/own/sleep/en")).text
        assert "These are the house’s words." in page
        assert "Whom it is for" not in page
        assert client.get(desk(festival, "/house/sleep/en")).status_code == 404
        assert send(client, desk(festival, "/house/sleep/en")).status_code == 404
        assert send(client, desk(festival, "/house/sleep/en/withdraw")).status_code == 404

    def test_a_hub_editor_changes_what_every_festival_shows(self, client: FlaskClient) -> None:
        festival, other = a_festival(), a_festival()
        chapter = a_chapter(slug="sleep", title="Sleep")
        staff_of(client, festival, Role.HUB_EDITOR)
        place = desk(festival, "/house/sleep/en")
        seen = the_text(chapter).revision
        form = {**typed(seen, title="Sleep well"), "roles": ["crew"]}
        assert send(client, place, data=form).status_code == 303
        button = fields_of(client.get(place).text, "/publish")
        assert send(client, f"{place}/publish", data=button).status_code == 303
        assert "Sleep well" in client.get(f"/{other.slug}/guide/sleep").text
        assert ("guide_published", "Sleep well") in deeds(None)
        assert db.session.get_one(Chapter, chapter.id).roles == ["crew"]

    def test_a_chapter_of_a_festivals_own_is_nobody_elses(self, client: FlaskClient) -> None:
        here, there = a_festival(), a_festival()
        a_chapter(there, slug="theirs")
        staff_of(client, here, Role.HUB_EDITOR, Role.OWNER)
        for whose in ("own", "house"):
            assert client.get(desk(here, f"/{whose}/theirs/en")).status_code == 404

    def test_a_language_we_do_not_speak_is_not_there(self, client: FlaskClient) -> None:
        festival = a_festival()
        a_chapter(slug="sleep")
        staff_of(client, festival, Role.ORGANIZER)
        assert client.get(desk(festival, "/own/sleep/xx")).status_code == 404


class TestEditions:
    def test_chapters_are_ordered_and_switched_by_buttons(self, client: FlaskClient) -> None:
        festival = a_festival()
        for slug in ("sleep", "food", "noise"):
            a_chapter(slug=slug, title=slug.title())
        staff_of(client, festival, Role.ORGANIZER)
        for move in ("noise/up", "noise/up", "food/off", "sleep/up", "noise/up"):
            assert send(client, desk(festival, f"/edition/{move}")).status_code == 303
        shown = [each.slug for each in guide_of(festival.id, "en")]
        assert shown == ["noise", "sleep"]
        send(client, desk(festival, "/edition/food/on"))
        assert len(guide_of(festival.id, "en")) == 3

    def test_what_the_festival_adds_stands_in_every_chapter(self, client: FlaskClient) -> None:
        festival = a_festival()
        a_chapter(slug="sleep")
        staff_of(client, festival, Role.ORGANIZER)
        form = fields_of(client.get(desk(festival, "/edition")).text, "/guide/edition")
        page = client.get(desk(festival, "/edition")).text
        revision = page.partition('name="revision"')[2].partition('value="')[2].partition('"')[0]
        form = {"welcome": "**Hello**", "contacts": "- Channel 6", "revision": revision}
        assert send(client, desk(festival, "/edition"), data=form).status_code == 303
        assert "<strong>Hello</strong>" in client.get(f"/{festival.slug}/guide/").text
        assert "<li>Channel 6</li>" in client.get(f"/{festival.slug}/guide/sleep").text

    def test_a_preview_shows_drafts_and_only_to_authors(self, client: FlaskClient) -> None:
        festival = a_festival(is_released=False)
        a_chapter(festival, slug="sleep", title="Sleep", is_published=False, roles=["crew"])
        staff_of(client, festival, Role.ORGANIZER)
        assert "Sleep" in client.get(desk(festival, "/preview/?for=crew")).text
        assert "Sleep" not in main_of(client.get(desk(festival, "/preview/?for=label")).text)
        page = client.get(desk(festival, "/preview/sleep")).text
        assert "A preview for authors" in page
        staff_of(client, festival, Role.DESK)
        assert client.get(desk(festival, "/preview/sleep")).status_code == 404

    @pytest.mark.usefixtures("app")
    def test_a_copied_festival_has_the_edition_with_its_own_words(self) -> None:
        source, copy = a_festival(), a_festival()
        sleep = a_chapter(slug="sleep", title="Sleep")
        food = a_chapter(slug="food", title="Food")
        written(sleep, source, title="Sleep by the lake")
        published(sleep, source)
        lake = a_chapter(source, slug="lake", title="The lake")
        reviewed(lake, source)
        gone = a_chapter(source, slug="gone", title="Gone")
        withdrawn(gone, source)
        hand, now = Hand(None, "Ana"), clock.now()
        in_transaction(lambda: switch(source, food, is_on=False, hand=hand, now=now))
        in_transaction(
            lambda: edit_edition(source, welcome="Hi", contacts="", seen=0, hand=hand, now=now)
        )
        in_transaction(lambda: copy_edition(source.id, copy.id, hand=hand, now=now))
        shown = guide_of(copy.id, "en")
        assert [(each.slug, each.version.title) for each in shown] == [
            ("sleep", "Sleep by the lake"),
            ("lake", "The lake"),
        ]
        assert shown[1].version.reviewer == "Dr Ewa Halloran"
        assert edition_of(copy.id).welcome == "Hi"
        written(sleep, copy, title="Sleep by the sea")
        published(sleep, copy)
        assert guide_of(source.id, "en")[0].version.title == "Sleep by the lake"
