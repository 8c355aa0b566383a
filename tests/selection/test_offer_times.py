"""How long an offer lasts, when people are reminded, and what may be done about it."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellness.calls.models import ApplicationState as State
from wellness.selection.rules.offers import (
    UNDO_LASTS,
    Answer,
    Night,
    OfferFacts,
    free_places,
    may_answer,
    moved,
    offer_end,
    reminder_due,
)

BERLIN = ZoneInfo("Europe/Berlin")
NIGHT = Night(BERLIN, time(23), time(8))
SMALL_HOURS = Night(BERLIN, time(1), time(7))
NOW = datetime(2026, 6, 3, 12, tzinfo=UTC)


def at(day: int, hour: int, minute: int = 0, *, month: int = 6) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("made_at", "hours", "ends"),
    [
        (at(3, 14), 72, at(6, 14)),
        (at(3, 23, 30), 24, at(5, 8)),
        (at(3, 2), 24, at(4, 8)),
        (at(3, 8), 48, at(5, 8)),
        (at(3, 23), 72, at(7, 8)),
        (at(3, 22, 59), 72, at(6, 22, 59)),
        (at(24, 23, 30, month=10), 1, at(25, 8, month=10)),
    ],
)
def test_an_offer_never_ends_at_night(made_at: datetime, hours: int, ends: datetime) -> None:
    assert offer_end(made_at.astimezone(UTC), hours, NIGHT) == ends


def test_a_night_after_midnight_ends_the_same_morning() -> None:
    assert offer_end(at(3, 1, 30).astimezone(UTC), 24, SMALL_HOURS) == at(4, 7)


@given(
    st.integers(0, 366 * 24 * 60),
    st.integers(1, 720),
    st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Auckland"]),
    st.times(time(20)),
    st.sampled_from([time(6), time(8, 30), time(12)]),
)
def test_whatever_the_night_it_lasts_as_promised_and_ends_awake(
    minutes: int, hours: int, zone: str, quiet_from: time, quiet_until: time
) -> None:
    night = Night(ZoneInfo(zone), quiet_from.replace(microsecond=0), quiet_until)
    now = NOW + timedelta(minutes=minutes)
    end = offer_end(now, hours, night)
    promised = now + timedelta(hours=hours)
    assert promised <= end <= promised + timedelta(hours=25)
    assert not night.covers(end)


def test_people_are_reminded_a_day_before_or_at_half_time_if_that_is_later() -> None:
    assert reminder_due(NOW, NOW + timedelta(hours=72)) == NOW + timedelta(hours=48)
    assert reminder_due(NOW, NOW + timedelta(hours=24)) == NOW + timedelta(hours=12)


def facts(
    state: State, *, left: float = 1, ago: float = 0, free: int = 1, was: bool = False
) -> OfferFacts:
    return OfferFacts(
        state, NOW + timedelta(hours=left), NOW - timedelta(minutes=ago), free, was_resident=was
    )


@pytest.mark.parametrize(
    ("known", "answer"),
    [
        (facts(State.OFFERED), Answer.DECIDE),
        (facts(State.OFFERED, left=0), Answer.LAPSED),
        (facts(State.ACCEPTED, left=-1), Answer.ACCEPTED),
        (facts(State.DECLINED, ago=29), Answer.UNDO),
        (facts(State.DECLINED, ago=30), Answer.DECLINED),
        (facts(State.DECLINED, free=0), Answer.DECLINED),
        (facts(State.DECLINED, left=-1), Answer.DECLINED),
        (facts(State.DECLINED, was=True), Answer.DECLINED),
        (facts(State.LAPSED, left=-1), Answer.LAPSED),
        (facts(State.NOT_CHOSEN), Answer.NONE),
        (OfferFacts(State.IN_LINE, None, None, 1), Answer.NONE),
    ],
)
def test_one_decision_says_what_can_be_done(known: OfferFacts, answer: Answer) -> None:
    assert may_answer(known, now=NOW) is answer
    assert timedelta(minutes=30) == UNDO_LASTS


@given(st.integers(1, 9), st.lists(st.sampled_from(State)))
def test_places_are_free_as_far_as_nobody_holds_them(places: int, states: list[State]) -> None:
    held = states.count(State.OFFERED) + states.count(State.ACCEPTED)
    assert free_places(places, states) == max(0, places - held)


@given(st.data(), st.lists(st.integers(), min_size=1, unique=True))
def test_moving_one_in_line_keeps_all_the_others_in_order(
    data: st.DataObject, line: list[int]
) -> None:
    one, by = data.draw(st.sampled_from(line)), data.draw(st.sampled_from([-1, 1]))
    after = moved(line, one, by)
    assert [each for each in after if each != one] == [each for each in line if each != one]
    at_end = line[0] if by < 0 else line[-1]
    assert after.index(one) == line.index(one) + (0 if one == at_end else by)
