"""Pages of calls: for everybody, for those who apply, and for organizers."""

from wellness.calls.views import applying, editing, managing, mine, public, questions, taking
from wellness.calls.views.ground import SECTIONS, blueprint

__all__ = [
    "SECTIONS",
    "applying",
    "blueprint",
    "editing",
    "managing",
    "mine",
    "public",
    "questions",
    "taking",
]
