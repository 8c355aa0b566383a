"""The pass as a slip of plain text: for a borrowed phone, an old one, or a desk with a scanner."""

from collections.abc import Iterator

from flask_babel import force_locale, gettext

from wellness.booking.letters import named, when_of
from wellness.passes.models import Pass
from wellness.plan.rules import Item, Plan, Standing
from wellness.web.formatting import clock_time

MOST_BYTES = 1900
"""Under 2 kB with every header a proxy may add: one packet on the worst of networks."""
LONGEST_LINE = 80
"""In characters; even of four bytes each, one booking fits beside head and foot."""
_SHOWN = (
    Standing.HELD,
    Standing.OFFERED,
    Standing.FREE,
    Standing.IN_LINE,
    Standing.CALLED_OFF,
)


def slip_of(holder: Pass, plan: Plan, *, code: str, base_url: str) -> str:
    """Name, code and what comes next, in the holder's language; at most MOST_BYTES of UTF-8.

    Support sessions appear under their neutral name and without their space, unless the person
    chose full titles: other people's phones remember what they showed.
    """
    with force_locale(holder.language):
        name = holder.chosen_name or gettext("A pass without a name")
        head = f"{name}\n{code}\n"
        foot = "\n" + _foot(plan, base_url)
        blocks = [_block(item, holder) for item in plan.ahead if item.standing in _SHOWN]
        if not blocks:
            nothing = gettext("Nothing is kept for the days to come.")
            return f"{head}\n{nothing}\n{foot}"
        return _fitted(head, blocks, foot)


def _fitted(head: str, blocks: list[str], foot: str) -> str:
    """As many blocks as there is room for, and how many are left out."""
    for shown in range(len(blocks), 0, -1):
        left = len(blocks) - shown
        more = "\n" + gettext("And %(count)s more in My plan.", count=left) + "\n" if left else ""
        text = "".join((head, *blocks[:shown], more, foot))
        if len(text.encode()) <= MOST_BYTES:
            return text
    return head + foot


def _block(item: Item, holder: Pass) -> str:
    return "\n" + "".join(f"{_cut(line)}\n" for line in _lines(item, holder) if line)


def _lines(item: Item, holder: Pass) -> Iterator[str]:
    bookable = item.bookable
    hidden = bookable.is_support and not holder.wants_full_titles
    title = named(bookable, holder)
    yield when_of(bookable)
    yield title[:1].upper() + title[1:]
    yield bookable.festival.site if hidden or not bookable.space else bookable.space.name
    yield _standing(item)


def _standing(item: Item) -> str:
    if item.standing is Standing.CALLED_OFF:
        return str(gettext("Cancelled. It won't take place."))
    if item.standing is Standing.OFFERED and item.booking.offered_until is not None:
        until = clock_time(item.booking.offered_until, item.bookable.festival.zone)
        return str(gettext("Kept for you until %(until)s: say yes in My plan.", until=until))
    if item.standing is Standing.FREE:
        return str(gettext("A place is free: say yes in My plan."))
    if item.standing is Standing.IN_LINE:
        return str(gettext("In line, number %(position)s.", position=item.position))
    if item.booking.seats > 1:
        return str(gettext("Two places are kept."))
    return str(gettext("A place is kept."))


def _foot(plan: Plan, base_url: str) -> str:
    festival = plan.festivals[0].slug + "/" if plan.festivals else ""
    own = gettext("My plan: %(address)s", address=f"{base_url}/me")
    helped = gettext("Help now: %(address)s", address=f"{base_url}/{festival}help")
    return f"{own}\n{helped}\n"


def _cut(line: str) -> str:
    return line if len(line) <= LONGEST_LINE else line[: LONGEST_LINE - 1].rstrip() + "…"
