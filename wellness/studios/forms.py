from collections.abc import Iterable
from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import Length

from wellness.studios.models import EquipmentRequest, RequestState
from wellness.studios.queries import Lent
from wellness.web.fields import WholeNumber

MOST_OF_ONE = 99


def _in_range(_form: FlaskForm, field: Any) -> None:
    if field.data is not None and not 0 <= field.data <= MOST_OF_ONE:
        field.data = None
        raise ValueError(gettext("Give a number from %(min)s to %(max)s.", min=0, max=MOST_OF_ONE))


class EquipmentForm(FlaskForm):
    """How many of each thing somebody would like in their studio time."""

    def wanted(self) -> dict[int, int]:
        """Quantities by equipment's id, of what the form asked about."""
        return {_id_of(field.name): field.data or 0 for field in self if _is_quantity(field.name)}

    def say_free(self, free: dict[int, int]) -> None:
        """Say beside each thing how many of it can be had."""
        for id_, number in free.items():
            name = f"{_PREFIX}{id_}"
            if name in self:
                said = gettext("%(number)s can be had at that time.", number=number)
                self[name].errors = [*self[name].errors, said]


class AnswerForm(FlaskForm):
    """A word to whoever asked: why not, or where to fetch it."""

    answer = StringField(
        lazy_gettext("A word to whoever asked"),
        validators=[Length(max=200, message=lazy_gettext("Please keep it under %(max)d letters."))],
    )


_PREFIX = "quantity-"


def form_for(offered: Iterable[Lent], asked: Iterable[EquipmentRequest]) -> EquipmentForm:
    """The form about these things, filled with what was asked for; what is refused is left out."""
    known = {each.equipment_id: each for each in asked}
    fields: dict[str, Any] = {}
    for each in offered:
        mine = known.get(each.equipment.id)
        if mine is not None and mine.state is RequestState.REFUSED:
            continue
        fields[f"{_PREFIX}{each.equipment.id}"] = WholeNumber(
            each.equipment.kind, default=mine.quantity if mine else 0, validators=[_in_range]
        )
    made: type[EquipmentForm] = type("ThisEquipmentForm", (EquipmentForm,), fields)
    return made()


def _is_quantity(name: str) -> bool:
    return name.startswith(_PREFIX)


def _id_of(name: str) -> int:
    return int(name.removeprefix(_PREFIX))
