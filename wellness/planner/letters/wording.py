"""What a release says to one person: all that concerns them in one letter, short and plain.

Support sessions are not named unless the person asked for titles; a subject never names one,
since mail shows on locked screens. Written in the language that is set (`force_locale`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import gettext, ngettext

from wellness.booking.models import BookingStatus
from wellness.planner.rules.spans import Span
from wellness.planner.rules.twins import What
from wellness.web.formatting import begins, clock_time, day_name


@dataclass(frozen=True, slots=True)
class Instead:
    """Where else to go."""

    title: str
    starts_at: datetime
    address: str


@dataclass(frozen=True, slots=True)
class Piece:
    """What is new about one booking, as its holder may be told."""

    what: frozenset[What]
    status: BookingStatus
    title: str
    """Empty: it is not named."""
    span: Span
    place: str
    was: Span | None = None
    was_in: str = ""
    reason: str = ""
    instead: tuple[Instead, ...] = ()
    is_served: bool = False
    """Whether a place was given or offered to them out of the line just now."""
    offered_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """A letter's subject and its text."""

    subject: str
    text: str


def compose(
    pieces: Sequence[Piece],
    clashes: Sequence[tuple[str, str]],
    *,
    name: str,
    zone: ZoneInfo,
    base_url: str,
) -> Wording:
    """The letter about these pieces, in order; `clashes` names places that overlap from now on."""
    greeting = gettext("Hello %(name)s,", name=name) if name else ""
    lead = ""
    if len(pieces) > 1:
        lead = gettext("Some of what you have in your plan changed. This is how it is now.")
    plan = gettext("My plan: %(address)s", address=f"{base_url}/me")
    parts = (
        greeting,
        lead,
        *(section(piece, zone) for piece in pieces),
        _clash_words(clashes),
        plan,
    )
    return Wording(subject_of(pieces, zone), "\n\n".join(part for part in parts if part))


def subject_of(pieces: Sequence[Piece], zone: ZoneInfo) -> str:
    """What is new and when, or how much is new; never what it is."""
    if len(pieces) == 1:
        return f"{news_of(pieces[0], zone)}: {begun(pieces[0].span.starts_at, zone)}"
    return str(ngettext("%(num)s change to your plan", "%(num)s changes to your plan", len(pieces)))


def news_of(piece: Piece, zone: ZoneInfo) -> str:
    """What is new about it, in a few words."""
    if piece.offered_until is not None:
        until = clock_time(piece.offered_until, zone)
        return str(gettext("A place is kept for you until %(until)s", until=until))
    if piece.is_served:
        return str(gettext("You have a place now"))
    if What.CANCELLED in piece.what:
        return str(gettext("Cancelled"))
    if What.RESTORED in piece.what:
        return str(gettext("It takes place after all"))
    if {What.TIME, What.ROOM} <= piece.what:
        return str(gettext("The time and the room changed"))
    return str(
        gettext("The time changed") if What.TIME in piece.what else gettext("The room changed")
    )


def section(piece: Piece, zone: ZoneInfo) -> str:
    """All that is to be said about one booking."""
    here = "\n".join(
        line for line in (piece.title, spoken_span(piece.span, zone), piece.place) if line
    )
    said = [f"{news_of(piece, zone)}.", here, was_words(piece, zone), _what_to_do(piece)]
    said += [_instead_words(piece, zone)]
    return "\n".join(part for part in said if part)


def was_words(piece: Piece, zone: ZoneInfo) -> str:
    """ "Before: Friday 5 June, 10:00–11:00, Bell tent": only what is otherwise now."""
    if What.CANCELLED in piece.what:
        return ""
    spoken = spoken_span(piece.was, zone) if piece.was and What.TIME in piece.what else ""
    room = piece.was_in if What.ROOM in piece.what else ""
    before = ", ".join(part for part in (spoken, room) if part)
    if before:
        return str(gettext("Before: %(before)s", before=before))
    is_unnamed_room = What.ROOM in piece.what and not piece.title
    return str(gettext("My plan says where it is now.")) if is_unnamed_room else ""


def spoken_span(span: Span, zone: ZoneInfo) -> str:
    """ "Friday 5 June, 10:30–11:30 (BST)" on the festival's clock, its zone named."""
    local = span.starts_at.astimezone(zone)
    ends = clock_time(span.ends_at, zone)
    return f"{begins(day_name(local.date()))}, {local:%H:%M}–{ends} ({local:%Z})"


def begun(moment: datetime, zone: ZoneInfo) -> str:
    """ "Friday 5 June, 10:30"."""
    local = moment.astimezone(zone)
    return f"{day_name(local.date())}, {local:%H:%M}"


def _what_to_do(piece: Piece) -> str:
    if What.CANCELLED in piece.what:
        sorry = gettext("We are sorry: this won't take place.")
        return f"{sorry} {piece.reason}".strip()
    if piece.offered_until is not None:
        return str(
            gettext("Open My plan and say yes to take it. After that it goes to the next person.")
        )
    if piece.is_served:
        return str(
            gettext("A place came free and it is yours. If it no longer suits you, let it go.")
        )
    if piece.status is BookingStatus.WAITING:
        return str(gettext("You keep your place in line."))
    return str(gettext("Your place is kept. If it no longer suits you, let it go in My plan."))


def _instead_words(piece: Piece, zone: ZoneInfo) -> str:
    if What.CANCELLED not in piece.what:
        return ""
    if not piece.instead:
        return str(gettext("See what else there is in the programme."))
    lines = [gettext("You could go here instead:")]
    for other in piece.instead:
        when = begun(other.starts_at, zone)
        lines.append(f"{other.title}, {when}\n{other.address}")
    return "\n".join(lines)


def _clash_words(clashes: Sequence[tuple[str, str]]) -> str:
    if not clashes:
        return ""
    lines = [gettext("At the same time now:")]
    lines += [str(gettext("%(one)s and %(other)s", one=one, other=other)) for one, other in clashes]
    lines.append(gettext("Both places are yours. Keep the one you like better in My plan."))
    return "\n".join(lines)
