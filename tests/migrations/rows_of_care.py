"""One row in every table of care navigation."""

from collections.abc import Iterator
from datetime import datetime

from wellness.care.models import CareEntry, CareEntryKind, CareRequest, CareTeam, CareTemplate
from wellness.database import Model


def rows_of_care(festival_id: int, *, now: datetime) -> Iterator[Model]:
    """One team, one template, and one request with what was written first."""
    yield CareTeam(festival_id=festival_id, name="The care team", updated_at=now)
    yield CareTemplate(festival_id=festival_id, title="Hello", body="Hello $name", updated_at=now)
    yield CareRequest(
        festival_id=festival_id,
        reference="asked000",
        code_hash="c" * 64,
        key_for_person=b"sealed",
        key_for_care=b"sealed",
        key_hash="k" * 64,
        received_at=now,
        due_at=now,
        entries=[CareEntry(kind=CareEntryKind.REQUEST, written_at=now, sealed=b"sealed")],
    )
