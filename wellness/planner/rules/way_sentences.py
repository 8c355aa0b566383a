"""The ways out of a warning in the reader's words, as they stand on buttons and links."""

from flask_babel import lazy_gettext

from wellness.planner.rules.board import Board
from wellness.planner.rules.ways import WayKind, WayOut
from wellness.web.formatting import clock_time, short_day

_SENTENCES = {
    WayKind.NEXT_FREE: lazy_gettext("Move “%(title)s” to %(when)s"),
    WayKind.OTHER_SPACE: lazy_gettext("Move “%(title)s” to %(space)s"),
    WayKind.OTHER_DAY: lazy_gettext("Move “%(title)s” to %(when)s"),
    WayKind.LENGTHEN_GAP: lazy_gettext("Start “%(title)s” at %(time)s"),
    WayKind.SWAP_LEADER: lazy_gettext("Let %(leader)s lead “%(title)s” instead"),
    WayKind.ADD_LEADER: lazy_gettext("Let %(leader)s lead “%(title)s” too"),
    WayKind.TO_TRAY: lazy_gettext("Put “%(title)s” back in the tray"),
    WayKind.ACCEPT: lazy_gettext("Accept it, with a reason"),
    WayKind.EDIT_SESSION: lazy_gettext("Edit “%(title)s”"),
    WayKind.CANCEL: lazy_gettext("Cancel “%(title)s”"),
    WayKind.RESTORE: lazy_gettext("Restore “%(title)s”"),
    WayKind.EDIT_SPACE: lazy_gettext("Edit %(space)s"),
    WayKind.EDIT_LEADER: lazy_gettext("Edit when %(leader)s is there"),
    WayKind.ADD_SESSION: lazy_gettext("Add a session of “%(activity)s”"),
    WayKind.EDIT_SHIFTS: lazy_gettext("Say who is at the desk of %(space)s"),
    WayKind.SEE_EQUIPMENT: lazy_gettext("See what was asked for"),
    WayKind.PLACE: lazy_gettext("Choose a time and a space for “%(title)s”"),
}
_PLACED = lazy_gettext("Place “%(title)s” in %(space)s, %(when)s")


def sentence_of_way(way: WayOut, board: Board) -> str:
    """What pressing it does, in the reader's language and the festival's time."""
    placement = board.placements.get(way.draft_id or 0)
    space = board.spaces.get(way.space_id or 0)
    leader = board.leaders.get(way.leader_id or 0)
    activity = board.activities.get(placement.activity_id if placement else way.activity_id or 0)
    starts_at = way.wishes[0].starts_at if way.wishes else None
    time = clock_time(starts_at, board.zone) if starts_at else ""
    day = short_day(board.day_of(starts_at)) if starts_at else ""
    sentence = _PLACED if way.kind is WayKind.PLACE and way.wishes else _SENTENCES[way.kind]
    return str(sentence) % {
        "title": activity.title if activity else "",
        "activity": activity.title if activity else "",
        "space": space.name if space else "",
        "leader": leader.name if leader else "",
        "time": time,
        "when": f"{day}, {time}",
    }
