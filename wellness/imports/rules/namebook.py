"""Which spaces, categories, facilitators and activities a file names that are not there yet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from wellness.festivals.addresses import slug_of, unused
from wellness.imports.formats.rows import note
from wellness.imports.rules.entries import KEY_LENGTH, Entry, Left
from wellness.imports.rules.names import kept_short
from wellness.imports.rules.words import folded

DEFAULT_CATEGORY = "Sessions"
"""Where the file tells no category."""


@dataclass(frozen=True, slots=True)
class There:
    """Something of a festival that has a name."""

    id: int
    slug: str
    name: str
    source_key: str | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something the file names: the key it is known by, its name, and what else is said of it."""

    key: str
    name: str
    latitude: float | None = None
    longitude: float | None = None


class Namebook:
    """What a festival has of one kind, found by the source's key or else by name.

    The key comes first: what an organizer renamed since is still found.
    """

    def __init__(
        self,
        there: Iterable[There],
        *,
        by_name: bool = True,
        aliases: Mapping[str, int | None] = MappingProxyType({}),
    ) -> None:
        there = list(there)
        ids = {None, *(each.id for each in there)}
        self._aliases = {key: its_id for key, its_id in aliases.items() if its_id in ids}
        self.slugs = {each.slug for each in there}
        self._by_key: dict[str | None, int] = {
            each.source_key: each.id for each in there if each.source_key
        }
        self._by_name = {folded(each.name): each.id for each in there} if by_name else {}
        self._names = {each.id: each.name for each in there}
        self.size = len(there)

    def find(self, wanted: Wanted) -> int | None:
        """The id of what is wanted, if the festival has it."""
        if wanted.key in self._aliases:
            return self._aliases[wanted.key]
        return self._by_key.get(wanted.key) or self._by_name.get(folded(wanted.name))

    def name_of(self, wanted: Wanted) -> str:
        """What it is called here: the name it has, or will have; empty where it means nothing."""
        found = self.find(wanted)
        is_nothing = found is None and wanted.key in self._aliases
        return "" if is_nothing else self._names.get(found or 0, wanted.name)

    def missing(self, wanted: Iterable[Wanted]) -> list[Wanted]:
        """What is wanted and isn't there, each once, in the order of asking."""
        missing = (
            each for each in wanted if each.key not in self._aliases and self.find(each) is None
        )
        return list({each.key: each for each in missing}.values())

    def add(self, wanted: Wanted, new_id: int) -> None:
        """Know something that was just made."""
        self._by_key[wanted.key] = new_id

    def rename(self, old_key: str | None, wanted: Wanted, its_id: int) -> None:
        """Know something by another key from now on, and no longer by its old one."""
        self._by_key.pop(old_key, None)
        self._by_key[wanted.key] = its_id

    def address(self, name: str, fallback: str) -> str:
        """A slug for `name` that nothing of this kind has."""
        return unused(slug_of(name, fallback), self.slugs)


def wanted_space(entry: Entry, source: str) -> Wanted | None:
    """The space that an entry names; None if it names none."""
    if not entry.space:
        return None
    key = entry.space_key or folded(entry.space)
    return Wanted(_key(source, key), entry.space, entry.latitude, entry.longitude)


def wanted_category(entry: Entry, source: str) -> Wanted:
    """The category that an entry names, or the one for those that name none."""
    name = entry.about.category or DEFAULT_CATEGORY
    return Wanted(_key(source, folded(name)), name)


def wanted_people(entry: Entry, source: str) -> list[Wanted]:
    """Who leads it."""
    return [Wanted(_key(source, folded(name)), name) for name in entry.facilitators or ()]


def wanted_activity(entry: Entry, source: str) -> Wanted:
    """The activity that an entry is a session of."""
    return Wanted(_key(source, entry.about.key), entry.title)


def _key(source: str, key: str) -> str:
    return kept_short(f"{source}:{key}", KEY_LENGTH)


@dataclass(frozen=True, slots=True)
class Aliases:
    """What whoever imports said a file's categories and places are here; by the key of `Wanted`."""

    spaces: Mapping[str, int | None] = field(default_factory=dict)
    """The space that is meant; None: no space, its sessions wait in the tray."""
    categories: Mapping[str, int | None] = field(default_factory=dict)
    unwanted_spaces: frozenset[str] = frozenset()
    """Their sessions are left out."""
    unwanted_categories: frozenset[str] = frozenset()


NONE = Aliases()
"""Nothing was said: names mean themselves."""


def wanted_rows(
    rows: Sequence[Entry | Left], source: str, aliases: Aliases
) -> Sequence[Entry | Left]:
    """The rows, without the sessions of categories and places that were left out."""
    if not aliases.unwanted_spaces and not aliases.unwanted_categories:
        return rows
    return [
        _wanted_or_left(row, source, aliases) if isinstance(row, Entry) else row for row in rows
    ]


def _wanted_or_left(entry: Entry, source: str, aliases: Aliases) -> Entry | Left:
    category, space = wanted_category(entry, source), wanted_space(entry, source)
    if category.key in aliases.unwanted_categories:
        reason = note("unwanted_category", name=category.name)
    elif space and space.key in aliases.unwanted_spaces:
        reason = note("unwanted_space", name=space.name)
    else:
        return entry
    return Left(entry.number, entry.event, entry.title, reason)


@dataclass(frozen=True, slots=True)
class Made:
    """The names of what a file's sessions need and the festival doesn't have."""

    spaces: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    facilitators: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Namebooks:
    """What a festival has of each kind."""

    spaces: Namebook
    categories: Namebook
    facilitators: Namebook
    activities: Namebook

    def missing(self, entries: Iterable[Entry], source: str) -> Made:
        """What the entries name that the festival doesn't have."""
        entries = list(entries)
        spaces = [wanted for entry in entries if (wanted := wanted_space(entry, source))]
        people = [each for entry in entries for each in wanted_people(entry, source)]
        return Made(
            _names(self.spaces.missing(spaces)),
            _names(self.categories.missing(wanted_category(e, source) for e in entries)),
            _names(self.facilitators.missing(people)),
            _names(self.activities.missing(wanted_activity(e, source) for e in entries)),
        )


def _names(wanted: list[Wanted]) -> tuple[str, ...]:
    return tuple(each.name for each in wanted)
