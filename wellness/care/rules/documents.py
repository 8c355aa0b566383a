"""What is sealed: one small document each. Never printed: their fields stay out of every repr."""

import json
from dataclasses import asdict, dataclass, field
from uuid import UUID

from wellness.care.models import CareEntryKind
from wellness.care.rules.words import Way


@dataclass(frozen=True)
class Asked:
    """What a person asked. Everything may be empty but the way to answer."""

    country: str = field(default="", repr=False)
    language: str = field(default="", repr=False)
    wishes: tuple[str, ...] = field(default=(), repr=False)
    text: str = field(default="", repr=False)
    way: str = field(default=Way.HERE.value, repr=False)
    mail: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    when: str = field(default="", repr=False)
    name: str = field(default="", repr=False)
    wants_letter: bool = field(default=False, repr=False)
    """A mail that says nothing but that there is an answer."""
    page_language: str = field(default="en", repr=False)
    """The language the form was read in: letters are written in it."""

    def packed(self) -> bytes:
        """As bytes to be sealed."""
        return json.dumps(asdict(self), ensure_ascii=False).encode()

    @classmethod
    def unpacked(cls, raw: bytes) -> "Asked":
        """Read back; fields of later times are left out."""
        held = json.loads(raw)
        known = {name: held[name] for name in cls.__dataclass_fields__ if name in held}
        return cls(**known | {"wishes": tuple(held.get("wishes", ()))})


@dataclass(frozen=True)
class Said:
    """A reply, an answer or a note; an answer may point to entries of the hub."""

    text: str = field(repr=False)
    links: tuple[str, ...] = field(default=(), repr=False)
    """Slugs of services."""

    def packed(self) -> bytes:
        """As bytes to be sealed."""
        return json.dumps({"text": self.text, "links": self.links}, ensure_ascii=False).encode()

    @classmethod
    def unpacked(cls, raw: bytes) -> "Said":
        """Read back."""
        held = json.loads(raw)
        return cls(held["text"], tuple(held.get("links", ())))


def place_of_entry(kind: CareEntryKind, request_uid: UUID, uid: UUID) -> str:
    """What an entry is sealed for: moved to another row, request or kind, it does not open."""
    return f"care_entry|{kind.value}|{request_uid}|{uid}"


def place_of_key(column: str, request_uid: UUID) -> str:
    """What the key of a request's answers is wrapped for; `column` is where it stands."""
    return f"care_request|{column}|{request_uid}"
