from typing import Any

from flask_babel import lazy_gettext
from wtforms import SelectField

from wellness.festivals.models import AccessFact, Space, SpaceKind
from wellness.setup.forms.ground import (
    RevisedForm,
    at_most,
    between,
    needed,
    number_or_none,
    options,
)
from wellness.web.fields import Lines, Several, WholeNumber, Words
from wellness.web.hours import HoursField

KINDS = {
    SpaceKind.TENT: lazy_gettext("Tent"),
    SpaceKind.ROOM: lazy_gettext("Room"),
    SpaceKind.LAWN: lazy_gettext("Lawn"),
    SpaceKind.STUDIO: lazy_gettext("Studio"),
}
ACCESS = {
    AccessFact.STEP_FREE: lazy_gettext("step-free"),
    AccessFact.QUIET_ENTRANCE: lazy_gettext("quiet entrance"),
    AccessFact.CHAIRS: lazy_gettext("chairs with backs"),
    AccessFact.MATS: lazy_gettext("mats on site"),
    AccessFact.SHADE: lazy_gettext("shade"),
    AccessFact.HEATED: lazy_gettext("heated"),
    AccessFact.LOW_LIGHT: lazy_gettext("soft light"),
    AccessFact.HEARING_LOOP: lazy_gettext("hearing loop"),
    AccessFact.TOILET_NEAR: lazy_gettext("toilet close by"),
    AccessFact.ASSISTANCE_DOGS: lazy_gettext("assistance dogs welcome"),
}


class SpaceForm(RevisedForm):
    """A tent, room, lawn or studio, with what people and planners go by."""

    name = Words(
        lazy_gettext("Name"),
        description=lazy_gettext("As it is called on signs."),
        validators=[needed(lazy_gettext("Give the space a name.")), at_most(120)],
    )
    kind = SelectField(
        lazy_gettext("What it is"), choices=options(KINDS.items()), coerce=str, default="tent"
    )
    capacity = WholeNumber(
        lazy_gettext("How many people fit in"),
        description=lazy_gettext("Left empty: no limit that you know of."),
        validators=[between(1, 100_000)],
    )
    directions = Lines(
        lazy_gettext("How to find it"),
        description=lazy_gettext("One or two sentences from a landmark everybody knows."),
        validators=[at_most(300)],
    )
    access = Several(
        lazy_gettext("Getting in and being there"),
        choices=options(ACCESS.items()),
        coerce=str,
    )
    equipment = Lines(lazy_gettext("Equipment"), validators=[at_most(500)])
    changeover_minutes = WholeNumber(
        lazy_gettext("Minutes between two sessions"),
        description=lazy_gettext("For clearing up and letting people in."),
        default=0,
        validators=[between(0, 480)],
    )
    wet_space_id = SelectField(
        lazy_gettext("Where its sessions go in bad weather"),
        choices=options([("", lazy_gettext("Nowhere else"))]),
        coerce=number_or_none,
    )
    hours = HoursField(lazy_gettext("Opening hours"))

    def offer_spaces(self, spaces: list[Space], this: Space | None = None) -> None:
        """Let one of these be the place for bad weather."""
        others = [
            (str(each.id), each.name)
            for each in spaces
            if (this is None or each.id != this.id)
            and (not each.is_retired or (this is not None and each.id == this.wet_space_id))
        ]
        self.wet_space_id.choices = options([("", lazy_gettext("Nowhere else")), *others])

    def values(self) -> dict[str, Any]:
        """What was typed, by column."""
        held = super().values()
        return held | {
            "kind": SpaceKind(held["kind"]),
            "changeover_minutes": held["changeover_minutes"] or 0,
            "access": [str(fact) for fact in AccessFact if str(fact) in held["access"]],
        }


def data_of_space(space: Space) -> dict[str, Any]:
    """The space as its form holds it."""
    held = {name: getattr(space, name) for name in SPACE_COLUMNS}
    spans = tuple((each.opens_at, each.closes_at) for each in space.hours)
    return held | {"kind": space.kind.value, "hours": spans}


SPACE_COLUMNS = (
    *("name", "capacity", "directions", "access", "equipment", "changeover_minutes"),
    *("wet_space_id", "revision"),
)
