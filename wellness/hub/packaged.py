"""What the product brings along: organisations read about, as documents for an empty hub."""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from wellness.hub.contacts import EmergencyNumber, Offer

FILE = Path(__file__).with_name("support_organisations.json")
LANGUAGE_CODE_LENGTH = 2
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SPEAKING = {"call", "text", "whatsapp"}
_NOT_SAID = ("", "verify")


@cache
def emergency_numbers() -> dict[str, tuple[EmergencyNumber, ...]]:
    """The numbers to call when a life is in danger, by country."""
    return {
        code: tuple(_emergency(number) for number in numbers)
        for code, numbers in _filed()["emergency"].items()
    }


def documents() -> tuple[dict[str, Any], ...]:
    """All of them, in the order of the file; see hub.documents for their form."""
    filed = _filed()
    return tuple(_document(each, filed["collected_on"]) for each in filed["services"])


@cache
def _filed() -> dict[str, Any]:
    filed: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return filed


def _emergency(filed: dict[str, Any]) -> EmergencyNumber:
    verified_on = filed["verified_on"]
    return EmergencyNumber(
        dial=filed["dial"],
        reaches=filed["reaches"],
        in_numbering_data=filed["in_numbering_data"],
        verified_on=date.fromisoformat(verified_on) if verified_on else None,
    )


def _document(filed: dict[str, Any], collected_on: str) -> dict[str, Any]:
    """Codes of languages have two letters; "20 languages" is what the rest looks like."""
    entry, reading = filed["entry"], filed["help"] or {}
    offer = reading.get("offer") or entry["offer"]
    codes = [code for code in filed["languages"] if len(code) == LANGUAGE_CODE_LENGTH]
    is_crisis = offer == Offer.CRISIS
    return {
        "slug": entry["slug"],
        "name": entry.get("name", filed["name"]),
        "former_names": entry.get("former_names", []),
        "summary": entry["summary"],
        "url": filed["url"] or "",
        "offer": offer,
        "countries": filed["countries"],
        "region": entry.get("region", ""),
        "needs": entry["needs"],
        "audiences": entry["audiences"],
        "eligibility": entry.get("eligibility", ""),
        "languages": codes,
        "has_interpreters": len(codes) < len(filed["languages"]),
        "cost": reading.get("cost") or entry["cost"],
        "cost_note": entry.get("cost_note", ""),
        "is_human": offer != Offer.DIRECTORY,
        "is_on_demand": is_crisis,
        "is_anonymous": is_crisis,
        "state": entry.get("state", filed["status"]),
        "paused_until": None,
        "state_note": entry.get("state_note", ""),
        "replacement": entry.get("replacement"),
        "source": filed["source"] or "",
        "notes": _notes(filed),
        "collected_on": collected_on,
        "checked_on": None,
        "checked_by": "",
        "contacts": [_contact(each, filed) for each in _contacts(filed)],
    }


def _notes(filed: dict[str, Any]) -> str:
    """What editors should know: what was read, where from, and how surely."""
    said = (
        ("For whom, as read", filed["audience"]),
        ("Hours, as read", filed["hours"]),
        ("Cost, as read", filed["cost"]),
        ("Entry", filed["checked"]),
        ("Number", filed["phone_checked"]),
        ("Remark", filed["notes"]),
    )
    return "\n".join(f"{what}: {text}" for what, text in said if text)


def _contacts(filed: dict[str, Any]) -> list[dict[str, Any]]:
    """What was read of its contacts; its website alone, if there is no other."""
    found = (filed["help"] or filed["entry"]).get("contacts")
    if found:
        return list(found)
    if not filed["url"]:
        return []
    parts = urlsplit(filed["url"])
    host = (parts.hostname or "").removeprefix("www.")
    was_read = host in (filed["source"] or "")
    dial = f"{host}{parts.path}".rstrip("/")
    return [{"channel": "web", "dial": dial, "read": "page" if was_read else "nowhere"}]


def _contact(filed: dict[str, Any], service: dict[str, Any]) -> dict[str, Any]:
    reading, entry = service["help"] or {}, service["entry"]
    speaks = filed["channel"] in _SPEAKING or "contacts" not in (reading or entry)
    hours = filed.get("hours", reading.get("hours", "unknown")) if speaks else "unknown"
    opening = _opening(hours, entry.get("zone", ""))
    as_read = service["hours"].replace("(verify)", "").strip()
    is_first = filed in _contacts(service)[:1]
    return {
        "channel": filed["channel"],
        "dial": filed["dial"],
        "e164": entry.get("e164") if is_first else None,
        "word": filed.get("word", ""),
        "countries": filed.get("countries", []),
        "language": filed.get("language", ""),
        "opening": opening,
        "hours_note": "" if opening or not speaks or as_read in _NOT_SAID else as_read,
        "cost": filed.get("cost", ""),
        "audience": "",
        "region": filed.get("region", ""),
        "read": filed["read"],
        "verified_on": filed.get("verified_on"),
        "verified_by": "",
    }


def _opening(hours: str, zone: str) -> dict[str, Any]:
    if hours == "always":
        return {"always": True}
    starts, dash, ends = hours.partition("–")
    if not (dash and zone):
        return {}
    return {"zone": zone, "week": {day: [[starts, ends]] for day in _DAYS}}
