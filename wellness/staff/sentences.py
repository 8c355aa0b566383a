"""The audit log in words: one sentence for each kind of deed."""

from flask_babel import LazyString, lazy_gettext

from wellness.staff.models import Deed, Role
from wellness.staff.rules import DeedKind
from wellness.staff.words import ROLE_NAMES

SENTENCES: dict[DeedKind, LazyString] = {
    DeedKind.SIGNED_IN: lazy_gettext("%(who)s signed in."),
    DeedKind.INVITED: lazy_gettext("%(who)s invited %(about)s as %(role)s."),
    DeedKind.INVITATION_WITHDRAWN: lazy_gettext("%(who)s withdrew the invitation of %(about)s."),
    DeedKind.JOINED: lazy_gettext("%(who)s joined as %(role)s."),
    DeedKind.ROLE_GIVEN: lazy_gettext("%(who)s made %(about)s %(role)s."),
    DeedKind.ROLE_TAKEN: lazy_gettext("%(who)s took the role %(role)s from %(about)s."),
    DeedKind.RENEWAL_ASKED: lazy_gettext("%(who)s had %(about)s sent a link to sign in anew."),
    DeedKind.RENEWAL_REFUSED: lazy_gettext("%(who)s had not asked for a link to sign in anew."),
    DeedKind.RENEWED: lazy_gettext("%(who)s set up anew how they sign in."),
    DeedKind.DISABLED: lazy_gettext("%(who)s closed the account of %(about)s."),
    DeedKind.ENABLED: lazy_gettext("%(who)s opened the account of %(about)s again."),
    DeedKind.FESTIVAL_MADE: lazy_gettext("%(who)s made the festival %(about)s."),
    DeedKind.FESTIVAL_EDITED: lazy_gettext("%(who)s changed the festival’s own facts. %(about)s"),
    DeedKind.SETUP_EDITED: lazy_gettext("%(who)s changed the set-up: %(about)s."),
    DeedKind.IMPORTED: lazy_gettext("%(who)s imported %(about)s."),
    DeedKind.RELEASED: lazy_gettext("%(who)s released the programme: %(about)s."),
    DeedKind.EXPORTED: lazy_gettext("%(who)s exported %(about)s."),
    DeedKind.ROSTER_SEEN: lazy_gettext("%(who)s looked at the roster of %(about)s."),
    DeedKind.SESSION_CHANGED: lazy_gettext("%(who)s changed %(about)s at once."),
    DeedKind.MESSAGE_SENT: lazy_gettext("%(who)s wrote to everybody booked for %(about)s."),
    DeedKind.FEED_MADE: lazy_gettext("%(who)s made a calendar for staff. %(about)s"),
    DeedKind.FEED_STOPPED: lazy_gettext("%(who)s stopped a calendar for staff. %(about)s"),
    DeedKind.WARNING_ACCEPTED: lazy_gettext("%(who)s accepted a warning: %(about)s."),
    DeedKind.KEYS_CHANGED: lazy_gettext("%(who)s changed how they sign in."),
}
KINDS: dict[DeedKind, LazyString] = {
    DeedKind.SIGNED_IN: lazy_gettext("Signed in"),
    DeedKind.INVITED: lazy_gettext("Invited"),
    DeedKind.INVITATION_WITHDRAWN: lazy_gettext("Invitation withdrawn"),
    DeedKind.JOINED: lazy_gettext("Joined"),
    DeedKind.ROLE_GIVEN: lazy_gettext("Role given"),
    DeedKind.ROLE_TAKEN: lazy_gettext("Role taken"),
    DeedKind.RENEWAL_ASKED: lazy_gettext("Link to sign in anew"),
    DeedKind.RENEWAL_REFUSED: lazy_gettext("Link refused"),
    DeedKind.RENEWED: lazy_gettext("Signing in anew"),
    DeedKind.DISABLED: lazy_gettext("Account closed"),
    DeedKind.ENABLED: lazy_gettext("Account opened"),
    DeedKind.FESTIVAL_MADE: lazy_gettext("Festival made"),
    DeedKind.FESTIVAL_EDITED: lazy_gettext("Festival changed"),
    DeedKind.SETUP_EDITED: lazy_gettext("Set-up changed"),
    DeedKind.IMPORTED: lazy_gettext("Imported"),
    DeedKind.RELEASED: lazy_gettext("Released"),
    DeedKind.EXPORTED: lazy_gettext("Exported"),
    DeedKind.ROSTER_SEEN: lazy_gettext("Roster seen"),
    DeedKind.SESSION_CHANGED: lazy_gettext("Session changed"),
    DeedKind.MESSAGE_SENT: lazy_gettext("Message sent"),
    DeedKind.FEED_MADE: lazy_gettext("Calendar made"),
    DeedKind.FEED_STOPPED: lazy_gettext("Calendar stopped"),
    DeedKind.WARNING_ACCEPTED: lazy_gettext("Warning accepted"),
    DeedKind.KEYS_CHANGED: lazy_gettext("Keys changed"),
}


def sentence_of(deed: Deed) -> str:
    """What was done, in the reader's language; the bare word for a kind of former times."""
    try:
        kind = DeedKind(deed.kind)
    except ValueError:
        return f"{deed.account_name}: {deed.kind} {deed.about}".strip()
    facts = {"who": deed.account_name, "about": deed.about, "role": _role_of(deed)}
    return (str(SENTENCES[kind]) % facts).strip()


def _role_of(deed: Deed) -> str:
    role = deed.facts.get("role")
    return str(ROLE_NAMES[Role(role)]) if role in set(Role) else str(lazy_gettext("Founder"))
