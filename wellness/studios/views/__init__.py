"""The pages of studios: one for everybody, one for whoever holds a place, one for the team."""

from wellness.studios.views import lending, lists, studio
from wellness.studios.views.ground import SECTIONS, blueprint

__all__ = ["SECTIONS", "blueprint", "lending", "lists", "studio"]
