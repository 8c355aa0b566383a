"""One row in every table, as the newest models have it."""

from datetime import timedelta

from tests.factories import a_facilitator, a_pass, a_session, from_now
from wellness import clock
from wellness.booking.models import Booking, BookingStatus
from wellness.database import db, transaction
from wellness.feeds.models import Feed
from wellness.imports.models import ImportedRow
from wellness.mail.models import Letter
from wellness.passes.models import Attempt, OpeningLink, PassKey
from wellness.programme.models import Change
from wellness.references import hash_of, new_reference


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
                    session_id=session_with_a_leader.id,
                    fingerprint="0" * 64,
                    imported_at=now,
                ),
            ]
        )
