"""One page of one festival day: which sessions it lists and where its links lead."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from flask_babel import gettext

from wellness.booking.rules import next_transition
from wellness.clock import dawn_of, festival_day
from wellness.festivals.models import Festival
from wellness.programme import listing
from wellness.programme.forms import Asked
from wellness.programme.rules import (
    Filters,
    Leaf,
    PartOfDay,
    by_part,
    day_to_show,
    leaves,
    next_part_begins,
    part_of_day,
)
from wellness.programme.shown import ProgrammeEntry

ENOUGH_TO_FOLD = 3
"""So many sessions must be over before they are folded away."""
MOST_OPTIONS = 30
"""More spaces than this are no choice on a phone; their own pages lead here filtered."""


Option = dict[str, str | bool]
"""One choice of a filter as a link: name, href, current, icon. Chosen again it takes it away."""


@dataclass(frozen=True)
class DayPage:
    """What the programme page at one address holds."""

    festival: Festival
    asked: Asked
    now: datetime
    today: date
    day: date
    days: tuple[date, ...]
    has_programme: bool
    everything: tuple[ProgrammeEntry, ...]
    leaves: tuple[Leaf, ...]
    leaf: Leaf

    def to(self, **other: object) -> str:
        """A link to this day with something else asked for, from its first page."""
        kept = Asked(day=self.day, filters=self.asked.filters)
        return replace(kept, **other).href  # type: ignore[arg-type]

    def with_filter(self, **other: object) -> str:
        """A link to this day with one filter set to something else."""
        return self.to(filters=replace(self.asked.filters, **other))  # type: ignore[arg-type]

    def to_leaf(self, leaf: Leaf) -> str:
        """A link to another page of this day."""
        return self.to(part=leaf.part, number=leaf.number)

    @property
    def tabs(self) -> list[tuple[date, str]]:
        """Each festival day and its link; filters stay, the part of the day does not."""
        return [(day, self.to(day=day)) for day in self.days]

    @property
    def dawn(self) -> datetime:
        """When this festival day begins; the festival's first where the day is not one of it."""
        day = self.day if self.day in self.days else self.days[0]
        return dawn_of(day, self.festival.zone, self.festival.dawn)

    @property
    def is_whole(self) -> bool:
        """Whether the day stands on one page."""
        return len(self.leaves) == 1

    @property
    def part_links(self) -> list[tuple[PartOfDay, str, bool]]:
        """Each part of the day with its link, and whether it is the one shown."""
        if self.is_whole:
            return [(part, f"#{part}", False) for part in self.sections]
        return [
            (leaf.part, self.to_leaf(leaf), leaf.part is self.leaf.part)
            for leaf in self.leaves
            if leaf.part is not None and leaf.number == 1
        ]

    @property
    def beside(self) -> tuple[Leaf | None, Leaf | None]:
        """The page before and the page after this one."""
        at = self.leaves.index(self.leaf)
        before = self.leaves[at - 1] if at else None
        return before, self.leaves[at + 1] if at + 1 < len(self.leaves) else None

    @property
    def over(self) -> tuple[ProgrammeEntry, ...]:
        """What is over today, to be folded away; nothing where that would leave the page bare."""
        if self.day != self.today:
            return ()
        past = tuple(entry for entry in self.leaf.entries if entry.ends_at <= self.now)
        return past if ENOUGH_TO_FOLD <= len(past) < len(self.leaf.entries) else ()

    @property
    def sections(self) -> dict[PartOfDay, tuple[ProgrammeEntry, ...]]:
        """The sessions of this page under their part of the day."""
        over = self.over
        shown = (entry for entry in self.leaf.entries if entry not in over)
        return by_part(shown, self.festival.zone, self.festival.dawn)

    @property
    def to_everything(self) -> str:
        """A link to this day without filters."""
        return self.to(filters=Filters())

    @property
    def categories(self) -> list[Option]:
        """Kinds of session this day has."""
        kinds = {entry.category.slug: entry.category for entry in self.everything}
        icons = {slug: kind.icon for slug, kind in kinds.items()}
        return self._options("category", {s: kind.name for s, kind in kinds.items()}, icons)

    @property
    def spaces(self) -> list[Option]:
        """Spaces in use this day; too many to choose from are left out, but for a chosen one."""
        found = {e.space.slug: e.space.name for e in self.everything if e.space is not None}
        if len(found) > MOST_OPTIONS:
            chosen = self.asked.filters.space
            found = {slug: name for slug, name in found.items() if slug == chosen}
        return self._options("space", found)

    @property
    def chosen(self) -> list[Option]:
        """The filters in force, each as a link that takes it away."""
        filters = self.asked.filters
        led = {one.slug: one.name for entry in self.everything for one in entry.leaders}
        known = [*self.categories, *self.spaces, *self._options("facilitator", led)]
        chosen = [option for option in known if option["current"]]
        if len(chosen) < filters.count - filters.free:
            elsewhere: Option = {
                "name": gettext("Something not on this day"),
                "href": self.with_filter(space=None, category=None, facilitator=None),
                "current": True,
                "icon": "",
            }
            return [elsewhere]
        return chosen

    def _options(
        self, filter_name: str, names: Mapping[str, str], icons: Mapping[str, str] | None = None
    ) -> list[Option]:
        chosen = getattr(self.asked.filters, filter_name)
        return [
            {
                "name": name,
                "href": self.with_filter(**{filter_name: None if slug == chosen else slug}),
                "current": slug == chosen,
                "icon": (icons or {}).get(slug, ""),
            }
            for slug, name in sorted(names.items(), key=lambda item: item[1].casefold())
        ]

    @property
    def elsewhere(self) -> list[tuple[date, int, str]]:
        """Other days on which the same filters find something: day, how many, link."""
        if not self.asked.filters.count:
            return []
        found = listing.sessions_per_day(self.festival, self.asked.filters)
        return [(day, found[day], self.to(day=day)) for day in sorted(found) if day != self.day]

    @property
    def fresh_until(self) -> datetime:
        """Until when time alone leaves this page as it is."""
        zone, dawn = self.festival.zone, self.festival.dawn
        moments = [dawn_of(self.today + timedelta(days=1), zone, dawn)]
        moments += [next_transition(entry.facts, now=self.now) for entry in self.everything]
        if not self.is_whole:
            moments.append(next_part_begins(self.now, zone, dawn))
        return min(moments)


def day_page(festival: Festival, asked: Asked, *, now: datetime) -> DayPage:
    """The page for what was asked, as things are at `now`; four queries, whatever it holds."""
    zone, dawn = festival.zone, festival.dawn
    today = festival_day(now, zone, dawn)
    counts = listing.sessions_per_day(festival)
    length = (festival.ends_on - festival.starts_on).days + 1
    announced = (festival.starts_on + timedelta(days=n) for n in range(length))
    days = tuple(sorted({*counts, *announced}))
    day = asked.day or day_to_show(days, today)
    everything = listing.entries_of_day(festival, day) if day in counts else ()
    wished = (entry for entry in everything if asked.filters.accept(entry, now=now))
    found = leaves(by_part(wished, zone, dawn))
    if asked.part is None and asked.day is None and day == today:
        asked = replace(asked, part=part_of_day(now, zone, dawn))
    return DayPage(
        festival=festival,
        asked=asked,
        now=now,
        today=today,
        day=day,
        days=days,
        has_programme=bool(counts),
        everything=everything,
        leaves=found,
        leaf=_leaf_for(asked, found),
    )


def _leaf_for(asked: Asked, found: Iterable[Leaf]) -> Leaf:
    """The page asked for, else the first of its part, else the first at all."""
    return min(found, key=lambda leaf: (leaf.part is not asked.part, leaf.number != asked.number))
