from flask_babel import lazy_gettext

from wellness.errors import Refusal


class CallNotOpen(Refusal):
    """Applications are not taken now: not yet, or no more."""

    code = "call_not_open"
    says = lazy_gettext("Applications for this are not taken at the moment.")


class AnsweredElsewhere(Refusal):
    """The same answer was saved meanwhile, from another phone or page; `theirs` is that one."""

    code = "answered_elsewhere"
    says = lazy_gettext("This answer was saved from another phone or page meanwhile.")

    def __init__(self, theirs: str) -> None:
        super().__init__()
        self.theirs = theirs


class StillMissing(Refusal):
    """Something that has to be answered is not."""

    code = "still_missing"
    says = lazy_gettext("Some answers are still missing, so it is not handed in yet.")


class NotWithdrawable(Refusal):
    """It was answered already, or withdrawn."""

    code = "not_withdrawable"
    says = lazy_gettext("This application can’t be withdrawn any more.")


class NotUndoable(Refusal):
    """The half hour is over, or another application was begun."""

    code = "not_undoable"
    says = lazy_gettext("This can’t be taken back any more. You can apply anew while it is open.")


class EditedSince(Refusal):
    """Somebody else saved the call after the form was opened."""

    code = "call_edited_since"
    says = lazy_gettext("Somebody else saved this call while you were at it.")


class AlreadyBegun(Refusal):
    """Somebody has begun to apply: what they were told stays true."""

    code = "already_begun"
    says = lazy_gettext("Somebody has begun to apply, so this call stays published.")


class NotReady(Refusal):
    """The call lacks what people must be told before they apply."""

    code = "call_not_ready"
    says = lazy_gettext("Before it can be published, the call needs: %(what)s.")


class RoleInUse(Refusal):
    """Somebody applies for the role."""

    code = "role_in_use"
    says = lazy_gettext("Somebody applies as “%(name)s”, so this role stays.")


class QuestionAnswered(Refusal):
    """An application was handed in: what was asked then stays asked."""

    code = "question_answered"
    says = lazy_gettext(
        "Somebody has handed in answers already, so questions stay. You can reword them."
    )


class PromiseBroken(Refusal):
    """Those who have begun were told otherwise."""

    code = "promise_broken"
    says = lazy_gettext(
        "Somebody has begun to apply and was told when it closes and how it is read: it can"
        " close later, not earlier, and a blind reading stays blind."
    )
