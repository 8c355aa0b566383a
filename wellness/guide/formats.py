"""Chapters as files: how the starter guide is written. Described in docs/decisions/0770.

slug: arriving
roles: artist, crew
order: 20
title: Arriving
summary: One sentence on what this chapter helps with.

## The first hour
Markdown …

# Five minutes
Markdown …

# Worksheet
Markdown …
"""

import re
from dataclasses import dataclass

KEYS = frozenset({"slug", "roles", "order", "title", "summary"})
PARTS = {"five minutes": "short", "worksheet": "worksheet"}
"""Headings of the first level that begin another part: the same words in every language."""
_FACT = re.compile(r"([a-z]+): *(.*)")
_PART = re.compile(r"# +(.+?) *#*")


class BadChapterFile(ValueError):
    """A file that does not follow the format; says where and what."""


@dataclass(frozen=True, slots=True)
class ChapterFile:
    """One chapter in one language, as its file says."""

    slug: str
    roles: tuple[str, ...]
    order: int
    title: str
    summary: str
    body: str
    short: str
    worksheet: str


def read_chapter(written: str, *, roles: frozenset[str]) -> ChapterFile:
    """The chapter in the file `written`; `roles` are the words that may stand in its roles.

    Raises BadChapterFile.
    """
    head, _, rest = written.strip().partition("\n\n")
    facts = _facts(head)
    parts = _parts(rest)
    named = tuple(word.strip() for word in facts.get("roles", "").split(",") if word.strip())
    if set(named) - roles:
        raise BadChapterFile(f"roles: {', '.join(sorted(set(named) - roles))} is none of ours")
    for key in ("slug", "title", "summary"):
        if not facts.get(key):
            raise BadChapterFile(f"{key}: is missing from the first lines")
    if not parts["body"]:
        raise BadChapterFile("there is no text below the first lines")
    if not facts.get("order", "0").isdigit():
        raise BadChapterFile("order: must be a number")
    return ChapterFile(
        slug=facts["slug"],
        roles=named,
        order=int(facts.get("order", "0")),
        title=facts["title"],
        summary=facts["summary"],
        body=parts["body"],
        short=parts["short"],
        worksheet=parts["worksheet"],
    )


def _facts(head: str) -> dict[str, str]:
    facts = {}
    for number, line in enumerate(head.splitlines(), 1):
        found = _FACT.fullmatch(line.strip())
        if found is None or found[1] not in KEYS:
            known = ", ".join(sorted(KEYS))
            raise BadChapterFile(f"line {number}: {line!r} is no fact; write one of {known}")
        facts[found[1]] = found[2].strip()
    return facts


def _parts(rest: str) -> dict[str, str]:
    lines: dict[str, list[str]] = {"body": [], "short": [], "worksheet": []}
    here = "body"
    for line in rest.splitlines():
        found = _PART.fullmatch(line)
        if found is None:
            lines[here].append(line.rstrip())
            continue
        if found[1].lower() not in PARTS:
            raise BadChapterFile(f"{line!r}: headings of the text begin at ##")
        here = PARTS[found[1].lower()]
    return {part: "\n".join(held).strip() for part, held in lines.items()}
