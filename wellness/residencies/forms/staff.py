"""What organizers fill in about residencies and support people."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import IntegerField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional
from wtforms.widgets import HiddenInput

from wellness.residencies.actions.support import Described
from wellness.residencies.models import SupportPerson
from wellness.staff.models import Account

NOBODY = ""
_TOO_LONG = lazy_gettext("Please keep it under %(max)d letters.")


def _trimmed(text: str | None) -> str:
    return (text or "").strip()


class SupportForm(FlaskForm):
    """Somebody residents can turn to."""

    revision = IntegerField(widget=HiddenInput(), validators=[Optional()])
    name = StringField(
        lazy_gettext("Name"),
        filters=[_trimmed],
        validators=[
            DataRequired(lazy_gettext("Say what residents should call them.")),
            Length(max=80, message=_TOO_LONG),
        ],
    )
    reach = StringField(
        lazy_gettext("How to reach them"),
        description=lazy_gettext(
            "A number, a room, a time. Kept sealed: only the residents they look after read it."
        ),
        filters=[_trimmed],
        validators=[Length(max=200, message=_TOO_LONG)],
    )
    about = TextAreaField(
        lazy_gettext("When and where they are there"),
        description=lazy_gettext("And what they are good at, in a line."),
        filters=[_trimmed],
        validators=[Length(max=300, message=_TOO_LONG)],
    )
    account_id = SelectField(
        lazy_gettext("Their own sign-in"),
        description=lazy_gettext(
            "Then their residents’ studio times are in their calendar, and we write to them if "
            "somebody was not noted to leave. For the calendar they need a role as facilitator, "
            "programme or organizer."
        ),
        default=NOBODY,
    )

    def offer(self, accounts: Iterable[Account], person: SupportPerson | None = None) -> None:
        """Whose sign-ins there are to choose from; a new person has to be reached somehow."""
        nobody = SelectChoice(NOBODY, lazy_gettext("None"))
        self.account_id.choices = [nobody, *(SelectChoice(str(a.id), a.name) for a in accounts)]
        if person is None:
            needed = DataRequired(lazy_gettext("Say how residents reach them."))
            self.reach.validators = [needed, *self.reach.validators]
        else:
            self.reach.description = lazy_gettext(
                "Kept sealed and not shown here. Leave it empty to keep it, or write it anew."
            )

    def told(self) -> Described:
        """What was filled in."""
        return Described(
            name=self.name.data or "",
            about=self.about.data or "",
            account_id=int(self.account_id.data) if self.account_id.data else None,
            reach=self.reach.data or "",
        )


def data_of(person: SupportPerson) -> dict[str, Any]:
    """What the form starts with; how they are reached is not read back."""
    return {
        "revision": person.revision,
        "name": person.name,
        "about": person.about,
        "account_id": str(person.account_id or NOBODY),
    }


class WithdrawForm(FlaskForm):
    """A word to somebody whose residency can't take place."""

    message = TextAreaField(
        lazy_gettext("What would you like to say to them?"),
        description=lazy_gettext(
            "Why, and what you can offer instead. It goes into the letter as you write it."
        ),
        filters=[_trimmed],
        validators=[
            DataRequired(lazy_gettext("A sentence of yours makes this letter bearable.")),
            Length(max=800, message=_TOO_LONG),
        ],
    )
