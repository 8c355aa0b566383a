"""Calls and applications, as others ask for them."""

from wellness.calls.queries.applications import (
    application_of,
    applications_of,
    applications_of_pass,
    get_application,
    locked_application,
)
from wellness.calls.queries.calls import calls_of, get_call, locked_call, published_calls_of

__all__ = [
    "application_of",
    "applications_of",
    "applications_of_pass",
    "calls_of",
    "get_application",
    "get_call",
    "locked_application",
    "locked_call",
    "published_calls_of",
]
