"""Time: aware UTC instants inside, the festival's wall clock at the edges.

A festival day runs from dawn to dawn: what starts at 01:30 on Saturday night belongs to
Saturday. `dawn` is the wall time at which a day ends, 05:00 unless the festival says otherwise.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, reset_tzpath

# Zones come from the pinned tzdata package and nowhere else: machines keep stale files of their
# own, and two workers must never tell different times.
reset_tzpath(())


class AmbiguousWallTime(ValueError):
    """The clock shows this time twice that night; `readings` names both instants."""

    def __init__(self, wall: datetime, readings: tuple[datetime, datetime]) -> None:
        first, second = (reading.isoformat() for reading in readings)
        super().__init__(f"{wall:%Y-%m-%d %H:%M} happens twice: {first} or {second}")
        self.readings = readings


class AbsentWallTime(ValueError):
    """The clock jumps over this time; `readings` names the instants just around the jump."""

    def __init__(self, wall: datetime, readings: tuple[datetime, datetime]) -> None:
        first, second = (reading.isoformat() for reading in readings)
        super().__init__(f"{wall:%Y-%m-%d %H:%M} does not exist: {first} or {second}")
        self.readings = readings


def now() -> datetime:
    """This instant, aware, in UTC. Called at the edges only, then passed in."""
    return datetime.now(UTC)


def instant_of(wall: datetime, zone: ZoneInfo) -> datetime:
    """The UTC instant at which clocks in `zone` show the naive time `wall`.

    Raises AmbiguousWallTime or AbsentWallTime at the change of the clocks: nobody guesses.
    """
    earlier = wall.replace(tzinfo=zone, fold=0)
    later = wall.replace(tzinfo=zone, fold=1)
    if earlier.utcoffset() == later.utcoffset():
        return earlier.astimezone(UTC)
    exists = earlier.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == wall
    if exists:
        raise AmbiguousWallTime(wall, (earlier, later))
    around = (later.astimezone(UTC).astimezone(zone), earlier.astimezone(UTC).astimezone(zone))
    raise AbsentWallTime(wall, around)


def wall_clock(moment: datetime, zone: ZoneInfo) -> datetime:
    """What clocks in `zone` show at `moment`, still aware."""
    return moment.astimezone(zone)


def festival_day(moment: datetime, zone: ZoneInfo, dawn: time) -> date:
    """The day whose programme `moment` belongs to: before dawn it is still yesterday's."""
    local = moment.astimezone(zone)
    return local.date() - timedelta(days=1) if local.time() < dawn else local.date()


def dawn_of(day: date, zone: ZoneInfo, dawn: time) -> datetime:
    """The UTC instant at which the festival day `day` begins."""
    return datetime.combine(day, dawn, tzinfo=zone).astimezone(UTC)
