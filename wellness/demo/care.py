"""Stillwater's care team, and requests in every state. Everybody and every word is invented."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from wellness.care.access import care_keys
from wellness.care.actions import answering
from wellness.care.actions.answering import Navigator
from wellness.care.actions.asking import ask, write_again
from wellness.care.models import CareRequest, CareTeam, CareTemplate
from wellness.care.queries import request_of_form, team_of
from wellness.care.rules.codes import code_of, keys_of, read_code
from wellness.care.rules.documents import Asked, Said
from wellness.care.rules.words import CloseReason, Way
from wellness.database import db
from wellness.demo.team import member_with
from wellness.festivals.models import Festival
from wellness.hub.rules.needs import Need
from wellness.references import Keyring, hash_of, new_secret
from wellness.staff.models import Role
from wellness.staff.rules import Hand

TEXT = (
    "We are two people who worked on tours before this. We don’t treat anybody: we listen, look "
    "for who could help where you live, and stay with you until it works."
)
TEMPLATES = (
    (
        "Thank you, and a question",
        "en",
        (
            "Hello $name,\n\nthank you for writing to $team. So that we find what fits: is there a day "
            "of the week that suits you, and would you rather talk by video or in a room?\n\n"
            "You hear from us again within $hours hours.\n$team, $festival"
        ),
    ),
    (
        "Money for sessions",
        "en",
        (
            "Hello $name,\n\nthere are funds that pay for a first round of sessions. Below are two that "
            "answer quickly. If a form asks for too much, tell us: we fill it in with you.\n\n$team"
        ),
    ),
    (
        "Gracias, y una pregunta",
        "es",
        (
            "Hola $name:\n\ngracias por escribir a $team. ¿Qué día de la semana te viene mejor?\n\n"
            "$team, $festival"
        ),
    ),
)


@dataclass(frozen=True)
class _Story:
    """One request, and how far it got."""

    asked: Asked
    days_ago: float
    until: str
    """new, taken, answered, written (the person wrote back) or closed."""


STORIES = (
    _Story(
        Asked(
            country="Portugal",
            language="English",
            wishes=(Need.SLEEP.value, Need.LOW.value),
            text="I am awake until five after every show. I would like to learn how others land.",
            name="Alder",
        ),
        0.1,
        "new",
    ),
    _Story(
        Asked(
            country="Wales",
            wishes=(Need.COLLEAGUE.value,),
            text="Somebody in our crew has gone very quiet. How do I ask without pushing?",
            way=Way.MAIL.value,
            mail="sorrel@stillwater.example",
            name="Sorrel",
        ),
        3.2,
        "new",
    ),
    _Story(
        Asked(
            country="Germany",
            language="Deutsch",
            wishes=(Need.THERAPIST.value, Need.MONEY.value),
            text="I look for somebody in Leipzig who knows touring. I can pay a little.",
            way=Way.PHONE.value,
            phone="+49 000 000000",
            when="after 16:00",
            name="Juno",
        ),
        1.2,
        "taken",
    ),
    _Story(
        Asked(wishes=(Need.PEERS.value,), text="Is there a group that is sober and not preachy?"),
        2.0,
        "answered",
    ),
    _Story(Asked(wishes=(Need.GRIEF.value,), name="Reed"), 4.0, "written"),
    _Story(Asked(wishes=(Need.FIND_CARE.value,), name="Teasel"), 9.0, "closed"),
)


def ask_for_care(festival: Festival, *, keys: Keyring, now: datetime) -> None:
    """Give Stillwater a care team with an inbox, unless it has one; does not commit."""
    if team_of(festival.id) is not None:
        return
    team = CareTeam(
        festival_id=festival.id,
        name="Stillwater’s care team",
        is_open=True,
        answer_hours=48,
        hours_note="Every day from 10:00 to 18:00, British time.",
        text=TEXT,
        updated_at=now,
    )
    db.session.add(team)
    db.session.add_all(
        CareTemplate(
            festival_id=festival.id, title=title, language=language, body=body, updated_at=now
        )
        for title, language, body in TEMPLATES
    )
    db.session.flush()
    if not care_keys().can_open:
        return
    joss = member_with(Role.NAVIGATOR, keys)
    for story in STORIES:
        _tell(story, team, Hand(joss.id, joss.name), now)


def _tell(story: _Story, team: CareTeam, hand: Hand, now: datetime) -> None:
    asked_at = now - timedelta(days=story.days_ago)
    request = _asked(story, team, asked_at)
    by = Navigator(hand, care_keys(), asked_at + timedelta(hours=5))
    if story.until == "new":
        return
    answering.take(request.id, by)
    if story.until == "taken":
        note = Said("Two practices in Leipzig have a place from next month. Ask about evenings.")
        answering.add_note(request.id, note, form_key=new_secret(), by=by)
        return
    words = Said(
        "Thank you for writing. Two groups meet online, cameras off if you like. Shall we "
        "introduce you to one of them first?"
    )
    answering.answer(request.id, words, seen=request.revision, form_key=new_secret(), by=by)
    if story.until == "written":
        write_again(
            request.id,
            Said("Yes, please. Thursdays are good."),
            form_key=new_secret(),
            answer_hours=team.answer_hours,
            keys=care_keys(),
            now=now - timedelta(hours=3),
        )
    if story.until == "closed":
        answering.close(request.id, CloseReason.HELPED, by)


def _asked(story: _Story, team: CareTeam, asked_at: datetime) -> CareRequest:
    form_key = new_secret()
    code = keys_of(read_code(code_of(form_key)) or "")
    ask(team, story.asked, form_key=form_key, code=code, keys=care_keys(), now=asked_at)
    found = request_of_form(hash_of(form_key))
    assert found is not None  # noqa: S101 - it was just written
    return found
