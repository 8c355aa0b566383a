"""What a resident still has to do before they come, in the order that helps."""

from dataclasses import dataclass
from enum import StrEnum


class Step(StrEnum):
    """One thing to do on the way to the first day."""

    AGREEMENT = "agreement"
    RIDER = "rider"
    EQUIPMENT = "equipment"


class Agreed(StrEnum):
    """How a resident stands to the agreement of their call."""

    NOTHING_TO_READ = "nothing_to_read"
    NOT_YET = "not_yet"
    CHANGED = "changed"
    """They said yes to an earlier version; this one asks anew."""
    YES = "yes"


@dataclass(frozen=True, slots=True)
class ToDo:
    """One line of the list."""

    step: Step
    is_done: bool


def agreed(*, agreement: str, version: int, said_yes_to: int | None) -> Agreed:
    """How somebody who `said_yes_to` a version stands to the call's agreement as it is now."""
    if not agreement.strip():
        return Agreed.NOTHING_TO_READ
    if said_yes_to is None:
        return Agreed.NOT_YET
    return Agreed.YES if said_yes_to == version else Agreed.CHANGED


def to_do(standing: Agreed, *, has_rider: bool, has_time: bool, has_asked: bool) -> list[ToDo]:
    """The list, what is done too; equipment is only asked for in studio time one has."""
    steps = [ToDo(Step.RIDER, has_rider)]
    if standing is not Agreed.NOTHING_TO_READ:
        steps.insert(0, ToDo(Step.AGREEMENT, standing is Agreed.YES))
    if has_time:
        steps.append(ToDo(Step.EQUIPMENT, has_asked))
    return steps
