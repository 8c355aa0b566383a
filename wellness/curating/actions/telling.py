"""Writing to the hub's editors. To be called in a transaction."""

from datetime import datetime

from wellness.curating.letters import about, waiting_letter
from wellness.curating.queries import editors, last_told, open_reports, standings
from wellness.curating.rules.telling import Waiting, is_due, is_late, is_told_today
from wellness.mail.outbox import post
from wellness.sealing import Sealer
from wellness.staff.queries import address_of


def write_due(*, sealer: Sealer, now: datetime) -> int:
    """Leave each editor the letter that is due; how many were left."""
    untold = [
        (account, festival, last)
        for account, festival in editors()
        if not is_told_today(last := last_told(about(account.id)), zone=festival.zone, now=now)
    ]
    if not untold or not (_is_news() or any(is_late(at.zone, now) for _, at, _ in untold)):
        return 0
    waiting = what_waits(now)
    due = [each for each in untold if is_due(waiting, last=each[2], zone=each[1].zone, now=now)]
    for account, festival, _ in due:
        draft = waiting_letter(
            waiting,
            to=address_of(account, sealer),
            account_id=account.id,
            slug=festival.slug,
            language=account.language,
            now=now,
        )
        post(draft, now=now)
    return len(due)


def what_waits(now: datetime) -> Waiting:
    """What waits for an editor at `now`."""
    reports = open_reports()
    return Waiting(
        reports=len(reports),
        newest_report_at=max((each.created_at for each in reports), default=None),
        overdue_lines=sum(each.is_of_panel and each.is_overdue for each in standings(now.date())),
    )


def _is_news() -> bool:
    return bool(open_reports())
