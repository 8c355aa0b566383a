"""The guide over HTTP: reading it, and writing it."""

from wellness.guide.views import authoring, edition, preview, reading, versions
from wellness.guide.views.ground import SECTIONS, blueprint

__all__ = ["SECTIONS", "authoring", "blueprint", "edition", "preview", "reading", "versions"]
