"""Templates of answers: plain words with a few names in them, never code."""

from collections.abc import Mapping
from string import Template

PLACEHOLDERS = ("name", "team", "festival", "hours")


def unknown_placeholders(body: str) -> list[str]:
    """What stands behind a $ in `body` and means nothing here, in order; a lone $ counts as "$"."""
    template = Template(body)
    strange = [each for each in template.get_identifiers() if each not in PLACEHOLDERS]
    return [f"${each}" for each in strange] + ([] if template.is_valid() else ["$"])


def filled(body: str, facts: Mapping[str, str]) -> str:
    """`body` with its names filled in; what is unknown stays as it is written."""
    return Template(body).safe_substitute({name: facts.get(name, "") for name in PLACEHOLDERS})
