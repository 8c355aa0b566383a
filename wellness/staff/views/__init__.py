"""Coming in, one's own account, and the team."""

from wellness.staff.views import home, signing_in
from wellness.staff.views.ground import blueprint

__all__ = ["blueprint", "home", "signing_in"]
