"""Which event is which, for ever (RFC 7986 section 5.3): no title, no time, no person in it.

A public occurrence and a person's place in it have different UIDs: readers that merge by UID
would hide one of the two. The invitation by letter and the personal feed share theirs.
"""

from uuid import UUID


def session_uid(uid: UUID, domain: str) -> str:
    """The UID of a bookable in public calendars."""
    return f"s-{uid}@{domain}"


def booking_uid(uid: UUID, domain: str) -> str:
    """The UID of a held place: in the personal feed and in invitations alike."""
    return f"b-{uid}@{domain}"


def waiting_uid(uid: UUID, domain: str) -> str:
    """The UID of a place in line, which becomes another event once it is held."""
    return f"w-{uid}@{domain}"


def leading_uid(uid: UUID, domain: str) -> str:
    """The UID of a session in the calendar of whoever leads it."""
    return f"f-{uid}@{domain}"


def draft_uid(reference: str, domain: str) -> str:
    """The UID of a session of the draft; its reference stays when it is released."""
    return f"d-{reference}@{domain}"
