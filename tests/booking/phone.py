"""A phone without JavaScript: opens forms, sends them, reads what the page says."""

import re
from dataclasses import dataclass

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from wellness.booking.models import Bookable


@dataclass
class Page:
    """A page as its reader, or a script, sees it."""

    status: int
    path: str
    html: str

    def main(self, attribute: str) -> str | None:
        """An attribute of <main>, such as data-outcome."""
        opening = re.search(r"<main[^>]*>", self.html)
        found = re.search(rf'{attribute}="([^"]*)"', opening[0]) if opening else None
        return found[1] if found else None

    def hidden(self, name: str) -> str:
        """The value of the first hidden field of that name."""
        found = re.search(rf'name="{name}" value="([^"]*)"', self.html)
        assert found, f"the page has no field {name}"
        return found[1]


def seen(answer: TestResponse) -> Page:
    """The page an answer holds."""
    return Page(answer.status_code, answer.request.path, answer.get_data(as_text=True))


def path_of(bookable: Bookable) -> str:
    """Where its booking form stands."""
    return f"/{bookable.festival.slug}/sessions/{bookable.reference}/book"


def opens_form(client: FlaskClient, bookable: Bookable) -> Page:
    """GET the one small form."""
    return seen(client.get(path_of(bookable)))


def books(
    client: FlaskClient, bookable: Bookable, *, form: Page | None = None, **fields: str
) -> Page:
    """Open the form (unless given), send it, follow to the page that says how it went."""
    form = form or opens_form(client, bookable)
    told = {"csrf_token": form.hidden("csrf_token"), "key": form.hidden("key"), **fields}
    return seen(client.post(path_of(bookable), data=told, follow_redirects=True))


def presses(client: FlaskClient, page: Page, action: str, **fields: str) -> Page:
    """Press a button of `page` that posts to `action`."""
    assert f'action="{action}"' in page.html, f"the page has no button for {action}"
    told = {"csrf_token": page.hidden("csrf_token"), **fields}
    return seen(client.post(action, data=told, follow_redirects=True))
