"""What a blind reading keeps back, from the panel's pages and the organizers' files alike."""

import re
from datetime import datetime

from wellness.calls.models import Call

_ADDRESS = re.compile(
    r"""(?:https?://|www\.)\S+                 # an address of the web
      | [\w.+-]+@[\w-]+(?:\.[\w-]+)+           # of mail
      | (?<![\w@])@[\w.]{2,}                   # a name on some platform
      | \b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|io|co|fm|me|tv|bandcamp|example)\b(?:/\S*)?
    """,
    re.VERBOSE | re.IGNORECASE,
)
LEFT_OUT = "▇▇▇"
"""Stands where an address was written into a text."""


def is_hidden(call: Call, *, now: datetime) -> bool:
    """Whether names, links and pronouns are kept from the panel at `now`."""
    decided = call.decided_at is not None and call.decided_at <= now
    return call.is_blind and call.names_shown_at is None and not decided


def without_addresses(text: str) -> str:
    """`text` with every address in it blackened: of the web, of mail, of platforms."""
    return _ADDRESS.sub(LEFT_OUT, text)
