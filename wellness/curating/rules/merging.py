"""What stays of checks when a document changes, and how two changes of one are put together."""

from copy import deepcopy
from typing import Any

from wellness.curating.rules.due import is_checked_in
from wellness.hub.contacts import Read

Document = dict[str, Any]
CHECKS = ("checked_on", "checked_by")
CONTACT_CHECKS = ("verified_on", "verified_by")


def with_checks_of(document: Document, published: Document | None) -> Document:
    """`document` with the checks that hold: of contacts that are still dialled the same way.

    Nobody types that something was checked: it is done, and then carried along from here.
    """
    held = deepcopy(document)
    known = {_dialled(each): each for each in (published or {}).get("contacts", ())}
    is_same = True
    for each in held["contacts"]:
        old = known.get(_dialled(each))
        is_same = is_same and old is not None
        for name, nothing in zip(CONTACT_CHECKS, (None, ""), strict=True):
            each[name] = old[name] if old else nothing
        if old and old["verified_on"] and old["read"] == Read.PAGE:
            each["read"] = old["read"]
    if published and is_same and held["contacts"]:
        held |= {name: published[name] for name in CHECKS}
    else:
        checked_on = is_checked_in(held)
        held |= {"checked_on": checked_on, "checked_by": _by(held) if checked_on else ""}
    return held


def without_checks(document: Document) -> Document:
    """What of a document is a matter of proposing: everything but who checked it when."""
    bare = {name: value for name, value in document.items() if name not in CHECKS}
    bare["contacts"] = [
        {name: value for name, value in each.items() if name not in CONTACT_CHECKS}
        for each in document["contacts"]
    ]
    return bare


def merged(base: Document, mine: Document, theirs: Document) -> Document:
    """What mine changed since `base`, on top of theirs; contacts are one field."""
    changed = {
        name: mine[name]
        for name in theirs
        if without_checks(mine).get(name) != without_checks(base).get(name) and name in mine
    }
    return with_checks_of(theirs | changed, theirs)


def _dialled(contact: Document) -> tuple[Any, ...]:
    return (
        *(contact[name] for name in ("channel", "dial", "e164", "word", "language")),
        tuple(sorted(contact["countries"])),
    )


def _by(document: Document) -> str:
    return str(document["contacts"][0]["verified_by"])
