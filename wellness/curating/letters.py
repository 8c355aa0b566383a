"""Once a day, a word to the hub's editors while something waits. Counts only."""

from datetime import datetime, timedelta

from flask_babel import force_locale, gettext, ngettext

from wellness.curating.rules.telling import Waiting
from wellness.mail.outbox import Draft, office

KIND = "hub"
_STALE_AFTER = timedelta(hours=20)


def about(account_id: int) -> str:
    """What the letters to one editor are about."""
    return f"hub:{account_id}"


def waiting_letter(
    waiting: Waiting, *, to: str, account_id: int, slug: str, language: str, now: datetime
) -> Draft:
    """How much waits, and the page of it; nothing of what readers wrote."""
    with force_locale(language):
        lines = [
            ngettext(
                "One reader’s report waits.", "%(num)s readers’ reports wait.", waiting.reports
            )
            if waiting.reports
            else "",
            ngettext(
                "One number of the first panel is due for a check.",
                "%(num)s entries of the first panel are due for a check.",
                waiting.overdue_lines,
            )
            if waiting.overdue_lines
            else "",
        ]
        paragraphs = (
            gettext("Hello,"),
            "\n".join(line for line in lines if line),
            f"{office().base_url}/staff/{slug}/hub",
            gettext("You get this at most once a day, while something waits."),
        )
        return Draft(
            kind=KIND,
            pass_id=None,
            about=about(account_id),
            to=to,
            subject=str(gettext("Something waits for you")),
            text="\n\n".join(str(paragraph) for paragraph in paragraphs) + "\n",
            not_after=now + _STALE_AFTER,
        )
