"""Calendars for everybody, calendars for one person, and the pages that offer both."""

from wellness.feeds.views import mine, offered, public, secret
from wellness.feeds.views.ground import blueprint

__all__ = ["blueprint", "mine", "offered", "public", "secret"]
