"""What Stillwater's team has in hand is there for organizers, and nobody else sees any of it."""

from collections import Counter

import pytest
from flask import Flask
from sqlalchemy import select

from wellness.booking.models import Entry
from wellness.database import db
from wellness.demo.loading import reference_of
from wellness.demo.spaces import SLUG
from wellness.demo.timetable import TIMETABLE
from wellness.festivals.models import Festival
from wellness.planner.models import Release
from wellness.planner.queries.board import board_of
from wellness.planner.queries.review import review_of
from wellness.planner.rules.review import Kind
from wellness.planner.rules.warnings import warnings_of
from wellness.programme.models import Change, Session

pytestmark = pytest.mark.usefixtures("demonstration")


def stillwater() -> Festival:
    return db.session.scalars(select(Festival).where(Festival.slug == SLUG)).one()


def test_the_draft_holds_one_change_of_each_kind_and_two_sessions_in_the_tray() -> None:
    review = review_of(stillwater())
    assert Counter(change.kind for change in review.changes) == {
        Kind.NEW: 2,
        Kind.MOVED: 1,
        Kind.ROOM: 1,
        Kind.CANCELLED: 1,
    }
    [cancelled] = review.of(Kind.CANCELLED)
    assert len(cancelled.after.alternatives) == 2
    assert [text.slug for text in review.texts] == ["tai-chi"]
    assert len(review.unplaced) == 2


def test_the_only_warnings_are_those_the_draft_was_given() -> None:
    kinds = Counter(str(each.kind) for each in warnings_of(board_of(stillwater())))
    assert kinds == {"space_overlap": 1, "sign_ups_lost": 1, "in_tray": 2, "no_engineer": 1}


def test_nothing_of_it_is_public(demonstration: Flask) -> None:
    released = select(Session.reference).where(Session.entry != Entry.GIVEN)
    found = db.session.scalars(released.where(Session.festival_id == stillwater().id))
    assert set(found) == {reference_of(new) for new in TIMETABLE}
    client = demonstration.test_client()
    pages = [client.get(f"/stillwater/{page}").text for page in ("", "changes", "calendar.ics")]
    assert not any("needed at the welfare tent" in page for page in pages)
    assert not any("everybody looks at it" in page for page in pages)


def test_every_change_made_so_far_is_a_release_of_its_own() -> None:
    numbers = list(
        db.session.scalars(
            select(Release.number)
            .where(Release.festival_id == stillwater().id)
            .order_by(Release.number)
        )
    )
    changes = db.session.scalars(
        select(Change.release_number)
        .where(Change.festival_id == stillwater().id)
        .order_by(Change.id)
    ).all()
    assert numbers == list(range(1, len(numbers) + 1))
    assert sorted({each or 0 for each in changes}) == numbers[1:]
    assert stillwater().release_number == numbers[-1]
