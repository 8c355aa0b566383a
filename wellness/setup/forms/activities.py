from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import ValidationError

from wellness.booking.models import Entry
from wellness.programme.models import Activity, Category, Welcome
from wellness.setup.forms.ground import (
    LanguagesField,
    RevisedForm,
    at_most,
    between,
    needed,
    number_or_none,
    options,
)
from wellness.web.fields import Lines, Several, WallClockField, WholeNumber, Words

LONGEST_TEXT = 10_000
LONGEST_MINUTES = 48 * 60
WELCOME = {
    Welcome.SILENT: lazy_gettext("stay silent"),
    Welcome.LEAVE: lazy_gettext("leave at any time"),
    Welcome.LIE_DOWN: lazy_gettext("lie down"),
    Welcome.SIT_OUT: lazy_gettext("sit out whatever you like"),
    Welcome.LATE: lazy_gettext("come late"),
    Welcome.CAMERA_FREE: lazy_gettext("be sure that nobody takes pictures"),
    Welcome.NO_TOUCH: lazy_gettext("stay untouched"),
    Welcome.BEGINNERS: lazy_gettext("be new to this"),
    Welcome.CHILDREN: lazy_gettext("bring children"),
}
ENTRIES = {
    Entry.BOOKED: lazy_gettext("People keep a place"),
    Entry.DROP_IN: lazy_gettext("People just come"),
    Entry.GIVEN: lazy_gettext("Nobody books: places are given, by a call"),
}


class PlacesForm(RevisedForm):
    """How people get into a session: the defaults of an activity, or one session's own."""

    length_minutes = WholeNumber(
        lazy_gettext("Length in minutes"), default=60, validators=[between(1, LONGEST_MINUTES)]
    )
    entry = RadioField(
        lazy_gettext("How people get in"),
        choices=options(ENTRIES.items()),
        coerce=str,
        default="booked",
    )
    capacity = WholeNumber(
        lazy_gettext("Places in all"),
        description=lazy_gettext("Drop-ins may leave it empty: as many as come."),
        validators=[between(1, 100_000)],
    )
    party_limit = WholeNumber(
        lazy_gettext("Most places in one booking"),
        description=lazy_gettext("2 lets a person bring someone, 1 does not."),
        default=2,
        validators=[between(1, 10)],
    )
    kept_for_door = WholeNumber(
        lazy_gettext("Places kept for the door"), default=0, validators=[between(0, 100_000)]
    )
    opens_at = WallClockField(
        lazy_gettext("Booking opens"),
        description=lazy_gettext("Left empty: as soon as the programme is released."),
    )

    def values(self) -> dict[str, Any]:
        """What was typed, by column."""
        held = super().values()
        return held | {
            "entry": Entry(held["entry"]),
            "length_minutes": held["length_minutes"] or 60,
            "party_limit": held["party_limit"] or 1,
            "kept_for_door": held["kept_for_door"] or 0,
        }

    def validate_kept_for_door(self, field: Any) -> None:
        """Not more than there are."""
        capacity = self.capacity.data
        if capacity is not None and (field.data or 0) > capacity:
            raise ValidationError(gettext("More places kept for the door than there are."))


class ActivityForm(PlacesForm):
    """What is offered: its words, and what a new session of it starts with."""

    title = Words(
        lazy_gettext("Title"),
        validators=[needed(lazy_gettext("Give the activity a title.")), at_most(200)],
    )
    category_id = SelectField(
        lazy_gettext("Category"),
        coerce=number_or_none,
        validators=[needed(lazy_gettext("Choose a category."))],
    )
    summary = Lines(
        lazy_gettext("In one or two sentences"),
        description=lazy_gettext("Shown in lists."),
        validators=[at_most(300)],
    )
    description = Lines(lazy_gettext("What happens there"), validators=[at_most(LONGEST_TEXT)])
    for_whom = Lines(lazy_gettext("For whom"), validators=[at_most(300)])
    bring = Lines(lazy_gettext("What to bring"), validators=[at_most(300)])
    cost = Words(
        lazy_gettext("Cost"),
        description=lazy_gettext("Left empty: free."),
        validators=[at_most(100)],
    )
    languages = LanguagesField(
        lazy_gettext("Languages spoken"),
        description=lazy_gettext("With commas between, as in English, German."),
    )
    welcome = Several(lazy_gettext("People may"), choices=options(WELCOME.items()), coerce=str)
    content_note = Lines(
        lazy_gettext("Good to know before you come"),
        description=lazy_gettext("What comes up that may be hard, without detail."),
        validators=[at_most(300)],
    )
    confidentiality = Lines(
        lazy_gettext("What stays in the room, and what cannot"),
        description=lazy_gettext("Support activities always say this, before anybody books."),
        validators=[at_most(LONGEST_TEXT)],
    )
    group_agreement = Lines(
        lazy_gettext("How people are with each other"), validators=[at_most(LONGEST_TEXT)]
    )
    consent = Words(
        lazy_gettext("A sentence people agree to before they book"),
        description=lazy_gettext("Left empty: nothing is asked."),
        validators=[at_most(300)],
    )
    min_age = WholeNumber(
        lazy_gettext("From which age"),
        description=lazy_gettext("People say that they are as old as that when they book."),
        validators=[between(1, 99)],
    )
    age_note = Words(lazy_gettext("More about age"), validators=[at_most(120)])
    capacity_note = Words(lazy_gettext("More about the group's size"), validators=[at_most(160)])
    leaders_needed = WholeNumber(
        lazy_gettext("Facilitators it needs"),
        description=lazy_gettext("Left empty: two for support, one for everything else."),
        validators=[between(0, 20)],
    )
    changeover_minutes = WholeNumber(
        lazy_gettext("Minutes to clear up after it"), default=0, validators=[between(0, 480)]
    )
    is_heavy = BooleanField(
        lazy_gettext("It is heavy to lead"),
        description=lazy_gettext("Whoever leads it needs a rest after."),
    )

    def offer_categories(self, categories: list[Category]) -> None:
        """The categories there are; whether each is support decides what is asked."""
        self.category_id.choices = options(
            [("", lazy_gettext("Choose")), *((each.id, each.name) for each in categories)]
        )
        self.supportive = {each.id for each in categories if each.is_support}

    def validate_confidentiality(self, field: Any) -> None:
        """Support activities state their limits."""
        if self.category_id.data in self.supportive and not field.data:
            raise ValidationError(
                gettext("Say what stays in the room and what cannot: support activities do.")
            )

    def values(self) -> dict[str, Any]:
        """What was typed, by column."""
        held = super().values()
        return held | {
            "changeover_minutes": held["changeover_minutes"] or 0,
            "welcome": [str(word) for word in Welcome if str(word) in held["welcome"]],
        }


def data_of_activity(activity: Activity) -> dict[str, Any]:
    """The activity as its form holds it: with the words that wait for the next release."""
    names = [name for name in vars(ActivityForm) if hasattr(Activity, name)]
    names += ["length_minutes", "entry", "capacity", "party_limit", "kept_for_door", "opens_at"]
    held = {name: getattr(activity, name) for name in (*names, "revision")}
    return held | (activity.drafted or {}) | {"entry": activity.entry.value}
