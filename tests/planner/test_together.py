"""Several organizers at the same instant: nothing is lost, nothing half done."""

from collections.abc import Callable
from datetime import date
from threading import Barrier, Thread

from flask import Flask

from tests.factories import a_festival, a_space, an_activity
from tests.planner.drafts import a_draft, again, at
from tests.staff import an_account, hand_of
from wellness import clock
from wellness.database import db, in_transaction
from wellness.errors import Refusal
from wellness.festivals.models import Festival
from wellness.planner.actions.placing_by_hand import Wish, place
from wellness.planner.actions.undoing import undo_last
from wellness.planner.models import Step

CROWD = 6


def at_once(app: Flask, works: list[Callable[[], object]]) -> list[str]:
    """Do all of it in threads that start together; says "done" or the code of the refusal."""
    barrier, said = Barrier(len(works)), [""] * len(works)

    def do(number: int, work: Callable[[], object]) -> None:
        with app.app_context():
            barrier.wait()
            try:
                in_transaction(work)
            except Refusal as refusal:
                said[number] = refusal.code
            else:
                said[number] = "done"

    threads = [Thread(target=do, args=each) for each in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


def test_of_many_who_saw_the_same_one_moves_it_and_the_others_are_told(app: Flask) -> None:
    festival = a_festival(starts_on=date(2027, 7, 1))
    tent = a_space(festival)
    draft = a_draft(festival, an_activity(festival), space=tent, starts_at=at(festival, 0, 9))
    hands = [hand_of(an_account(name=f"Organizer {n}")) for n in range(CROWD)]
    wishes = [Wish(draft.id, 1, tent.id, at(festival, 0, 10 + n)) for n in range(CROWD)]

    def moves(n: int) -> Callable[[], object]:
        there = festival.id
        return lambda: place(_festival(there), [wishes[n]], hand=hands[n], now=clock.now())

    said = at_once(app, [moves(n) for n in range(CROWD)])

    assert sorted(said) == ["changed_since"] * (CROWD - 1) + ["done"]
    assert again(draft).starts_at == wishes[said.index("done")].starts_at
    assert again(draft).revision == 2
    assert db.session.query(Step).count() == 1


def test_changes_of_many_are_all_kept_and_each_undoes_their_own(app: Flask) -> None:
    festival = a_festival(starts_on=date(2027, 7, 1))
    tent, yoga = a_space(festival), an_activity(festival)
    drafts = [a_draft(festival, yoga) for _ in range(CROWD)]
    ids = [draft.id for draft in drafts]
    hands = [hand_of(an_account(name=f"Organizer {n}")) for n in range(CROWD)]
    hours = [at(festival, 0, 10 + n) for n in range(CROWD)]
    there, space = festival.id, tent.id
    version = festival.draft_version

    def places(n: int) -> Callable[[], object]:
        wish = Wish(ids[n], 1, space, hours[n])
        return lambda: place(_festival(there), [wish], hand=hands[n], now=clock.now())

    def undoes(n: int) -> Callable[[], object]:
        return lambda: undo_last(_festival(there), hand=hands[n], now=clock.now())

    assert at_once(app, [places(n) for n in range(CROWD)]) == ["done"] * CROWD
    assert [again(draft).starts_at for draft in drafts] == hours
    assert again(drafts[0]).revision == 2
    assert _festival(there).draft_version == version + CROWD

    said = at_once(app, [undoes(n) for n in range(0, CROWD, 2)])
    assert said == ["done"] * len(said)
    left = [again(draft).starts_at for draft in drafts]
    assert left == [hour if n % 2 else None for n, hour in enumerate(hours)]


def _festival(festival_id: int) -> Festival:
    return db.session.get_one(Festival, festival_id, populate_existing=True)
