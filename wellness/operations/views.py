from hmac import compare_digest
from ipaddress import ip_address
from pathlib import Path

from flask import Blueprint, Response, current_app, request
from prometheus_client import CONTENT_TYPE_LATEST

from config import ROOT, Settings
from wellness import clock
from wellness.errors import Missing
from wellness.operations.figures import exposition
from wellness.operations.health import troubles
from wellness.web.access import Who, open_to

blueprint = Blueprint("operations", __name__)


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings


def _only_for_operators() -> None:
    """This machine itself (not through a proxy), or whoever shows METRICS_TOKEN."""
    token = _settings().metrics_token
    shown = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if token and compare_digest(shown.encode(), token.encode()):
        return
    direct = not _settings().trusted_proxies and "X-Forwarded-For" not in request.headers
    try:
        if direct and ip_address(request.remote_addr or "").is_loopback:
            return
    except ValueError:
        pass
    raise Missing


@blueprint.get("/readyz")
@open_to(Who.ANYONE)
def readyz() -> Response:
    """200 when it can do its work, else 503 and one word per trouble; no version, no data."""
    database = _settings().database_url
    sqlite = database.startswith("sqlite")
    folder = Path(database.removeprefix("sqlite:///")).parent if sqlite else ROOT
    found = troubles(now=clock.now(), data_folder=folder)
    text = "ready\n" if not found else "".join(f"{trouble}\n" for trouble in found)
    return Response(text, status=503 if found else 200, mimetype="text/plain")


@blueprint.get("/metrics")
@open_to(Who.OPERATOR)
def metrics() -> Response:
    """Figures for Prometheus, to this machine or a bearer of METRICS_TOKEN; 404 to others."""
    _only_for_operators()
    return Response(exposition(now=clock.now()), content_type=CONTENT_TYPE_LATEST)
