"""Links of a chapter to services of the hub and to other chapters."""

from collections.abc import Iterable

from wellness.web.markdown import links_in

HUB = "hub:"
GUIDE = "guide:"
PARTS = ("body", "short", "worksheet")
"""The columns of a version that hold Markdown."""


def hub_slugs(texts: Iterable[str]) -> list[str]:
    """The services that these texts link to, each once, in order."""
    return _slugs(texts, HUB)


def chapter_slugs(texts: Iterable[str]) -> list[str]:
    """The chapters that these texts link to, each once, in order."""
    return _slugs(texts, GUIDE)


def _slugs(texts: Iterable[str], scheme: str) -> list[str]:
    found = (
        link.removeprefix(scheme).partition("#")[0]
        for text in texts
        for link in links_in(text)
        if link.startswith(scheme)
    )
    return list(dict.fromkeys(found))
