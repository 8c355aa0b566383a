from flask import Blueprint, current_app
from flask_babel import lazy_gettext

from config import Settings
from wellness.booking.entries import House
from wellness.staff.access import Section

blueprint = Blueprint("exports", __name__)
"""Every page of this room; each module of this package adds its own."""

SECTIONS = (
    Section(60, "exports.choose", lazy_gettext("Export"), "download"),
    Section(61, "exports.prints", lazy_gettext("Print"), "printer"),
)


def house() -> House:
    """Where we are reached."""
    settings: Settings = current_app.extensions["settings"]
    return House(settings.uid_domain, settings.base_url)
