"""All that is kept about a person, as one JSON document to take away (Art. 15 and 20 GDPR)."""

from datetime import datetime
from typing import Any

from wellness.booking.models import Booking
from wellness.calls.queries.told import document_of
from wellness.feeds.models import Feed
from wellness.mail.models import Letter
from wellness.plan.queries import Kept
from wellness.studios.models import EquipmentRequest


def as_document(kept: Kept, *, now: datetime) -> dict[str, Any]:
    """Every value we hold, under plain names; instants in UTC as ISO 8601.

    No secret is in it, because none is stored: of keys and calendar addresses we have hashes
    only, of letters the text is sealed. Whoever finds the file cannot open the pass with it.
    """
    holder = kept.holder
    return {
        "made_at": _said(now),
        "forgotten_by": kept.forgotten_on.isoformat(),
        "pass": {
            "chosen_name": holder.chosen_name,
            "code_begins_with": holder.selector,
            "language": holder.language,
            "mail_address": kept.address,
            "wants_letters": holder.wants_letters,
            "wants_invitations": holder.wants_invitations,
            "wants_full_titles": holder.wants_full_titles,
            "made_at": _said(holder.created_at),
        },
        "phones": [{"since": _said(phone.created_at)} for phone in kept.phones],
        "bookings": [_booking(each, kept.equipment[each.id]) for each in kept.bookings],
        "calendars": [_calendar(feed) for feed in kept.feeds],
        "letters": [_letter(letter) for letter in kept.letters],
        "residencies": kept.residencies,
        "applications": [document_of(each, now=now) for each in kept.applications],
    }


def _booking(booking: Booking, asked: list[EquipmentRequest]) -> dict[str, Any]:
    bookable = booking.bookable
    consent = {"version": booking.consent_version, "said_at": _said(booking.consented_at)}
    return {
        "reference": booking.reference,
        "festival": bookable.festival.name,
        "session": bookable.reference,
        "title": bookable.title,
        "space": bookable.space.name if bookable.space else None,
        "starts_at": _said(bookable.starts_at),
        "ends_at": _said(bookable.ends_at),
        "status": booking.status.value,
        "seats": booking.seats,
        "position_given": booking.position,
        "offered_until": _said(booking.offered_until),
        "consent": consent if booking.consent_version else None,
        "cancelled_by": booking.cancelled_by.value if booking.cancelled_by else None,
        "cancelled_at": _said(booking.cancelled_at),
        "reminded_at": _said(booking.reminded_at),
        "asked_at": _said(booking.created_at),
        "changed_at": _said(booking.updated_at),
        "equipment": [_asked(each) for each in asked],
    }


def _asked(request: EquipmentRequest) -> dict[str, Any]:
    return {
        "kind": request.equipment.kind,
        "quantity": request.quantity,
        "state": request.state.value,
        "answer": request.answer,
        "asked_at": _said(request.created_at),
    }


def _calendar(feed: Feed) -> dict[str, Any]:
    return {
        "name": feed.label,
        "hides_support_sessions": feed.is_discreet,
        "rings_minutes_before": feed.alarm_minutes,
        "last_fetched_on": feed.fetched_on.isoformat() if feed.fetched_on else None,
        "last_fetched_by": feed.fetched_by,
        "made_at": _said(feed.created_at),
        "stopped_at": _said(feed.revoked_at),
    }


def _letter(letter: Letter) -> dict[str, Any]:
    return {
        "kind": letter.kind,
        "subject": letter.subject,
        "with_calendar_entry": letter.calendar is not None,
        "written_at": _said(letter.created_at),
        "sent_at": _said(letter.sent_at),
        "given_up_at": _said(letter.given_up_at),
    }


def _said(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
