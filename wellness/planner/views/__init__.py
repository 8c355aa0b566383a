"""The planner's pages: each module adds its views to the one blueprint."""

from wellness.planner.views import changes, day, holds, operations, placing, review, warnings
from wellness.planner.views.blueprint import SECTIONS, blueprint

__all__ = [
    "SECTIONS",
    "blueprint",
    "changes",
    "day",
    "holds",
    "operations",
    "placing",
    "review",
    "warnings",
]
