"""The draft's warnings and steps in the reader's words, told in the festival's time."""

from flask_babel import lazy_gettext, ngettext

from wellness.planner.rules.board import Board
from wellness.planner.rules.kinds import PlanWarning, WarningKind
from wellness.planner.rules.spans import Span
from wellness.planner.rules.steps import StepKind
from wellness.web.formatting import clock_time, short_day

NAMES = {
    WarningKind.SPACE_OVERLAP: lazy_gettext("Two sessions in one space"),
    WarningKind.CHANGEOVER: lazy_gettext("Too little time between two sessions"),
    WarningKind.SPACE_CLOSED: lazy_gettext("Space closed"),
    WarningKind.SPACE_HELD: lazy_gettext("Space held"),
    WarningKind.SPACE_RETIRED: lazy_gettext("Space no longer used"),
    WarningKind.TOO_SMALL: lazy_gettext("Space too small"),
    WarningKind.LEADER_TWICE: lazy_gettext("Facilitator in two places"),
    WarningKind.LEADER_AWAY: lazy_gettext("Facilitator away"),
    WarningKind.OVERLOADED: lazy_gettext("Too many sessions for one facilitator"),
    WarningKind.NO_REST: lazy_gettext("No rest after a heavy session"),
    WarningKind.TOO_FEW_LEADERS: lazy_gettext("Too few facilitators"),
    WarningKind.NO_SECOND_LEADER: lazy_gettext("No second facilitator"),
    WarningKind.OUTSIDE_FESTIVAL: lazy_gettext("Outside the festival"),
    WarningKind.NEVER_SCHEDULED: lazy_gettext("Never scheduled"),
    WarningKind.IN_TRAY: lazy_gettext("Still in the tray"),
    WarningKind.SIGN_UPS_LOST: lazy_gettext("Bookings that would be lost"),
    WarningKind.NO_ENGINEER: lazy_gettext("No engineer in a studio"),
    WarningKind.ENGINEER_OFF_SHIFT: lazy_gettext("Engineer not on shift"),
    WarningKind.EQUIPMENT_SHORT: lazy_gettext("Equipment asked for twice"),
}
"""What each kind of warning is called, as a heading or beside a checkbox."""

_SENTENCES = {
    WarningKind.SPACE_OVERLAP: lazy_gettext(
        "“%(one)s” and “%(other)s” are both in %(space)s, %(when)s."
    ),
    WarningKind.CHANGEOVER: lazy_gettext(
        "%(space)s has %(gap)s min between “%(one)s” and “%(other)s”, %(when)s. "
        "It needs %(needed)s."
    ),
    WarningKind.SPACE_CLOSED: lazy_gettext("%(space)s is closed during “%(one)s”, %(when)s."),
    WarningKind.SPACE_HELD: lazy_gettext("%(space)s is held during “%(one)s”, %(when)s."),
    WarningKind.SPACE_RETIRED: lazy_gettext(
        "“%(one)s” is planned in %(space)s, which is no longer used; %(when)s."
    ),
    WarningKind.TOO_SMALL: lazy_gettext(
        "“%(one)s” has %(places)s places, and %(space)s holds %(holds)s; %(when)s."
    ),
    WarningKind.LEADER_TWICE: lazy_gettext(
        "%(leader)s is to lead “%(one)s” and “%(other)s” at once, %(when)s."
    ),
    WarningKind.LEADER_AWAY: lazy_gettext("%(leader)s is away during “%(one)s”, %(when)s."),
    WarningKind.OVERLOADED: lazy_gettext(
        "%(leader)s leads %(number)s sessions on %(day)s, and wants at most %(most)s."
    ),
    WarningKind.NO_REST: lazy_gettext(
        "%(leader)s has %(gap)s min after “%(one)s” before “%(other)s”, %(when)s. "
        "Rest takes %(needed)s."
    ),
    WarningKind.TOO_FEW_LEADERS: lazy_gettext(
        "“%(one)s” has %(number)s of the %(needed)s facilitators it needs%(at)s."
    ),
    WarningKind.NO_SECOND_LEADER: lazy_gettext(
        "“%(one)s” has no second facilitator%(at)s. "
        "One stays with the group when the other goes out with somebody."
    ),
    WarningKind.OUTSIDE_FESTIVAL: lazy_gettext(
        "“%(one)s” is outside the festival's days, %(when)s."
    ),
    WarningKind.NEVER_SCHEDULED: lazy_gettext("“%(activity)s” has no session with a time yet."),
    WarningKind.IN_TRAY: lazy_gettext("“%(one)s” waits for a time and a space."),
    WarningKind.NO_ENGINEER: lazy_gettext(
        "“%(one)s” in %(space)s has no engineer of the house, %(when)s."
    ),
    WarningKind.ENGINEER_OFF_SHIFT: lazy_gettext(
        "%(leader)s is not on shift in %(space)s all through “%(one)s”, %(when)s."
    ),
    WarningKind.EQUIPMENT_SHORT: lazy_gettext(
        "“%(what)s”: %(number)s asked for in “%(one)s”, %(there)s can be had there, %(when)s."
    ),
}
_SHORT_FOR_TWO = lazy_gettext(
    "“%(what)s”: %(number)s asked for at once in “%(one)s” and “%(other)s”, %(when)s. "
    "There are %(there)s."
)
_HELD_WHY = lazy_gettext("%(space)s is held during “%(one)s”, %(when)s: %(reason)s.")
_NO_SPACE = lazy_gettext("“%(one)s” has a time but no space, %(when)s.")
_SHRUNK = lazy_gettext(
    "“%(one)s” would have %(capacity)s places, and %(taken)s are taken; %(when)s."
)

STEPS = {
    StepKind.PLACED: lazy_gettext("Placed"),
    StepKind.MOVED: lazy_gettext("Moved"),
    StepKind.UNPLACED: lazy_gettext("Put back in the tray"),
    StepKind.EDITED: lazy_gettext("Edited"),
    StepKind.ADDED: lazy_gettext("Added"),
    StepKind.REMOVED: lazy_gettext("Removed"),
    StepKind.REPEATED: lazy_gettext("Repeated"),
    StepKind.SHIFTED: lazy_gettext("Shifted"),
    StepKind.DELAYED: lazy_gettext("Delayed"),
    StepKind.TO_WET_PLACE: lazy_gettext("Moved to the wet-weather place"),
    StepKind.HELD: lazy_gettext("Held a space"),
    StepKind.RELEASED_HOLD: lazy_gettext("Ended a hold"),
    StepKind.CANCELLED: lazy_gettext("Cancelled"),
    StepKind.RESTORED: lazy_gettext("Restored"),
    StepKind.DAY_COPIED: lazy_gettext("Copied a day"),
    StepKind.IMPORTED: lazy_gettext("Imported"),
    StepKind.AUTO_PLACED: lazy_gettext("Placed automatically"),
    StepKind.SLOTS_MADE: lazy_gettext("Made studio slots"),
}
"""What each kind of step is called in the history, before what it is about."""


def sentence_of(warning: PlanWarning, board: Board) -> str:
    """What is wrong, where and when, in the reader's language and the festival's time."""
    facts = _facts(warning, board)
    if warning.kind is WarningKind.SIGN_UPS_LOST:
        return _sign_ups(facts)
    sentence = _SENTENCES[warning.kind]
    if warning.kind is WarningKind.SPACE_HELD and facts["reason"]:
        sentence = _HELD_WHY
    if warning.kind is WarningKind.IN_TRAY and warning.span:
        sentence = _NO_SPACE
    if warning.kind is WarningKind.EQUIPMENT_SHORT and len(warning.drafts) > 1:
        sentence = _SHORT_FOR_TWO
    return str(sentence) % facts


def when(span: Span, board: Board) -> str:
    """ "Fri 2, 10:00–10:30": the festival's day, then its clock."""
    begins, ends = (clock_time(each, board.zone) for each in (span.starts_at, span.ends_at))
    return f"{short_day(board.day_of(span.starts_at))}, {begins}–{ends}"


def _facts(warning: PlanWarning, board: Board) -> dict[str, object]:
    titles = [_title(board, draft_id) for draft_id in warning.drafts]
    space = board.spaces.get(warning.space_id or 0)
    leader = board.leaders.get(warning.leader_id or 0)
    activity = board.activities.get(warning.activity_id or 0)
    said = when(warning.span, board) if warning.span else ""
    return {
        **warning.facts,
        "one": titles[0] if titles else "",
        "other": titles[-1] if titles else "",
        "space": space.name if space else "",
        "leader": leader.name if leader else "",
        "activity": activity.title if activity else "",
        "when": said,
        "at": f", {said}" if said else "",
        "day": short_day(warning.day) if warning.day else "",
    }


def _title(board: Board, draft_id: int) -> str:
    return board.activities[board.placements[draft_id].activity_id].title


def _sign_ups(facts: dict[str, object]) -> str:
    if "is_cancelled" not in facts:
        return str(_SHRUNK) % facts
    lost, waiting = int(str(facts["lost"])), int(str(facts["waiting"]))
    if lost:
        return str(
            ngettext(
                "“%(one)s” is cancelled, and %(num)d place in it is booked; %(when)s.",
                "“%(one)s” is cancelled, and %(num)d places in it are booked; %(when)s.",
                lost,
                **facts,
            )
        )
    return str(
        ngettext(
            "“%(one)s” is cancelled, and %(num)d person waits for it; %(when)s.",
            "“%(one)s” is cancelled, and %(num)d people wait for it; %(when)s.",
            waiting,
            **facts,
        )
    )
