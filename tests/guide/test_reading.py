"""The guide as people read it."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.factories import a_festival
from tests.guide import a_chapter, main_of, published, reviewed, withdrawn, words, written
from wellness import clock
from wellness.database import db, in_transaction, transaction
from wellness.festivals.models import Festival
from wellness.guide.actions.editions import move, switch
from wellness.guide.models import ChapterVersion, GuideState
from wellness.hub.models import HubStamp, Service, ServiceState
from wellness.staff.rules import Hand

HAND = Hand(None, "Mina")


def read(client: FlaskClient, festival: Festival, path: str = "", status: int = 200) -> str:
    answer = client.get(f"/{festival.slug}/guide/{path}")
    assert answer.status_code == status
    return answer.text


def titles(page: str) -> list[str]:
    return re.findall(r"<a href=[^>]*><h[23]>(.*?)</h[23]></a>", page)


class TestContents:
    def test_a_festival_shows_the_chapters_of_the_house_until_it_chooses(
        self, client: FlaskClient
    ) -> None:
        festival = a_festival()
        a_chapter(title="Sleep")
        a_chapter(title="Unfinished", is_published=False)
        assert titles(read(client, festival)) == ["Sleep"]

    def test_its_own_order_and_choice_hold_for_it_alone(self, client: FlaskClient) -> None:
        here, there = a_festival(), a_festival()
        a_chapter(title="Sleep")
        food = a_chapter(title="Food")
        noise = a_chapter(title="Noise")
        now = clock.now()
        in_transaction(lambda: move(here, noise, -1, hand=HAND, now=now))
        in_transaction(lambda: move(here, noise, -1, hand=HAND, now=now))
        in_transaction(lambda: switch(here, food, is_on=False, hand=HAND, now=now))
        assert titles(read(client, here)) == ["Noise", "Sleep"]
        assert titles(read(client, there)) == ["Sleep", "Food", "Noise"]

    def test_a_new_chapter_of_the_house_waits_where_an_edition_was_made(
        self, client: FlaskClient
    ) -> None:
        festival = a_festival()
        sleep = a_chapter(title="Sleep")
        in_transaction(lambda: move(festival, sleep, 1, hand=HAND, now=clock.now()))
        a_chapter(title="New")
        assert titles(read(client, festival)) == ["Sleep"]

    def test_a_role_sees_what_is_for_it_and_for_everybody(self, client: FlaskClient) -> None:
        festival = a_festival()
        a_chapter(festival, title="Rigging", roles=["crew"])
        a_chapter(festival, title="Contracts", roles=["manager", "label"])
        a_chapter(festival, title="Sleep")
        assert titles(read(client, festival, "?for=crew")) == ["Rigging", "Sleep"]
        assert titles(read(client, festival, "?for=label")) == ["Contracts", "Sleep"]
        assert len(titles(read(client, festival, "?for=nobody"))) == 3

    def test_what_is_asked_for_is_carried_into_the_chapters(self, client: FlaskClient) -> None:
        festival = a_festival()
        a_chapter(festival, slug="rigging", roles=["crew"], short="Sit.")
        page = read(client, festival, "?for=crew&short=1&in=es")
        assert f'href="/{festival.slug}/guide/rigging?for=crew&amp;in=es&amp;short=1"' in page

    def test_nothing_published_says_so_and_still_shows_who_helps(self, client: FlaskClient) -> None:
        festival = a_festival()
        page = read(client, festival)
        assert "has not published its guide yet" in page
        assert festival.help_on_site in page
        assert "tel:" in page

    def test_an_unreleased_festival_has_no_guide_yet(self, client: FlaskClient) -> None:
        read(client, a_festival(is_released=False), status=404)


class TestSearch:
    def test_accents_and_capitals_do_not_matter(self, client: FlaskClient) -> None:
        festival = a_festival()
        a_chapter(festival, title="Breaks", body="Sit in the Café before the show.")
        a_chapter(festival, title="Other", body="Nothing of the kind.")
        page = read(client, festival, "?q=CAFE")
        assert titles(page) == ["Breaks"]
        assert "<mark>Café</mark>" in page

    def test_a_title_weighs_more_than_a_word_in_the_text(self, client: FlaskClient) -> None:
        festival = a_festival()
        a_chapter(festival, title="Food", body="Eat before you sleep.")
        a_chapter(festival, title="Sleep", body="Lie down.")
        assert titles(read(client, festival, "?q=sleep")) == ["Sleep", "Food"]

    def test_what_is_looked_for_is_shown_as_text(self, client: FlaskClient) -> None:
        page = read(client, a_festival(), "?q=<script>alert(1)</script>")
        assert "<script>alert" not in page
        assert "Nothing found for" in page


class TestChapter:
    def test_it_has_its_words_its_parts_and_help(self, client: FlaskClient) -> None:
        festival = a_festival(country="de")
        body = "Begin.\n\n## One\n\nx\n\n## Two\n\ny\n\n## Three\n\nz"
        a_chapter(festival, slug="sleep", title="Sleep", body=body, worksheet="Mine?\n\n___")
        page = main_of(read(client, festival, "sleep"))
        assert '<h2 id="two">Two</h2>' in page
        assert '<a href="#two">Two</a>' in page
        assert '<section class="guide-worksheet"' in page
        assert "<hr" in page
        assert "If you need somebody now" in page
        assert 'href="tel:112"' in page
        assert 'href="/help/navigation"' in page
        assert festival.help_on_site in page

    def test_the_tab_does_not_tell_what_is_read(self, client: FlaskClient) -> None:
        festival = a_festival()
        a_chapter(festival, slug="too-much", title="When it is too much")
        page = read(client, festival, "too-much")
        assert "<title>Guide, part 1" in page
        assert "data-leave" in page

    def test_the_short_version_stands_in_for_the_long_one(self, client: FlaskClient) -> None:
        festival = a_festival()
        a_chapter(festival, slug="sleep", body="The long words.", short="The few words.")
        assert "The few words." not in main_of(read(client, festival, "sleep"))
        short = main_of(read(client, festival, "sleep?short=1"))
        assert "The few words." in short
        assert "The long words." not in short

    def test_it_is_shown_in_english_until_it_is_translated(self, client: FlaskClient) -> None:
        festival = a_festival()
        chapter = a_chapter(festival, slug="sleep", title="Sleep")
        page = read(client, festival, "sleep?in=es")
        assert "Not translated yet: shown in English" in page
        assert '<h1 lang="en">Sleep</h1>' in page
        written(chapter, festival, language="es", title="Dormir")
        published(chapter, festival, language="es")
        page = read(client, festival, "sleep?in=es")
        assert '<h1 lang="es">Dormir</h1>' in page
        assert "Not translated yet" not in page

    def test_a_starter_says_that_nobody_has_reviewed_it_until_somebody_has(
        self, client: FlaskClient
    ) -> None:
        festival = a_festival()
        chapter = a_chapter(slug="sleep", is_starter=True)
        notice = "A professional must review this before you rely on it"
        assert notice in read(client, festival, "sleep")
        assert notice in read(client, festival, "all")
        assert notice in read(client, festival, "all.html")
        reviewed(chapter)
        for path in ("sleep", "all", "all.html"):
            page = read(client, festival, path)
            assert notice not in page
            assert "Reviewed by Dr Ewa Halloran, clinical psychologist, on" in page

    def test_words_of_a_festivals_own_stand_in_for_the_houses_there_alone(
        self, client: FlaskClient
    ) -> None:
        here, there = a_festival(), a_festival()
        chapter = a_chapter(slug="sleep", title="Sleep")
        written(chapter, here, title="Sleep by the lake")
        assert "Sleep by the lake" not in read(client, here, "sleep")
        published(chapter, here)
        assert "Sleep by the lake" in read(client, here, "sleep")
        assert "Sleep by the lake" not in read(client, there, "sleep")
        withdrawn(chapter, here)
        assert '<h1 lang="en">Sleep</h1>' in read(client, here, "sleep")

    def test_a_chapter_of_another_festival_is_not_there(self, client: FlaskClient) -> None:
        a_chapter(a_festival(), slug="theirs")
        read(client, a_festival(), "theirs", status=404)

    def test_what_was_withdrawn_is_gone_kindly(self, client: FlaskClient) -> None:
        festival = a_festival()
        chapter = a_chapter(festival, slug="swim", title="Swimming at night")
        a_chapter(festival, slug="sleep", title="Sleep")
        withdrawn(chapter, festival)
        page = read(client, festival, "swim", status=410)
        assert "no longer here" in page
        assert f'href="/{festival.slug}/guide/sleep"' in page
        assert "Swimming" not in page
        assert "tel:" in page

    def test_what_is_switched_off_is_gone_kindly_too(self, client: FlaskClient) -> None:
        festival = a_festival()
        chapter = a_chapter(slug="sleep")
        in_transaction(lambda: switch(festival, chapter, is_on=False, hand=HAND, now=clock.now()))
        read(client, festival, "sleep", status=410)

    def test_a_draft_was_never_there(self, client: FlaskClient) -> None:
        festival = a_festival()
        a_chapter(festival, slug="sleep", is_published=False)
        read(client, festival, "sleep", status=404)

    def test_a_chapter_for_another_role_can_still_be_opened(self, client: FlaskClient) -> None:
        festival = a_festival()
        a_chapter(festival, slug="rigging", roles=["crew"])
        read(client, festival, "rigging?for=label")


class TestLinks:
    def a_service(self, slug: str, **more: object) -> Service:
        facts = {"name": slug.title(), "offer": "crisis", "state": ServiceState.ACTIVE, **more}
        now = clock.now()
        service = Service(slug=slug, collected_on=now.date(), updated_at=now, **facts)
        with transaction():
            db.session.add(service)
            self.say_that_the_hub_changed()
        return service

    def say_that_the_hub_changed(self) -> None:
        stamp = db.session.get(HubStamp, 1) or HubStamp(id=1, number=0)
        stamp.number, stamp.changed_at = (stamp.number or 0) + 1, clock.now()
        db.session.add(stamp)

    def test_a_service_is_linked_and_named(self, client: FlaskClient) -> None:
        festival = a_festival()
        self.a_service("a-line")
        a_chapter(festival, slug="sleep", body="Call [them](hub:a-line).")
        page = main_of(read(client, festival, "sleep"))
        assert re.search(r'<a href="/help/services/a-line"[^>]*>them</a>', page)
        assert '<a href="/help/services/a-line">A-Line</a>' in page

    def test_one_that_closed_leads_to_its_replacement(self, client: FlaskClient) -> None:
        festival = a_festival()
        new = self.a_service("new-line")
        old = self.a_service("old-line")
        a_chapter(festival, slug="sleep", body="Call [them](hub:old-line).")
        with transaction():
            row = db.session.get_one(Service, old.id)
            row.state, row.replacement_id = ServiceState.CLOSED, new.id
            self.say_that_the_hub_changed()
        page = main_of(read(client, festival, "sleep"))
        assert "/help/services/new-line" in page
        assert "in place of Old-Line, which has closed" in page
        assert "/help/services/old-line" not in page

    def test_one_that_closed_for_good_leaves_its_words(self, client: FlaskClient) -> None:
        festival = a_festival()
        old = self.a_service("old-line")
        a_chapter(festival, slug="sleep", body="Call [them](hub:old-line).")
        with transaction():
            db.session.get_one(Service, old.id).state = ServiceState.CLOSED
            self.say_that_the_hub_changed()
        page = main_of(read(client, festival, "sleep"))
        assert "Call them." in page
        assert "old-line" not in page

    def test_another_chapter_is_linked_as_it_is_asked_for(self, client: FlaskClient) -> None:
        festival = a_festival()
        a_chapter(festival, slug="food")
        a_chapter(festival, slug="sleep", body="See [food](guide:food#warm).")
        page = read(client, festival, "sleep?short=1")
        assert f'href="/{festival.slug}/guide/food?short=1#warm"' in page


class TestAllOfIt:
    def test_the_file_needs_nothing_else(self, client: FlaskClient) -> None:
        festival = a_festival()
        a_chapter(festival, slug="sleep", title="Sleep", worksheet="Mine?\n\n___")
        answer = client.get(f"/{festival.slug}/guide/all.html")
        assert answer.headers["Content-Disposition"].startswith("attachment;")
        page = answer.text
        assert "<style>" in page
        assert not re.findall(r"<(?:link|script|img|iframe)\b", page)
        assert not re.findall(r'(?:href|src)="/', page)
        assert 'id="sleep"' in page
        assert "tel:" in page

    def test_the_page_has_every_chapter_with_anchors_of_its_own(self, client: FlaskClient) -> None:
        festival = a_festival()
        a_chapter(festival, slug="sleep", title="Sleep", body="## Tonight\n\nx")
        a_chapter(festival, slug="food", title="Food", body="## Tonight\n\ny")
        page = main_of(read(client, festival, "all"))
        assert '<h3 id="sleep-tonight">' in page
        assert '<h3 id="food-tonight">' in page
        ids = re.findall(r'\bid="([^"]+)"', page)
        assert len(ids) == len(set(ids))


class TestFreshness:
    def test_a_reader_who_has_it_gets_a_304_until_it_changes(self, client: FlaskClient) -> None:
        festival = a_festival()
        chapter = a_chapter(festival, slug="sleep", title="Sleep")
        address = f"/{festival.slug}/guide/sleep"
        tag = client.get(address).headers["ETag"]
        assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
        written(chapter, festival, **words(title="Sleep well"))
        assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
        published(chapter, festival)
        again = client.get(address, headers={"If-None-Match": tag})
        assert again.status_code == 200
        assert "Sleep well" in again.text

    def test_words_of_the_house_are_new_in_every_festival_at_once(
        self, client: FlaskClient
    ) -> None:
        here, there = a_festival(), a_festival()
        chapter = a_chapter(slug="sleep", title="Sleep")
        for festival in (here, there):
            read(client, festival, "sleep")
        written(chapter, title="Sleep well")
        published(chapter)
        for festival in (here, there):
            assert "Sleep well" in read(client, festival, "sleep")


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        '[x](hub:"onmouseover=alert(1))',
        "<img src=x onerror=alert(1)>",
        "## <svg onload=alert(1)>",
        '[x](guide:a"><script>alert(1)</script>)',
    ],
)
def test_nothing_an_author_types_runs(client: FlaskClient, hostile: str) -> None:
    festival = a_festival()
    said: dict[str, Any] = dict.fromkeys(
        ("title", "summary", "body", "short", "worksheet"), hostile
    )
    a_chapter(festival, slug="hostile", **{**said, "title": hostile[:120]}, is_published=False)
    with transaction():  # as if it had come in from elsewhere, past the check of links
        version = db.session.scalars(db.select(ChapterVersion)).one()
        version.state, version.published_at = GuideState.PUBLISHED, clock.now()
    for path in ("", "hostile", "hostile?short=1", "all", "all.html", "?q=alert"):
        page = (
            main_of(read(client, festival, path))
            if path != "all.html"
            else read(client, festival, path)
        )
        assert not re.findall(r"<script(?![^>]*src=)|<svg onload|<img", page)
        assert not re.findall(r"<[^>]+\son\w+\s*=", page)
        assert not re.findall(r'(?:href|src)="(?:javascript|data):', page)
