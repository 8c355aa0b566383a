from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, SelectField
from wtforms.validators import ValidationError

from wellness.booking.models import Entry
from wellness.clock import AbsentWallTime, AmbiguousWallTime
from wellness.planner.models import DraftSession
from wellness.setup.forms.activities import ENTRIES, PlacesForm
from wellness.setup.forms.ground import RevisedForm, at_most, between, number_or_none, options
from wellness.web.fields import (
    ClockField,
    Lines,
    Several,
    WallClockField,
    WholeNumber,
    moment_on,
    says_doubt,
)
from wellness.web.formatting import begins, day_name

AS_IS = lazy_gettext("Leave as it is")
FARTHEST_SHIFT = 3 * 24 * 60
FIXED = {"": AS_IS, "yes": lazy_gettext("Fixed"), "no": lazy_gettext("Not fixed")}


class SessionForm(PlacesForm):
    """One session of the draft: how people get in, who leads it."""

    facilitator_ids = Several(lazy_gettext("Who leads it"), coerce=int)
    is_fixed = BooleanField(
        lazy_gettext("It stays where it is"),
        description=lazy_gettext("Automatic placing leaves it alone."),
    )
    note = Lines(
        lazy_gettext("Note for the team"),
        description=lazy_gettext("Nobody outside sees it."),
        validators=[at_most(300)],
    )

    def offer_leaders(self, leaders: Mapping[int, str]) -> None:
        """Who could lead it, by id."""
        self.facilitator_ids.choices = options(leaders.items())

    def values(self) -> dict[str, Any]:
        """What was typed, by column."""
        held = super().values()
        return held | {"facilitator_ids": sorted(held["facilitator_ids"])}

    def validate_capacity(self, field: Any) -> None:
        """What is booked has a number of places."""
        if self.entry.data != Entry.DROP_IN and field.data is None:
            raise ValidationError(
                gettext("How many places are there? Booked sessions need a number.")
            )


class AddSessionForm(SessionForm):
    """A new session of an activity, in the tray or in its place at once."""

    day = SelectField(lazy_gettext("Day"), coerce=str)
    clock = ClockField(lazy_gettext("Starts at"))
    space_id = SelectField(lazy_gettext("Space"), coerce=number_or_none)
    starts_at: datetime | None = None

    def offer_places(self, spaces: Mapping[int, str]) -> None:
        """The festival's days and spaces; neither has to be chosen."""
        days = [(day.isoformat(), begins(day_name(day))) for day in self.meta.days]
        self.day.choices = options([("", lazy_gettext("In the tray")), *days])
        first = ("", lazy_gettext("No space yet"))
        self.space_id.choices = options([first, *spaces.items()])

    def validate_clock(self, field: Any) -> None:
        """Day and time come together, and the clocks show that time once."""
        if bool(self.day.data) != (field.data is not None):
            raise ValidationError(gettext("Give day and time together, or neither."))
        if not self.day.data or field.data is None:
            return
        try:
            self.starts_at = moment_on(
                date.fromisoformat(self.day.data), field.data, self.meta.zone, self.meta.dawn
            )
        except (AbsentWallTime, AmbiguousWallTime) as doubt:
            raise ValidationError(says_doubt(doubt)) from None

    def values(self) -> dict[str, Any]:
        """What was typed, by column."""
        held = super().values()
        del held["day"], held["clock"]
        return held | {"starts_at": self.starts_at}


class RepeatForm(RevisedForm):
    """The same session on other days, at the same time of day."""

    days = Several(lazy_gettext("On which days"), coerce=str)

    def offer_days(self, but: date) -> None:
        """The festival's days, less the one it is on."""
        days = [day for day in self.meta.days if day != but]
        self.days.choices = options((day, begins(day_name(day))) for day in days)

    def validate_days(self, field: Any) -> None:
        """At least one."""
        if not field.data:
            raise ValidationError(gettext("Choose at least one day."))

    @property
    def chosen(self) -> list[date]:
        """The days that were ticked."""
        return [date.fromisoformat(each) for each in self.days.data or ()]


class BulkForm(RevisedForm):
    """One change of many sessions; whatever is left empty stays as it is in each."""

    entry = SelectField(
        lazy_gettext("How people get in"),
        choices=options([("", AS_IS), *ENTRIES.items()]),
        coerce=str,
    )
    capacity = WholeNumber(lazy_gettext("Places in all"), validators=[between(1, 100_000)])
    kept_for_door = WholeNumber(
        lazy_gettext("Places kept for the door"), validators=[between(0, 100_000)]
    )
    opens_at = WallClockField(lazy_gettext("Booking opens"))
    opens_at_once = BooleanField(lazy_gettext("Booking opens with the release"))
    sets_leaders = BooleanField(lazy_gettext("Change who leads them, to:"))
    facilitator_ids = Several(lazy_gettext("Who leads them"), coerce=int)
    is_fixed = SelectField(
        lazy_gettext("Automatic placing"), choices=options(FIXED.items()), coerce=str
    )
    space_id = SelectField(lazy_gettext("Move to the space"), coerce=number_or_none)
    shift_minutes = WholeNumber(
        lazy_gettext("Shift by minutes"),
        description=lazy_gettext("15 is later, -15 earlier."),
        validators=[between(-FARTHEST_SHIFT, FARTHEST_SHIFT)],
    )

    def offer(self, spaces: Mapping[int, str], leaders: Mapping[int, str]) -> None:
        """Which spaces and facilitators there are."""
        self.space_id.choices = options([("", AS_IS), *spaces.items()])
        self.facilitator_ids.choices = options(leaders.items())

    def changes(self) -> dict[str, Any]:
        """The columns that are to be set, without the shift."""
        wanted: dict[str, Any] = {
            name: self[name].data
            for name in ("capacity", "kept_for_door", "space_id", "opens_at")
            if self[name].data is not None
        }
        if self.entry.data:
            wanted["entry"] = Entry(self.entry.data)
        if self.opens_at_once.data:
            wanted["opens_at"] = None
        if self.sets_leaders.data:
            wanted["facilitator_ids"] = sorted(self.facilitator_ids.data or ())
        if self.is_fixed.data:
            wanted["is_fixed"] = self.is_fixed.data == "yes"
        return wanted


def data_of_session(draft: DraftSession) -> dict[str, Any]:
    """The session as its form holds it."""
    names = (
        *("length_minutes", "capacity", "party_limit", "kept_for_door", "opens_at"),
        *("facilitator_ids", "is_fixed", "note", "revision"),
    )
    return {name: getattr(draft, name) for name in names} | {"entry": draft.entry.value}
