"""How the application says no: a sentence for people, a stable word for programs."""

from typing import ClassVar

from flask_babel import LazyString, lazy_gettext


class Refusal(Exception):
    """A wish that cannot be met now; nothing was changed.

    `says` is the sentence shown (translated when it is shown), `code` the word that programs
    read. Answered in one place: people get the page with the sentence, programs 409.
    """

    code: ClassVar[str] = "refused"
    says: ClassVar[str | LazyString] = lazy_gettext("That is not possible right now.")

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code)
        self.facts = facts

    @property
    def sentence(self) -> str:
        """The sentence in the reader's language, with its facts filled in."""
        return str(self.says) % self.facts if self.facts else str(self.says)


class Missing(Exception):
    """What was asked for isn't here, or isn't for whoever asked: both answer 404, alike."""


class Busy(Exception):
    """The database could not be reached in time. Nothing was changed; asking again is safe."""
