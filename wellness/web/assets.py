"""Our own static files: hashed, compressed once at start-up, and answered from memory.

A page asks for /static/<digest>/<name>; that answer may be kept for ever, since another content
has another address. An address with an old digest (a page from before a deployment, a worker
that hasn't restarted yet) gets today's file, to be asked for again next time.
"""

import gzip
import hashlib
import json
import re
from dataclasses import dataclass, field
from functools import cache
from mimetypes import guess_type
from pathlib import Path
from typing import cast

import brotli
from flask import Blueprint, Flask, Response, current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from wellness.errors import Missing
from wellness.web.access import Who, open_to

STATIC = Path(__file__).parents[1] / "static"
STYLE_SHEET = "css/wellness.css"
STYLE_SOURCES = ("tokens", "base", "parts", "pages", "programme", "plan", "tools")
STAFF_SHEET = "css/staff.css"
STAFF_SOURCES = (
    *("staff", "setup", "grid", "review", "overview", "import"),
    *("print", "placing", "authoring", "curating", "selection"),
)
"""Loaded after the other sheet, on the staff's pages alone."""
GUIDE_SHEET = "css/guide.css"
"""Loaded after the first sheet, where the guide is read."""
SHEETS = {
    STYLE_SHEET: STYLE_SOURCES,
    STAFF_SHEET: STAFF_SOURCES,
    GUIDE_SHEET: ("guide",),
    "css/impact.css": ("impact",),
    "css/calls.css": ("calls",),
}
"""Every sheet, and the files it is put together from; few pages load the later ones."""
WORKER = "js/sw.js"
KEPT_ON_THE_PHONE = (STYLE_SHEET, GUIDE_SHEET, "js/attendee.js", "js/outbox.js", "img/mark.svg")
"""What the service worker fetches before it is needed."""
FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
DIGEST_LENGTH = 12
_COMPRESSIBLE = ("text/", "image/svg", "application/manifest")
blueprint = Blueprint("assets", __name__)


@dataclass(frozen=True)
class Asset:
    """One file as it is sent."""

    name: str
    body: bytes
    kind: str
    digest: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "digest", hashlib.sha256(self.body).hexdigest()[:DIGEST_LENGTH])

    @property
    def address(self) -> str:
        """Where a page asks for it."""
        return f"/static/{self.digest}/{self.name}"

    @property
    def encodings(self) -> dict[str, bytes]:
        """The body by Content-Encoding, smallest first; only those that make it smaller."""
        return _encodings(self.body) if self.kind.startswith(_COMPRESSIBLE) else {}


@cache
def _encodings(body: bytes) -> dict[str, bytes]:
    """Packed once in a process, however many applications it holds: it takes a while."""
    packed = {
        "br": brotli.compress(body, quality=11),
        "gzip": gzip.compress(body, 9, mtime=0),
    }
    return {name: small for name, small in packed.items() if len(small) < len(body)}


class Shelf:
    """All static files below `root`, read once."""

    def __init__(self, root: Path) -> None:
        sources = {
            path.relative_to(root).as_posix(): _as_sent(path)
            for path in sorted(root.rglob("*"))
            if path.is_file() and path.suffix != ".css"
        }
        for sheet, parts in SHEETS.items():
            sources[sheet] = b"".join(
                lean((root / "css" / f"{part}.css").read_text("utf-8")).encode() for part in parts
            )
        worker = sources.pop(WORKER, b"").decode()
        self._assets = {name: _asset(name, _linked(name, sources)) for name in sources}
        for made in self._assets.values():
            made.encodings  # noqa: B018 - compressed now rather than for the first visitor
        self.worker = _asset(WORKER, worker.replace("__KEPT__", self._kept()).encode())

    def __getitem__(self, name: str) -> Asset:
        """The file called `name`. Raises KeyError."""
        return self._assets[name]

    def get(self, name: str) -> Asset | None:
        """The file called `name`, if there is one."""
        return self._assets.get(name)

    def _kept(self) -> str:
        kept = (self._assets.get(name) for name in KEPT_ON_THE_PHONE)
        return json.dumps([asset.address for asset in kept if asset])


def lean(css: str) -> str:
    """`css` without its comments and indentation."""
    bare = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return "".join(f"{line.strip()}\n" for line in bare.splitlines() if line.strip())


def _as_sent(path: Path) -> bytes:
    body = path.read_bytes()
    return re.sub(rb"^ *//.*\n", b"", body, flags=re.MULTILINE) if path.suffix == ".js" else body


def _linked(name: str, sources: dict[str, bytes]) -> bytes:
    """A script with the addresses of the scripts beside it that it imports, which import no circle.

    Their digests are in it, so that it may be kept for ever as well.
    """
    folder = name.rpartition("/")[0]

    def address(found: re.Match[bytes]) -> bytes:
        beside = f"{folder}/{found[1].decode()}"
        return f'from "{_asset(beside, _linked(beside, sources)).address}"'.encode()

    if not name.endswith(".js"):
        return sources[name]
    return re.sub(rb'from "\./([\w-]+\.js)"', address, sources[name])


def _asset(name: str, body: bytes) -> Asset:
    kind = "text/javascript" if name.endswith(".js") else guess_type(name)[0]
    kind = kind or "application/octet-stream"
    return Asset(name, body, f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)


def shelf() -> Shelf:
    """The running application's static files."""
    return cast("Shelf", current_app.extensions["assets"])


def asset(name: str) -> str:
    """Where a page asks for the static file `name`, "css/wellness.css". Raises KeyError."""
    return shelf()[name].address


def answer(found: Asset, keep: str) -> Response:
    """`found` in the smallest encoding the client takes, or 304 if it has that already."""
    accepted = request.accept_encodings
    encoding = next((name for name in found.encodings if accepted.quality(name) > 0), None)
    body = found.encodings[encoding] if encoding else found.body
    response = Response(body, content_type=found.kind)
    response.headers["Cache-Control"] = keep
    response.set_etag(f"{found.digest}-{encoding or 'plain'}")
    if found.encodings:
        response.headers["Vary"] = "Accept-Encoding"
    if encoding:
        response.headers["Content-Encoding"] = encoding
    return cast("Response", response.make_conditional(request))


@blueprint.get("/static/<digest>/<path:name>")
@open_to(Who.ANYONE)
def serve(digest: str, name: str) -> Response:
    """One static file, from memory."""
    found = shelf().get(name)
    if found is None:
        raise Missing
    return answer(found, FOR_EVER if digest == found.digest else ASK_AGAIN)


@blueprint.get("/sw.js")
@open_to(Who.ANYONE)
def worker() -> Response:
    """The service worker: at the root, since it may only answer for pages below its address."""
    return answer(shelf().worker, ASK_AGAIN)


@blueprint.get("/manifest.webmanifest")
@open_to(Who.ANYONE)
def manifest() -> Response:
    """What a phone needs to put us on its home screen, under a name that tells nobody anything."""
    icons: list[dict[str, str]] = [
        {"src": asset(f"img/mark-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
        for size in (192, 512)
    ]
    described = {
        "name": gettext("My plan"),
        "short_name": gettext("My plan"),
        "start_url": "/me",
        "scope": "/",
        "display": "standalone",
        "background_color": "#f2f9f6",
        "theme_color": "#045e66",
        "icons": icons,
    }
    body = json.dumps(described, ensure_ascii=False).encode()
    return answer(Asset("manifest", body, "application/manifest+json"), ASK_AGAIN)


@blueprint.get("/settings/offline")
@open_to(Who.ANYONE)
def offline() -> str:
    """What the service worker shows without a signal, where a page was never opened before."""
    return render_template("errors/offline.html")


@blueprint.get("/settings/kept")
@open_to(Who.ANYONE)
def kept() -> str:
    """What the service worker answers when a wish could not be sent: kept, never "booked"."""
    return render_template("errors/kept.html")


@blueprint.get("/favicon.ico")
@open_to(Who.ANYONE)
def favicon() -> ResponseReturnValue:
    """Old browsers ask here, whatever the page says."""
    return redirect(asset("img/mark-32.png"))


def init_app(app: Flask) -> None:
    """Read the static files and serve them; templates get asset(name)."""
    app.extensions["assets"] = Shelf(STATIC)
    app.jinja_env.globals["asset"] = asset
    app.register_blueprint(blueprint)
