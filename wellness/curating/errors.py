from flask_babel import lazy_gettext

from wellness.errors import Refusal


class PublishedSince(Refusal):
    """Another version of the entry was published after this one was begun."""

    code = "hub_published_since"
    says = lazy_gettext("Another version of this entry was published since. Look at both.")


class OneOwn(Refusal):
    """Whoever proposed it wants to approve it."""

    code = "hub_own_proposal"
    says = lazy_gettext("You proposed this yourself: somebody else has to look at it.")


class DecidedAlready(Refusal):
    """The proposal waits no longer."""

    code = "hub_decided"
    says = lazy_gettext("This proposal was decided about already.")


class NothingChanged(Refusal):
    """The proposal says what is published."""

    code = "hub_nothing_changed"
    says = lazy_gettext("That is what readers see already: nothing was changed.")


class NothingChecked(Refusal):
    """No contact was said to be right."""

    code = "hub_nothing_checked"
    says = lazy_gettext("Say of at least one contact how you found it right.")


class NotYours(Refusal):
    """Only whoever proposed something withdraws it."""

    code = "hub_not_yours"
    says = lazy_gettext("Only the person who proposed this can withdraw it.")


class NoLongerFits(Refusal):
    """A former version names something that is no more."""

    code = "hub_no_longer_fits"
    says = lazy_gettext("That version can’t be taken back as it is. Edit the entry instead.")
