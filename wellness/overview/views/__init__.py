"""How it goes: the overview, a session's page for staff, rosters, one's own sessions."""

from wellness.overview.views import messages, mine, rosters, session, today
from wellness.overview.views.ground import SECTIONS, blueprint

__all__ = ["SECTIONS", "blueprint", "messages", "mine", "rosters", "session", "today"]
