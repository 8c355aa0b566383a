"""The hub's desk: what is overdue, entries and their versions, proposals, readers' reports."""

from wellness.curating.views import editing, entry, overview, proposals, reports
from wellness.curating.views.ground import SECTIONS, blueprint

__all__ = ["SECTIONS", "blueprint", "editing", "entry", "overview", "proposals", "reports"]
