"""An import's report: a line for each row, what was mended or why not, and the sum of it all."""

from collections import Counter
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from flask_babel import gettext, lazy_gettext, ngettext

from wellness.imports.rules.names import is_supportive
from wellness.imports.rules.plan import Fate, Outcome, Verdict
from wellness.imports.rules.sentences import SORTS, is_mending, sentence_of

TAKEN = (Fate.NEW, Fate.CHANGED, Fate.SAME)
WORDS = {
    Fate.NEW: lazy_gettext("new"),
    Fate.CHANGED: lazy_gettext("changed"),
    Fate.SAME: lazy_gettext("same"),
    Fate.REPEATED: lazy_gettext("repeated"),
    Fate.REFUSED: lazy_gettext("refused"),
    Fate.LEFT: lazy_gettext("left out"),
    Fate.GONE: lazy_gettext("gone"),
}
ASPECTS = {
    "when": lazy_gettext("time"),
    "where": lazy_gettext("space"),
    "title": lazy_gettext("title"),
    "text": lazy_gettext("description"),
    "size": lazy_gettext("places"),
    "people": lazy_gettext("facilitators"),
    "kind": lazy_gettext("category"),
    "details": lazy_gettext("age, cost, what to bring"),
    "notes": lazy_gettext("summary, content note, languages"),
    "link": lazy_gettext("link"),
}
_EXAMPLES = 3
_NAMED = 12
_INDENT = " " * 19


def row_lines(outcome: Outcome, zone: ZoneInfo, *, brief: bool) -> Iterator[str]:
    """A line for each row in the file's order, then for what is gone; notes stand below.

    `brief` leaves out the rows that there is nothing to say about.
    """
    for verdict in outcome.verdicts:
        if not brief or verdict.notes or verdict.fate is Fate.CHANGED:
            yield from _lines(verdict, zone)


def _lines(verdict: Verdict, zone: ZoneInfo) -> Iterator[str]:
    number = str(verdict.number) if verdict.number else "-"
    title = verdict.title or gettext("(no title)")
    when = f"{_when(verdict, zone)}  " if verdict.starts_at else ""
    yield f"{number:>6}  {WORDS[verdict.fate]!s:<9}  {when}{title}"
    if verdict.fate is Fate.CHANGED and verdict.changes:
        names = ", ".join(str(word) for name, word in ASPECTS.items() if name in verdict.changes)
        yield _INDENT + gettext("changed: %(what)s", what=names)
    for told in verdict.notes:
        sentence = sentence_of(told)
        yield _INDENT + (gettext("mended: %(how)s", how=sentence) if is_mending(told) else sentence)


def _when(verdict: Verdict, zone: ZoneInfo) -> str:
    if verdict.starts_at is None:
        return ""
    starts = verdict.starts_at.astimezone(zone)
    if verdict.entry is None:
        return f"{starts:%Y-%m-%d %H:%M}"
    return f"{starts:%Y-%m-%d %H:%M}–{verdict.entry.ends_at.astimezone(zone):%H:%M}"


def summary_lines(outcome: Outcome) -> Iterator[str]:
    """The sum: how many were taken, mended, refused, repeated and gone; what was made for them."""
    count = Counter(verdict.fate for verdict in outcome.verdicts)
    taken = sum(count[fate] for fate in TAKEN)
    parts = ", ".join(f"{count[fate]} {WORDS[fate]}" for fate in TAKEN)
    yield gettext("Taken:    %(taken)s (%(parts)s)", taken=taken, parts=parts)
    mended = [v for v in outcome.of(*TAKEN) if any(is_mending(each) for each in v.notes)]
    sorts = Counter(n.code for v in mended for n in v.notes if is_mending(n))
    how = "; ".join(f"{number} × {SORTS[code]}" for code, number in sorts.most_common())
    yield gettext("Mended:   %(number)s", number=len(mended)) + (f" ({how})" if how else "")
    yield gettext("Refused:  %(number)s", number=count[Fate.REFUSED])
    yield gettext("Repeated: %(number)s", number=count[Fate.REPEATED])
    yield gettext("Gone:     %(number)s", number=count[Fate.GONE])
    yield from _made_lines(outcome)
    yield from _advice(outcome)


def _made_lines(outcome: Outcome) -> Iterator[str]:
    made = outcome.made
    if made.categories:
        yield gettext("Categories made: %(names)s", names=_some(made.categories))
    if made.spaces:
        yield gettext("Spaces made: %(names)s", names=_some(made.spaces))
    if made.activities or made.facilitators:
        yield gettext(
            "Activities made: %(activities)s. Facilitators made: %(facilitators)s.",
            activities=len(made.activities),
            facilitators=len(made.facilitators),
        )


def _advice(outcome: Outcome) -> Iterator[str]:
    outside = sum(n.code == "outside_days" for v in outcome.of(*TAKEN) for n in v.notes)
    if outside:
        yield ngettext(
            "%(num)s of them lies outside the festival's days; --shift-to moves a programme to "
            "other days.",
            "%(num)s of them lie outside the festival's days; --shift-to moves a programme to "
            "other days.",
            outside,
        )
    supportive = [v.title for v in outcome.of(Fate.NEW) if is_supportive(v.title)]
    if supportive:
        some = "”, “".join(list(dict.fromkeys(supportive))[:_EXAMPLES])
        yield ngettext(
            "%(num)s session sounds like support (“%(some)s”). It was not marked so: a person "
            "decides that, and its category then keeps it discreet.",
            "%(num)s sessions sound like support (“%(some)s”). None was marked so: a person "
            "decides that, and their category then keeps them discreet.",
            len(supportive),
            some=some,
        )


def _some(names: tuple[str, ...]) -> str:
    rest = len(names) - _NAMED
    more = gettext(" and %(number)s more", number=rest) if rest > 0 else ""
    return f"{len(names)} ({', '.join(names[:_NAMED])}{more})"
