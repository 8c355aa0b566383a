"""The planner's forms: placing one session, and what is done to many at once."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TimeField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from wellness.planner.actions.operations import LONGEST_DELAY_MINUTES
from wellness.planner.actions.placing_by_hand import LONGEST_MINUTES
from wellness.planner.rules.board import Board
from wellness.web.formatting import begins, day_name

NEEDED = InputRequired(message=lazy_gettext("Please fill this in."))
TRAY = ""
EVERYWHERE = ""


class OfTheDay(FlaskForm):
    """A form about one festival day, its times on the festival's clock."""

    day = SelectField(lazy_gettext("Day"))

    def fill(self, board: Board, days: Iterable[date]) -> None:
        """Offer these days, and the board's spaces where the form asks for one."""
        self._board = board
        self.day.choices = [(day.isoformat(), begins(day_name(day))) for day in days]
        if "space" in self:
            self["space"].choices = self.spaces(board)

    def spaces(self, board: Board) -> list[tuple[str, object]]:
        """The spaces to choose from."""
        return [(str(each.id), each.name) for each in board.spaces.values() if not each.is_retired]

    @property
    def chosen_day(self) -> date:
        """The festival day chosen."""
        return date.fromisoformat(self.day.data)

    def wall(self, at: time) -> datetime:
        """The naive wall time of `at` on the chosen day: before dawn it is the next date's."""
        later = timedelta(days=1) if at < self._board.dawn else timedelta()
        return datetime.combine(self.chosen_day + later, at)

    def number(self, name: str) -> int | None:
        """The number chosen in a list; None where nothing is."""
        chosen: str = self[name].data or ""
        return int(chosen) if chosen else None


class PlaceForm(OfTheDay):
    """When and where one session is to be."""

    at = TimeField(lazy_gettext("Starts at"), validators=[Optional()])
    space = SelectField(lazy_gettext("Space"))
    length = IntegerField(
        lazy_gettext("Length in minutes"),
        validators=[
            NEEDED,
            NumberRange(1, LONGEST_MINUTES, lazy_gettext("Give between 1 minute and 48 hours.")),
        ],
    )
    seen = HiddenField()
    reading = HiddenField()
    anyway = HiddenField()

    def spaces(self, board: Board) -> list[tuple[str, object]]:
        """The spaces, and the tray."""
        return [(TRAY, lazy_gettext("No place yet: the tray")), *super().spaces(board)]


class DelayForm(OfTheDay):
    """Start later, or earlier."""

    space = SelectField(lazy_gettext("Where"))
    minutes = IntegerField(
        lazy_gettext("Minutes later"),
        description=lazy_gettext("A minus before it makes it earlier: -10."),
        default=15,
        validators=[
            NEEDED,
            NumberRange(
                -LONGEST_DELAY_MINUTES, LONGEST_DELAY_MINUTES, lazy_gettext("At most 24 hours.")
            ),
        ],
    )
    starting_from = TimeField(
        lazy_gettext("Only what starts from"),
        description=lazy_gettext("Leave it empty for all that is not over."),
        validators=[Optional()],
    )

    def spaces(self, board: Board) -> list[tuple[str, object]]:
        """The spaces, and all of them."""
        return [(EVERYWHERE, lazy_gettext("The whole day")), *super().spaces(board)]


class WetPlaceForm(OfTheDay):
    """Go where it is dry."""

    space = SelectField(lazy_gettext("From"))
    starting_from = TimeField(
        lazy_gettext("Only what starts from"),
        description=lazy_gettext("Leave it empty for all that is not over."),
        validators=[Optional()],
    )

    def spaces(self, board: Board) -> list[tuple[str, object]]:
        """The spaces that have a wet-weather place, each with it."""
        return [
            (str(each.id), f"{each.name} → {board.spaces[each.wet_space_id].name}")
            for each in board.spaces.values()
            if not each.is_retired and each.wet_space_id in board.spaces
        ]


class HoldForm(OfTheDay):
    """Keep a space empty for a while."""

    space = SelectField(lazy_gettext("Space"))
    starts = TimeField(lazy_gettext("From"), validators=[NEEDED])
    ends = TimeField(lazy_gettext("Until"), validators=[NEEDED])
    reason = StringField(
        lazy_gettext("Why"),
        description=lazy_gettext("The team reads it: weather, repairs, a sound check."),
        validators=[Length(max=200, message=lazy_gettext("Please keep it under 200 letters."))],
    )


class CopyDayForm(OfTheDay):
    """Plan a day's sessions on another day too."""

    to_day = SelectField(lazy_gettext("To"))
    with_facilitators = BooleanField(
        lazy_gettext("With the same facilitators"), default=True, false_values=(False, "", "n")
    )

    def fill(self, board: Board, days: Iterable[date]) -> None:
        """Offer these days to copy from, and the festival's to copy to."""
        super().fill(board, days)
        self.to_day.choices = [(day.isoformat(), begins(day_name(day))) for day in board.days]
        if self.to_day.data is None:
            self.to_day.data = self._next_day(board)

    def _next_day(self, board: Board) -> str:
        """The day after the one to copy; after the last, the last."""
        first = self.day.data or board.starts_on.isoformat()
        later = [day.isoformat() for day in board.days if day.isoformat() > first]
        return later[0] if later else board.ends_on.isoformat()


class CancelForm(FlaskForm):
    """Call a session off, and say where to go instead."""

    reason = StringField(
        lazy_gettext("Why it is called off"),
        description=lazy_gettext("Everybody who has a place reads this. Leave out who is ill."),
        validators=[Length(max=300, message=lazy_gettext("Please keep it under 300 letters."))],
    )
    alternatives = SelectMultipleField(
        lazy_gettext("Offer instead"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    seen = HiddenField()

    def offer(self, alternatives: list[tuple[str, str]]) -> None:
        """Let these sessions be chosen."""
        self.alternatives.choices = alternatives


class AcceptForm(FlaskForm):
    """Live with a warning, and say why."""

    key = HiddenField(validators=[NEEDED, Length(max=200)])
    reason = StringField(
        lazy_gettext("Why it may stay like this"),
        validators=[
            InputRequired(message=lazy_gettext("Say in a few words why it may stay like this.")),
            Length(max=300),
        ],
    )
