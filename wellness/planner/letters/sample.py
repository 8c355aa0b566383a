"""What letters about a release will say, before anybody is written to."""

from wellness.booking.models import BookingStatus
from wellness.festivals.models import Festival
from wellness.mail import outbox
from wellness.planner.letters.wording import Instead, Piece, Wording, compose
from wellness.planner.rules.review import Review, SessionChange

MOST = 3


def sample(festival: Festival, review: Review, *, neutral: bool) -> Wording | None:
    """The letter to somebody with places in the first few of what people are told of.

    `neutral`: as it reads where sessions are not named. None: nobody would be written to.
    """
    told = [each for each in review.changes if each.concerns_people and each.booked]
    pieces = [_piece(each, festival, review, neutral=neutral) for each in told[:MOST]]
    if not pieces:
        return None
    return compose(pieces, (), name="", zone=festival.zone, base_url=outbox.office().base_url)


def _piece(change: SessionChange, festival: Festival, review: Review, *, neutral: bool) -> Piece:
    before, after = change.before or change.after, change.after
    shown = before if after.is_cancelled else after
    space = review.spaces.get(shown.space_id or 0, "")
    return Piece(
        what=change.what,
        status=BookingStatus.CONFIRMED,
        title="" if neutral else change.title,
        span=shown.span,
        place=festival.site
        if neutral
        else ", ".join(name for name in (space, festival.site) if name),
        was=before.span,
        was_in="" if neutral else review.spaces.get(before.space_id or 0, ""),
        reason="" if neutral else after.cancel_reason,
        instead=() if neutral else _instead(change, festival, review),
    )


def _instead(change: SessionChange, festival: Festival, review: Review) -> tuple[Instead, ...]:
    base = f"{outbox.office().base_url}/{festival.slug}/sessions"
    found = (review.public.get(reference) for reference in change.after.alternatives)
    return tuple(
        Instead(other.words.title, other.span.starts_at, f"{base}/{reference}")
        for reference, other in zip(change.after.alternatives, found, strict=True)
        if other is not None and not other.words.is_support
    )
