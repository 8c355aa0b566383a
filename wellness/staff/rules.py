"""Who works on what: groups of roles that doors are opened to, and whose hand did something."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from wellness.references import Keyring, folded_address, keyed_hash
from wellness.staff.models import Role
from wellness.tries.rules import Limit

OWNERS = frozenset({Role.OWNER})
ORGANIZERS = frozenset({Role.OWNER, Role.ORGANIZER})
PLANNERS = frozenset({Role.OWNER, Role.ORGANIZER, Role.PROGRAMME})
"""Build the schedule, see counts, never names."""
LEADERS = frozenset({Role.FACILITATOR})
"""See their own sessions."""
DESKS = frozenset({Role.OWNER, Role.ORGANIZER, Role.DESK})
PANELS = frozenset({Role.OWNER, Role.ORGANIZER, Role.PANEL})
"""Read applications, each only those of calls they sit on the panel of."""
NAVIGATORS = frozenset({Role.NAVIGATOR})
"""Answer people who asked for help finding care; nobody else may, whatever else they may."""
HUB_EDITORS = frozenset({Role.HUB_EDITOR})
"""Keep the hub's numbers true; see no bookings."""
AUTHORS = frozenset({Role.OWNER, Role.ORGANIZER, Role.HUB_EDITOR})
"""Write the guide, and what is said of partners."""
ANY_ROLE = frozenset(Role)

SIGNED_IN_FOR = timedelta(hours=12)
PROVED_FOR = timedelta(minutes=10)
"""How long a proof of who you are opens the doors to roles, exports and keys."""
LEFT_ALONE_FOR = timedelta(minutes=60)
"""How long a sign-in may do nothing before care requests ask who is there."""


class DeedKind(StrEnum):
    """What the audit log keeps; the words for people are in staff.sentences."""

    SIGNED_IN = "signed_in"
    INVITED = "invited"
    JOINED = "joined"
    ROLE_GIVEN = "role_given"
    ROLE_TAKEN = "role_taken"
    INVITATION_WITHDRAWN = "invitation_withdrawn"
    RENEWAL_ASKED = "renewal_asked"
    RENEWAL_REFUSED = "renewal_refused"
    RENEWED = "renewed"
    DISABLED = "disabled"
    ENABLED = "enabled"
    FESTIVAL_MADE = "festival_made"
    FESTIVAL_EDITED = "festival_edited"
    SETUP_EDITED = "setup_edited"
    IMPORTED = "imported"
    RELEASED = "released"
    EXPORTED = "exported"
    ROSTER_SEEN = "roster_seen"
    SESSION_CHANGED = "session_changed"
    MESSAGE_SENT = "message_sent"
    FEED_MADE = "feed_made"
    FEED_STOPPED = "feed_stopped"
    WARNING_ACCEPTED = "warning_accepted"
    KEYS_CHANGED = "keys_changed"
    CALL_EDITED = "call_edited"
    CALL_PUBLISHED = "call_published"
    PANEL_CHANGED = "panel_changed"
    APPLICATIONS_SEEN = "applications_seen"
    CONFLICT_DECLARED = "conflict_declared"
    APPLICATION_DECIDED = "application_decided"
    RESIDENCY_CHANGED = "residency_changed"
    RIDER_SEEN = "rider_seen"
    HUB_EDITED = "hub_edited"
    HUB_REVIEWED = "hub_reviewed"
    HUB_REPORT_CLOSED = "hub_report_closed"
    CARE_SEEN = "care_seen"
    CARE_CHANGED = "care_changed"
    GUIDE_EDITED = "guide_edited"
    GUIDE_PUBLISHED = "guide_published"
    PARTNERS_EDITED = "partners_edited"
    IMPACT_PUBLISHED = "impact_published"


@dataclass(frozen=True, slots=True)
class Hand:
    """Whoever does something, as it is written beside what was done."""

    account_id: int | None
    name: str


COMMAND_LINE = Hand(None, "command line")


def quarter_of(moment: datetime) -> datetime:
    """The quarter of an hour `moment` lies in, by its beginning."""
    return moment.replace(minute=moment.minute // 15 * 15, second=0, microsecond=0)


def address_hashes(keys: Keyring, address: str) -> list[str]:
    """Under which hashes an account with this address may be stored, the present one first."""
    folded = folded_address(address)
    return [keyed_hash(key, "staff-email", folded).hex() for key in keys]


PASSWORDS_PER_ACCOUNT = Limit("staff password of", 10, timedelta(minutes=15))
CODES_PER_ACCOUNT = Limit("staff code of", 6, timedelta(minutes=15))
TRIES_PER_NETWORK = Limit("staff sign-in from", 60, timedelta(minutes=15))
"""Right ones do not count: a whole production office may sign in behind one address."""
CHALLENGE = Limit("staff challenge", 1, timedelta(hours=1))
"""A challenge is signed once, whoever kept a copy of the session that holds it."""
CHALLENGE_LIVES = timedelta(minutes=10)
HALF_WAY_LIVES = timedelta(minutes=10)
"""Between the password and the code."""
INVITATION_LIVES = timedelta(days=7)
RENEWAL_WAITS = timedelta(hours=24)
LONGEST_NAME = 80
