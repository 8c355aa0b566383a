"""The care team's keys on this machine."""

from flask import Flask, current_app

from config import Settings
from wellness.care.rules.keys import CareKeys


def care_keys() -> CareKeys:
    """What seals requests here, and opens them where the private keys are."""
    found: CareKeys = current_app.extensions["care.keys"]
    return found


def init_app(app: Flask) -> None:
    """Read the keys from the settings. Raises ValueError for what is no key."""
    settings: Settings = app.extensions["settings"]
    private, public = settings.care_pair
    app.extensions["care.keys"] = CareKeys(private, public)
