"""What every change of the guide leaves behind: a line in the audit log, and a moved stamp."""

from datetime import datetime

from sqlalchemy import select

from wellness.database import db
from wellness.festivals.actions import touch_programme
from wellness.festivals.models import Festival
from wellness.guide.models import Chapter, ChapterText
from wellness.staff.actions.recording import record
from wellness.staff.rules import DeedKind, Hand


def tell(
    kind: DeedKind,
    what: Chapter | ChapterText | None,
    about: str,
    *,
    hand: Hand,
    now: datetime,
    festival_id: int | None = None,
) -> None:
    """Write the audit line, and let pages kept ready be made anew where readers see a difference.

    A change of the house is written without a festival and moves the stamp of every one.
    """
    its_festival = festival_id or (what.festival_id if what else None)
    record(kind, hand, festival_id=its_festival, about=about, now=now)
    if kind is not DeedKind.GUIDE_PUBLISHED and isinstance(what, ChapterText):
        return
    theirs = what is not None and what.festival_id is None
    if its_festival is not None and not theirs:
        touch_programme(its_festival, now=now)
        return
    for each in db.session.scalars(select(Festival.id).order_by(Festival.id)):
        touch_programme(each, now=now)
