"""Whose file it is, and how large a file may come in."""

from typing import Any

from flask import request

from wellness import clock
from wellness.errors import Missing
from wellness.imports.models import PendingImport
from wellness.imports.queries.pending import find_pending
from wellness.staff.access import roles_here, the_account, the_festival
from wellness.staff.rules import PLANNERS

MOST_SENT = 4 * 1024 * 1024
"""Bytes of a file in the browser; the command takes more."""
_FORM_BESIDE = 64 * 1024


def let_files_in(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Before anything is read of the request: files are larger than forms, from planners alone."""
    if endpoint == "imports.receive" and roles_here() & PLANNERS:
        request.max_content_length = MOST_SENT + _FORM_BESIDE


def the_pending(reference: str, *, is_decided_too: bool = False) -> PendingImport:
    """The file behind the address, if it waits for whoever is signed in, here. Raises Missing."""
    found = find_pending(
        reference, festival_id=the_festival().id, account_id=the_account().id, now=clock.now()
    )
    if found.result is not None and not is_decided_too:
        raise Missing
    return found
