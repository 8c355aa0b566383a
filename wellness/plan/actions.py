from datetime import datetime

from wellness.booking.actions import forget_holder
from wellness.passes.actions import erase
from wellness.passes.models import Pass


def forget_everything(holder: Pass, *, now: datetime) -> None:
    """Erase a person: live places go to the next in line, past ones stay as counts of nobody.

    Their feeds answer 410 from then on; their letters, sent or not, are deleted.
    """
    forget_holder(holder, now=now)
    erase(holder)
