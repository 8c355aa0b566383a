from flask_babel import lazy_gettext

from wellness.errors import Refusal


class ChangedSince(Refusal):
    """Somebody else changed it after it was looked at."""

    code = "changed_since"
    says = lazy_gettext(
        "%(by)s changed “%(title)s” at %(at)s. Look at it as it is now, then do it again."
    )


class NothingToUndo(Refusal):
    """No step of theirs is left to undo, or to do again."""

    code = "nothing_to_undo"
    says = lazy_gettext("There is nothing of yours to undo.")


class UndoneOtherwise(Refusal):
    """What a step changed was changed again since, so going back would lose that."""

    code = "undone_otherwise"
    says = lazy_gettext(
        "%(by)s changed “%(title)s” since. Undoing would lose that; change it by hand."
    )


class ReleasedSince(Refusal):
    """What a step made is public now."""

    code = "released_since"
    says = lazy_gettext("“%(title)s” is released. Cancel it instead, so that people are told.")
