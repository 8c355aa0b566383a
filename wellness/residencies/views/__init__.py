"""Residents' own pages, and those of the people who look after them."""

from wellness.residencies.views import board, mine, support, today
from wellness.residencies.views.board import SECTIONS
from wellness.residencies.views.ground import blueprint

__all__ = ["SECTIONS", "blueprint", "board", "mine", "support", "today"]
