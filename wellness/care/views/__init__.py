"""Pages of care navigation: the form, following it by a code, and the team's inbox."""

from wellness.care.views import asking, following, inbox, one
from wellness.care.views.ground import SECTIONS, blueprint

__all__ = ["SECTIONS", "asking", "blueprint", "following", "inbox", "one"]
