"""What operators do to the programme from the terminal."""

from wellness.planner.commands import releasing
from wellness.planner.commands.sessions import session

__all__ = ["COMMANDS", "releasing"]
COMMANDS = [session]
