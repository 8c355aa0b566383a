"""What is told about a file and its rows: one sentence for each word, with its facts filled in."""

from flask_babel import LazyString, lazy_gettext

from wellness.imports.formats.rows import Note
from wellness.imports.rules.words import printable

REFUSED: dict[str, str | LazyString] = {
    "no_title": lazy_gettext("it has no title"),
    "no_event": lazy_gettext("this is no session at all"),
    "no_occurrence": lazy_gettext("it says no time at which it takes place"),
    "no_start": lazy_gettext("it says no start"),
    "bad_times": lazy_gettext("its times can't be read: %(text)s"),
    "needs_base_date": lazy_gettext(
        "it names a weekday or a day's number (%(text)s); give the first day with --base-date"
    ),
    "rule_rhythm": lazy_gettext(
        "it repeats in a way no session does (%(text)s); days, weeks, months and years are followed"
    ),
    "rule_endless": lazy_gettext(
        "it repeats without end (%(text)s), and the festival's days aren't known"
    ),
    "rule_unreadable": lazy_gettext("the rule by which it repeats can't be read: %(text)s"),
    "rule_nothing": lazy_gettext("it repeats, but never on the festival's days: %(text)s"),
    "strange_year": lazy_gettext("its year is %(year)s"),
    "night_or_slip": lazy_gettext(
        "it ends before it starts: %(start)s to %(end)s would be %(hours)s hours into the next "
        "day, or one of the two is a.m. for p.m."
    ),
    "not_after": lazy_gettext("it doesn't end after it starts"),
    "too_long": lazy_gettext("it lasts %(days)s days"),
    "no_length_asked": lazy_gettext(
        "it ends when it starts, and nothing says how long “%(kind)s” lasts; give --length"
    ),
    "no_end_asked": lazy_gettext(
        "it has no end, and nothing says how long “%(kind)s” lasts; give --length"
    ),
    "ambiguous": lazy_gettext(
        "the clocks show %(wall)s twice that night: write %(first)s or %(second)s"
    ),
    "absent": lazy_gettext(
        "the clocks jump over %(wall)s that night: write %(first)s or %(second)s"
    ),
    "cancelled_in_file": lazy_gettext(
        "the file says that it is cancelled; a session that is here already stays as it is, "
        "`wellness session cancel` calls it off"
    ),
    "same_key": lazy_gettext("it has the id and the start of row %(row)s, but says otherwise"),
}
"""Why a row was not taken."""

MENDED: dict[str, str | LazyString] = {
    "end_date_early": lazy_gettext("it ended on a day before it started: %(end)s on its own day"),
    "overnight": lazy_gettext("it ended before it started: %(end)s on the next day"),
    "no_length": lazy_gettext("it ended when it started: taken as %(minutes)s minutes"),
    "no_end": lazy_gettext("it had no end: taken as %(minutes)s minutes"),
    "open_space": lazy_gettext("it lasts %(hours)s hours: taken as an open space to drop in"),
    "address_as_place": lazy_gettext("an e-mail address stood for its place and was left out"),
    "name_as_place": lazy_gettext("“%(text)s” is no description of a place and was left out"),
    "zone_unknown": lazy_gettext(
        "its time zone, “%(zone)s”, is unknown: taken for that of the other times"
    ),
    "repeats_left_out": lazy_gettext(
        "it repeats beyond the festival's days or 500 times: %(kept)s times kept"
    ),
    "size_open": lazy_gettext("the group's size is “%(text)s”: taken as a drop-in"),
    "size_unclear": lazy_gettext("the group's size, “%(text)s”, is no number: taken as a drop-in"),
    "size_read": lazy_gettext("the group's size, “%(text)s”, was read as %(places)s"),
    "fully_booked": lazy_gettext("it says that it is fully booked: booking is closed"),
    "line_ends": lazy_gettext("line ends evened out (%(fields)s)"),
    "control": lazy_gettext("characters that can't be shown were taken out (%(fields)s)"),
    "blanks": lazy_gettext("blanks at the edges taken off (%(fields)s)"),
    "none_text": lazy_gettext("a written “None” was taken as nothing (%(fields)s)"),
    "shortened": lazy_gettext("too long, and shortened (%(fields)s)"),
    "said_otherwise": lazy_gettext(
        "row %(row)s, the same activity, says otherwise and was followed (%(fields)s)"
    ),
}
"""What was put right in a row that was taken."""

TOLD: dict[str, str | LazyString] = {
    "outside_days": lazy_gettext("it lies outside the festival's days"),
    "repeated": lazy_gettext("the same as row %(row)s"),
    "unwanted_category": lazy_gettext("you chose to leave the category “%(name)s” out"),
    "unwanted_space": lazy_gettext("you chose to leave the place “%(name)s” out"),
    "gone": lazy_gettext("no longer in the file; nothing was changed about it"),
    "cancelled_here": lazy_gettext("it was called off here, so its time and place stay"),
    "booked_stays_booked": lazy_gettext(
        "the file gives no number of places now, but %(taken)s are taken: left as it is"
    ),
    "capacity_kept": lazy_gettext(
        "the file says %(places)s places, but %(taken)s are taken: left as it is"
    ),
}
"""What to know about a row beside that."""


OUTSIDE = "outside_days"
"""Told of a row that lies outside the festival's days."""

SORTS: dict[str, str | LazyString] = {
    "end_date_early": lazy_gettext("ended on a day before the start"),
    "overnight": lazy_gettext("ended before the start, overnight"),
    "no_length": lazy_gettext("ended at the start"),
    "no_end": lazy_gettext("had no end"),
    "open_space": lazy_gettext("open for more than 12 hours"),
    "address_as_place": lazy_gettext("e-mail address for a place"),
    "name_as_place": lazy_gettext("no description of a place"),
    "zone_unknown": lazy_gettext("unknown time zone"),
    "repeats_left_out": lazy_gettext("repeats left out"),
    "size_open": lazy_gettext("group size without a limit"),
    "size_unclear": lazy_gettext("group size unclear"),
    "size_read": lazy_gettext("group size read from words"),
    "fully_booked": lazy_gettext("said to be fully booked"),
    "line_ends": lazy_gettext("line ends"),
    "control": lazy_gettext("characters that can't be shown"),
    "blanks": lazy_gettext("outer blanks"),
    "none_text": lazy_gettext("a written “None”"),
    "shortened": lazy_gettext("shortened"),
    "said_otherwise": lazy_gettext("one activity told in two ways"),
}
"""The same mendings in a word or two, for counting them."""


IN_BROWSER: dict[str, str | LazyString] = {
    "needs_base_date": lazy_gettext(
        "it names a weekday or a day's number (%(text)s); give the first day in the settings"
    ),
    "no_length_asked": lazy_gettext(
        "it ends when it starts, and nothing says how long “%(kind)s” lasts; give a length in the "
        "settings"
    ),
    "no_end_asked": lazy_gettext(
        "it has no end, and nothing says how long “%(kind)s” lasts; give a length in the settings"
    ),
    "cancelled_in_file": lazy_gettext(
        "the file says that it is cancelled; a session that is here already stays as it is, and "
        "can be cancelled in the planner"
    ),
    "gone": lazy_gettext("no longer in the file"),
}
"""The same, where there is a form instead of options."""


def page_sentence_of(told: Note) -> str:
    """The sentence for a Note about a row, as a page says it."""
    says = IN_BROWSER.get(told.code)
    if says is None:
        return sentence_of(told)
    return str(says) % {name: printable(fact) for name, fact in told.facts}


def sentence_of(told: Note) -> str:
    """The sentence for a Note about a row."""
    says = REFUSED.get(told.code) or MENDED.get(told.code) or TOLD[told.code]
    return str(says) % {name: printable(fact) for name, fact in told.facts}


def is_mending(told: Note) -> bool:
    """Whether a Note tells of something that was put right."""
    return told.code in MENDED
