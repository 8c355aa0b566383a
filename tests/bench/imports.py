"""Reading a programme of 3,500 occurrences."""

import json
import os
import resource
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.bench.table import line
from tests.provision import application, sqlite

OCCURRENCES = 3_500


def measure(folder: Path) -> None:
    """Print how long a dry run takes and how much memory it needs."""
    file = folder / "events.json"
    file.write_text(json.dumps(_events()))
    settings = application.settings_for(sqlite.url_of(folder / "import.sqlite"), folder)
    application.migrate(settings)
    began = time.perf_counter()
    command = [sys.executable, "-m", "wellness", "import", str(file), "--festival", "bench"]
    subprocess.run(
        [*command, "--zone", "America/Los_Angeles", "--dry-run"],
        env={**os.environ, "DATABASE_URL": settings.database_url},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    took = time.perf_counter() - began
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
    line(f"dry run of {OCCURRENCES:,} occurrences", f"{took:.1f} s", "< 5 s")
    line("  memory of the largest process so far", f"{largest:.0f} MB", "< 200 MB")


def _events() -> list[dict[str, object]]:
    """Events in the shape of Burning Man's API, two or three occurrences each."""
    first = datetime(2026, 8, 30, 8, tzinfo=UTC)
    events: list[dict[str, object]] = []
    for number in range(OCCURRENCES * 2 // 5):
        occurrences = [
            {
                "start_time": (first + timedelta(days=day, minutes=number)).isoformat(),
                "end_time": (first + timedelta(days=day, minutes=number + 60)).isoformat(),
            }
            for day in range(2 + number % 2)
        ]
        events.append(
            {
                "event_id": number,
                "uid": f"bench{number}",
                "title": f"Quiet hour number {number}",
                "description": "An hour by the water, at your own pace. " * 8,
                "event_type": {"label": "Self Care", "abbr": "care"},
                "year": 2026,
                "print_description": "",
                "other_location": f"Camp {number % 90}",
                "occurrence_set": occurrences,
            }
        )
    return events
