"""The question form of a call. In `in_transaction(…)`, with the call locked there.

Once an application was handed in, what it answered stays asked: questions can be reworded, moved,
made optional, and added as optional ones.
"""

from dataclasses import replace
from datetime import datetime

from wellness.calls.actions.calls import check_seen, touched
from wellness.calls.errors import QuestionAnswered
from wellness.calls.models import Call
from wellness.calls.rules.questions import Question, question_from, stored
from wellness.errors import Missing
from wellness.staff.rules import Hand


def add_question(call: Call, question: Question, *, seen: int, hand: Hand, now: datetime) -> None:
    """Ask this as well, at the end; as an optional one if something was handed in."""
    check_seen(call, seen)
    asked = _asked(call)
    if call.application_number:
        question = replace(question, is_required=False)
    _keep(call, [*asked, question], hand, now)


def edit_question(call: Call, question: Question, *, seen: int, hand: Hand, now: datetime) -> None:
    """Ask it in these words. Raises Missing and EditedSince.

    Raises QuestionAnswered, once something was handed in, for another kind, for one that has to be
    answered now, and for one that a blind panel could suddenly see.
    """
    check_seen(call, seen)
    asked = _asked(call)
    place = _place(asked, question.key)
    was = asked[place]
    is_harder = question.is_required and not was.is_required
    is_seen = was.shows_who and not question.shows_who
    if call.application_number and (question.kind is not was.kind or is_harder or is_seen):
        raise QuestionAnswered
    asked[place] = question
    _keep(call, asked, hand, now)


def move_question(call: Call, key: str, by: int, *, hand: Hand, now: datetime) -> None:
    """Ask it earlier (by -1) or later (by 1). Raises Missing."""
    asked = _asked(call)
    place = _place(asked, key)
    other = place + by
    if 0 <= other < len(asked):
        asked[place], asked[other] = asked[other], asked[place]
        _keep(call, asked, hand, now)


def remove_question(call: Call, key: str, *, hand: Hand, now: datetime) -> None:
    """Ask it no more; drafts keep what they answered. Raises Missing, QuestionAnswered."""
    asked = _asked(call)
    place = _place(asked, key)
    if call.application_number:
        raise QuestionAnswered
    del asked[place]
    _keep(call, asked, hand, now)


def _asked(call: Call) -> list[Question]:
    return [question_from(row) for row in call.questions]


def _place(asked: list[Question], key: str) -> int:
    found = next((n for n, each in enumerate(asked) if each.key == key), None)
    if found is None:
        raise Missing
    return found


def _keep(call: Call, asked: list[Question], hand: Hand, now: datetime) -> None:
    wanted = stored(asked)
    if wanted != call.questions:
        call.questions = wanted
        touched(call, ["questions"], hand, now)
