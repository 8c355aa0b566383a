"""Name and address of a festival."""

from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms.validators import ValidationError

from wellness.festivals.addresses import slug_of, unused
from wellness.festivals.models import RESERVED_SLUGS
from wellness.festivals.queries import find_festival
from wellness.festivals.rules import SlugFault, fault_of_slug
from wellness.setup.forms.ground import RevisedForm, at_most, needed
from wellness.web.fields import Words

SLUG_FAULTS = {
    SlugFault.SPELLING: lazy_gettext(
        "Use lower-case letters, digits and single hyphens, as in still-water."
    ),
    SlugFault.LENGTH: lazy_gettext("Keep the address under 60 letters."),
    SlugFault.RESERVED: lazy_gettext("That word is taken by the site itself. Choose another."),
}


class AddressFields(RevisedForm):
    """Name and address of a festival that is to be made."""

    name = Words(
        lazy_gettext("Name of the festival"),
        description=lazy_gettext("As people call it."),
        validators=[needed(lazy_gettext("Give the festival a name.")), at_most(120)],
    )
    slug = Words(
        lazy_gettext("Address"),
        description=lazy_gettext(
            "The first word of all its addresses; it stays for ever. Left empty: from the name."
        ),
        validators=[at_most(60)],
    )

    def suggest_slug(self) -> None:
        """Where no address was typed, take one from the name that is free."""
        if self.slug.data or not self.name.data:
            return
        wanted = slug_of(self.name.data, "festival")
        used = set(RESERVED_SLUGS)
        while is_taken(found := unused(wanted, used)):
            pass
        self.slug.data, self.slug.raw_data = found, None

    def validate_slug(self, field: Any) -> None:
        """A word that can stand in an address, and that is free."""
        if not field.data:
            return
        fault = fault_of_slug(field.data)
        if fault is not None:
            raise ValidationError(SLUG_FAULTS[fault])
        if is_taken(field.data):
            raise ValidationError(
                gettext("Another festival has the address %(slug)s.", slug=field.data)
            )


def is_taken(slug: str) -> bool:
    """Whether a festival has this address already."""
    return find_festival(slug) is not None
