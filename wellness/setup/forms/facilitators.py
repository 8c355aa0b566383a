from typing import Any

from flask_babel import lazy_gettext

from wellness.programme.models import Facilitator
from wellness.setup.forms.ground import LanguagesField, RevisedForm, at_most, between, needed
from wellness.web.fields import Lines, WholeNumber, Words
from wellness.web.hours import HoursField


class FacilitatorForm(RevisedForm):
    """Somebody who leads sessions: how they are announced, when they are there, what they bear."""

    name = Words(
        lazy_gettext("Name"),
        description=lazy_gettext("As they want to be announced."),
        validators=[needed(lazy_gettext("Give their name.")), at_most(120)],
    )
    pronouns = Words(lazy_gettext("Pronouns"), validators=[at_most(40)])
    about = Lines(
        lazy_gettext("About them"),
        description=lazy_gettext("Shown on their page."),
        validators=[at_most(5000)],
    )
    languages = LanguagesField(
        lazy_gettext("Languages they lead in"),
        description=lazy_gettext("With commas between, as in English, German."),
    )
    sessions_per_day = WholeNumber(
        lazy_gettext("Most sessions in one day"),
        description=lazy_gettext("Left empty: no limit."),
        validators=[between(1, 50)],
    )
    rest_minutes = WholeNumber(
        lazy_gettext("Minutes of rest after a heavy session"),
        default=30,
        validators=[between(0, 1440)],
    )
    hours = HoursField(lazy_gettext("When they are there"))
    wishes = HoursField(lazy_gettext("When they would like best to lead"))

    def values(self) -> dict[str, Any]:
        """What was typed, by column."""
        held = super().values()
        return held | {"rest_minutes": held["rest_minutes"] or 0}


def data_of_facilitator(facilitator: Facilitator) -> dict[str, Any]:
    """The facilitator as their form holds them."""
    names = ("name", "pronouns", "about", "languages", "sessions_per_day", "rest_minutes")
    held = {name: getattr(facilitator, name) for name in (*names, "revision")}
    spans = {
        is_wish: tuple((h.starts_at, h.ends_at) for h in facilitator.hours if h.is_wish is is_wish)
        for is_wish in (False, True)
    }
    return held | {"hours": spans[False], "wishes": spans[True]}
