"""Staff and their roles, the draft beside what is released, and what a programme starts with

Revision: 0002, after 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

NEW_COLUMNS = (
    ("activity", "group_agreement", "TEXT NOT NULL DEFAULT ''"),
    (
        "activity",
        "length_minutes",
        "INTEGER NOT NULL DEFAULT 60 CONSTRAINT ck_activity_length_positive CHECK (length_minutes > 0)",
    ),
    ("activity", "entry", "VARCHAR(20) NOT NULL DEFAULT 'booked'"),
    ("activity", "capacity", "INTEGER"),
    ("activity", "party_limit", "INTEGER NOT NULL DEFAULT 2"),
    ("activity", "kept_for_door", "INTEGER NOT NULL DEFAULT 0"),
    ("activity", "opens_at", "{instant}"),
    ("activity", "consent", "VARCHAR(300) NOT NULL DEFAULT ''"),
    (
        "activity",
        "leaders_needed",
        "INTEGER NOT NULL DEFAULT 1 CONSTRAINT ck_activity_leaders_not_negative CHECK (leaders_needed >= 0)",
    ),
    (
        "activity",
        "changeover_minutes",
        "INTEGER NOT NULL DEFAULT 0 CONSTRAINT ck_activity_changeover_not_negative CHECK (changeover_minutes >= 0)",
    ),
    ("activity", "is_heavy", "BOOLEAN NOT NULL DEFAULT {no}"),
    ("activity", "drafted", "JSON"),
    ("activity", "revision", "INTEGER NOT NULL DEFAULT 1"),
    ("bookable", "consent", "VARCHAR(300) NOT NULL DEFAULT ''"),
    ("bookable", "min_age", "INTEGER"),
    ("bookable", "alternatives", "JSON NOT NULL DEFAULT '[]'"),
    ("category", "revision", "INTEGER NOT NULL DEFAULT 1"),
    ("change", "release_number", "INTEGER"),
    (
        "facilitator",
        "sessions_per_day",
        "INTEGER CONSTRAINT ck_facilitator_limit_positive CHECK (sessions_per_day IS NULL OR sessions_per_day > 0)",
    ),
    (
        "facilitator",
        "rest_minutes",
        "INTEGER NOT NULL DEFAULT 30 CONSTRAINT ck_facilitator_rest_not_negative CHECK (rest_minutes >= 0)",
    ),
    ("facilitator", "revision", "INTEGER NOT NULL DEFAULT 1"),
    ("festival", "release_number", "INTEGER NOT NULL DEFAULT 0"),
    ("festival", "draft_version", "INTEGER NOT NULL DEFAULT 1"),
    ("festival", "revision", "INTEGER NOT NULL DEFAULT 1"),
)
"""Added as they are spelled: a table made anew on SQLite for each would take long and gain nothing."""


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("email_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("email_hash", sa.String(length=64), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("totp_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("totp_step", sa.Integer(), nullable=True),
        sa.Column("may_found", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("email_hash", name=op.f("uq_account_email_hash")),
    )
    op.create_table(
        "accepted_warning",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("festival_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("accepted_by", sa.String(length=80), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["festival_id"],
            ["festival.id"],
            name=op.f("fk_accepted_warning_festival_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accepted_warning")),
        sa.UniqueConstraint("festival_id", "key", name=op.f("uq_accepted_warning_festival_id_key")),
    )
    op.create_table(
        "deed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("festival_id", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("account_name", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("about", sa.String(length=200), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_deed_account_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["festival_id"], ["festival.id"], name=op.f("fk_deed_festival_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deed")),
    )
    with op.batch_alter_table("deed", schema=None) as batch_op:
        batch_op.create_index("ix_deed_festival_done", ["festival_id", "done_at"], unique=False)

    op.create_table(
        "draft_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("festival_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("made_by", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("about", sa.String(length=200), nullable=False),
        sa.Column("patches", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_draft_step_account_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["festival_id"],
            ["festival.id"],
            name=op.f("fk_draft_step_festival_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_step")),
    )
    with op.batch_alter_table("draft_step", schema=None) as batch_op:
        batch_op.create_index(
            "ix_draft_step_festival_account", ["festival_id", "account_id", "id"], unique=False
        )

    op.create_table(
        "passkey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_passkey_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkey")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_passkey_credential_id")),
    )
    with op.batch_alter_table("passkey", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_passkey_account_id"), ["account_id"], unique=False)

    op.create_table(
        "programme_release",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("festival_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.String(length=80), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=True),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["festival_id"],
            ["festival.id"],
            name=op.f("fk_programme_release_festival_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_release")),
        sa.UniqueConstraint(
            "festival_id", "number", name=op.f("uq_programme_release_festival_id_number")
        ),
        sa.UniqueConstraint("key_hash", name=op.f("uq_programme_release_key_hash")),
    )
    op.create_table(
        "proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("festival_id", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.String(length=80), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("draft_ids", sa.JSON(), nullable=False),
        sa.Column("draft_version", sa.Integer(), nullable=False),
        sa.Column("progress", sa.JSON(), nullable=False),
        sa.Column("placements", sa.JSON(), nullable=False),
        sa.Column("unplaced", sa.JSON(), nullable=False),
        sa.Column("is_stop_asked", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("beat_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["festival_id"],
            ["festival.id"],
            name=op.f("fk_proposal_festival_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
    )
    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_proposal_festival_id"), ["festival_id"], unique=False)

    op.create_table(
        "recovery_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=200), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_recovery_code_account_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
    )
    with op.batch_alter_table("recovery_code", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_recovery_code_account_id"), ["account_id"], unique=False
        )

    op.create_table(
        "staff_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("device", sa.String(length=80), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_staff_session_account_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_staff_session_token_hash")),
    )
    with op.batch_alter_table("staff_session", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_staff_session_account_id"), ["account_id"], unique=False
        )

    op.create_table(
        "facilitator_hours",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("facilitator_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_wish", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "ends_at > starts_at", name=op.f("ck_facilitator_hours_ends_after_start")
        ),
        sa.ForeignKeyConstraint(
            ["facilitator_id"],
            ["facilitator.id"],
            name=op.f("fk_facilitator_hours_facilitator_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_facilitator_hours")),
    )
    with op.batch_alter_table("facilitator_hours", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_facilitator_hours_facilitator_id"), ["facilitator_id"], unique=False
        )

    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("festival_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=20), nullable=True),
        sa.Column("facilitator_id", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("email_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("email_hash", sa.String(length=64), nullable=False),
        sa.Column("invited_by", sa.String(length=80), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("usable_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_invitation_account_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["facilitator_id"],
            ["facilitator.id"],
            name=op.f("fk_invitation_facilitator_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["festival_id"],
            ["festival.id"],
            name=op.f("fk_invitation_festival_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitation_token_hash")),
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitation_account_id"), ["account_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_invitation_festival_id"), ["festival_id"], unique=False
        )

    op.create_table(
        "membership",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("festival_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("facilitator_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_membership_account_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["facilitator_id"],
            ["facilitator.id"],
            name=op.f("fk_membership_facilitator_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["festival_id"],
            ["festival.id"],
            name=op.f("fk_membership_festival_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
        sa.UniqueConstraint(
            "account_id",
            "festival_id",
            "role",
            name=op.f("uq_membership_account_id_festival_id_role"),
        ),
    )
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_membership_festival_id"), ["festival_id"], unique=False
        )

    op.create_table(
        "space_hold",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("festival_id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_space_hold_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["festival_id"],
            ["festival.id"],
            name=op.f("fk_space_hold_festival_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["space_id"], ["space.id"], name=op.f("fk_space_hold_space_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_space_hold")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("space_hold", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_space_hold_festival_id"), ["festival_id"], unique=False
        )

    op.create_table(
        "space_hours",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "closes_at > opens_at", name=op.f("ck_space_hours_closes_after_opening")
        ),
        sa.ForeignKeyConstraint(
            ["space_id"], ["space.id"], name=op.f("fk_space_hours_space_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_space_hours")),
    )
    with op.batch_alter_table("space_hours", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_space_hours_space_id"), ["space_id"], unique=False)

    op.create_table(
        "draft_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("festival_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("reference", sa.String(length=12), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("length_minutes", sa.Integer(), nullable=False),
        sa.Column("entry", sa.String(length=20), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("kept_for_door", sa.Integer(), nullable=False),
        sa.Column("party_limit", sa.Integer(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("facilitator_ids", sa.JSON(), nullable=False),
        sa.Column("is_fixed", sa.Boolean(), nullable=False),
        sa.Column("is_cancelled", sa.Boolean(), nullable=False),
        sa.Column("cancel_reason", sa.String(length=300), nullable=False),
        sa.Column("alternatives", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.String(length=80), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "capacity IS NOT NULL OR entry = 'drop_in'",
            name=op.f("ck_draft_session_booked_has_capacity"),
        ),
        sa.CheckConstraint("length_minutes > 0", name=op.f("ck_draft_session_length_positive")),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activity.id"],
            name=op.f("fk_draft_session_activity_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["festival_id"],
            ["festival.id"],
            name=op.f("fk_draft_session_festival_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["session.id"],
            name=op.f("fk_draft_session_session_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["space_id"], ["space.id"], name=op.f("fk_draft_session_space_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_session")),
        sa.UniqueConstraint("reference", name=op.f("uq_draft_session_reference")),
        sa.UniqueConstraint("session_id", name=op.f("uq_draft_session_session_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("draft_session", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_draft_session_activity_id"), ["activity_id"], unique=False
        )
        batch_op.create_index(
            "ix_draft_session_festival_starts", ["festival_id", "starts_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_draft_session_space_id"), ["space_id"], unique=False)

    is_sqlite = op.get_bind().dialect.name == "sqlite"
    instant, no = ("DATETIME", "0") if is_sqlite else ("TIMESTAMP WITH TIME ZONE", "false")
    for table, column, kind in NEW_COLUMNS:
        spelled = kind.format(instant=instant, no=no)
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column} {spelled}")
    with op.batch_alter_table("space") as space:
        space.add_column(
            sa.Column("changeover_minutes", sa.Integer(), nullable=False, server_default="0")
        )
        space.add_column(sa.Column("wet_space_id", sa.Integer(), nullable=True))
        space.add_column(
            sa.Column("is_retired", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        space.add_column(sa.Column("revision", sa.Integer(), nullable=False, server_default="1"))
        space.create_foreign_key(
            op.f("fk_space_wet_space_id"), "space", ["wet_space_id"], ["id"], ondelete="SET NULL"
        )
        space.create_check_constraint(
            op.f("ck_space_changeover_not_negative"), "changeover_minutes >= 0"
        )
    with op.batch_alter_table("feed") as feed:
        feed.add_column(
            sa.Column("kind", sa.String(length=20), nullable=False, server_default="plan")
        )
        feed.add_column(sa.Column("account_id", sa.Integer(), nullable=True))
        feed.add_column(sa.Column("festival_id", sa.Integer(), nullable=True))
        feed.create_foreign_key(
            op.f("fk_feed_account_id"), "account", ["account_id"], ["id"], ondelete="SET NULL"
        )
        feed.create_foreign_key(
            op.f("fk_feed_festival_id"), "festival", ["festival_id"], ["id"], ondelete="CASCADE"
        )
        feed.create_index("ix_feed_account_festival", ["account_id", "festival_id"])
    draft_what_is_released(is_sqlite=is_sqlite)
    keep_the_audit_log(is_sqlite=is_sqlite)
    import_through_the_browser()


DEED_KEPT_DAYS = 365
"""Younger lines of the audit log cannot be deleted, older ones by the nightly purge."""
DEED_COLUMNS = ("id", "account_name", "kind", "about", "facts", "done_at")
NUMBERS_OF_A_DEED = ("festival_id", "account_id")
"""They become NULL when festival or account goes; to nothing else."""


def keep_the_audit_log(*, is_sqlite: bool) -> None:
    """Lines of the audit log are written once: the database itself refuses to change them."""
    differs = "IS NOT" if is_sqlite else "IS DISTINCT FROM"
    text = "{row}.{column}" if is_sqlite else "{row}.{column}::text"
    changed = " OR ".join(
        [
            f"{text.format(row='NEW', column=column)} {differs} {text.format(row='OLD', column=column)}"
            for column in DEED_COLUMNS
        ]
        + [
            f"(NEW.{number} IS NOT NULL AND NEW.{number} {differs} OLD.{number})"
            for number in NUMBERS_OF_A_DEED
        ]
    )
    young = (
        f"OLD.done_at > datetime('now', '-{DEED_KEPT_DAYS} days')"
        if is_sqlite
        else f"OLD.done_at > now() - interval '{DEED_KEPT_DAYS} days'"
    )
    if not is_sqlite:
        op.execute(
            "CREATE FUNCTION refuse_to_change_deed() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the audit log is not changed'; END $$"
        )
    for event, condition in (("UPDATE", changed), ("DELETE", young)):
        body = (
            "BEGIN SELECT RAISE(ABORT, 'the audit log is not changed'); END"
            if is_sqlite
            else "EXECUTE FUNCTION refuse_to_change_deed()"
        )
        op.execute(
            f"CREATE TRIGGER deed_no_{event.lower()} BEFORE {event} ON deed FOR EACH ROW "
            f"WHEN ({condition}) {body}"
        )


def import_through_the_browser() -> None:
    """Imports write into the draft, and files wait for a decision."""
    point_imported_rows("draft_session", "draft_id")
    with op.batch_alter_table("imported_row") as imported_row:
        imported_row.create_index(op.f("ix_imported_row_draft_id"), ["draft_id"], unique=False)
    op.create_table(
        "pending_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=43), nullable=False),
        sa.Column("festival_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(length=120), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.Column("told", sa.LargeBinary(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_pending_import_account_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["festival_id"],
            ["festival.id"],
            name=op.f("fk_pending_import_festival_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pending_import")),
        sa.UniqueConstraint("reference", name=op.f("uq_pending_import_reference")),
    )
    with op.batch_alter_table("pending_import", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_pending_import_account_id"), ["account_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_pending_import_festival_id"), ["festival_id"], unique=False
        )
    op.create_table(
        "remembered_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("festival_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["festival_id"],
            ["festival.id"],
            name=op.f("fk_remembered_import_festival_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remembered_import")),
        sa.UniqueConstraint(
            "festival_id", "source", name=op.f("uq_remembered_import_festival_id_source")
        ),
    )


def point_imported_rows(table: str, column: str) -> None:
    """What an import wrote is known by its row in `table` from now on, in `column`."""
    other = {"draft_id": "session_id", "session_id": "draft_id"}[column]
    found = {
        "draft_id": "SELECT d.id FROM draft_session d WHERE d.session_id = imported_row.session_id",
        "session_id": "SELECT d.session_id FROM draft_session d WHERE d.id = imported_row.draft_id",
    }[column]
    with op.batch_alter_table("imported_row") as imported_row:
        imported_row.add_column(sa.Column(column, sa.Integer(), nullable=True))
    op.execute(f"UPDATE imported_row SET {column} = ({found})")  # noqa: S608 - all words are ours
    op.execute(f"DELETE FROM imported_row WHERE {column} IS NULL")  # noqa: S608 - as above
    with op.batch_alter_table("imported_row") as imported_row:
        imported_row.alter_column(column, existing_type=sa.Integer(), nullable=False)
        imported_row.drop_constraint(op.f(f"fk_imported_row_{other}"), type_="foreignkey")
        imported_row.drop_column(other)
        imported_row.create_foreign_key(
            op.f(f"fk_imported_row_{column}"), table, [column], ["id"], ondelete="CASCADE"
        )


def draft_what_is_released(*, is_sqlite: bool) -> None:
    """Every released session is in the draft too, as it is."""
    minutes = (
        "CAST(ROUND((julianday(b.ends_at) - julianday(b.starts_at)) * 1440) AS INTEGER)"
        if is_sqlite
        else "CAST(ROUND(EXTRACT(EPOCH FROM b.ends_at - b.starts_at) / 60) AS INTEGER)"
    )
    leaders = (
        "(SELECT json_group_array(facilitator_id) FROM (SELECT facilitator_id FROM "
        "session_facilitator WHERE session_id = s.id ORDER BY facilitator_id))"
        if is_sqlite
        else "COALESCE((SELECT json_agg(facilitator_id ORDER BY facilitator_id) FROM "
        "session_facilitator WHERE session_id = s.id), '[]')"
    )
    no = "0" if is_sqlite else "false"
    op.execute(
        "INSERT INTO draft_session (festival_id, session_id, reference, activity_id, space_id,"  # noqa: S608 - all words are ours
        " starts_at, length_minutes, entry, capacity, kept_for_door, party_limit, opens_at,"
        " facilitator_ids, is_fixed, is_cancelled, cancel_reason, alternatives, note, revision,"
        " changed_by, changed_at)"
        " SELECT b.festival_id, s.id, b.reference, s.activity_id, b.space_id, b.starts_at,"
        f" CASE WHEN {minutes} < 1 THEN 1 ELSE {minutes} END, b.entry, b.capacity,"
        f" b.kept_for_door, b.party_limit, b.opens_at, {leaders}, {no}, b.status = 'cancelled',"
        " b.cancel_reason, '[]', '', 1, '', b.updated_at"
        " FROM session s JOIN bookable b ON b.id = s.id"
    )


def downgrade() -> None:
    op.drop_table("remembered_import")
    op.drop_table("pending_import")
    with op.batch_alter_table("imported_row") as imported_row:
        imported_row.drop_index(op.f("ix_imported_row_draft_id"))
    point_imported_rows("session", "session_id")
    with op.batch_alter_table("feed") as feed:
        feed.drop_index("ix_feed_account_festival")
        feed.drop_constraint(op.f("fk_feed_festival_id"), type_="foreignkey")
        feed.drop_constraint(op.f("fk_feed_account_id"), type_="foreignkey")
        for column in ("festival_id", "account_id", "kind"):
            feed.drop_column(column)
    with op.batch_alter_table("space") as space:
        space.drop_constraint(op.f("ck_space_changeover_not_negative"), type_="check")
        space.drop_constraint(op.f("fk_space_wet_space_id"), type_="foreignkey")
        for column in ("revision", "is_retired", "wet_space_id", "changeover_minutes"):
            space.drop_column(column)
    for table, column, _ in reversed(NEW_COLUMNS):
        op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
    op.drop_table("draft_session")
    op.drop_table("space_hours")
    op.drop_table("space_hold")
    op.drop_table("membership")
    op.drop_table("invitation")
    op.drop_table("facilitator_hours")
    op.drop_table("staff_session")
    op.drop_table("recovery_code")
    op.drop_table("proposal")
    op.drop_table("programme_release")
    op.drop_table("passkey")
    op.drop_table("draft_step")
    op.drop_table("deed")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_to_change_deed()")
    op.drop_table("accepted_warning")
    op.drop_table("account")
