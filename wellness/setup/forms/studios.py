"""What setting up studios asks: the studio, what stands in it, shifts, slots."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import ValidationError

from wellness.booking.models import Entry
from wellness.clock import AbsentWallTime, AmbiguousWallTime
from wellness.programme.models import Activity
from wellness.setup.forms.ground import (
    RevisedForm,
    at_most,
    between,
    needed,
    number_or_none,
    options,
)
from wellness.studios.models import Equipment, SlotLength, Studio
from wellness.web.fields import (
    ClockField,
    Lines,
    Several,
    WholeNumber,
    Words,
    moment_on,
    says_doubt,
)
from wellness.web.formatting import begins, day_name

LENGTHS = {
    SlotLength.HALF_DAY: lazy_gettext("Half a day: what is open, in two"),
    SlotLength.DAY: lazy_gettext("A day: all that is open, in one"),
    SlotLength.HOURS: lazy_gettext("So many hours each"),
}
NEW = "new"


class StudioForm(RevisedForm):
    """What makes a space a studio."""

    about = Lines(
        lazy_gettext("About the studio"),
        description=lazy_gettext("For everybody: the room, what it is good for, house rules."),
        validators=[at_most(4000)],
    )
    slot_length = RadioField(
        lazy_gettext("How its time is lent"),
        choices=options(LENGTHS.items()),
        coerce=str,
        default="half_day",
    )
    slot_hours = WholeNumber(
        lazy_gettext("Hours of each slot"),
        description=lazy_gettext("Only if it is lent by hours."),
        validators=[between(1, 24)],
    )
    needs_engineer = BooleanField(
        lazy_gettext("An engineer of the house has to be there"),
        description=lazy_gettext("The planner warns of slots without one."),
        default=True,
    )

    def values(self) -> dict[str, Any]:
        """What was typed, by column."""
        held = super().values()
        by_hours = held["slot_length"] == SlotLength.HOURS
        return held | {
            "slot_length": SlotLength(held["slot_length"]),
            "slot_hours": held["slot_hours"] if by_hours else None,
        }

    def validate_slot_hours(self, field: Any) -> None:
        """Slots by hours say how many."""
        if self.slot_length.data == SlotLength.HOURS and field.data is None and not field.errors:
            raise ValidationError(gettext("Say how many hours each slot has."))


class EquipmentForm(RevisedForm):
    """Something that can be used in studio time."""

    kind = Words(
        lazy_gettext("What it is"),
        description=lazy_gettext("As people ask for it: Ribbon microphone."),
        validators=[needed(lazy_gettext("Say what it is.")), at_most(80)],
    )
    quantity = WholeNumber(
        lazy_gettext("How many there are"),
        default=1,
        validators=[needed(lazy_gettext("Say how many there are.")), between(1, 999)],
    )
    notes = Words(
        lazy_gettext("Good to know"),
        description=lazy_gettext("Make, what goes with it, what to be careful with."),
        validators=[at_most(300)],
    )
    space_id = SelectField(lazy_gettext("Where it stands"), coerce=number_or_none)

    def offer(self, studios: Iterable[Studio]) -> None:
        """The festival's studios, and the store."""
        rooms = [(each.space_id, each.space.name) for each in studios]
        self.space_id.choices = options(
            [("", lazy_gettext("In the store, for whoever asks first")), *rooms]
        )


class ShiftsForm(FlaskForm):
    """Somebody at a studio's desk, at the same times on several days."""

    facilitator_id = SelectField(lazy_gettext("Who"), coerce=int)
    days = Several(lazy_gettext("On which days"), coerce=str)
    starts = ClockField(lazy_gettext("From"))
    ends = ClockField(
        lazy_gettext("Until"),
        description=lazy_gettext("After midnight, until dawn, it belongs to the day before."),
    )
    spans: tuple[tuple[datetime, datetime], ...] = ()

    def offer(self, leaders: Mapping[int, str]) -> None:
        """Who could be there, and the festival's days."""
        self.facilitator_id.choices = options(leaders.items())
        self.days.choices = options((day, begins(day_name(day))) for day in self.meta.days)

    def validate_days(self, field: Any) -> None:
        """At least one."""
        if not field.data:
            raise ValidationError(gettext("Choose at least one day."))

    def validate_ends(self, field: Any) -> None:
        """Both times are there, in order, and the clocks show them once on every day."""
        starts, ends = self.starts.data, field.data
        if starts is None or ends is None:
            raise ValidationError(gettext("Give both times, from and until."))
        days = [date.fromisoformat(each) for each in sorted(self.days.data or ())]
        self.spans = tuple(self._span(day, starts, ends) for day in days)

    def _span(self, day: date, starts: time, ends: time) -> tuple[datetime, datetime]:
        zone, dawn = self.meta.zone, self.meta.dawn
        try:
            starts_at = moment_on(day, starts, zone, dawn)
            ends_at = moment_on(day, ends, zone, dawn, ends=True)
        except (AbsentWallTime, AmbiguousWallTime) as doubt:
            raise ValidationError(says_doubt(doubt)) from None
        if ends_at <= starts_at:
            raise ValidationError(gettext("The second time has to be later than the first."))
        return starts_at, ends_at


class SlotsForm(FlaskForm):
    """Which slots are to be made, and for what."""

    activity = SelectField(lazy_gettext("What the slots are for"), coerce=str)
    title = Words(
        lazy_gettext("Called"),
        description=lazy_gettext("As people read it: Half a day in Studio Alder."),
        default=lazy_gettext("Studio time"),
        validators=[at_most(200)],
    )
    entry = RadioField(
        lazy_gettext("How people get in"),
        choices=options(
            (
                (Entry.BOOKED.value, lazy_gettext("Anybody books: first come, first served")),
                (Entry.GIVEN.value, lazy_gettext("For a call: given to those who are chosen")),
            )
        ),
        coerce=str,
        default="booked",
    )
    capacity = WholeNumber(
        lazy_gettext("How many bookings a slot holds"),
        description=lazy_gettext("1: the studio is theirs alone."),
        default=1,
        validators=[between(1, 100)],
    )
    party_limit = WholeNumber(
        lazy_gettext("Most places in one booking"), default=1, validators=[between(1, 10)]
    )
    starts = Several(lazy_gettext("Which slots"), coerce=str, validate_choice=False)
    """Their starts in ISO 8601, as the page gave them; what stands there by now is no fault."""

    def offer(self, activities: Iterable[Activity], starts: Iterable[str]) -> None:
        """Studio time there is already, something new, and the slots that can be made."""
        known = [(str(each.id), each.title) for each in activities]
        self.activity.choices = options([*known, (NEW, lazy_gettext("Something new"))])
        self.starts.choices = options((each, each) for each in starts)

    def validate_title(self, field: Any) -> None:
        """Something new has a name."""
        if self.activity.data == NEW and not field.data:
            raise ValidationError(gettext("Say what the slots are called."))

    def validate_starts(self, field: Any) -> None:
        """At least one, where any can be made."""
        if field.choices and not field.data:
            raise ValidationError(gettext("Choose at least one slot."))


def data_of_studio(studio: Studio | None) -> dict[str, Any]:
    """The studio as its form holds it; of none, what a new one starts with."""
    if studio is None:
        return {"revision": 0, "needs_engineer": True, "slot_length": "half_day"}
    names = ("about", "slot_hours", "needs_engineer", "revision")
    return {name: getattr(studio, name) for name in names} | {
        "slot_length": studio.slot_length.value
    }


def data_of_equipment(thing: Equipment) -> dict[str, Any]:
    """The thing as its form holds it."""
    names = ("kind", "quantity", "notes", "space_id", "revision")
    return {name: getattr(thing, name) for name in names}
