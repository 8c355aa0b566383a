"""The guide: chapters, their texts, every version of them, and editions

Revision: 0006, after 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "guide_chapter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("festival_id", sa.Integer(), nullable=True),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("is_starter", sa.Boolean(), nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["festival_id"],
            ["festival.id"],
            name=op.f("fk_guide_chapter_festival_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guide_chapter")),
        sa.UniqueConstraint("festival_id", "slug", name=op.f("uq_guide_chapter_festival_id_slug")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_guide_chapter_key_hash")),
    )
    with op.batch_alter_table("guide_chapter", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_guide_chapter_festival_id"), ["festival_id"], unique=False
        )
        batch_op.create_index(
            "uq_guide_chapter_of_the_house",
            ["slug"],
            unique=True,
            sqlite_where=sa.text("festival_id IS NULL"),
            postgresql_where=sa.text("festival_id IS NULL"),
        )

    op.create_table(
        "guide_edition",
        sa.Column("festival_id", sa.Integer(), nullable=False),
        sa.Column("welcome", sa.Text(), nullable=False),
        sa.Column("contacts", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["festival_id"],
            ["festival.id"],
            name=op.f("fk_guide_edition_festival_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("festival_id", name=op.f("pk_guide_edition")),
    )
    op.create_table(
        "guide_edition_chapter",
        sa.Column("festival_id", sa.Integer(), nullable=False),
        sa.Column("chapter_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["chapter_id"],
            ["guide_chapter.id"],
            name=op.f("fk_guide_edition_chapter_chapter_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["festival_id"],
            ["festival.id"],
            name=op.f("fk_guide_edition_chapter_festival_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("festival_id", "chapter_id", name=op.f("pk_guide_edition_chapter")),
    )
    op.create_table(
        "guide_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("chapter_id", sa.Integer(), nullable=False),
        sa.Column("festival_id", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["chapter_id"],
            ["guide_chapter.id"],
            name=op.f("fk_guide_text_chapter_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["festival_id"],
            ["festival.id"],
            name=op.f("fk_guide_text_festival_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guide_text")),
        sa.UniqueConstraint(
            "chapter_id",
            "festival_id",
            "language",
            name=op.f("uq_guide_text_chapter_id_festival_id_language"),
        ),
    )
    with op.batch_alter_table("guide_text", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_guide_text_festival_id"), ["festival_id"], unique=False
        )
        batch_op.create_index(
            "uq_guide_text_of_the_house",
            ["chapter_id", "language"],
            unique=True,
            sqlite_where=sa.text("festival_id IS NULL"),
            postgresql_where=sa.text("festival_id IS NULL"),
        )

    op.create_table(
        "guide_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("summary", sa.String(length=300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("short", sa.Text(), nullable=False),
        sa.Column("worksheet", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(length=80), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reviewer", sa.String(length=120), nullable=False),
        sa.Column("reviewer_is", sa.String(length=160), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.Column("review_due_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(reviewer = '') = (reviewed_on IS NULL)", name=op.f("ck_guide_version_review_is_whole")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_guide_version_account_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["text_id"],
            ["guide_text.id"],
            name=op.f("fk_guide_version_text_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guide_version")),
        sa.UniqueConstraint("text_id", "number", name=op.f("uq_guide_version_text_id_number")),
    )
    with op.batch_alter_table("guide_version", schema=None) as batch_op:
        batch_op.create_index(
            "uq_guide_version_draft",
            ["text_id"],
            unique=True,
            sqlite_where=sa.text("state = 'draft'"),
            postgresql_where=sa.text("state = 'draft'"),
        )
        batch_op.create_index(
            "uq_guide_version_published",
            ["text_id"],
            unique=True,
            sqlite_where=sa.text("state = 'published'"),
            postgresql_where=sa.text("state = 'published'"),
        )


def downgrade() -> None:
    op.drop_table("guide_version")
    op.drop_table("guide_text")
    op.drop_table("guide_edition_chapter")
    op.drop_table("guide_edition")
    op.drop_table("guide_chapter")
