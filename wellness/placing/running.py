"""Starting a run in a process of its own: the server goes on answering, and may be restarted."""

import os
import subprocess
import sys
from threading import Thread

from config import Settings


def start_apart(proposal_id: int, settings: Settings) -> None:
    """Carry out the run `proposal_id` beside the server; it outlives the request and the worker.

    What goes wrong in it is told where the server tells its own faults.
    """
    process = subprocess.Popen(  # noqa: S603 - our own command, in our own interpreter
        [sys.executable, "-m", "wellness", "place", str(proposal_id)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        env={**os.environ, **_as_environment(settings)},
        start_new_session=True,
    )
    Thread(target=process.wait, daemon=True).start()  # so that the process does not linger


def _as_environment(settings: Settings) -> dict[str, str]:
    """The settings that a run needs, whatever the server itself got them from."""
    return {
        "DATABASE_URL": settings.database_url,
        "SECRET_KEY": settings.secret_key,
        "FIELD_KEYS": " ".join(settings.field_keys),
        "BASE_URL": settings.base_url,
        "MAIL_URL": settings.mail_url,
        "PYTHONPATH": os.pathsep.join(part or "." for part in sys.path),
    }
