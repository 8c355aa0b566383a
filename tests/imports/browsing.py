"""Importing in the browser: a person who sends a file and looks at it, without JavaScript."""

import re
from html import unescape
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.imports.programme_files import as_file
from wellness.festivals.models import Festival

BOUNDARY = "----a-browser-would-draw-this"
MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"


class Browsing:
    """Somebody of a festival's team, at its import pages."""

    def __init__(self, client: FlaskClient, festival: Festival) -> None:
        self.client = client
        self.home = f"/staff/{festival.slug}/import"

    def send(self, content: Any, *, name: str = "programme.json", **settings: str) -> TestResponse:
        """Send a file; gives the answer, not followed."""
        raw = content.encode() if isinstance(content, str) else content
        form = {"csrf_token": self.token(self.home), "format": ""} | settings
        body = multipart(form, name, raw if isinstance(raw, bytes) else as_file(raw))
        return self.client.post(self.home, data=body, content_type=MULTIPART)

    def sent(self, content: Any, **settings: str) -> str:
        """Send a file that can be read; gives its address."""
        answer = self.send(content, **settings)
        assert answer.status_code == 303, text_of(answer)
        return re.sub(r"/(columns|names)$", "", answer.location)

    def look(self, address: str, **query: Any) -> str:
        """The page, as its text."""
        return text_of(self.client.get(address, query_string=query))

    def press(self, address: str, go: str, **typed: Any) -> TestResponse:
        """Press a button of the review as it is shown; ticks stay unless `take` says others."""
        query = {name: typed.pop(name) for name in ("group", "page", "q") if name in typed}
        shown = self.client.get(address, query_string=query).text
        form: dict[str, Any] = {
            name: field_of(shown, name) for name in ("csrf_token", "seal", "group", "page", "shown")
        }
        form |= {"q": query.get("q", ""), "take": ticks_of(shown), "go": go} | typed
        return self.client.post(address, data=form)

    def confirm(self, address: str, **typed: Any) -> str:
        """Import it into the draft; gives the text of the page that says so."""
        answer = self.press(address, "confirm", **typed)
        assert answer.status_code == 303, text_of(answer)
        return text_of(self.client.get(answer.location))

    def fill(self, address: str, **typed: str) -> TestResponse:
        """Fill the form at an address in."""
        form = {"csrf_token": self.token(address)} | typed
        return self.client.post(address, data=form)

    def token(self, address: str) -> str:
        """What a form of that page carries to be taken for ours."""
        return field_of(self.client.get(address).text, "csrf_token")


def multipart(form: dict[str, str], name: str, raw: bytes) -> bytes:
    """A form with a file as a browser sends it."""
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'
        for field, value in form.items()
    ]
    parts.append(
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    )
    return "".join(parts).encode() + raw + f"\r\n--{BOUNDARY}--\r\n".encode()


def field_of(page: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    return unescape(found[1]) if found else ""


def ticks_of(page: str) -> list[str]:
    """The values of the ticked boxes."""
    boxes = re.findall(r'<input type="checkbox" name="take" value="(\d+)"[^>]*?( checked)?>', page)
    return [value for value, is_ticked in boxes if is_ticked]


def text_of(answer: TestResponse) -> str:
    """What a page says, without its tags, every blank alike."""
    body = re.sub(r"(?s)<(script|style).*?</\1>|<[^>]+>", " ", answer.text)
    return " ".join(unescape(body).split())
