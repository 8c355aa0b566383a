"""Calls and applications to test with: each function writes one in a transaction of its own."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import count
from uuid import uuid4

from tests.factories import a_festival, a_pass
from wellness import clock
from wellness.calls.answers import seal_answers
from wellness.calls.models import (
    HANDED_IN,
    Application,
    ApplicationState,
    Call,
    CallRole,
    QuestionKind,
)
from wellness.calls.rules.questions import Question, stored
from wellness.database import db, transaction
from wellness.festivals.models import Festival
from wellness.passes.access import sealer
from wellness.passes.models import Pass
from wellness.programme.models import Activity
from wellness.references import new_reference

_numbers = count(1)
DAY = timedelta(days=1)
QUESTIONS = (
    Question("name", QuestionKind.TEXT, "What are you called?", is_required=True, shows_who=True),
    Question("work", QuestionKind.LINK, "A link to your work"),
    Question("plan", QuestionKind.LONG_TEXT, "What would you make?", is_required=True),
    Question(
        "setting",
        QuestionKind.CHOICE,
        "How do you like to work?",
        options=("Alone", "With others"),
    ),
    Question("age", QuestionKind.AGREEMENT, "I am 18 or over", is_required=True),
)
ANSWERS = {
    "name": "Juno Vale",
    "work": "https://juno-vale.example/songs",
    "plan": "Four songs about the lake, with a borrowed harmonium.",
    "setting": "Alone",
    "age": "yes",
}
"""An answer to each of QUESTIONS."""
CRITERIA = (
    {"key": "idea", "label": "The idea", "hint": "Is it theirs?"},
    {"key": "fit", "label": "The fit", "hint": "Would the studio help?"},
)


def a_call(
    festival: Festival | None = None,
    *,
    title: str = "Lakeside residency",
    slug: str | None = None,
    roles: Sequence[tuple[str, int]] = (("Songwriter", 2), ("Producer", 1)),
    questions: Sequence[Question] = QUESTIONS,
    criteria: Sequence[Mapping[str, str]] = CRITERIA,
    opens_in: timedelta | None = -DAY,
    closes_in: timedelta | None = 7 * DAY,
    is_published: bool = True,
    is_decided: bool = False,
    is_blind: bool = True,
    activity: Activity | None = None,
    slots_each: int = 1,
    offer_hours: int = 72,
    agreement: str = "Everybody in the room owns an equal share.",
) -> Call:
    """A published call of `festival`, or of one of its own: open for seven days more."""
    festival = festival or a_festival()
    now = clock.now()
    call = Call(
        festival_id=festival.id,
        slug=slug or f"call-{next(_numbers)}",
        title=title,
        summary="Three days in a studio by the lake.",
        description="## The studio\n\nA room with a view, and somebody at the desk.",
        who_may_apply="Anybody who writes songs.",
        questions=stored(questions),
        criteria=[dict(each) for each in criteria],
        is_blind=is_blind,
        activity_id=activity.id if activity else None,
        opens_at=None if opens_in is None else now + opens_in,
        closes_at=None if closes_in is None else now + closes_in,
        answers_by=None if closes_in is None else now + closes_in + 7 * DAY,
        offer_hours=offer_hours,
        slots_each=slots_each,
        agreement=agreement,
        published_at=now - 2 * DAY if is_published else None,
        decided_at=now if is_decided else None,
        created_at=now - 3 * DAY,
        updated_at=now,
        roles=[
            CallRole(name=name, places=places, position=position)
            for position, (name, places) in enumerate(roles)
        ],
    )
    with transaction():
        db.session.add(call)
    return call


def an_application(
    call: Call | None = None,
    *,
    holder: Pass | None = None,
    role: str | None = "Songwriter",
    state: ApplicationState = ApplicationState.SUBMITTED,
    answers: Mapping[str, str] | None = None,
    offered_for: timedelta = 3 * DAY,
    line_position: int | None = None,
) -> Application:
    """An application for `call`, handed in and answered fully, held by a pass of its own.

    `role` is the name of one of the call's roles, or None. `offered_for` counts for OFFERED.
    """
    call, holder = call or a_call(), holder or a_pass(name="Juno")
    now = clock.now()
    made = Application(
        uid=uuid4(),
        reference=new_reference(),
        call_id=call.id,
        pass_id=holder.id,
        role_id=next((each.id for each in call.roles if each.name == role), None),
        state=state,
        line_position=line_position,
        offered_until=now + offered_for if state is ApplicationState.OFFERED else None,
        saved_at=now,
        submitted_at=None if state is ApplicationState.DRAFT else now,
        created_at=now,
    )
    seal_answers(made, ANSWERS if answers is None else answers, sealer())
    with transaction():
        if state in HANDED_IN:
            row = db.session.get_one(Call, call.id, populate_existing=True)
            row.application_number += 1
            made.number = row.application_number
        db.session.add(made)
    return made
