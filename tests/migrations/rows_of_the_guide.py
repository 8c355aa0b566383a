"""One row in every table of the guide."""

from collections.abc import Iterator
from datetime import datetime

from wellness.database import Model
from wellness.guide.models import Chapter, ChapterText, ChapterVersion, Edition, EditionChapter


def rows_of_the_guide(festival_id: int, *, now: datetime) -> Iterator[Model]:
    """One chapter with a draft, in one festival's edition."""
    version = ChapterVersion(
        number=1, title="Arriving", made_by="Mina", made_at=now, changed_at=now
    )
    text = ChapterText(language="en", versions=[version])
    chapter = Chapter(slug="arriving", created_at=now, texts=[text])
    yield chapter
    yield Edition(festival_id=festival_id)
    yield EditionChapter(festival_id=festival_id, chapter=chapter)
