"""What the studios' pages share."""

from flask import Blueprint
from flask_babel import lazy_gettext

from wellness.staff.access import Section

blueprint = Blueprint("studios", __name__)
SECTIONS = (Section(46, "studios.lent", lazy_gettext("Equipment"), "sliders-vertical"),)
