from flask import Blueprint
from flask_babel import lazy_gettext

from wellness.staff.access import Section

blueprint = Blueprint("planner", __name__)
"""Every page of the planner; each module of this package adds its own."""

SECTIONS = (
    Section(20, "planner.day", lazy_gettext("Planner"), "layout-grid"),
    Section(30, "planner.review", lazy_gettext("Review"), "list-checks"),
)
