from flask_babel import lazy_gettext

from wellness.errors import Refusal


class EditedSince(Refusal):
    """Somebody else saved it after the page was opened."""

    code = "chapter_edited_since"
    says = lazy_gettext("Somebody else saved this while you were at it.")


class NothingToPublish(Refusal):
    """There is no draft of this text."""

    code = "nothing_to_publish"
    says = lazy_gettext("There is no draft to publish here.")


class NotPublished(Refusal):
    """The text is not published, so that it can be neither withdrawn nor reviewed."""

    code = "not_published"
    says = lazy_gettext("This text is not published.")


class LinksMissing(Refusal):
    """The text links to something that is not there."""

    code = "links_missing"
    says = lazy_gettext("These links lead nowhere: %(missing)s. Correct them, then publish.")


class SlugTaken(Refusal):
    """Another chapter has this address."""

    code = "chapter_address_taken"
    says = lazy_gettext("Another chapter has the address %(slug)s. Choose another.")
