"""Getting a pass onto a phone, onto another phone, and off a phone."""

from wellness.passes.views import holding, opening
from wellness.passes.views.ground import blueprint

__all__ = ["blueprint", "holding", "opening"]
