"""The same application in a process of its own, with another order of hashes."""

import base64
import os
import subprocess
import sys
from collections.abc import Iterable
from textwrap import dedent

from config import ROOT, Settings

_PROGRAM = dedent("""
    import base64
    import sys
    from wellness.app import create_app
    client = create_app().test_client()
    for path in sys.argv[1:]:
        print(base64.b64encode(client.get(path).data).decode())
""")


def fetched_by_another_process(settings: Settings, paths: Iterable[str]) -> list[bytes]:
    """The octets that another process, which hashes texts in another way, gives for `paths`."""
    told = {
        "PYTHONHASHSEED": "1",
        "PYTHONPATH": str(ROOT),
        "DATABASE_URL": settings.database_url,
        "BASE_URL": settings.base_url,
        "MAIL_URL": settings.mail_url,
    }
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, *paths],
        env={**os.environ, **told},
        check=True,
        capture_output=True,
    )
    return [base64.b64decode(line) for line in done.stdout.split()]
