"""What we write to people about their pass."""

from datetime import datetime

from flask_babel import force_locale, gettext

from wellness.mail.outbox import Draft
from wellness.passes.models import Pass

NOBODY = "nobody@invalid.invalid"


def your_pass(holder: Pass, *, to: str, token: str, base_url: str, expires_at: datetime) -> Draft:
    """The link that opens a pass on the phone where it is pressed; worthless after `expires_at`."""
    with force_locale(holder.language):
        return Draft(
            kind="pass",
            pass_id=holder.id,
            about=f"pass:{holder.id}",
            to=to,
            subject=str(gettext("Your pass")),
            text=_text(f"{base_url}/k/{token}", holder.chosen_name),
            not_after=expires_at,
        )


def no_letter(*, token: str, base_url: str, now: datetime) -> Draft:
    """A letter that nobody gets, so that an unknown address takes as long as a known one."""
    return Draft(
        kind="pass",
        pass_id=None,
        about=None,
        to=NOBODY,
        subject=str(gettext("Your pass")),
        text=_text(f"{base_url}/k/{token}", ""),
        not_after=now,
    )


def _text(link: str, name: str) -> str:
    hello = gettext("Hello %(name)s,", name=name) if name else gettext("Hello,")
    paragraphs = (
        hello,
        gettext("Open this link on the phone that should hold your pass, and press the button:"),
        link,
        gettext("It works once, for half an hour. Phones that hold your pass already keep it."),
        gettext("You did not ask for this? Then do nothing, and nothing happens."),
    )
    return "\n\n".join(str(paragraph) for paragraph in paragraphs) + "\n"
