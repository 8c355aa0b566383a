from typing import ClassVar

from flask_babel import LazyString, lazy_gettext

from wellness.errors import Refusal


class TooManyFeeds(Refusal):
    """A pass keeps a few calendar addresses, so that its holder can tell which is which."""

    code = "too_many_feeds"
    says: ClassVar[str | LazyString] = lazy_gettext(
        "You have %(limit)s calendar addresses already. Stop one that you no longer use, "
        "then make a new one."
    )
