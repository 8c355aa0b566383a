"""Calendar apps as the tests play them: they fetch, keep what they got, and ask again."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import icalendar
from flask.testing import FlaskClient
from sqlalchemy import update
from werkzeug.test import TestResponse

from tests.calendars.readers import content_lines, events_in, physical_lines
from wellness import clock
from wellness.booking.models import Bookable
from wellness.database import Model, db, in_transaction, transaction
from wellness.feeds import actions
from wellness.feeds.models import Feed
from wellness.festivals.actions import touch_programme
from wellness.passes.models import Pass


def fetched(client: FlaskClient, path: str, **headers: str) -> TestResponse:
    """What the calendar answers; the octets of a whole one are held to the rules of all."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    answer: TestResponse = client.get(path, headers=named)
    if answer.status_code == 200 and not answer.headers.get("Content-Encoding"):
        physical_lines(answer.data)
        lines = content_lines(answer.data)
        uids = [line for line in lines if line.startswith("UID:")]
        assert len(uids) == len(set(uids)) == lines.count("BEGIN:VEVENT")
    return answer


def entries(client: FlaskClient, path: str) -> list[icalendar.Event]:
    """The events of the calendar at `path`, in order of time."""
    return events_in(fetched(client, path).data)


def titles(client: FlaskClient, path: str) -> list[str]:
    """The titles of its events, in order of time."""
    return [str(event["SUMMARY"]) for event in entries(client, path)]


def told(event: icalendar.Event, *names: str) -> list[str]:
    """The values of these properties as text."""
    return [str(event.get(name, "")) for name in names]


def change(festival_id: int, row: Model, **values: Any) -> None:
    """Edit a row of the programme as an action would: its stamps and the festival's move."""
    now = clock.now()
    kind = type(row)
    with transaction():
        stamp = {"updated_at": now} if hasattr(kind, "updated_at") else {}
        for name, value in {**values, **stamp}.items():
            setattr(db.session.get_one(kind, row.id), name, value)  # type: ignore[attr-defined]
        touch_programme(festival_id, now=now)


def released(festival_id: int) -> None:
    """Say that the programme was changed by a factory."""
    with transaction():
        touch_programme(festival_id, now=clock.now())


def long_ago(bookable: Bookable, ended_before: timedelta) -> None:
    """Put a bookable into the past, so that it ended that long before now."""
    ends_at = clock.now().replace(microsecond=0) - ended_before
    length = bookable.ends_at - bookable.starts_at
    with transaction():
        db.session.execute(
            update(Bookable)
            .where(Bookable.id == bookable.id)
            .values(starts_at=ends_at - length, ends_at=ends_at)
        )
        touch_programme(bookable.festival_id, now=clock.now())


def a_feed(
    holder: Pass,
    *,
    label: str = "Phone",
    is_discreet: bool = True,
    alarm_minutes: int | None = None,
    now: datetime | None = None,
) -> tuple[Feed, str]:
    """A secret calendar of this pass, and its path."""
    at = now or clock.now()
    feed, token = in_transaction(
        lambda: actions.make_feed(
            holder.id, label=label, is_discreet=is_discreet, alarm_minutes=alarm_minutes, now=at
        )
    )
    return feed, f"/c/{token}.ics"


def without(answer: TestResponse, *names: str) -> Mapping[str, str]:
    """The headers of an answer, without some."""
    return {name: value for name, value in answer.headers.items() if name not in names}
