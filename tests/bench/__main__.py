"""`make bench`: the figures that matter, as ratios measured in one run on this machine.

Nothing here fails: a busy machine slows both sides of a ratio. What to reach is printed beside it.
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from tests.bench import bookings, imports, inside, load, placing, planner
from tests.bench.table import heading, line
from tests.provision import postgresql, sqlite
from tests.provision.server import Server, free_port, serving, started
from wellness import clock
from wellness.booking.models import Bookable
from wellness.database import db
from wellness.festivals.models import Festival

CROWD = 320
WORKERS = 2


@contextmanager
def hello() -> Iterator[Server]:
    """The bare Flask, behind the same server with the same workers and threads."""
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port)]
    command += ["--workers", str(WORKERS), "--blocking-threads", "4", "--no-ws"]
    command += ["--log-level", "error", "tests.bench.hello:application"]
    with started(command, dict(os.environ), port, Path(tempfile.gettempdir()), "/") as server:
        yield server


def ready_answers(site: Server, bare: Server) -> None:
    """Public pages and feeds that nothing has changed, against hello, in turns."""
    day = f"/bench-0/?day={(clock.now() + timedelta(days=3)).date()}"
    gzipped = {"Accept-Encoding": "br, gzip", "Accept-Language": "en"}
    asked = {
        "programme page": (day, gzipped),
        "session page": (f"/bench-0/sessions/{_reference()}", gzipped),
        "whole-programme feed": ("/bench-0/calendar.ics", gzipped),
        "availability of every session (JSON)": ("/api/v1/festivals/bench-0/sessions", gzipped),
    }
    rates: dict[str, list[load.Rate]] = {name: [] for name in ("hello", *asked, "304")}
    for _ in range(load.ROUNDS):
        rates["hello"].append(load.rate(bare, "/"))
        for name, (path, headers) in asked.items():
            rates[name].append(load.rate(site, path, headers))
        tag = load.header(site, day, gzipped, "etag")
        rates["304"].append(load.rate(site, day, {**gzipped, "If-None-Match": tag}))
    middle = {name: load.median(found) for name, found in rates.items()}
    base = middle["hello"]
    line("bare Flask hello", f"{base.per_second:,.0f}/s {base.cpu_microseconds:.0f} µs", "")
    for name in asked:
        found = middle[name]
        if found.status != 200:
            line(name, f"answers {found.status}", "≥ 3 × hello")
            continue
        times = f"{found.per_second / base.per_second:.1f} × hello"
        line(f"{name}, unchanged: answers per second", times, "≥ 3 × hello")
        times = f"{base.cpu_microseconds / found.cpu_microseconds:.1f} × hello"
        line("  answers per second of processor time", times, "≥ 3 × hello")
    page, unchanged = middle["programme page"], middle["304"]
    share = unchanged.cpu_microseconds / page.cpu_microseconds
    line("processor time of a 304 against a 200", f"{share:.2f} ×", "≤ 1 ×")
    line("memory of the larger worker", f"{load.memory_megabytes(site):.0f} MB", "< 120 MB")


def rushes(kind: str, url: str, site: Server) -> None:
    """Everybody wants one session; then the same spread over many."""
    references = _references()
    for name, rows, paths in (
        ("everybody wants the same session", 1, [references[0]] * CROWD),
        ("spread over 200 sessions", 200, [references[1 + n % 200] for n in range(CROWD)]),
    ):
        crowd = bookings.people(site, [f"/bench-0/sessions/{ref}/book" for ref in paths])
        before = bookings.bare_commits(url, rows)
        went = bookings.rush(site, crowd)
        bare = (before + bookings.bare_commits(url, rows)) / 2
        line(f"{kind}, {name}: of bare commits", f"{went.per_second / bare:.0%}", "≥ 50 %")
        line("  that is", f"{went.per_second:.0f}/s of {bare:.0f}/s", "")
        line("  slowest of a hundred, 32 at once", f"{went.p99_seconds:.2f} s", "< 1 s")
        refused = sum(n for status, n in went.statuses.items() if status >= 500)
        line("  refused because the database was busy", str(refused), "0")


def growth(once: inside.Costs, tenfold: inside.Costs) -> None:
    """Processor time per request inside a worker, and with ten times the data."""
    reach = {
        "page_rebuilt": "< 60 ms",
        "feed_rebuilt": "< 10 ms",
        "personal_feed_unchanged": "≤ 2 × hello",
    }
    for field in fields(inside.Costs):
        small, large = getattr(once, field.name), getattr(tenfold, field.name)
        what = field.name.replace("_", " ")
        line(f"{what}: processor time", f"{small:.2f} ms", reach.get(field.name, ""))
        if field.name != "hello":
            line("  with 10 × the festivals and bookings", f"{large / small:.2f} ×", "< 1.2 ×")
    poll = once.personal_feed_unchanged / once.hello
    line("personal feed poll against hello", f"{poll:.2f} ×", "≤ 2 ×")


def _seconds_since(began: float) -> str:
    return f"{time.perf_counter() - began:.1f} s"


def _references() -> list[str]:
    query = (
        select(Bookable.reference)
        .join(Festival, Festival.id == Bookable.festival_id)
        .where(Festival.slug == "bench-0", ~Bookable.is_support)
        .order_by(Bookable.id)
    )
    return list(db.session.scalars(query))


def _reference() -> str:
    return _references()[0]


def main() -> None:
    """Print the table."""
    with (
        tempfile.TemporaryDirectory(prefix="wellness-bench-", ignore_cleanup_errors=True) as name,
        postgresql.private_server(Path(name)) as maintenance,
        postgresql.database(maintenance) as postgresql_url,
    ):
        folder = Path(name)
        sqlite_url = sqlite.url_of(folder / "bench.sqlite")
        heading("Answers that are ready, 16 connections, 2 workers")
        with inside.populated(sqlite_url, folder, scale=1) as app:
            once = inside.costs(app)
            began = time.perf_counter()
            with serving(sqlite_url, folder, workers=WORKERS) as site:
                line("from start to the first answer", _seconds_since(began), "< 2 s")
                with hello() as bare:
                    ready_answers(site, bare)
                heading(f"{CROWD} people book, 32 at once")
                rushes("SQLite", sqlite_url, site)
        with (
            inside.populated(postgresql_url, folder, scale=1),
            serving(postgresql_url, folder, workers=WORKERS) as site,
        ):
            rushes("PostgreSQL", postgresql_url, site)
        heading("Inside a worker, SQLite, 400 sessions")
        with inside.populated(sqlite.url_of(folder / "ten.sqlite"), folder, scale=10) as app:
            growth(once, inside.costs(app))
        heading("Importing")
        imports.measure(
            folder
        )  # before the solver is loaded: a new process begins as large as this
        heading("The planner, 300 sessions a day for four days")
        planner.measure(folder)
        placing.measure()


if __name__ == "__main__":
    main()
