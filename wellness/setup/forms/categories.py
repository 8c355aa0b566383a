from typing import Any

from flask_babel import lazy_gettext
from wtforms import BooleanField, RadioField

from wellness.programme.models import Category
from wellness.setup.forms.ground import RevisedForm, at_most, needed, options
from wellness.setup.rules import COLOURS, ICONS
from wellness.web.fields import Words

COLOUR_NAMES = {
    "lake": lazy_gettext("Lake"),
    "moss": lazy_gettext("Moss"),
    "plum": lazy_gettext("Plum"),
    "sky": lazy_gettext("Sky"),
    "clay": lazy_gettext("Clay"),
}


class CategoryForm(RevisedForm):
    """A kind of activity: its name, its sign, and whether it is treated with discretion."""

    name = Words(
        lazy_gettext("Name"),
        validators=[needed(lazy_gettext("Give the category a name.")), at_most(80)],
    )
    icon = RadioField(
        lazy_gettext("Icon"),
        choices=options((each, each.replace("-", " ")) for each in ICONS),
        default="circle",
    )
    colour = RadioField(
        lazy_gettext("Colour"),
        choices=options((each, COLOUR_NAMES[each]) for each in COLOURS),
        default="lake",
    )
    is_support = BooleanField(
        lazy_gettext("This is support: treat it with discretion"),
        description=lazy_gettext(
            "Its sessions get neutral titles in calendars, letters and browser tabs, ask for a "
            "yes before a booking is kept, and are gone sooner. This takes effect at once."
        ),
    )

    def offer_icon(self, icon: str) -> None:
        """Let it keep an icon that is not in the short list."""
        if icon not in ICONS:
            self.icon.choices = [*self.icon.choices, *options([(icon, icon.replace("-", " "))])]


def data_of_category(category: Category) -> dict[str, Any]:
    """The category as its form holds it."""
    names = ("name", "icon", "colour", "is_support", "revision")
    return {name: getattr(category, name) for name in names}
