"""Help now, and everybody else who helps: pages that need no script and no account."""

from wellness.hub.views import finding, help_now, reporting, said, services
from wellness.hub.views.ground import blueprint

__all__ = ["blueprint", "finding", "help_now", "reporting", "said", "services"]
