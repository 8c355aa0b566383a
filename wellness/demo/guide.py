"""Stillwater's edition of the guide: the house's chapters, one of its own, and every state."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from wellness.festivals.models import Festival
from wellness.guide.actions.editions import edit_edition, take_in
from wellness.guide.actions.publishing import publish, review, withdraw
from wellness.guide.actions.writing import make_chapter, save_draft, words_of
from wellness.guide.models import Chapter, ChapterText, GuideState
from wellness.guide.queries.chapters import find_text, get_chapter, version_in
from wellness.guide.starter import is_empty, seed
from wellness.staff.rules import Hand

AUTHOR = Hand(None, "Mina Holt")
REVIEWER = "Dr Ewa Halloran"
REVIEWER_IS = "clinical psychologist, Mere House practice (invented)"
WELCOME = """This is Stillwater's guide. Most of it is the same at every festival; two chapters are about this lake.

Nobody has to read all of it. **If tonight is hard, skip to the end of this page.**"""
CONTACTS = """- **Welfare tent**, between the Heron tent and the ferry steps: day and night, green lantern.
- **Crew:** channel 6, ask for welfare. Never say a name on the radio.
- **Quiet room:** Lantern room, behind the boathouse. No questions asked."""
OWN = {
    "title": "Where to be alone at Stillwater",
    "summary": "Five quiet places on this site, and when each of them is quiet.",
    "body": """A festival has more quiet in it than you think. These are ours.

## By day

- **The far jetty.** Ten minutes along the reeds. Quiet until the swim at three.
- **The orchard.** Hammocks, first come. Nobody plays music there; people keep to it.
- **The Lantern room.** Low light, chairs with backs, blankets. A host sits at the door and leaves you be.

## By night

- **The Lantern room** stays open until two.
- **The welfare tent** has a corner with a curtain. You can sit there without saying why.

## If you want to be alone but not quite

Tell the host at the Lantern room. They can look in after a while, or walk with you. That is all there is to it.
""",
    "short": """- By day: the far jetty, the orchard.
- By night: the Lantern room until two, then the welfare tent.
- Alone but not quite: ask the host to look in.
""",
    "worksheet": """## My place here

___

## When I go there

___

## Who knows that I do

___
""",
    "roles": [],
}
WITHDRAWN = {
    "title": "Swimming at night",
    "summary": "What to know before you go into the lake in the dark.",
    "body": "## Don't go alone\n\nThe lake is cold below the first metre. Go with somebody, and by day.",
    "short": "",
    "worksheet": "",
    "roles": [],
}
DRAFT = {
    "title": "The drive home",
    "summary": "Leaving on Monday, after four nights with little sleep.",
    "body": "## Before you turn the key\n\nTwenty minutes with your eyes shut are worth more than a coffee.\n\n## On the way\n\nSwap drivers before anybody has to ask.",
    "short": "Sleep first. Swap early.",
    "worksheet": "",
    "roles": ["crew", "manager"],
}
CHANGED_HERE = "noise-sleep-food"
"""A chapter of the house that Stillwater says in words of its own."""
LONG_AGO = timedelta(days=400)
SOME_DAYS = timedelta(days=3)


def write_guide(festival: Festival, *, now: datetime) -> None:
    """Give Stillwater an edition in every state. Does not commit."""
    if is_empty():
        seed(now=now - LONG_AGO)
    own = _chapter(festival, OWN, now=now)
    _published(festival, own, now=now)
    gone = _chapter(festival, WITHDRAWN, now=now)
    _published(festival, gone, now=now)
    text = _text(festival, gone)
    withdraw(text, seen=text.revision, hand=AUTHOR, now=now)
    _chapter(festival, DRAFT, now=now)
    _changed_for_here(festival, now=now)
    edit_edition(festival, welcome=WELCOME, contacts=CONTACTS, seen=0, hand=AUTHOR, now=now)
    text = _text(festival, own)
    reviewed_on = (now - LONG_AGO).date()
    review(
        text,
        reviewer=REVIEWER,
        reviewer_is=REVIEWER_IS,
        reviewed_on=reviewed_on,
        due_on=None,
        seen=text.revision,
        hand=AUTHOR,
        now=now,
    )


def _chapter(festival: Festival, words: Mapping[str, object], *, now: datetime) -> Chapter:
    made = make_chapter(festival.id, words, language="en", hand=AUTHOR, now=now - SOME_DAYS)
    take_in(festival.id, made)
    return made


def _published(festival: Festival, chapter: Chapter, *, now: datetime) -> None:
    text = _text(festival, chapter)
    publish(text, seen=text.revision, keep_review=False, hand=AUTHOR, now=now - SOME_DAYS)


def _changed_for_here(festival: Festival, *, now: datetime) -> None:
    """One chapter of the house in words of Stillwater's own, reviewed, and with a draft again."""
    chapter = get_chapter(festival.id, CHANGED_HERE)
    house = version_in(find_text(chapter.id, None, "en"), GuideState.PUBLISHED)
    if house is None:
        return
    here = "\n\n## Here at Stillwater\n\nEarplugs, water and blankets are at the welfare tent. Ask, or just take."
    words = words_of(house) | {"body": house.body + here}
    save_draft(chapter, festival.id, "en", words, seen=0, hand=AUTHOR, now=now - SOME_DAYS)
    _published(festival, chapter, now=now)
    text = _text(festival, chapter)
    review(
        text,
        reviewer=REVIEWER,
        reviewer_is=REVIEWER_IS,
        reviewed_on=(now - SOME_DAYS).date(),
        due_on=None,
        seen=text.revision,
        hand=AUTHOR,
        now=now,
    )
    text = _text(festival, chapter)
    words["summary"] = f"{words['summary']} With what there is at Stillwater."
    save_draft(chapter, festival.id, "en", words, seen=text.revision, hand=AUTHOR, now=now)


def _text(festival: Festival, chapter: Chapter) -> ChapterText:
    text = find_text(chapter.id, festival.id, "en")
    if text is None:
        raise AssertionError(f"{chapter.slug} has no words of Stillwater's")
    return text
