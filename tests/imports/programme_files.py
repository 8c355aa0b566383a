"""Programme files of our own, of the same shape and dirt as those that are published."""

import json
from typing import Any

from wellness.imports.formats.reading import read
from wellness.imports.formats.rows import Reading, Wish


def as_file(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def reading_of(raw: bytes | str, **wish: Any) -> Reading:
    return read(raw.encode() if isinstance(raw, str) else raw, Wish(**wish))


def burning_event(
    *times: tuple[str, str], uid: str = "dusk", title: str = "Dusk stretching", **more: Any
) -> dict[str, Any]:
    """An event of a Burning Man file; times as "27T10:00" of August 2025, at -07:00."""
    occurrences = [
        {"start_time": f"2025-08-{start}:00-07:00", "end_time": f"2025-08-{end}:00-07:00"}
        for start, end in times or (("27T10:00", "27T11:00"),)
    ]
    return {
        "uid": uid,
        "event_id": 7,
        "title": title,
        "description": "Bring a mat.",
        "event_type": {"label": "Class/Workshop", "abbr": "work"},
        "print_description": "",
        "hosted_by_camp": "a1XVI0000009fernAAA",
        "located_at_art": None,
        "other_location": "",
        "all_day": False,
        "contact": None,
        "url": None,
        "occurrence_set": occurrences,
    } | more


def emf_session(number: int = 5, title: str = "Rope circle", **more: Any) -> dict[str, Any]:
    """A workshop of an EMF schedule, without any zone."""
    return {
        "id": number,
        "slug": "rope-circle",
        "start_date": "2022-06-03 12:20:00",
        "end_date": "2022-06-03 13:20:00",
        "start_time": "12:20",
        "end_time": "13:20",
        "venue": "Workshop 2",
        "latlon": [52.04, -2.37],
        "title": title,
        "speaker": "Ada Quill",
        "pronouns": None,
        "user_id": None,
        "description": "Knots.\r\n\r\nMore knots. ",
        "type": "workshop",
        "is_family_friendly": True,
        "content_note": "",
        "link": f"https://www.emfcamp.org/schedule/2022/{number}-rope-circle",
        "cost": "£5",
        "equipment": "Gloves",
        "age_range": "14+",
        "attendees": "20",
    } | more


def emf_calendar(*sessions: dict[str, Any]) -> str:
    """The same sessions as EMF's iCalendar has them: no PRODID, no VTIMEZONE, long folds."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "SUMMARY:EMF", "X-WR-CALNAME:EMF"]
    for session in sessions:
        text = session["description"].replace("\r\n", "\n")
        if session["type"] == "workshop":
            text += (
                f"\n\nAttending this workshop will cost: {session['cost']}\n"
                f"Suitable age range: {session['age_range']}\n"
                f"Attendees should bring: {session['equipment']}"
            )
        text += f"\n\nLink: {session['link']}"
        lines += [
            "BEGIN:VEVENT",
            f"SUMMARY:{escaped(session['title'])}",
            f"DTSTART;TZID=Europe/London;VALUE=DATE-TIME:{compact(session['start_date'])}",
            f"DTEND;TZID=Europe/London;VALUE=DATE-TIME:{compact(session['end_date'])}",
            f"UID:{session['id']}",
            f"DESCRIPTION:{escaped(text)}",
            f"LOCATION:{escaped(session['venue'])}",
            "END:VEVENT",
        ]
    return "\r\n".join(folded(line) for line in [*lines, "END:VCALENDAR", ""])


def compact(moment: str) -> str:
    return moment.replace("-", "").replace(":", "").replace(" ", "T")


def escaped(text: str) -> str:
    for plain in "\\;,":
        text = text.replace(plain, f"\\{plain}")
    return text.replace("\n", "\\n")


def folded(line: str, width: int = 78) -> str:
    parts = [line[i : i + width] for i in range(0, len(line), width)]
    return "\r\n ".join(parts)


def calendar(*events: str, head: str = "") -> str:
    """An iCalendar of events given as lines."""
    whole = "\n".join(f"BEGIN:VEVENT\n{event.strip()}\nEND:VEVENT" for event in events)
    return f"BEGIN:VCALENDAR\n{head}{whole}\nEND:VCALENDAR\n"


def voc_event(**more: Any) -> dict[str, Any]:
    """An event of a c3voc or pretalx schedule.json."""
    return {
        "id": 15,
        "guid": "7f0e-breath",
        "date": "2020-12-27T11:30:00+01:00",
        "start": "11:30",
        "duration": "00:40",
        "title": "Atmen im Freien",
        "subtitle": "",
        "track": "Körper",
        "type": "Workshop 40min",
        "language": "de",
        "abstract": "Kurz und gut.",
        "description": "Wir atmen.\r\nLange.",
        "persons": [{"id": 1, "public_name": "Jo Lind"}, {"id": 2, "public_name": "Wim Å."}],
        "answers": [{"question": 1, "answer": "Mobile 0555 12345"}],
        "url": "https://example.org/talk/7f0e/",
    } | more


def voc_schedule(
    rooms: dict[str, list[dict[str, Any]]] | None = None, **conference: Any
) -> dict[str, Any]:
    """A schedule of one day, 27 December 2020."""
    day = {
        "index": 1,
        "date": "2020-12-27",
        "rooms": rooms or {"Zelt / Wiese – Süd": [voc_event()]},
    }
    about = {"acronym": "hush20", "title": "Hush", "start": "2020-12-27", "end": "2020-12-30"}
    return {"schedule": {"version": "1", "conference": about | conference | {"days": [day]}}}


FRAB = """<?xml version="1.0" encoding="utf-8"?>
<schedule><conference><acronym>hush20</acronym><title>Hush</title><start>2020-12-27</start>
<end>2020-12-30</end><time_zone_name>Europe/Berlin</time_zone_name></conference>
<day index="1" date="2020-12-27"><room name="Zelt / Wiese – Süd">
<event id="15" guid="7f0e-breath"><date>2020-12-27T11:30:00+01:00</date><start>11:30</start>
<duration>00:40</duration><title>Atmen im Freien</title><subtitle/><track>Körper</track>
<type>Workshop 40min</type><language>de</language><abstract>Kurz und gut.</abstract>
<description>Wir atmen.\nLange.</description><url>https://example.org/talk/7f0e/</url>
<persons><person id="1">Jo Lind</person><person id="2">Wim Å.</person></persons></event>
</room></day></schedule>
"""
