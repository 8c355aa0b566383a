"""The starter guide: its files, and how they come into the house."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.factories import a_festival, a_session
from tests.guide import published, reviewed, written
from tests.staff import staff_of
from wellness import clock
from wellness.database import db, in_transaction
from wellness.guide.actions.publishing import missing_links
from wellness.guide.formats import BadChapterFile, read_chapter
from wellness.guide.models import Chapter, ChapterVersion, GuideRole, GuideState
from wellness.guide.queries.editions import guide_of
from wellness.guide.rules.advice import Harm
from wellness.guide.rules.safe_words import hints
from wellness.guide.starter import FOLDER, Seeded, seed
from wellness.programme.models import Activity
from wellness.staff.models import Role
from wellness.web.language import LANGUAGES

ROLES = frozenset(GuideRole)
FILES = sorted(FOLDER.glob("*/*.md"))
NEEDED_THERE = {"drink-and-drugs": {Harm.METHOD}}
"""Words that a chapter cannot do without, in whatever language."""
WRITTEN = """slug: sleep
roles: crew
order: 10
title: Sleep
summary: On sleep.

## Tonight

Lie down.

# Five minutes

Lie down now.

# Worksheet

When?

___
"""


def a_folder(tmp_path: Path, **chapters: str) -> Path:
    """A folder of starter files, English ones by slug; others as es__slug."""
    for name, text in chapters.items():
        language, _, slug = name.rpartition("__")
        folder = tmp_path / (language or "en")
        folder.mkdir(exist_ok=True)
        (folder / f"{slug}.md").write_text(text, "utf-8")
    return tmp_path


def seeded(folder: Path = FOLDER) -> Seeded:
    return in_transaction(lambda: seed(now=clock.now(), folder=folder))


@pytest.mark.one_database
class TestFiles:
    @pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
    def test_each_is_a_whole_chapter_that_fits(self, app: Flask, path: Path) -> None:
        assert app.testing
        filed = read_chapter(path.read_text("utf-8"), roles=ROLES)
        assert filed.slug == path.stem
        assert path.parent.name in LANGUAGES
        assert len(filed.title) <= 120
        assert len(filed.summary) <= 300
        assert (FOLDER / "en" / path.name).exists()
        texts = [filed.body, filed.short, filed.worksheet]
        there = {f"guide:{each.stem}" for each in FILES}
        assert set(missing_links(None, texts)) - there == set()

    @pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
    def test_none_has_words_the_checker_warns_of(self, path: Path) -> None:
        found = {hint.harm for hint in hints(path.read_text("utf-8"), path.parent.name)}
        assert found - NEEDED_THERE.get(path.stem, set()) == set()

    @pytest.mark.parametrize(
        ("written", "fault"),
        [
            (WRITTEN.replace("roles: crew", "roles: crew, drummer"), "drummer is none of ours"),
            (WRITTEN.replace("title: Sleep\n", ""), "title: is missing"),
            (WRITTEN.replace("order: 10", "order: ten"), "order: must be a number"),
            (WRITTEN.replace("order: 10", "colour: red"), "line 3"),
            (WRITTEN.replace("# Worksheet", "# Homework"), "headings of the text begin at ##"),
            ("slug: sleep\ntitle: Sleep\nsummary: s", "there is no text"),
        ],
    )
    def test_a_fault_is_named(self, written: str, fault: str) -> None:
        with pytest.raises(BadChapterFile, match=fault):
            read_chapter(written, roles=ROLES)

    def test_its_parts_come_apart(self) -> None:
        filed = read_chapter(WRITTEN, roles=ROLES)
        assert (filed.roles, filed.order) == (("crew",), 10)
        assert filed.body == "## Tonight\n\nLie down."
        assert filed.short == "Lie down now."
        assert filed.worksheet == "When?\n\n___"


@pytest.mark.usefixtures("app")
class TestSeeding:
    def test_the_house_gets_its_chapters_once(self) -> None:
        done = seeded()
        assert done.chapters == len(list((FOLDER / "en").glob("*.md")))
        assert done.missing == []
        assert (seeded().chapters, seeded().texts) == (0, 0)

    def test_a_file_that_changed_becomes_the_next_version(self, tmp_path: Path) -> None:
        folder = a_folder(tmp_path, sleep=WRITTEN)
        seeded(folder)
        a_folder(tmp_path, sleep=WRITTEN.replace("Lie down.", "Lie down early."))
        assert seeded(folder).texts == 1
        states = [v.state for v in db.session.scalars(select(ChapterVersion))]
        assert sorted(states) == [GuideState.PUBLISHED, GuideState.REPLACED]

    def test_words_that_somebody_here_wrote_are_left_alone(self, tmp_path: Path) -> None:
        folder = a_folder(tmp_path, sleep=WRITTEN)
        seeded(folder)
        chapter = db.session.scalars(select(Chapter)).one()
        written(chapter, title="Sleep well")
        published(chapter)
        a_folder(tmp_path, sleep=WRITTEN.replace("Lie down.", "Lie down early."))
        assert seeded(folder).texts == 0

    def test_words_that_somebody_reviewed_are_left_alone(self, tmp_path: Path) -> None:
        folder = a_folder(tmp_path, sleep=WRITTEN)
        seeded(folder)
        reviewed(db.session.scalars(select(Chapter)).one())
        a_folder(tmp_path, sleep=WRITTEN.replace("Lie down.", "Lie down early."))
        assert seeded(folder).texts == 0

    def test_every_language_is_its_own_text(self, tmp_path: Path) -> None:
        spanish = WRITTEN.replace("title: Sleep", "title: Dormir")
        seeded(a_folder(tmp_path, sleep=WRITTEN, es__sleep=spanish))
        festival = a_festival()
        assert guide_of(festival.id, "es")[0].version.title == "Dormir"
        assert guide_of(festival.id, "en")[0].version.title == "Sleep"
        assert guide_of(festival.id, "en", role="label") == []

    def test_a_translation_of_nothing_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(BadChapterFile, match="no English one"):
            seeded(a_folder(tmp_path, es__sleep=WRITTEN))


def test_a_sessions_words_get_the_same_advice(client: FlaskClient) -> None:
    session = a_session()
    festival, activity = session.festival, session.activity
    in_transaction(lambda: _describe(activity.id, "For families of those who committed suicide."))
    staff_of(client, festival, Role.PROGRAMME)
    page = client.get(f"/staff/{festival.slug}/activities/{activity.slug}").text
    assert "<mark>committed suicide</mark>" in page


def _describe(activity_id: int, words: str) -> None:
    db.session.get_one(Activity, activity_id).description = words
