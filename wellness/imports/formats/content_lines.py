"""iCalendar's lines (RFC 5545 section 3.1), read more kindly than they are written.

Any line ending, folds of any length (even in the middle of a character), unquoted parameters,
components that nobody closed: programmes with all of these are published every year.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_FOLD = re.compile(rb"(?:\r\n|\n|\r)[ \t]")
_LINE_END = re.compile(r"\r\n|\n|\r")
_HEAD = re.compile(
    r'^([A-Za-z0-9-]+)((?:;[^=;:"]+=(?:"[^"]*"|[^";:]*)(?:,(?:"[^"]*"|[^";:,]*))*)*):'
)
_PARAMETER = re.compile(r';([^=;:"]+)=((?:"[^"]*"|[^";:])*)')
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Value:
    """A property's raw value, with its parameters by upper-case name."""

    text: str
    parameters: dict[str, str]

    @property
    def unescaped(self) -> str:
        """The value as TEXT (section 3.3.11): escapes resolved."""
        return _ESCAPE.sub(lambda m: "\n" if m[1] in "nN" else m[1], self.text)


@dataclass(slots=True)
class Component:
    """The properties of one component by upper-case name; those of parts inside it left out."""

    name: str
    properties: dict[str, list[Value]] = field(default_factory=dict)

    def first(self, name: str) -> Value | None:
        """The first value of a property."""
        return next(iter(self.properties.get(name, ())), None)

    def text(self, name: str) -> str:
        """The first value of a property as TEXT, empty where there is none."""
        value = self.first(name)
        return value.unescaped if value else ""


def components_in(raw: bytes) -> Iterator[Component]:
    """Each VEVENT of the calendar, then the VCALENDAR itself. Raises UnicodeDecodeError."""
    calendar = Component("VCALENDAR")
    open_parts: list[Component] = []
    for line in _LINE_END.split(_FOLD.sub(b"", raw).decode("utf-8-sig")):
        match = _HEAD.match(line)
        if match is None:
            continue
        name, text = match[1].upper(), line[match.end() :]
        if name == "BEGIN":
            if len(open_parts) < _DEEPEST:
                open_parts.append(Component(text.strip().upper()))
        elif name == "END":
            if open_parts and open_parts[-1].name == text.strip().upper():
                ended = open_parts.pop()
                if ended.name == "VEVENT":
                    yield ended
        else:
            part = open_parts[-1] if open_parts else calendar
            part = calendar if part.name == "VCALENDAR" else part
            part.properties.setdefault(name, []).append(Value(text, _parameters(match[2])))
    yield calendar


def _parameters(head: str) -> dict[str, str]:
    if not head:
        return {}
    return {m[1].upper(): m[2].strip('"') for m in _PARAMETER.finditer(head)}
