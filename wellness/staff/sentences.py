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
    DeedKind.CALL_EDITED: lazy_gettext("%(who)s changed the call %(about)s."),
    DeedKind.CALL_PUBLISHED: lazy_gettext("%(who)s published the call %(about)s."),
    DeedKind.PANEL_CHANGED: lazy_gettext("%(who)s changed the panel of %(about)s."),
    DeedKind.APPLICATIONS_SEEN: lazy_gettext("%(who)s looked at applications for %(about)s."),
    DeedKind.CONFLICT_DECLARED: lazy_gettext("%(who)s declared a conflict of interest: %(about)s."),
    DeedKind.APPLICATION_DECIDED: lazy_gettext("%(who)s decided about an application: %(about)s."),
    DeedKind.RESIDENCY_CHANGED: lazy_gettext("%(who)s changed the residency %(about)s."),
    DeedKind.RIDER_SEEN: lazy_gettext("%(who)s looked at the access rider of %(about)s."),
    DeedKind.HUB_EDITED: lazy_gettext("%(who)s proposed a change to the hub: %(about)s."),
    DeedKind.HUB_REVIEWED: lazy_gettext("%(who)s reviewed a change to the hub: %(about)s."),
    DeedKind.HUB_REPORT_CLOSED: lazy_gettext("%(who)s settled a report about %(about)s."),
    DeedKind.CARE_SEEN: lazy_gettext("%(who)s read a request for care navigation. %(about)s"),
    DeedKind.CARE_CHANGED: lazy_gettext("%(who)s changed a request for care navigation. %(about)s"),
    DeedKind.GUIDE_EDITED: lazy_gettext("%(who)s changed the guide: %(about)s."),
    DeedKind.GUIDE_PUBLISHED: lazy_gettext(
        "%(who)s published or withdrew in the guide: %(about)s."
    ),
    DeedKind.PARTNERS_EDITED: lazy_gettext("%(who)s changed what is said of partners: %(about)s."),
    DeedKind.IMPACT_PUBLISHED: lazy_gettext("%(who)s published the impact report: %(about)s."),
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
    DeedKind.CALL_EDITED: lazy_gettext("Call changed"),
    DeedKind.CALL_PUBLISHED: lazy_gettext("Call published"),
    DeedKind.PANEL_CHANGED: lazy_gettext("Panel changed"),
    DeedKind.APPLICATIONS_SEEN: lazy_gettext("Applications seen"),
    DeedKind.CONFLICT_DECLARED: lazy_gettext("Conflict declared"),
    DeedKind.APPLICATION_DECIDED: lazy_gettext("Application decided"),
    DeedKind.RESIDENCY_CHANGED: lazy_gettext("Residency changed"),
    DeedKind.RIDER_SEEN: lazy_gettext("Rider seen"),
    DeedKind.HUB_EDITED: lazy_gettext("Hub change proposed"),
    DeedKind.HUB_REVIEWED: lazy_gettext("Hub change reviewed"),
    DeedKind.HUB_REPORT_CLOSED: lazy_gettext("Report settled"),
    DeedKind.CARE_SEEN: lazy_gettext("Care request read"),
    DeedKind.CARE_CHANGED: lazy_gettext("Care request changed"),
    DeedKind.GUIDE_EDITED: lazy_gettext("Guide changed"),
    DeedKind.GUIDE_PUBLISHED: lazy_gettext("Guide published"),
    DeedKind.PARTNERS_EDITED: lazy_gettext("Partners changed"),
    DeedKind.IMPACT_PUBLISHED: lazy_gettext("Impact report published"),
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
