"""The guide: chapters, their texts in each language, every version of them, and editions."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    literal_column,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wellness.database import Model


class GuideRole(StrEnum):
    """Whom a chapter is for; a chapter for none of them in particular is for everybody."""

    ARTIST = "artist"
    SONGWRITER = "songwriter"
    CREW = "crew"
    MANAGER = "manager"
    LABEL = "label"


class GuideState(StrEnum):
    """What became of a version."""

    DRAFT = "draft"
    """Being worked on; a text has one at most."""
    PUBLISHED = "published"
    """What readers see; a text has one at most."""
    REPLACED = "replaced"
    """Was published until the next one was."""
    WITHDRAWN = "withdrawn"
    """Was published until somebody took it back."""


class Chapter(Model):
    """One chapter: the house's, which every festival may use, or one festival's own."""

    __tablename__ = "guide_chapter"

    id: Mapped[int] = mapped_column(primary_key=True)
    festival_id: Mapped[int | None] = mapped_column(
        ForeignKey("festival.id", ondelete="CASCADE"), index=True
    )
    """None: a chapter of the house."""
    slug: Mapped[str] = mapped_column(String(80))
    """In addresses, for ever."""
    position: Mapped[int] = mapped_column(default=0)
    """Where it stands among the house's, or its festival's, until an edition says otherwise."""
    roles: Mapped[list[str]] = mapped_column(JSON, default=list)
    """GuideRole words; empty: for everybody."""
    is_starter: Mapped[bool] = mapped_column(default=False)
    """Came with the product: a professional has to review it before anybody relies on it."""
    key_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    """Of the form it was made with: sent twice, it makes one."""
    created_at: Mapped[datetime]
    texts: Mapped[list["ChapterText"]] = relationship(
        back_populates="chapter", cascade="all, delete-orphan", order_by="ChapterText.id"
    )

    __table_args__ = (
        UniqueConstraint("festival_id", "slug"),
        Index(
            "uq_guide_chapter_of_the_house",
            "slug",
            unique=True,
            sqlite_where=literal_column("festival_id IS NULL"),
            postgresql_where=literal_column("festival_id IS NULL"),
        ),
    )


class ChapterText(Model):
    """A chapter in one language: the house's words, or one festival's instead of them."""

    __tablename__ = "guide_text"

    id: Mapped[int] = mapped_column(primary_key=True)
    chapter_id: Mapped[int] = mapped_column(ForeignKey("guide_chapter.id", ondelete="CASCADE"))
    festival_id: Mapped[int | None] = mapped_column(
        ForeignKey("festival.id", ondelete="CASCADE"), index=True
    )
    """None: what every festival shows that has no words of its own."""
    language: Mapped[str] = mapped_column(String(8))
    """ISO 639 code."""
    revision: Mapped[int] = mapped_column(default=1)
    """Raised by every change of its versions: two authors at once are told."""
    chapter: Mapped[Chapter] = relationship(back_populates="texts")
    versions: Mapped[list["ChapterVersion"]] = relationship(
        back_populates="text", cascade="all, delete-orphan", order_by="ChapterVersion.number"
    )

    __table_args__ = (
        UniqueConstraint("chapter_id", "festival_id", "language"),
        Index(
            "uq_guide_text_of_the_house",
            "chapter_id",
            "language",
            unique=True,
            sqlite_where=literal_column("festival_id IS NULL"),
            postgresql_where=literal_column("festival_id IS NULL"),
        ),
    )


class ChapterVersion(Model):
    """A text as it was at one time, with who reviewed just these words."""

    __tablename__ = "guide_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    text_id: Mapped[int] = mapped_column(ForeignKey("guide_text.id", ondelete="CASCADE"))
    number: Mapped[int]
    """Counts the versions of a text, from 1."""
    state: Mapped[GuideState] = mapped_column(default=GuideState.DRAFT)
    title: Mapped[str] = mapped_column(String(120))
    summary: Mapped[str] = mapped_column(String(300), default="")
    body: Mapped[str] = mapped_column(Text, default="")
    """Markdown."""
    short: Mapped[str] = mapped_column(Text, default="")
    """Markdown: what to read if there are only five minutes."""
    worksheet: Mapped[str] = mapped_column(Text, default="")
    """Markdown to be printed; a line of underscores is a line to write on."""
    made_by: Mapped[str] = mapped_column(String(80))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    reviewer: Mapped[str] = mapped_column(String(120), default="")
    """The name of the professional who reviewed it; "": nobody has."""
    reviewer_is: Mapped[str] = mapped_column(String(160), default="")
    """What they are: "clinical psychologist, Stillwater welfare team"."""
    reviewed_on: Mapped[date | None]
    review_due_on: Mapped[date | None]
    """The day by which somebody has to look at it again."""
    text: Mapped[ChapterText] = relationship(back_populates="versions")

    __table_args__ = (
        UniqueConstraint("text_id", "number"),
        Index(
            "uq_guide_version_published",
            "text_id",
            unique=True,
            sqlite_where=literal_column("state = 'published'"),
            postgresql_where=literal_column("state = 'published'"),
        ),
        Index(
            "uq_guide_version_draft",
            "text_id",
            unique=True,
            sqlite_where=literal_column("state = 'draft'"),
            postgresql_where=literal_column("state = 'draft'"),
        ),
        CheckConstraint("(reviewer = '') = (reviewed_on IS NULL)", name="review_is_whole"),
    )


class Edition(Model):
    """What a festival adds to its guide; without a row, nothing: the house as it is."""

    __tablename__ = "guide_edition"

    festival_id: Mapped[int] = mapped_column(
        ForeignKey("festival.id", ondelete="CASCADE"), primary_key=True
    )
    welcome: Mapped[str] = mapped_column(Text, default="")
    """Markdown, above the chapters."""
    contacts: Mapped[str] = mapped_column(Text, default="")
    """Markdown: whom to find on site, below the festival's own line of help."""
    revision: Mapped[int] = mapped_column(default=1)
    """Raised by every edit: two editors at once are told."""


class EditionChapter(Model):
    """Where a chapter stands in a festival's edition, and whether it is part of it."""

    __tablename__ = "guide_edition_chapter"

    festival_id: Mapped[int] = mapped_column(
        ForeignKey("festival.id", ondelete="CASCADE"), primary_key=True
    )
    chapter_id: Mapped[int] = mapped_column(
        ForeignKey("guide_chapter.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(default=0)
    is_on: Mapped[bool] = mapped_column(default=True)
    chapter: Mapped[Chapter] = relationship()
