"""The review: what would be written, in groups and pages, and what was ticked there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import render_template, url_for
from werkzeug.datastructures import MultiDict

from wellness.database import db, in_transaction
from wellness.festivals.models import Festival
from wellness.imports.actions import pending as pendings
from wellness.imports.formats.rows import Note
from wellness.imports.models import PendingImport
from wellness.imports.queries.pending import Looked, answers_of, choices_of, looked_at
from wellness.imports.rules.plan import Choices, Fate, chosen, to_let_go
from wellness.imports.rules.report import ASPECTS
from wellness.imports.rules.review import (
    Group,
    grouped,
    key_of,
    looked_for,
    part_of,
    seal_of,
    ticked,
)
from wellness.imports.rules.sentences import OUTSIDE, page_sentence_of
from wellness.imports.shown import lines
from wellness.planner.models import Step
from wellness.planner.queries.steps import undoable_of
from wellness.staff.rules import Hand

MOST_TYPED = 80
FEW = 10
"""Up to here sessions outside the festival's days are named one by one."""
LONGEST = 9
"""Digits of the number of any row."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the review somebody looks at."""

    group: Group | None = None
    """None: the first that has rows."""
    page: int = 1
    words: str = ""


def asked_for(typed: Mapping[str, str]) -> Asked:
    """Read an address's query or a form; what cannot be read is not asked for."""
    group, page = typed.get("group", ""), typed.get("page", "")
    return Asked(
        group=Group(group) if group in set(Group) else None,
        page=int(page) if page.isascii() and page.isdigit() and len(page) < 5 else 1,  # noqa: PLR2004 - digits
        words=typed.get("q", "").strip()[:MOST_TYPED],
    )


def page(pending: PendingImport, festival: Festival, asked: Asked, error: str = "") -> str:
    """One page of one group, with the counts of all."""
    looked, choices = looked_at(pending, festival), choices_of(pending)
    groups = grouped(looked.outcome.verdicts)
    group = asked.group if asked.group in groups else next(iter(groups))
    found = looked_for(groups[group], asked.words)
    part = part_of(group, found, asked.page)
    outside = _outside(looked)
    unsaid = frozenset({OUTSIDE} if outside > FEW else ())
    return render_template(
        "imports/review.html",
        festival=festival,
        pending=pending,
        answers=answers_of(pending),
        looked=looked,
        groups={each: len(verdicts) for each, verdicts in groups.items()},
        group=group,
        part=part,
        lines=lines(part.verdicts, looked, choices, festival, unsaid=unsaid),
        words=asked.words,
        outside=outside,
        aspects=ASPECTS,
        sums=_sums(looked, choices),
        seal=seal_of(looked.outcome),
        error=error,
    )


def _outside(looked: Looked) -> int:
    """How many sessions lie outside the festival's days."""
    taken = looked.outcome.of(Fate.NEW, Fate.CHANGED)
    return sum(any(each.code == OUTSIDE for each in verdict.notes) for verdict in taken)


def _sums(looked: Looked, choices: Choices) -> dict[str, int]:
    outcome = chosen(looked.outcome, choices)
    new, changed = len(outcome.of(Fate.NEW)), len(outcome.of(Fate.CHANGED))
    gone = len(to_let_go(looked.outcome, choices))
    return {"new": new, "changed": changed, "gone": gone, "all": new + changed + gone}


def is_confirmed(typed: Mapping[str, str]) -> bool:
    """Whether somebody asked for it to be written."""
    return typed.get("go", "") == "confirm"


def noted(pending: PendingImport, festival: Festival, typed: MultiDict[str, str]) -> str:
    """Keep what was ticked; gives the address of what is to be looked at next."""
    asked = asked_for(typed)
    looked, choices = looked_at(pending, festival), choices_of(pending)
    groups = grouped(looked.outcome.verdicts)
    rows = groups.get(asked.group, []) if asked.group else []
    shown = _numbers(typed.get("shown", "").split(","))
    visible = [each for each in rows if key_of(each) in shown]
    choices = ticked(choices, visible, _numbers(typed.getlist("take")))
    word, _, what = typed.get("go", "").partition(":")
    if word in {"all", "none"}:
        found = looked_for(rows, asked.words)
        taken = frozenset(map(key_of, found)) if word == "all" else frozenset()
        choices = ticked(choices, found, taken)
    in_transaction(lambda: pendings.choose(pending, choices))
    where = {"group": asked.group or "", "q": asked.words}
    if word == "group":
        where = {"group": what}
    elif word == "page":
        where["page"] = what
    elif word != "find" and asked.page > 1:
        where["page"] = str(asked.page)
    address = url_for("imports.review", slug=festival.slug, pending=pending.reference)
    return f"{address}?{urlencode({name: word for name, word in where.items() if word})}"


def _numbers(words: Iterable[str]) -> frozenset[int]:
    return frozenset(int(w) for w in words if w.isascii() and w.isdigit() and len(w) <= LONGEST)


def done_page(pending: PendingImport, festival: Festival, hand: Hand) -> str:
    """What was written, and whether it can be undone from here."""
    result: dict[str, Any] = pending.result or {}
    last, _ = undoable_of(festival.id, hand.account_id)
    step = db.session.get(Step, result["step"]) if result["step"] else None
    refused = [
        (number, title, page_sentence_of(Note(code, tuple((n, v) for n, v in facts))))
        for number, title, code, facts in result["refused"]
    ]
    return render_template(
        "imports/done.html",
        festival=festival,
        pending=pending,
        result=result,
        refused=refused,
        is_undoable=last is not None and step is last,
        is_undone=result["step"] is not None and (step is None or step.undone_at is not None),
        planner=url_for("planner.day", slug=festival.slug),
    )
