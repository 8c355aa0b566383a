"""Residents' own pages, and those of the people who look after them."""

from wellness.residencies.views import mine
from wellness.residencies.views.ground import blueprint

__all__ = ["blueprint", "mine"]
