"""What residents fill in: nothing of it has to be."""

from typing import Any

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import SelectChoice, SelectMultipleField, TextAreaField
from wtforms.validators import Length
from wtforms.widgets import CheckboxInput, ListWidget

from wellness.residencies.rules.rider import AccessNeed, Rider

LONG, SHORT = 1200, 300
_TOO_LONG = lazy_gettext("Please keep it under %(max)d letters.")
NEEDS = {
    AccessNeed.STEP_FREE: lazy_gettext("No steps on the way in"),
    AccessNeed.SEAT: lazy_gettext("A proper chair with a back"),
    AccessNeed.REST: lazy_gettext("Somewhere to lie down"),
    AccessNeed.QUIET: lazy_gettext("A quiet corner to go to"),
    AccessNeed.SOFT_LIGHT: lazy_gettext("Soft light, nothing that flashes"),
    AccessNeed.HEARING: lazy_gettext("Help with hearing, or speaking clearly"),
    AccessNeed.LARGE_PRINT: lazy_gettext("Things in large print"),
    AccessNeed.COMPANION: lazy_gettext("Somebody comes with me"),
    AccessNeed.ANIMAL: lazy_gettext("An assistance animal comes with me"),
    AccessNeed.SCENT_FREE: lazy_gettext("No scents, no smoke"),
}


def _trimmed(text: str | None) -> str:
    return (text or "").strip()


def _words(label: Any, hint: Any, most: int) -> TextAreaField:
    return TextAreaField(
        label,
        description=hint,
        filters=[_trimmed],
        validators=[Length(max=most, message=_TOO_LONG)],
    )


class RiderForm(FlaskForm):
    """What would help, in ticks and own words."""

    needs = SelectMultipleField(
        lazy_gettext("What the place should have"),
        choices=[SelectChoice(need.value, words) for need, words in NEEDS.items()],
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    helps = _words(
        lazy_gettext("What helps you to have a good day"),
        lazy_gettext("And what doesn't. Breaks, how people speak to you, anything."),
        LONG,
    )
    emergency = _words(
        lazy_gettext("If you are suddenly unwell: what should we do?"),
        lazy_gettext("The desk can read this part on the days you are in the studio."),
        LONG,
    )
    contact = _words(
        lazy_gettext("Whom should we call then?"),
        lazy_gettext("A name and a number. Ask them first, if you can."),
        SHORT,
    )
    food = _words(
        lazy_gettext("Anything about food and drink?"),
        lazy_gettext("What you can't have, what you'd rather have."),
        SHORT,
    )

    def rider(self) -> Rider:
        """What was filled in."""
        return Rider(
            needs=tuple(AccessNeed(need) for need in self.needs.data or ()),
            helps=self.helps.data or "",
            emergency=self.emergency.data or "",
            contact=self.contact.data or "",
            food=self.food.data or "",
        )


def filled_with(rider: Rider) -> RiderForm:
    """The form with what is kept now."""
    return RiderForm(
        formdata=None,
        data={
            "needs": [need.value for need in rider.needs],
            "helps": rider.helps,
            "emergency": rider.emergency,
            "contact": rider.contact,
            "food": rider.food,
        },
    )
