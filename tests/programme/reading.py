"""Reading programme pages as a person or a program would."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

VOID = {"meta", "link", "input", "br", "img", "path", "circle", "rect", "line", "hr", "ellipse"}


@dataclass
class Element:
    """One element of a page and what is in it."""

    tag: str
    given: dict[str, str]
    inside: list["Element | str"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All words inside, in one line."""
        words = [part if isinstance(part, str) else part.text for part in self.inside]
        return " ".join(" ".join(words).split())

    def all(self, tag: str = "", **given: str) -> list["Element"]:
        """Elements inside with this tag and these attributes (`_` stands for `-`)."""
        asked = {name.rstrip("_").replace("_", "-"): value for name, value in given.items()}
        found: list[Element] = []
        for part in self.inside:
            if isinstance(part, Element):
                fits = all(part.given.get(name) == value for name, value in asked.items())
                found += [part] if fits and tag in {"", part.tag} else []
                found += part.all(tag, **given)
        return found

    def one(self, tag: str = "", **given: str) -> "Element":
        """The only such element."""
        (found,) = self.all(tag, **given)
        return found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("page", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].inside.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert tag in {element.tag for element in self.open}, f"</{tag}> closes nothing"
        closed = self.open.pop()
        assert closed.tag == tag, f"<{closed.tag}> is closed by </{tag}>"

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def read(page: str) -> Element:
    """The page as a tree; fails where elements are not closed in order."""
    reader = _Reader()
    reader.feed(page)
    assert [element.tag for element in reader.open] == ["page"]
    return reader.open[0]


def entries_in(page: Element) -> list[Element]:
    """The sessions a page lists, in order."""
    return [element for element in page.all("article") if "data-session" in element.given]


def titles_in(page: Element) -> list[str]:
    """Titles of the sessions a page lists, in order."""
    return [entry.all("a")[0].text for entry in entries_in(page)]


def wall(day: date, clock: str, zone: str = "Europe/Berlin") -> datetime:
    """The instant at which clocks in `zone` show `clock` on `day`."""
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=ZoneInfo(zone))
