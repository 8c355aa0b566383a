"""Filling forms as a browser without JavaScript does: everything on the page is sent back."""

from html.parser import HTMLParser

from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

Fields = MultiDict[str, str]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, Fields]] = []
        self._text: str | None = None
        self._select = ""
        self._first = ""
        self._chosen = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            is_sent = given.get("method") == "post"
            self.forms.append((given.get("action", "") if is_sent else "", MultiDict()))
        elif not self.forms:
            return
        elif tag == "input" and given.get("name"):
            is_box = given.get("type") in {"checkbox", "radio"}
            if not is_box or "checked" in given:
                self._fields.add(given["name"], given.get("value", ""))
        elif tag == "textarea":
            self._text = given.get("name", "")
            self._fields.add(self._text, "")
        elif tag == "select":
            self._select, self._first, self._chosen = given.get("name", ""), "", False
        elif tag == "option" and self._select:
            if "selected" in given:
                self._fields[self._select] = given.get("value", "")
                self._chosen = True
            elif not self._chosen and self._select not in self._fields:
                self._fields.add(self._select, given.get("value", ""))

    @property
    def _fields(self) -> Fields:
        return self.forms[-1][1]

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._fields[self._text] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._text is not None:
            self._fields[self._text] = self._fields[self._text].removeprefix("\r\n").strip("\n")
            self._text = None
        if tag == "select":
            self._select = ""


def form_of(page: str, action: str) -> Fields:
    """What a browser would send with the first form that leads to exactly `action`."""
    reader = _Reader()
    reader.feed(page)
    for target, fields in reader.forms:
        if target == action:
            return fields
    raise LookupError(f"no form leads to {action!r}: {[target for target, _ in reader.forms]}")


def opened(client: FlaskClient, path: str, action: str = "") -> Fields:
    """The form at `path`, as it comes."""
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return form_of(answer.text, action or path)


def changed(fields: Fields, **values: str | list[str] | None) -> Fields:
    """The form with some fields typed anew; None: unticked."""
    typed = MultiDict(fields)
    for name, value in values.items():
        typed.poplist(name)
        if value is not None:
            typed.setlist(name, value if isinstance(value, list) else [value])
    return typed


def sent(
    client: FlaskClient, path: str, action: str = "", **values: str | list[str] | None
) -> TestResponse:
    """Open the form at `path`, type, send."""
    fields = changed(opened(client, path, action), **values)
    return client.post(action or path, data=fields)
