"""Markdown as safe HTML: for calls, the guide, and whatever else has headings and lists.

CommonMark with raw HTML switched off, then an allowlist of tags: two locks on one door. Headings
begin at h3, because the page itself has h1 and h2, and carry anchors made of their words.
"""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from unicodedata import normalize

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

FIRST_LEVEL = 3
DEEPEST_LEVEL = 5
TAGS = {"p", "em", "strong", "ul", "ol", "li", "a", "br", "blockquote", "hr"} | (
    HEADINGS := {"h2", "h3", "h4", "h5"}
)
SCHEMES = {"https", "mailto", "tel", "sms"}
Lead = Callable[[str], str | None]
"""Where a link really leads; None: nowhere, and its words stand there alone."""
_PARSER = MarkdownIt("commonmark", {"html": False})


def rendered(
    text: str, *, lead: Lead | None = None, first: int = FIRST_LEVEL, prefix: str = ""
) -> Markup:
    """`text` as HTML that may stand in any page of ours; links open with no way back to us.

    Its highest headings become those of level `first`, and its anchors begin with `prefix`.
    """
    tokens = _PARSER.parse(text)
    _set_headings(tokens, first, prefix)
    if lead is not None:
        _set_links(tokens, lead)
    html = _PARSER.renderer.render(tokens, _PARSER.options, {})
    clean = nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}, "ol": {"start"}} | {tag: {"id"} for tag in HEADINGS},
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer nofollow",
    )
    return Markup(clean)  # noqa: S704 - cleaned on the line above


def links_in(text: str) -> list[str]:
    """Every address `text` links to, in order."""
    return [
        str(inner.attrs["href"])
        for token in _PARSER.parse(text)
        for inner in token.children or ()
        if inner.type == "link_open"
    ]


def plain(text: str) -> str:
    """The words of `text` without any markup, blocks apart by a line: for search and counting."""
    return "\n".join(_words(_PARSER.parse(text)))


def anchor_of(heading: str) -> str:
    """The anchor of a heading: stable as long as its words are."""
    letters = normalize("NFKD", heading).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-") or "part"


def headings_of(text: str) -> list[tuple[str, str]]:
    """Anchor and words of every heading that starts a part, as `rendered` gives them."""
    tokens = _PARSER.parse(text)
    _set_headings(tokens, FIRST_LEVEL, "")
    found = pairwise(tokens)
    return [
        (str(token.attrs["id"]), inline.content)
        for token, inline in found
        if token.type == "heading_open" and token.tag == f"h{FIRST_LEVEL}"
    ]


def _set_links(tokens: list[Token], lead: Lead) -> None:
    for token in tokens:
        kept: list[Token] = []
        leads_on: list[bool] = []
        for inner in token.children or ():
            if inner.type == "link_open":
                target = lead(str(inner.attrs["href"]))
                leads_on.append(target is not None)
                inner.attrs["href"] = target or ""
            is_dead = inner.type in {"link_open", "link_close"} and not leads_on[-1]
            if inner.type == "link_close":
                leads_on.pop()
            if not is_dead:
                kept.append(inner)
        if token.children:
            token.children = kept


def _set_headings(tokens: list[Token], first: int, prefix: str) -> None:
    seen: dict[str, int] = {}
    levels = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
    lowest = min(levels, default=1)
    for n, token in enumerate(tokens):
        if token.type not in {"heading_open", "heading_close"}:
            continue
        token.tag = f"h{min(DEEPEST_LEVEL, int(token.tag[1]) - lowest + first)}"
        if token.type == "heading_open":
            anchor = anchor_of(tokens[n + 1].content)
            seen[anchor] = seen.get(anchor, 0) + 1
            number = "" if seen[anchor] == 1 else f"-{seen[anchor]}"
            token.attrs["id"] = f"{prefix}{anchor}{number}"


def _words(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        words = "".join(
            " " if inner.type in {"softbreak", "hardbreak"} else inner.content
            for inner in token.children or ()
        )
        if words.strip():
            yield words.strip()
