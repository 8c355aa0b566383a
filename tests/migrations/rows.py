"""One row in every table, as the newest models have it."""

from datetime import timedelta

from sqlalchemy import select

from tests.factories import a_facilitator, a_pass, a_session, from_now
from tests.migrations.rows_of_care import rows_of_care
from tests.migrations.rows_of_partners import rows_of_partners
from tests.migrations.rows_of_residencies import rows_of_residencies
from tests.migrations.rows_of_the_guide import rows_of_the_guide
from tests.migrations.rows_of_the_hub import rows_of_the_hub
from wellness import clock
from wellness.booking.models import Booking, BookingStatus
from wellness.database import Model, db, transaction
from wellness.feeds.models import Feed, FeedKind
from wellness.festivals.models import SpaceHours
from wellness.impact.models import ImpactReport
from wellness.imports.models import ImportedRow, PendingImport, RememberedImport
from wellness.mail.models import Letter
from wellness.passes.models import OpeningLink, PassKey
from wellness.planner.models import (
    AcceptedWarning,
    DraftSession,
    Proposal,
    Release,
    SpaceHold,
    Step,
)
from wellness.programme.models import Change, FacilitatorHours, Session
from wellness.references import hash_of, new_reference
from wellness.staff.models import (
    Account,
    Deed,
    Invitation,
    Membership,
    Passkey,
    RecoveryCode,
    Role,
    StaffSession,
)
from wellness.tries.models import Attempt


def _staff_rows(festival_id: int, draft_of: Session) -> list[Model]:
    now, later = clock.now(), from_now(hours=1)
    account = Account(name="Ana", email_sealed=b"sealed", email_hash=hash_of("ana"), created_at=now)
    return [
        Passkey(
            account_id=1, credential_id=b"key", public_key=b"public", name="Phone", created_at=now
        ),
        RecoveryCode(account_id=1, code_hash="hash"),
        StaffSession(
            account=account,
            token_hash=hash_of("staff"),
            created_at=now,
            seen_at=now,
            proved_at=now,
            ends_at=later,
        ),
        Invitation(
            token_hash=hash_of("invitation"),
            festival_id=festival_id,
            role=Role.DESK,
            email_sealed=b"sealed",
            email_hash=hash_of("bo"),
            created_at=now,
            usable_from=now,
            expires_at=later,
        ),
        Membership(account=account, festival_id=festival_id, role=Role.OWNER, created_at=now),
        Deed(festival_id=festival_id, account_name="Ana", kind="released", done_at=now),
        SpaceHours(space_id=draft_of.space_id, opens_at=now, closes_at=later),
        FacilitatorHours(
            facilitator_id=draft_of.facilitators[0].id, starts_at=now, ends_at=later, is_wish=True
        ),
        SpaceHold(
            festival_id=festival_id, space_id=draft_of.space_id, starts_at=now, ends_at=later
        ),
        Step(festival_id=festival_id, made_by="Ana", kind="placed", patches=[], made_at=now),
        AcceptedWarning(
            festival_id=festival_id, key="k", reason="Known.", accepted_by="Ana", accepted_at=now
        ),
        Release(festival_id=festival_id, number=1, made_by="Ana", counts={"new": 1}, made_at=now),
        RememberedImport(festival_id=festival_id, source="csv", answers={}, updated_at=now),
        PendingImport(
            reference="pending",
            festival_id=festival_id,
            account_id=1,
            file_name="programme.csv",
            raw=b"raw",
            told=b"",
            settings={},
            created_at=now,
            expires_at=later,
        ),
        Proposal(
            festival_id=festival_id,
            made_by="Ana",
            state="done",
            draft_ids=[],
            draft_version=1,
            created_at=now,
            beat_at=now,
        ),
    ]


def draft_id_of(session: Session) -> int:
    """Its row in the draft."""
    query = select(DraftSession.id).where(DraftSession.session_id == session.id)
    return db.session.scalars(query).one()


def write_one_everywhere() -> None:
    """Write a row into every table."""
    now = clock.now()
    session = a_session(is_support=True, capacity=3)
    session_with_a_leader = a_session(
        session.festival, facilitators=(a_facilitator(session.festival),)
    )
    holder = a_pass(name="Wren")
    with transaction():
        db.session.add_all(
            [
                Booking(
                    reference=new_reference(),
                    bookable_id=session.id,
                    pass_id=holder.id,
                    status=BookingStatus.OFFERED,
                    position=1,
                    offered_until=from_now(minutes=10),
                    created_at=now,
                    updated_at=now,
                ),
                PassKey(pass_id=holder.id, secret_hash=hash_of("key"), created_at=now),
                OpeningLink(
                    pass_id=holder.id, token_hash=hash_of("link"), expires_at=from_now(minutes=30)
                ),
                Attempt(key_hash=hash_of("asker"), window_starts_at=now, count=2),
                Feed(
                    pass_id=holder.id,
                    token_hash=hash_of("feed"),
                    changed_at=now,
                    created_at=now,
                ),
                Letter(
                    kind="place",
                    pass_id=holder.id,
                    to_sealed=b"sealed",
                    subject="Your place",
                    text_body="Saturday, 11:00",
                    due_at=now - timedelta(seconds=1),
                    created_at=now,
                ),
                Change(
                    festival_id=session.festival_id,
                    bookable_id=session.id,
                    kind="moved",
                    made_at=now,
                ),
                ImportedRow(
                    festival_id=session.festival_id,
                    source="emf",
                    source_key="17",
                    draft_id=draft_id_of(session_with_a_leader),
                    fingerprint="0" * 64,
                    imported_at=now,
                ),
            ]
        )
    with transaction():
        db.session.add(
            Account(name="Bo", email_sealed=b"s", email_hash=hash_of("bo"), created_at=now)
        )
    with transaction():
        db.session.add_all(_staff_rows(session.festival_id, session_with_a_leader))
    with transaction():
        db.session.add_all(rows_of_residencies(session_with_a_leader, holder, now=now))
    with transaction():
        db.session.add_all(rows_of_the_hub(now=now))
    with transaction():
        db.session.add_all(rows_of_the_guide(session.festival_id, now=now))
    with transaction():
        db.session.add_all(rows_of_partners(now=now))
    with transaction():
        db.session.add(
            ImpactReport(
                festival_id=session.festival_id, number=1, document={}, made_by="Ana", made_at=now
            )
        )
    with transaction():
        db.session.add_all(rows_of_care(session.festival_id, now=now))
    with transaction():
        db.session.add(
            Feed(
                kind=FeedKind.DRAFT,
                account_id=1,
                festival_id=session.festival_id,
                token_hash=hash_of("staff feed"),
                changed_at=now,
                created_at=now,
            )
        )
