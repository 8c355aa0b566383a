"""Calendars for everybody, for one person and for staff, and the pages that offer them."""

from wellness.feeds.views import mine, offered, public, secret, team
from wellness.feeds.views.ground import blueprint
from wellness.feeds.views.team import SECTIONS

__all__ = ["SECTIONS", "blueprint", "mine", "offered", "public", "secret", "team"]
