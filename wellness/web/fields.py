"""Form fields that several rooms ask with.

Times are typed as the festival's wall clock shows them and become aware UTC instants. A form with
such fields is made with what they need to know of the festival:

    SpaceForm(meta=clock_of(festival))
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext
from wtforms import Field, IntegerField, SelectMultipleField, StringField, TextAreaField
from wtforms.widgets import CheckboxInput, DateTimeLocalInput, ListWidget, TimeInput

from wellness.clock import AbsentWallTime, AmbiguousWallTime, instant_of
from wellness.web.formatting import short_day


def clock_of(festival: Any) -> dict[str, Any]:
    """What fields that ask for times need to know of a festival: hand it to a form as `meta`."""
    count = (festival.ends_on - festival.starts_on).days + 1
    days = tuple(festival.starts_on + timedelta(days=n) for n in range(count))
    return {"zone": festival.zone, "dawn": festival.dawn, "days": days}


class Words(StringField):
    """One line of text: spaces at the ends go, those inside become single."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take what was typed, tidied."""
        self.data = " ".join(valuelist[0].split()) if valuelist else ""


class Lines(TextAreaField):
    """Several lines of text; line ends as ours, none at the end."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take what was typed, tidied."""
        text = valuelist[0] if valuelist else ""
        self.data = "\n".join(line.rstrip() for line in text.splitlines()).strip()


class WholeNumber(IntegerField):
    """A whole number, or None where nothing was typed."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number; a ValueError becomes the field's error."""
        text = valuelist[0].strip() if valuelist else ""
        self.data = None
        if not text:
            return
        if not (text.lstrip("-").isascii() and text.lstrip("-").isdigit() and len(text) < 10):  # noqa: PLR2004 - digits of a 32 bit number
            raise ValueError(gettext("Type a whole number, as in 12."))
        self.data = int(text)


class Several(SelectMultipleField):
    """Any of the choices, as boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class WallClockField(Field):
    """A moment on the festival's wall clock; `data` is an aware UTC instant, or None.

    Where the clocks change a typed time may happen twice or never: the error then names both
    readings, and `readings` holds them as (value, words) for a choice called `<name>-reading`.
    """

    widget = DateTimeLocalInput()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.readings: tuple[tuple[str, str], ...] = ()
        self._reading = ""

    def process(self, formdata: Any, *args: Any, **kwargs: Any) -> None:
        """Remember which reading was chosen, then read the time."""
        self._reading = formdata.get(f"{self.name}-reading", "") if formdata else ""
        super().process(formdata, *args, **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the wall time; a ValueError becomes the field's error."""
        self.data = None
        text = valuelist[0].strip() if valuelist else ""
        if not text:
            return
        try:
            wall = datetime.fromisoformat(text).replace(second=0, microsecond=0)
        except ValueError:
            raise ValueError(gettext("Give day and time, as in 2026-06-05 09:30.")) from None
        if wall.tzinfo is not None or not 1970 <= wall.year <= 2200:  # noqa: PLR2004 - what calendars hold
            raise ValueError(gettext("Give day and time, as in 2026-06-05 09:30."))
        try:
            self.data = instant_of(wall, self.meta.zone)
        except (AmbiguousWallTime, AbsentWallTime) as doubt:
            self._settle(doubt)

    def _settle(self, doubt: AmbiguousWallTime | AbsentWallTime) -> None:
        self.readings = tuple((r.isoformat(), said_with_offset(r)) for r in doubt.readings)
        for reading in doubt.readings:
            if self._reading == reading.isoformat():
                self.data = reading.astimezone(UTC)
                return
        raise ValueError(says_doubt(doubt))

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        if self.data is None:
            return ""
        wall: datetime = self.data.astimezone(self.meta.zone)
        return wall.strftime("%Y-%m-%dT%H:%M")


class ClockField(Field):
    """A wall time of day, to the minute; `data` is a naive time, or None."""

    widget = TimeInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the time; a ValueError becomes the field's error."""
        text = valuelist[0].strip() if valuelist else ""
        self.data = read_clock(text) if text else None

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return self.data.strftime("%H:%M") if self.data else ""


def read_clock(text: str) -> time:
    """The wall time typed as 9:30 or 09:30. Raises ValueError with a sentence for people."""
    for pattern in ("%H:%M", "%H:%M:%S"):
        try:
            read = datetime.strptime(text.strip(), pattern)  # noqa: DTZ007 - a wall time
        except ValueError:
            continue
        return read.time().replace(second=0)
    raise ValueError(gettext("Give a time of day, as in 09:30."))


def said_with_offset(moment: datetime) -> str:
    """ "Sun 25, 02:30 (UTC+02:00)": a wall time that can be no other."""
    offset = moment.strftime("%z")
    return f"{short_day(moment.date())}, {moment:%H:%M} (UTC{offset[:3]}:{offset[3:5]})"


def says_doubt(doubt: AmbiguousWallTime | AbsentWallTime) -> str:
    """Why a wall time can't be taken as typed: names both readings."""
    first, second = (said_with_offset(reading) for reading in doubt.readings)
    if isinstance(doubt, AmbiguousWallTime):
        said = gettext(
            "The clocks change that night and show this time twice: %(first)s and %(second)s. "
            "Say which you mean.",
            first=first,
            second=second,
        )
    else:
        said = gettext(
            "The clocks change that night and jump over this time: it is either %(first)s or "
            "%(second)s. Say which you mean.",
            first=first,
            second=second,
        )
    return str(said)


def moment_on(
    day: date, clock: time, zone: ZoneInfo, dawn: time, *, ends: bool = False
) -> datetime:
    """The instant at which clocks show `clock` on the festival day `day`: before dawn, tomorrow.

    With `ends`, dawn itself is the end of the day too. Raises AmbiguousWallTime, AbsentWallTime.
    """
    is_late = clock <= dawn if ends else clock < dawn
    wall = datetime.combine(day + timedelta(days=1) if is_late else day, clock)
    return instant_of(wall, zone)
