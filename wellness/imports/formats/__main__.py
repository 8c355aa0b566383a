"""The process that reads one programme file from strangers, short of time and memory.

The wish comes as the first line of standard input, the file as the rest; the reading goes out as
lines of JSON. Limits are set before the first byte of the file is looked at.
"""

import json
import os
import resource
import sys

from wellness.imports.formats.apart import OUT_OF_MEMORY
from wellness.imports.formats.reading import read
from wellness.imports.formats.rows import BadFile, as_json, wish_from_json

CPU_SECONDS = 20
MEMORY_BYTES = 300 * 1024 * 1024


def limit_ourselves() -> None:
    """From here on: little processor time and memory, and no file can be written."""
    limits = (
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    )
    for what, most in limits:
        resource.setrlimit(what, (most, most))


def main() -> None:
    """Read, write, and leave at once: giving memory back piece by piece takes time."""
    limit_ourselves()
    wish = wish_from_json(json.loads(sys.stdin.buffer.readline()))
    raw = sys.stdin.buffer.read()
    out = sys.stdout.buffer
    try:
        reading = read(raw, wish)
        out.write(_line(as_json(reading)))
        for row in reading.rows:
            out.write(_line(as_json(row)))
    except BadFile as bad:
        out.write(_line({"bad": bad.note.code, "facts": dict(bad.note.facts)}))
    except (MemoryError, RecursionError):
        os._exit(OUT_OF_MEMORY)
    out.flush()
    os._exit(0)


def _line(record: dict[str, object]) -> bytes:
    return json.dumps(record, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"


if __name__ == "__main__":
    main()
