"""A table of hours in a form: when something is open, or somebody is there, by festival day."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext
from wtforms import Field

from wellness.clock import AbsentWallTime, AmbiguousWallTime, dawn_of, festival_day
from wellness.web.fields import moment_on, read_clock, says_doubt
from wellness.web.formatting import begins, short_day

Spans = tuple[tuple[datetime, datetime], ...]
MOST_ROWS_A_DAY = 12


@dataclass
class HoursRow:
    """One line of a table of hours: as typed, and what is wrong with it."""

    day: date
    name: str
    """Prefix of its two fields, `<name>-from` and `<name>-until`."""
    starts: str = ""
    ends: str = ""
    error: str = ""


class HoursField(Field):
    """Spans of time by festival day, in rows of from and until; `data` is a tuple of spans.

    Each day has one empty row more than it has spans. Spans beyond the festival's days keep a
    day of their own. `rows` is what a template draws.
    """

    def process(self, formdata: Any, data: Any = None, **_more: Any) -> None:
        """Read the rows that were sent, or make rows of the spans there are."""
        self.process_errors: list[str] = []
        self.errors: Sequence[str] = ()
        self.raw_data: list[str] = []
        self.data: Spans = tuple(data or ())
        if formdata is None or f"{self.name}-there" not in formdata:
            self.rows = self._rows_of(self.data)
            return
        self.rows = self._rows_sent(formdata)
        spans = [span for row in self._typed_rows() if (span := self._span(row))]
        self.data = _joined(spans)
        wrong = [row for row in self._typed_rows() if row.error]
        self.process_errors = [f"{begins(short_day(row.day))}: {row.error}" for row in wrong]

    def _typed_rows(self) -> Iterator[HoursRow]:
        return (row for rows in self.rows.values() for row in rows if row.starts or row.ends)

    def _rows_of(self, spans: Spans) -> dict[date, list[HoursRow]]:
        zone, dawn = self.meta.zone, self.meta.dawn
        found: dict[date, list[HoursRow]] = {day: [] for day in self.meta.days}
        for starts_at, ends_at in _cut_at_dawn(spans, zone, dawn):
            day = festival_day(starts_at, zone, dawn)
            starts, ends = (f"{m.astimezone(zone):%H:%M}" for m in (starts_at, ends_at))
            found.setdefault(day, []).append(HoursRow(day, "", starts, ends))
        return self._named(found)

    def _rows_sent(self, formdata: Any) -> dict[date, list[HoursRow]]:
        found: dict[date, list[HoursRow]] = {day: [] for day in self.meta.days}
        for word in formdata.getlist(f"{self.name}-there")[:400]:
            try:
                day = date.fromisoformat(word)
            except ValueError:
                continue
            rows = found.setdefault(day, [])
            for number in range(MOST_ROWS_A_DAY):
                name = f"{self.name}-{day}-{number}"
                starts, ends = (formdata.get(f"{name}-{w}", "").strip() for w in ("from", "until"))
                if starts or ends:
                    rows.append(HoursRow(day, "", starts[:20], ends[:20]))
        return self._named(found)

    def _named(self, found: Mapping[date, list[HoursRow]]) -> dict[date, list[HoursRow]]:
        rows = {day: [*given[:MOST_ROWS_A_DAY], HoursRow(day, "")] for day, given in found.items()}
        for day, given in rows.items():
            for number, row in enumerate(given[:MOST_ROWS_A_DAY]):
                row.name = f"{self.name}-{day}-{number}"
        return {day: rows[day][:MOST_ROWS_A_DAY] for day in sorted(rows)}

    def _span(self, row: HoursRow) -> tuple[datetime, datetime] | None:
        try:
            return self._read(row)
        except (AmbiguousWallTime, AbsentWallTime) as doubt:
            row.error = says_doubt(doubt)
        except (ValueError, OverflowError) as fault:
            row.error = str(fault)
        return None

    def _read(self, row: HoursRow) -> tuple[datetime, datetime]:
        zone, dawn = self.meta.zone, self.meta.dawn
        if not (row.starts and row.ends):
            raise ValueError(gettext("Give both times, from and until."))
        starts_at = moment_on(row.day, read_clock(row.starts), zone, dawn)
        ends_at = moment_on(row.day, read_clock(row.ends), zone, dawn, ends=True)
        if ends_at <= starts_at:
            raise ValueError(gettext("The second time has to be later than the first."))
        return starts_at, ends_at


def _joined(spans: Iterable[tuple[datetime, datetime]]) -> Spans:
    """The same instants in as few spans as can be."""
    found: list[tuple[datetime, datetime]] = []
    for starts_at, ends_at in sorted(spans):
        if found and starts_at <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], ends_at))
        else:
            found.append((starts_at, ends_at))
    return tuple(found)


def _cut_at_dawn(spans: Spans, zone: ZoneInfo, dawn: time) -> Iterator[tuple[datetime, datetime]]:
    for starts_at, ends_at in spans:
        start = starts_at
        while start < ends_at:
            next_dawn = dawn_of(festival_day(start, zone, dawn) + timedelta(days=1), zone, dawn)
            end = min(ends_at, next_dawn)
            yield start, end
            start = end
