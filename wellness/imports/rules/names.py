"""Icons and colours for what a file only gives a name."""

import hashlib
import re

COLOURS = ("lake", "moss", "plum", "sky", "clay")
_ICONS = (
    ("yoga", "flower-2", "moss"),
    ("meditat", "leaf", "sky"),
    ("breath", "wind", "sky"),
    ("massage", "hand", "clay"),
    ("body", "footprints", "moss"),
    ("dance", "footprints", "moss"),
    ("sound", "music", "plum"),
    ("music", "music", "plum"),
    ("concert", "music", "plum"),
    ("kid", "baby", "clay"),
    ("youth", "baby", "clay"),
    ("famil", "baby", "clay"),
    ("craft", "palette", "clay"),
    ("art", "palette", "plum"),
    ("workshop", "hammer", "moss"),
    ("class", "hammer", "moss"),
    ("talk", "presentation", "lake"),
    ("lecture", "presentation", "lake"),
    ("panel", "presentation", "lake"),
    ("perform", "drama", "plum"),
    ("theatre", "drama", "plum"),
    ("food", "utensils", "clay"),
    ("party", "party-popper", "plum"),
    ("game", "gamepad-2", "sky"),
    ("circle", "message-circle", "lake"),
)
_SUPPORTIVE = re.compile(
    r"\b(grief|griev\w*|bereave\w*|trauma\w*|suicid\w*|sober|sobriety|recovery|addict\w*|"
    r"peer support|support (group|circle)|mental health|counsel+ing|crisis|survivors?)\b",
    re.IGNORECASE,
)
_STUDIO = re.compile(r"\b(studio|control room|live room)\b", re.IGNORECASE)
_LAWN = re.compile(r"\b(lawn|field|garden|meadow|beach|wiese|outside|park)\b", re.IGNORECASE)
_ROOM = re.compile(r"\b(room|saal|raum|hall|house|workshop|lounge)\b", re.IGNORECASE)


def kept_short(key: str, most: int) -> str:
    """`key` itself, or its beginning and a hash that stands for all of it."""
    if len(key) <= most:
        return key
    digest = hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:24]
    return f"{key[: most - 25]}~{digest}"


def icon_and_colour(category: str, position: int) -> tuple[str, str]:
    """A Lucide icon and a colour token by the words in a category's name."""
    name = category.casefold()
    for word, icon, colour in _ICONS:
        if word in name:
            return icon, colour
    return "circle", COLOURS[position % len(COLOURS)]


def kind_of_space(name: str) -> str:
    """tent, room, lawn or studio, by the words in a space's name."""
    for pattern, kind in ((_STUDIO, "studio"), (_LAWN, "lawn"), (_ROOM, "room")):
        if pattern.search(name):
            return kind
    return "tent"


def is_supportive(text: str) -> bool:
    """Whether words in `text` suggest a support session: to be proposed, never decided."""
    return bool(_SUPPORTIVE.search(text))
