"""What we write about requests: neutral words, nothing of what was asked, no country, no name."""

from datetime import datetime, timedelta

from flask_babel import force_locale, gettext

from wellness.mail.outbox import Draft, office

PERSON = "care-answer"
"""The kind of letter that goes to whoever asked; erased as soon as it is sent."""
TEAM = "care"
FOLLOW = "/help/navigation/follow"
TOO_LATE = timedelta(days=2)


def for_person(*, to: str, language: str, now: datetime) -> Draft:
    """There is an answer: nothing else, and nothing that says which request it is about."""
    with force_locale(language):
        said = (
            gettext("Hello,"),
            gettext("There is an answer for you. Your code opens it here:"),
            office().base_url + FOLLOW,
        )
        return _draft(to, gettext("There is an answer for you"), said, now, about=None)


def for_navigator(
    *, to: str, language: str, about: str, slug: str, overdue: bool, now: datetime
) -> Draft:
    """Something waits, or is overdue, in the inbox of a festival."""
    with force_locale(language):
        subject = (
            gettext("Something is overdue in your inbox")
            if overdue
            else gettext("Something waits in your inbox")
        )
        said = (
            gettext("Hello,"),
            gettext("Somebody was promised an answer, and the time for it is over. Please look:")
            if overdue
            else gettext("Somebody waits for an answer. Please look when you can:"),
            f"{office().base_url}/staff/{slug}/care",
        )
        return _draft(to, subject, said, now, about=about)


def for_leader(*, to: str, language: str, about: str, slug: str, now: datetime) -> Draft:
    """Answers have been owed for days: whoever leads the festival can find more hands."""
    with force_locale(language):
        said = (
            gettext("Hello,"),
            gettext(
                "Your care team has owed somebody an answer for more than two days. "
                "You can't read what it is about, but you can talk to the team, add somebody to "
                "it, or close the form for now:"
            ),
            f"{office().base_url}/staff/{slug}/care/settings",
        )
        return _draft(to, gettext("Your care team needs help"), said, now, about=about)


def _draft(
    to: str, subject: str, said: tuple[str, ...], now: datetime, *, about: str | None
) -> Draft:
    return Draft(
        kind=TEAM if about else PERSON,
        pass_id=None,
        about=about,
        to=to,
        subject=str(subject),
        text="\n\n".join(str(paragraph) for paragraph in said) + "\n",
        not_after=now + TOO_LATE,
    )
