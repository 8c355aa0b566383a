"""Ways for a letter to leave, and how they say that it didn't."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from wellness.mail.message import Parcel


class Unreachable(Exception):
    """Nobody is there, or not for us: no letter can leave now."""


class RefusedForNow(Exception):
    """This letter not now; it was not taken."""


class RefusedForGood(Exception):
    """This letter never; it was not taken."""


class Unanswered(Exception):
    """The server had all of the letter and went silent: it may arrive or not."""


class Transport(Protocol):
    """Takes parcels, one after another, until closed; usable again after that."""

    def send(self, parcel: Parcel, *, hand_over: Callable[[], None]) -> None:
        """Send `parcel`; returning means that it was taken.

        Calls `hand_over` at the last instant before it could arrive, unless sending it twice
        makes one letter anyway. Raises one of this module's exceptions, or whatever `hand_over`
        raises: then it was not taken.
        """

    def close(self) -> None:
        """Let go of the connection, if there is one."""


class Folder:
    """Writes each letter as a file <uid>.eml; a repeated try replaces it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def send(self, parcel: Parcel, *, hand_over: Callable[[], None]) -> None:  # noqa: ARG002 - a file is replaced, so it arrives once however often it is sent
        """Write the file, whole or not at all; a full disk is Unreachable."""
        unfinished = self.path / f".{parcel.name}.part"
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            unfinished.write_bytes(parcel.content)
            unfinished.replace(self.path / f"{parcel.name}.eml")
        except OSError as error:
            raise Unreachable(os.strerror(error.errno or 0)) from None

    def close(self) -> None:
        """Nothing is held."""
