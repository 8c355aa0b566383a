from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from wellness.database import db
from wellness.festivals.actions import touch_programme
from wellness.festivals.models import Festival
from wellness.imports import queries
from wellness.imports.actions.arriving import ensure_activities, write_new
from wellness.imports.actions.changing import changes_in, rename_activities, write_changes
from wellness.imports.actions.founding import lock_programme
from wellness.imports.actions.naming import Names, ensure_names
from wellness.imports.formats.rows import note
from wellness.imports.rules.entries import Entry, Left
from wellness.imports.rules.orders import Progress
from wellness.imports.rules.plan import Fate, Outcome, Verdict


def take_in(
    festival: Festival,
    source: str,
    rows: Sequence[Entry | Left],
    *,
    now: datetime,
    progress: Progress,
) -> Outcome:
    """Write what is new, bring up to date what changed, and say what became of each row.

    What a file no longer holds is reported and left alone. The programme's stamp moves once, and
    only if something was written.
    """
    lock_programme(festival.id)
    outcome, books = queries.foreseen(festival.id, source, rows)
    if not outcome.entries:
        return outcome
    names = Names(source, books)
    ensure_names(festival.id, names, outcome.entries, now=now)
    changes = changes_in(outcome.of(Fate.CHANGED))
    rename_activities(names, changes, now=now)
    retitled = [change.entry for change in changes if "title" in change.told]
    new = outcome.of(Fate.NEW)
    started = [verdict.entry for verdict in new if verdict.entry]
    ensure_activities(festival.id, names, [*started, *retitled], now=now)
    write_new(festival, names, new, now=now, progress=progress)
    refused = write_changes(names, changes, now=now, progress=progress)
    touch_programme(festival.id, now=now)
    db.session.flush()
    return replace(outcome, verdicts=[_after(each, refused) for each in outcome.verdicts])


def _after(verdict: Verdict, refused: dict[int, str]) -> Verdict:
    sentence = refused.get(verdict.number)
    if sentence is None or verdict.fate is not Fate.CHANGED:
        return verdict
    reason = note("action_refused", sentence=sentence)
    return replace(verdict, fate=Fate.REFUSED, notes=(reason,))
