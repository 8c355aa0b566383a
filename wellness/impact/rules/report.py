"""The report: what took place as it was, people as guarded numbers. What is hidden isn't in it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from wellness.impact.rules.guarding import Guarded, guard

SEVERAL, UNSAID = "several", "unsaid"
"""Languages of sessions in more than one, and of those of which nobody said."""
PEOPLE = ("booked", "attended", "waited")


@dataclass(frozen=True, slots=True)
class Held:
    """One session that took place, or one slot of studio time, as numbers."""

    format: str
    """The name of its category."""
    languages: tuple[str, ...]
    hour: int
    """The wall-clock hour it began, from 0 to 23."""
    minutes: int
    is_studio_time: bool
    is_given: bool
    """Studio time that belonged to a call."""
    places: int | None
    """None where the door was open."""
    booked: int
    """Places people kept to the end."""
    attended: int | None
    """Places of people seen there; None where nobody counted."""
    waited: int
    """How often somebody joined the waiting list."""

    @property
    def language(self) -> str:
        """The one way it counts by language."""
        if len(self.languages) > 1:
            return SEVERAL
        return self.languages[0] if self.languages else UNSAID


@dataclass(frozen=True, slots=True)
class Called:
    """One call and what came of it."""

    title: str
    applications: int
    residencies: int


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything a report is made of."""

    name: str
    site: str
    country: str
    starts_on: date
    ends_on: date
    held: tuple[Held, ...]
    calls: tuple[Called, ...]


def report_of(facts: Facts, *, made_at: datetime) -> dict[str, Any]:
    """The report as a document: what is in it may be shown to anybody.

    Numbers of sessions and places are exact, they stood in the programme; numbers of people are
    guarded, None where they are kept back.
    """
    sessions = [each for each in facts.held if not each.is_given]
    is_counted = any(each.attended is not None for each in sessions)
    people = _people(sessions, is_counted=is_counted)
    applied = _guarded_calls(facts.calls, lambda call: call.applications)
    resident = _guarded_calls(facts.calls, lambda call: call.residencies)
    return {
        "version": 1,
        "name": facts.name,
        "site": facts.site,
        "country": facts.country,
        "starts_on": facts.starts_on.isoformat(),
        "ends_on": facts.ends_on.isoformat(),
        "made_at": made_at.isoformat(timespec="minutes"),
        "is_counted": is_counted,
        "sums": _sums(facts, people, applied, resident),
        "by_format": _rows(sessions, people, "format", _by_format),
        "by_language": _rows(sessions, people, "language", _by_language),
        "by_hour": [
            {"label": label, "waited": shown}
            for label, shown in sorted(people["waited"].divisions["hour"].items())
        ],
        "calls": [
            {
                "label": call.title,
                "applications": applied.divisions["call"][call.title],
                "residencies": resident.divisions["call"][call.title],
            }
            for call in facts.calls
        ],
    }


def _sums(
    facts: Facts, people: dict[str, Guarded], applied: Guarded, resident: Guarded
) -> dict[str, int | None]:
    sessions = [each for each in facts.held if not each.is_given]
    studio = [each for each in facts.held if each.is_studio_time]
    return {
        "sessions": len(sessions),
        "open_door": sum(each.places is None for each in sessions),
        "hours": round(sum(each.minutes for each in sessions) / 60),
        "places": sum(each.places or 0 for each in sessions),
        **{name: guarded.total for name, guarded in people.items()},
        "studio_slots": len(studio),
        "studio_hours": round(sum(each.minutes for each in studio) / 60),
        "applications": applied.total,
        "residencies": resident.total,
    }


def _people(sessions: list[Held], *, is_counted: bool) -> dict[str, Guarded]:
    """Who booked, came and waited, each guarded over all the ways it is divided."""
    places = {
        name: _summed(sessions, by, lambda each: each.places or each.booked)
        for name, by in (("format", _by_format), ("language", _by_language))
    }
    booked = guard(_divided(sessions, lambda each: each.booked), places)
    waited = guard(_divided(sessions, lambda each: each.waited, with_hours=True))
    found = {"booked": booked, "waited": waited}
    if is_counted:
        came = _divided(sessions, lambda each: each.attended or 0)
        found["attended"] = guard(came, _most_shown(booked, places), within=booked)
    return found


def _most_shown(
    booked: Guarded, places: Mapping[str, Mapping[str, int]]
) -> dict[str, dict[str, int]]:
    """What a reader knows no cell of those who came can be larger than."""
    return {
        name: {
            label: places[name][label] if shown is None else min(places[name][label], shown + 2)
            for label, shown in cells.items()
        }
        for name, cells in booked.divisions.items()
    }


def _by_format(each: Held) -> str:
    return each.format


def _by_language(each: Held) -> str:
    return each.language


def _divided(
    sessions: list[Held], number: Callable[[Held], int], *, with_hours: bool = False
) -> dict[str, dict[str, int]]:
    ways: dict[str, Callable[[Held], str]] = {"format": _by_format, "language": _by_language}
    if with_hours:
        ways["hour"] = lambda each: f"{each.hour:02d}:00"
    return {name: _summed(sessions, by, number) for name, by in ways.items()}


def _summed(
    sessions: Iterable[Held], by: Callable[[Held], str], number: Callable[[Held], int]
) -> dict[str, int]:
    found: dict[str, int] = {}
    for each in sessions:
        found[by(each)] = found.get(by(each), 0) + number(each)
    return found


def _rows(
    sessions: list[Held], people: dict[str, Guarded], name: str, by: Callable[[Held], str]
) -> list[dict[str, Any]]:
    """One line for each part, the one with the most sessions first."""
    counts = _summed(sessions, by, lambda _: 1)
    places = _summed(sessions, by, lambda each: each.places or 0)
    return [
        {
            "label": label,
            "sessions": counts[label],
            "places": places[label],
            **{who: guarded.divisions[name][label] for who, guarded in people.items()},
        }
        for label in sorted(counts, key=lambda label: (-counts[label], label))
    ]


def _guarded_calls(calls: tuple[Called, ...], number: Callable[[Called], int]) -> Guarded:
    return guard({"call": {call.title: number(call) for call in calls}})
