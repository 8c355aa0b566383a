"""Giving out kept bytes: content codings, entity tags and dates, as RFC 9110 has them."""

import gzip
from email.utils import parsedate_to_datetime
from hashlib import sha256

import brotli

SUFFIXES = {"identity": "", "gzip": "-gzip", "br": "-br"}
SMALLEST_COMPRESSED = 1_000
_GZIP_LEVEL, _BROTLI_QUALITY = 6, 5


def coding_for(accept_encoding: str, size: int) -> str:
    """The best content coding the client asked for: br, gzip or identity."""
    if size < SMALLEST_COMPRESSED:
        return "identity"
    offered = {}
    for part in accept_encoding.lower().split(","):
        name, _, quality = part.strip().partition(";")
        offered[name.strip()] = quality.replace(" ", "") not in {
            "q=0",
            "q=0.0",
            "q=0.00",
            "q=0.000",
        }
    return next((name for name in ("br", "gzip") if offered.get(name)), "identity")


def encoded(body: bytes, coding: str) -> bytes:
    """`body` in that coding; the same bytes every time."""
    if coding == "br":
        return bytes(brotli.compress(body, quality=_BROTLI_QUALITY))
    if coding == "gzip":
        return gzip.compress(body, _GZIP_LEVEL, mtime=0)
    return body


def tag_of(body: bytes) -> str:
    """An entity tag for the identity body: 32 hex digits of its SHA-256."""
    return sha256(body).hexdigest()[:32]


def is_unchanged(
    tag: str, last_modified: str | None, if_none_match: str | None, if_modified_since: str | None
) -> bool:
    """Whether the client has it already (304): tags by weak comparison, else the date.

    A tag matches in any coding's form. If-None-Match outranks If-Modified-Since (RFC 9110 13.2.2).
    """
    if if_none_match is not None:
        forms = {f'"{tag}{suffix}"' for suffix in SUFFIXES.values()}
        asked = {part.strip().removeprefix("W/") for part in if_none_match.split(",")}
        return "*" in asked or bool(asked & forms)
    if if_modified_since is None or last_modified is None:
        return False
    try:
        return parsedate_to_datetime(last_modified) <= parsedate_to_datetime(if_modified_since)
    except (TypeError, ValueError):
        return False
