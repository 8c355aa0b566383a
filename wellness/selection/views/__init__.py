"""Choosing panels, reading, selecting, and answering an offer."""

from wellness.selection.views import offers, panel, reading, selecting
from wellness.selection.views.ground import SECTIONS, blueprint

__all__ = ["SECTIONS", "blueprint", "offers", "panel", "reading", "selecting"]
