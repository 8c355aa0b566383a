"""Reading a page as a person's browser does, as far as tests without a browser need it."""

from html.parser import HTMLParser


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, dict[str, str]]] = []
        self._choices: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append((given.get("action", ""), {}))
        if not self.forms:
            return
        fields = self.forms[-1][1]
        name = given.get("name", "")
        if tag == "input" and name:
            kind = given.get("type", "text")
            if kind in {"checkbox", "radio"} and "checked" not in given:
                return
            if kind != "submit":
                fields[name] = given.get("value", "")
        if tag == "select":
            self._choices = name
        if tag == "option" and self._choices:
            fields.setdefault(self._choices, given.get("value", ""))
            if "selected" in given:
                fields[self._choices] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._choices = None


def fields_of(page: str, action: str = "") -> dict[str, str]:
    """What a browser would send with the first form whose action contains `action`.

    Hidden fields such as `csrf_token` and `key` are among them. Raises LookupError without one.
    """
    reader = _Forms()
    reader.feed(page)
    for target, fields in reader.forms:
        if action in target:
            return fields
    raise LookupError(f"no form leads to {action!r} (there are {[t for t, _ in reader.forms]})")
