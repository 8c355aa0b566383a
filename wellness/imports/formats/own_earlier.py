"""Our own files from before they told as much as they do now."""

from typing import Any

Record = dict[str, Any]


def with_studios(value: Record) -> None:
    """A file from before there were studios has none."""
    value.setdefault("equipment", [])
    for name, missing in (
        ("spaces", {"studio": None, "shifts": []}),
        ("activities", {"is_studio_time": False}),
    ):
        found = value.get(name)
        for each in found if isinstance(found, list) else ():
            if isinstance(each, dict):
                each.update({key: each.get(key, plain) for key, plain in missing.items()})
