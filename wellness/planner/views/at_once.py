"""Doing it and releasing it in one: for a bad hour, when nobody has time to review."""

from collections.abc import Iterable
from datetime import datetime
from uuid import uuid4

from flask import request
from flask_babel import gettext, ngettext

from wellness.festivals.models import Festival
from wellness.planner.actions.drafting import lock_draft
from wellness.planner.actions.releasing import release
from wellness.planner.errors import NothingToRelease
from wellness.planner.models import DraftSession, Release
from wellness.planner.queries.releases import release_of_key
from wellness.references import hash_of
from wellness.staff.access import roles_here, the_hand
from wellness.staff.rules import ORGANIZERS

RELEASE = "release"
"""What the button says that does and releases."""


def may_release() -> bool:
    """Whether whoever is signed in may release here."""
    return bool(roles_here() & ORGANIZERS)


def is_wanted() -> bool:
    """Whether the form asks to release at once, from somebody who may."""
    return request.form.get("do") == RELEASE and may_release()


def offer() -> dict[str, object]:
    """What a page needs that offers to do it and release it in one."""
    return {"may_release": may_release(), "key": str(uuid4())}


def done_before(festival: Festival) -> Release | None:
    """The release that the same form made when it was sent before; asked for in a transaction."""
    if not is_wanted():
        return None
    lock_draft(festival.id)
    return release_of_key(festival.id, _key_hash(festival))


def release_these(
    festival: Festival, drafts: Iterable[DraftSession], *, now: datetime
) -> Release | None:
    """Release exactly these, if that was asked for, in the transaction of their change.

    What nobody outside knows of yet stays in the draft. None: nothing was to be released.
    """
    public = [draft.id for draft in drafts if draft.session_id is not None]
    if not (is_wanted() and public):
        return None
    try:
        return release(
            festival, only=public, hand=the_hand(), now=now, key_hash=_key_hash(festival)
        )
    except NothingToRelease:
        return None


def _key_hash(festival: Festival) -> str:
    return hash_of(f"{festival.id}|{request.form.get('key') or uuid4()}")


def said_of_release(made: Release | None) -> str:
    """What became of it, to be said after what was done."""
    if made is None:
        return str(gettext("People are told when you release it."))
    letters = made.counts.get("letters", 0)
    public = str(gettext("It is public as release %(number)s.", number=made.number))
    if not letters:
        return public
    wrote = ngettext("%(num)s letter is on its way.", "%(num)s letters are on their way.", letters)
    return f"{public} {wrote}"
