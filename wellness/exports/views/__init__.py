"""Taking the programme away, as a file or on paper."""

from wellness.exports.views import files, paper
from wellness.exports.views.ground import SECTIONS, blueprint

__all__ = ["SECTIONS", "blueprint", "files", "paper"]
