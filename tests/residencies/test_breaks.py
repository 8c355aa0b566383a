"""The pure rules: slots in a row, the days of a stay, what goes around the studio hours."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from wellness.residencies.rules.breaks import Option, breaks_of_day
from wellness.residencies.rules.rider import AccessNeed, Rider, read, written
from wellness.residencies.rules.runs import SlotFacts, first_run
from wellness.residencies.rules.stay import Presence, Seen, days_of
from wellness.residencies.rules.steps import Agreed, Step, agreed, to_do

BERLIN = ZoneInfo("Europe/Berlin")


@dataclass(frozen=True)
class Span:
    starts_at: datetime
    ends_at: datetime


def at(clock: str, *, day: int = 5) -> datetime:
    return datetime.combine(date(2026, 6, day), time.fromisoformat(clock), tzinfo=UTC)


def span(begins: str, ends: str) -> Span:
    return Span(at(begins), at(ends))


def option(
    title: str, begins: str, ends: str, *, calm: int = 0, is_drop_in: bool = False
) -> Option:
    return Option(
        reference=title.lower(),
        title=title,
        space="Tent",
        starts_at=at(begins),
        ends_at=at(ends),
        is_drop_in=is_drop_in,
        calm=calm,
    )


MORNING, AFTERNOON = span("09:00", "12:00"), span("14:00", "17:00")


class TestBreaks:
    def test_between_and_after_the_slots_and_never_before_them(self) -> None:
        offered = [
            option("Dawn yoga", "07:00", "08:00"),
            option("Noon rest", "12:30", "13:30"),
            option("Evening bath", "18:00", "19:00"),
            option("Late talk", "21:30", "22:30"),
        ]
        found = breaks_of_day([MORNING, AFTERNOON], offered)
        assert [each.option.title for each in found] == ["Noon rest", "Evening bath"]

    @pytest.mark.parametrize(
        ("begins", "ends", "fits"),
        [("12:10", "13:50", True), ("12:09", "13:00", False), ("13:00", "13:51", False)],
    )
    def test_there_is_time_to_walk_there_and_back(
        self, begins: str, ends: str, *, fits: bool
    ) -> None:
        found = breaks_of_day([MORNING, AFTERNOON], [option("Rest", begins, ends)])
        assert bool(found) is fits

    def test_a_drop_in_is_visited_while_they_are_free(self) -> None:
        (found,) = breaks_of_day(
            [MORNING, AFTERNOON], [option("Quiet tent", "08:00", "23:00", is_drop_in=True)]
        )
        assert (found.starts_at, found.ends_at) == (at("12:10"), at("13:50"))

    def test_a_drop_in_that_is_open_for_a_moment_only_is_left_out(self) -> None:
        short = option("Tea", "12:00", "12:29", is_drop_in=True)
        assert breaks_of_day([MORNING, AFTERNOON], [short]) == ()

    def test_three_at_most_and_the_calm_ones_first(self) -> None:
        offered = [
            option("Drumming", "17:30", "18:00"),
            option("Stretching", "18:10", "18:40", calm=1),
            option("Silence", "19:00", "19:30", calm=3),
            option("Lying down", "20:00", "20:30", calm=2),
        ]
        found = breaks_of_day([AFTERNOON], offered)
        assert [each.option.title for each in found] == ["Stretching", "Silence", "Lying down"]

    def test_what_they_keep_already_is_kept_clear_of(self) -> None:
        kept = span("18:00", "19:00")
        offered = [option("Bath", "18:30", "19:30"), option("Rest", "19:10", "20:00")]
        found = breaks_of_day([AFTERNOON], offered, [kept])
        assert [each.option.title for each in found] == ["Rest"]

    def test_of_one_title_one_is_enough(self) -> None:
        offered = [option("Rest", "18:00", "18:30"), option("Rest", "19:00", "19:30")]
        assert len(breaks_of_day([AFTERNOON], offered)) == 1

    def test_a_day_without_slots_has_no_breaks(self) -> None:
        assert breaks_of_day([], [option("Rest", "18:00", "18:30")]) == ()


class TestRuns:
    @staticmethod
    def slot(number: int, begins: str, *, studio: int = 1, free: int = 1) -> SlotFacts:
        return SlotFacts(number, studio, at(begins), at(begins) + timedelta(hours=2), free)

    def test_the_earliest_run_wins_whichever_studio_it_is_in(self) -> None:
        slots = [
            self.slot(1, "10:00", free=0),
            self.slot(2, "13:00"),
            self.slot(3, "16:00"),
            self.slot(4, "11:00", studio=2),
            self.slot(5, "14:00", studio=2),
        ]
        assert [slot.bookable_id for slot in first_run(slots, 2)] == [4, 5]

    def test_somebody_elses_slot_in_between_breaks_the_row(self) -> None:
        slots = [self.slot(1, "10:00"), self.slot(2, "13:00", free=0), self.slot(3, "16:00")]
        assert first_run(slots, 2) == ()
        assert [slot.bookable_id for slot in first_run(slots, 1)] == [1]


class TestDays:
    def test_a_slot_after_midnight_belongs_to_the_day_before(self) -> None:
        late = Span(at("23:00", day=6), at("23:00", day=6) + timedelta(hours=3))
        (day,) = days_of([AFTERNOON, late], {}, zone=BERLIN, dawn=time(5))[1:]
        assert day.day.day == 6

    @pytest.mark.parametrize(
        ("clock", "seen", "presence"),
        [
            ("07:59", Seen(), Presence.AHEAD),
            ("08:00", Seen(), Presence.EXPECTED),
            ("10:00", Seen(at("09:00")), Presence.HERE),
            ("18:59", Seen(at("09:00")), Presence.HERE),
            ("19:00", Seen(at("09:00")), Presence.OVERDUE),
            ("19:00", Seen(at("09:00"), at("17:00")), Presence.GONE),
        ],
    )
    def test_where_somebody_is(self, clock: str, seen: Seen, presence: Presence) -> None:
        day = at("00:00").date()
        (found,) = days_of([MORNING, AFTERNOON], {day: seen}, zone=BERLIN, dawn=time(5))
        assert found.presence(at(clock)) is presence

    def test_after_dawn_nothing_of_the_day_is_noted(self) -> None:
        (found,) = days_of([MORNING], {}, zone=BERLIN, dawn=time(5))
        dawn = at("03:00", day=6)
        assert found.is_open(dawn - timedelta(minutes=1))
        assert not found.is_open(dawn)
        assert found.presence(dawn) is Presence.NOT_SEEN


class TestSteps:
    def test_a_changed_agreement_asks_anew(self) -> None:
        assert agreed(agreement="x", version=2, said_yes_to=1) is Agreed.CHANGED
        assert agreed(agreement="x", version=2, said_yes_to=2) is Agreed.YES
        assert agreed(agreement=" ", version=1, said_yes_to=None) is Agreed.NOTHING_TO_READ

    def test_the_list_in_order_with_what_is_done(self) -> None:
        steps = to_do(Agreed.YES, has_rider=False, has_time=True, has_asked=False)
        assert [(each.step, each.is_done) for each in steps] == [
            (Step.AGREEMENT, True),
            (Step.RIDER, False),
            (Step.EQUIPMENT, False),
        ]
        nothing = to_do(Agreed.NOTHING_TO_READ, has_rider=True, has_time=False, has_asked=False)
        assert [each.step for each in nothing] == [Step.RIDER]


class TestRider:
    def test_what_is_written_is_read_again(self) -> None:
        rider = Rider(needs=(AccessNeed.QUIET,), helps="Breaks", contact="Mo 1", food="No nuts")
        assert read(written(rider)) == rider

    def test_a_need_nobody_knows_any_more_is_left_out(self) -> None:
        assert read('{"needs": ["gone", "seat"], "helps": "x"}').needs == (AccessNeed.SEAT,)
