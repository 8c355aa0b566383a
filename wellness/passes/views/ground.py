"""What all pages about passes stand on."""

from flask import Blueprint, Response, current_app, make_response, redirect, render_template

from config import Settings
from wellness.passes.access import code_of, current_pass, keyring, sealer
from wellness.passes.by_mail import Desk

blueprint = Blueprint("passes", __name__)
MY_PLAN = "/me"


def to(address: str) -> Response:
    """Go on there, with a GET."""
    return make_response(redirect(address, 303))


def page(name: str, status: int = 200, **facts: object) -> Response:
    """The page templates/passes/`name`.html, which knows `holder` and their `code` if any."""
    holder = current_pass()
    code = code_of(holder) if holder else ""
    text = render_template(f"passes/{name}.html", holder=holder, code=code, **facts)
    return make_response(text, status)


def desk() -> Desk:
    """What is needed to write to people about their pass."""
    return Desk(keyring(), sealer(), settings().base_url)


def settings() -> Settings:
    """The settings of this application."""
    found: Settings = current_app.extensions["settings"]
    return found
