"""The pages of setting up: each module adds its views to the one blueprint."""

from wellness.setup.views import (
    activities,
    bulk,
    categories,
    facilitators,
    festivals,
    home,
    sessions,
    spaces,
    studio_times,
    studios,
)
from wellness.setup.views.ground import SECTIONS, blueprint

__all__ = [
    "SECTIONS",
    "activities",
    "blueprint",
    "bulk",
    "categories",
    "facilitators",
    "festivals",
    "home",
    "sessions",
    "spaces",
    "studio_times",
    "studios",
]
