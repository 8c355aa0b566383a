"""What a reader asks the guide for: the query of its addresses."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from wellness.guide.models import GuideRole
from wellness.guide.rules.reading import LONGEST_QUESTION
from wellness.web.language import LANGUAGES


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom it is read as, in which language, how long, and what is looked for."""

    role: str
    """A GuideRole word; "": as anybody."""
    language: str
    is_chosen: bool
    """Whether the language was asked for in the address, rather than being the reader's."""
    is_short: bool
    question: str

    def query(self, **changes: Any) -> str:
        """The query of an address that asks the same but for `changes`, with its question mark.

        The question is not carried on.
        """
        wanted = replace(self, **{"question": "", **changes})
        facts = {
            "for": wanted.role,
            "in": wanted.language if wanted.is_chosen else "",
            "short": "1" if wanted.is_short else "",
            "q": wanted.question,
        }
        said = urlencode({name: value for name, value in facts.items() if value})
        return f"?{said}" if said else ""


def asked_for(args: "MultiDict[str, str]", language: str) -> Asked:
    """What the query says; words that are none of ours are as if they were not there."""
    role, wanted = args.get("for", ""), args.get("in", "")
    return Asked(
        role=role if role in set(GuideRole) else "",
        language=wanted if wanted in LANGUAGES else language,
        is_chosen=wanted in LANGUAGES,
        is_short=args.get("short", "") == "1",
        question=" ".join(args.get("q", "").split())[:LONGEST_QUESTION],
    )
