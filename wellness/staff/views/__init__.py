"""Coming in, one's own account, and the team."""

from wellness.staff.views import account, again, home, joining, keys, log, signing_in, team
from wellness.staff.views.ground import blueprint

SECTIONS = (*team.SECTIONS, *log.SECTIONS)
__all__ = [
    "SECTIONS",
    "account",
    "again",
    "blueprint",
    "home",
    "joining",
    "keys",
    "log",
    "signing_in",
    "team",
]
