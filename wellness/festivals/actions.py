from datetime import datetime

from sqlalchemy import update

from wellness.database import db
from wellness.festivals.models import Festival


def touch_programme(festival_id: int, *, now: datetime) -> None:
    """Say that the programme changed: moves the stamp every public page and feed carries."""
    db.session.execute(
        update(Festival)
        .where(Festival.id == festival_id)
        .values(version=Festival.version + 1, changed_at=now)
        .execution_options(synchronize_session=False)
    )
