"""Stillwater's calls: one open, one being read, one for deciding, one to come, one unpublished."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import delete, select

from wellness.booking.models import Entry
from wellness.calls.answers import seal_answers
from wellness.calls.models import Application, ApplicationState, Call, CallRole, QuestionKind
from wellness.calls.rules.questions import ROLE_KEY, YES, Question, stored
from wellness.database import db
from wellness.demo.applicants import FIRST, LAKE, WATER, NewApplicant
from wellness.festivals.models import Festival
from wellness.passes.actions import open_pass
from wellness.passes.models import Pass, PassKey
from wellness.programme.models import Activity
from wellness.references import in_crockford, keyed_hash, new_secret
from wellness.sealing import Sealer

OPEN = "four-days-by-the-lake"
READING = "songs-by-the-water"
DECIDED = "first-recordings"
COMING = "night-studio"
UNPUBLISHED = "choirs"
DAY = timedelta(days=1)
AGREEMENT = (
    "Everybody who writes in the room owns an equal share of what was written there, unless you"
    " agree otherwise before you begin.\n\n"
    "Recordings are yours. The festival keeps no copy after it has handed them to you.\n\n"
    "Nobody is filmed or recorded without saying yes first. Quiet from 23:00."
)
QUESTIONS = (
    Question(ROLE_KEY, QuestionKind.ROLE, "What would you come as?", is_required=True),
    Question(
        "name",
        QuestionKind.TEXT,
        "What are you called?",
        "The name you make music under, or any other.",
        is_required=True,
        shows_who=True,
    ),
    Question(
        "plan",
        QuestionKind.LONG_TEXT,
        "What would you do with the time?",
        "A few sentences are enough. Unfinished ideas are welcome.",
        is_required=True,
    ),
    Question("why", QuestionKind.LONG_TEXT, "What would the studio give you?"),
    Question(
        "link",
        QuestionKind.LINK,
        "Is there something of yours to hear?",
        "One address; a rough demo is fine.",
    ),
    Question(
        "setting",
        QuestionKind.CHOICE,
        "How do you like to work?",
        options=("Mostly alone", "With one other person", "With a group"),
    ),
    Question("age", QuestionKind.AGREEMENT, "I am 18 or over", is_required=True),
)
CRITERIA = (
    {"key": "idea", "label": "The idea", "hint": "Is it theirs, and can you see it?"},
    {"key": "need", "label": "What the studio gives", "hint": "Would it not happen elsewhere?"},
    {"key": "room", "label": "Good for the room", "hint": "Does it fit with others at work?"},
)


@dataclass(frozen=True)
class NewCall:
    """A call, with its times as days from now."""

    slug: str
    title: str
    summary: str
    description: str
    who: str
    roles: tuple[tuple[str, int], ...]
    opens: int
    closes: int
    answers_by: int
    applicants: Sequence[NewApplicant] = ()
    is_published: bool = True
    is_blind: bool = True


CALLS = (
    NewCall(
        OPEN,
        "Four days by the lake",
        "A studio with a view, an engineer at the desk, and mornings that belong to you.",
        "## What you get\n\nThe same half day in the Boathouse studio on each day of the"
        " festival, with an engineer of the house. Lunch, a bed in the old school and the"
        " whole wellness programme come along.\n\n## What we hope for\n\nUnfinished things."
        " You need not leave with a recording.",
        "Anybody who makes songs, with or without a record out. You must be 18 or over.",
        (("Songwriter", 2), ("Producer", 1)),
        opens=-12,
        closes=3,
        answers_by=5,
        applicants=LAKE,
    ),
    NewCall(
        READING,
        "Songs by the water",
        "Two days of writing in a room of three: one who writes, one who plays, one who records.",
        "## How it works\n\nThree people who haven't met share the Fern Room for two days. We"
        " put the rooms together; a song is welcome and not required.",
        "Writers, players and producers of any kind of music.",
        (("Songwriter", 2), ("Producer", 1), ("Instrumentalist", 1)),
        opens=-30,
        closes=-2,
        answers_by=4,
        applicants=WATER,
    ),
    NewCall(
        DECIDED,
        "First recordings",
        "For people who have never been in a studio: one slot, one engineer, no hurry.",
        "You bring up to three songs. We bring everything else, and explain all of it.",
        "Anybody who has never recorded in a studio.",
        (("Singer", 2), ("Band", 1)),
        opens=-45,
        closes=-16,
        answers_by=-3,
        applicants=FIRST,
    ),
    NewCall(
        COMING,
        "The night studio",
        "From dusk to one in the morning, for those who only wake up then.",
        "Details follow when the call opens.",
        "Anybody who works better when it is dark.",
        (("Songwriter", 1), ("Producer", 1)),
        opens=2,
        closes=9,
        answers_by=11,
        is_blind=False,
    ),
    NewCall(
        UNPUBLISHED,
        "Choirs in the hay barn",
        "",
        "",
        "",
        (),
        opens=6,
        closes=12,
        answers_by=14,
        is_published=False,
    ),
)


def write_calls(festival: Festival, *, sealer: Sealer, now: datetime) -> None:
    """Give the festival its calls and applications, if it has none; does not commit."""
    if db.session.scalar(select(Call.id).where(Call.festival_id == festival.id).limit(1)):
        return
    studio_time = _studio_time(festival)
    for new in CALLS:
        call = _call(festival, new, studio_time, now)
        db.session.add(call)
        db.session.flush()
        for count, applicant in enumerate(new.applicants):
            asked_at = now + new.opens * DAY + (count + 1) * timedelta(hours=29)
            _apply(call, applicant, sealer=sealer, at=min(asked_at, now))
    db.session.flush()


def _studio_time(festival: Festival) -> Activity | None:
    query = select(Activity).where(
        Activity.festival_id == festival.id,
        Activity.is_studio_time.is_(True),
        Activity.entry == Entry.GIVEN,
    )
    return db.session.scalars(query.order_by(Activity.id).limit(1)).one_or_none()


def _call(festival: Festival, new: NewCall, studio_time: Activity | None, now: datetime) -> Call:
    at_noon = now.astimezone(festival.zone).replace(hour=12, minute=0, second=0, microsecond=0)
    return Call(
        festival_id=festival.id,
        slug=new.slug,
        title=new.title,
        summary=new.summary,
        description=new.description,
        who_may_apply=new.who,
        questions=stored(QUESTIONS),
        criteria=[dict(each) for each in CRITERIA],
        is_blind=new.is_blind,
        activity_id=studio_time.id if studio_time and new.is_published else None,
        opens_at=at_noon + new.opens * DAY,
        closes_at=at_noon + new.closes * DAY,
        answers_by=at_noon + new.answers_by * DAY,
        offer_hours=48,
        agreement=AGREEMENT,
        published_at=now + min(new.opens - 3, -1) * DAY if new.is_published else None,
        created_at=now - 50 * DAY,
        updated_at=now - DAY,
        roles=[
            CallRole(name=name, places=places, position=position)
            for position, (name, places) in enumerate(new.roles)
        ],
    )


def _apply(call: Call, new: NewApplicant, *, sealer: Sealer, at: datetime) -> None:
    held = {
        "name": new.name,
        "plan": new.plan,
        "why": new.why,
        "link": new.link,
        "setting": new.setting,
        "age": "" if new.is_draft else YES,
    }
    if not new.is_draft:
        call.application_number += 1
    made = Application(
        uid=uuid4(),
        reference=in_crockford(keyed_hash(call.slug, "application", new.name), 8).lower(),
        call_id=call.id,
        pass_id=_pass_of(new, at).id,
        role_id=next(role.id for role in call.roles if role.name == new.role),
        number=None if new.is_draft else call.application_number,
        state=ApplicationState.DRAFT if new.is_draft else ApplicationState.SUBMITTED,
        saved_at=at,
        submitted_at=None if new.is_draft else at,
        created_at=at,
    )
    seal_answers(made, {key: answer for key, answer in held.items() if answer}, sealer)
    db.session.add(made)


def _pass_of(new: NewApplicant, at: datetime) -> Pass:
    """A pass that no phone opens."""
    first_name = new.name.split()[0]
    made = open_pass(new_secret(), now=at, language="en", chosen_name=first_name)
    db.session.execute(delete(PassKey).where(PassKey.pass_id == made.id))
    return made
