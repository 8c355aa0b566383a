"""What we write to people about working here. Neutral, and no address but ours in them."""

from datetime import datetime

from flask_babel import force_locale, gettext

from wellness.mail.outbox import Draft


def invitation(*, to: str, link: str, until: datetime, language: str) -> Draft:
    """The link that makes somebody a member of a team; worthless after `until`."""
    with force_locale(language):
        paragraphs = (
            gettext("Hello,"),
            gettext("You are invited to work with a team. See who asks, for what, and accept:"),
            link,
            gettext("The link works once, until %(day)s (UTC).", day=_moment(until)),
            gettext("You do not know why you get this? Then do nothing, and nothing happens."),
        )
        return _draft(to, gettext("An invitation"), paragraphs, until)


def renewal(*, to: str, link: str, since: datetime, until: datetime, language: str) -> Draft:
    """The link by which somebody makes their ways to sign in anew, from `since` on."""
    with force_locale(language):
        paragraphs = (
            gettext("Hello,"),
            gettext(
                "An owner of a team you belong to has asked that you can set up anew how you "
                "sign in. From %(day)s (UTC) on, this link lets you do so, once:",
                day=_moment(since),
            ),
            link,
            gettext(
                "You did not ask for that? Open the link now and press the button that says so: "
                "then nothing changes."
            ),
        )
        return _draft(to, gettext("Signing in anew"), paragraphs, until)


def _moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"


def _draft(to: str, subject: str, paragraphs: tuple[str, ...], until: datetime) -> Draft:
    return Draft(
        kind="staff",
        pass_id=None,
        about=None,
        to=to,
        subject=str(subject),
        text="\n\n".join(str(paragraph) for paragraph in paragraphs) + "\n",
        not_after=until,
    )
