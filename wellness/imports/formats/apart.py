"""Reading a strange file in a process of its own, which dies in our place."""

import json
import os
import signal
import subprocess
import sys
from threading import Timer

from wellness.imports.formats.rows import (
    MOST_BYTES,
    BadFile,
    Reading,
    Wish,
    as_json,
    reading_from_json,
    row_from_json,
)

PATIENCE_SECONDS = 60.0
MOST_SAID_BYTES = 64 * 1024 * 1024
"""What a reading may come to: each repeat of an event says its text again."""
OUT_OF_MEMORY = 77
"""The exit status of a reader that came to the end of its memory."""
_KILLED_FOR_TIME = {-signal.SIGXCPU, -signal.SIGKILL}
_READER = "wellness.imports.formats"


def read_apart(raw: bytes, wish: Wish) -> Reading:
    """What `reading.read` says of the file, found out at arm's length. Raises BadFile.

    The reader has 20 s of processor time and 300 MB; what a hostile file does, it does to itself.
    """
    if len(raw) > MOST_BYTES:
        raise BadFile("too_large", most=MOST_BYTES // 1024**2)
    head, *rows = _said(json.dumps(as_json(wish)).encode() + b"\n" + raw)
    facts = json.loads(head)
    if "bad" in facts:
        raise BadFile(facts["bad"], **facts["facts"])
    return reading_from_json(facts, tuple(row_from_json(json.loads(row)) for row in rows))


def _said(told: bytes) -> list[bytes]:
    """The lines that the reader writes when it is told this. Raises BadFile if it gives out."""
    with subprocess.Popen(  # noqa: S603 - our own module, in our own interpreter
        [sys.executable, "-m", _READER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_surroundings(),
    ) as reader:
        alarm = Timer(PATIENCE_SECONDS, reader.kill)
        alarm.start()
        try:
            said = _exchange(reader, told)
        finally:
            alarm.cancel()
        if len(said) > MOST_SAID_BYTES:
            reader.kill()
            raise BadFile("too_much_text")
    if reader.returncode in _KILLED_FOR_TIME:
        raise BadFile("too_slow")
    if reader.returncode == OUT_OF_MEMORY:
        raise BadFile("too_hungry")
    if reader.returncode or not said:
        raise BadFile("gave_out")
    return said.splitlines()


def _exchange(reader: subprocess.Popen[bytes], told: bytes) -> bytes:
    if reader.stdin is None or reader.stdout is None:
        raise AssertionError("the reader was started without pipes")
    try:
        reader.stdin.write(told)
        reader.stdin.close()
    except BrokenPipeError:
        return b""
    return reader.stdout.read(MOST_SAID_BYTES + 1)


def _surroundings() -> dict[str, str]:
    """An environment that holds the way to our modules and none of our secrets."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONTZPATH") if name in os.environ}
    return kept | {"PYTHONPATH": os.pathsep.join(p or "." for p in sys.path), "PYTHONUTF8": "1"}
