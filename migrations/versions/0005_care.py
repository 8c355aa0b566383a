"""Care teams, requests sealed to them, and their templates

Revision: 0005, after 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "care_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("festival_id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=8), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("key_for_person", sa.LargeBinary(), nullable=False),
        sa.Column("key_for_care", sa.LargeBinary(), nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("assigned_id", sa.Integer(), nullable=True),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("close_reason", sa.String(length=20), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assigned_id"],
            ["account.id"],
            name=op.f("fk_care_request_assigned_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["festival_id"],
            ["festival.id"],
            name=op.f("fk_care_request_festival_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_care_request")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_care_request_code_hash")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_care_request_key_hash")),
        sa.UniqueConstraint("reference", name=op.f("uq_care_request_reference")),
        sa.UniqueConstraint("uid", name=op.f("uq_care_request_uid")),
    )
    with op.batch_alter_table("care_request", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_care_request_assigned_id"), ["assigned_id"], unique=False
        )
        batch_op.create_index(
            "ix_care_request_festival_state", ["festival_id", "state"], unique=False
        )

    op.create_table(
        "care_team",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("festival_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("answer_hours", sa.Integer(), nullable=False),
        sa.Column("hours_note", sa.String(length=160), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("keep_days", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("answer_hours > 0", name=op.f("ck_care_team_answers_some_time")),
        sa.CheckConstraint("keep_days BETWEEN 1 AND 90", name=op.f("ck_care_team_forgets_in_time")),
        sa.ForeignKeyConstraint(
            ["festival_id"],
            ["festival.id"],
            name=op.f("fk_care_team_festival_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_care_team")),
        sa.UniqueConstraint("festival_id", name=op.f("uq_care_team_festival_id")),
    )
    op.create_table(
        "care_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("festival_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("body", sa.String(length=4000), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["festival_id"],
            ["festival.id"],
            name=op.f("fk_care_template_festival_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_care_template")),
    )
    with op.batch_alter_table("care_template", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_care_template_festival_id"), ["festival_id"], unique=False
        )

    op.create_table(
        "care_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("written_by", sa.String(length=80), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_care_entry_account_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["care_request.id"],
            name=op.f("fk_care_entry_request_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_care_entry")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_care_entry_key_hash")),
        sa.UniqueConstraint("uid", name=op.f("uq_care_entry_uid")),
    )
    with op.batch_alter_table("care_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_care_entry_request_id"), ["request_id"], unique=False)


def downgrade() -> None:
    op.drop_table("care_entry")
    op.drop_table("care_template")
    op.drop_table("care_team")
    op.drop_table("care_request")
