"""The team's own facts and its templates. Inside `in_transaction(…)`."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from wellness.care import queries
from wellness.care.errors import CareEditedSince
from wellness.care.models import CareTeam, CareTemplate
from wellness.database import db
from wellness.festivals.models import Festival
from wellness.staff.actions import record
from wellness.staff.rules import DeedKind, Hand


def keep_team(
    festival: Festival, values: Mapping[str, Any], *, seen: int, hand: Hand, now: datetime
) -> CareTeam:
    """Set who answers, and when. Raises CareEditedSince unless `seen` is the present revision."""
    team = queries.team_of(festival.id)
    if (team.revision if team else 0) != seen:
        raise CareEditedSince
    if team is None:
        team = CareTeam(festival_id=festival.id, revision=0)
        db.session.add(team)
    for name, value in values.items():
        setattr(team, name, value)
    team.revision, team.updated_at = team.revision + 1, now
    record(DeedKind.SETUP_EDITED, hand, festival_id=festival.id, about=team.name, now=now)
    return team


def keep_template(
    template: CareTemplate | None,
    festival: Festival,
    values: Mapping[str, Any],
    *,
    seen: int,
    hand: Hand,
    now: datetime,
) -> CareTemplate:
    """Write a template, a new one if there is none yet. Raises CareEditedSince."""
    if template is None:
        template = CareTemplate(festival_id=festival.id, revision=0)
        db.session.add(template)
    elif template.revision != seen:
        raise CareEditedSince
    for name, value in values.items():
        setattr(template, name, value)
    template.revision, template.updated_at = template.revision + 1, now
    record(DeedKind.SETUP_EDITED, hand, festival_id=festival.id, about=template.title, now=now)
    return template


def remove_template(template: CareTemplate, *, hand: Hand, now: datetime) -> None:
    """Delete a template; answers made from it stay as they were sent."""
    record(
        DeedKind.SETUP_EDITED, hand, festival_id=template.festival_id, about=template.title, now=now
    )
    db.session.delete(template)
