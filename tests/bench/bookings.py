"""Many people booking at once, against what the same database does in bare commits."""

import queue
import sqlite3
import statistics
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from multiprocessing import get_context
from urllib.parse import urlencode

import psycopg
from sqlalchemy.engine import make_url

from tests.pages import fields_of
from tests.provision.server import Server

CLIENTS = 32
PROCESSES, THREADS = 2, 4
BARE_SECONDS = 2.0


@dataclass(frozen=True)
class Rush:
    """How it went: accepted per second, the slowest of a hundred, and every answer's status."""

    per_second: float
    p99_seconds: float
    statuses: dict[int, int]


@dataclass
class Person:
    """Somebody with the form open, about to press the button."""

    path: str
    cookie: str
    body: str


def people(server: Server, paths: Iterable[str]) -> list[Person]:
    """One new person for each path, with the form fetched."""
    ready = []
    connection = HTTPConnection("127.0.0.1", server.port, timeout=30)
    for path in paths:
        connection.request("GET", path)
        answer = connection.getresponse()
        page = answer.read().decode()
        cookies = SimpleCookie()
        for header in answer.headers.get_all("Set-Cookie") or ():
            cookies.load(header)
        cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in cookies.items())
        ready.append(Person(path, cookie, urlencode(fields_of(page, "/book"))))
    connection.close()
    return ready


def rush(server: Server, crowd: list[Person]) -> Rush:
    """Let them all press, 32 at a time."""
    waiting: queue.SimpleQueue[Person] = queue.SimpleQueue()
    for person in crowd:
        waiting.put(person)
    took: list[float] = []
    statuses: Counter[int] = Counter()
    start = threading.Barrier(CLIENTS + 1)

    def press() -> None:
        connection = HTTPConnection("127.0.0.1", server.port, timeout=30)
        start.wait()
        while not waiting.empty():
            try:
                person = waiting.get_nowait()
            except queue.Empty:
                break
            began = time.perf_counter()
            headers = {
                "Cookie": person.cookie,
                "Content-Type": "application/x-www-form-urlencoded",
                "Origin": server.address,
            }
            connection.request("POST", person.path, person.body, headers)
            answer = connection.getresponse()
            answer.read()
            took.append(time.perf_counter() - began)
            statuses[answer.status] += 1
        connection.close()

    threads = [threading.Thread(target=press) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    start.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - began
    accepted = sum(count for status, count in statuses.items() if status in {200, 201, 303})
    return Rush(accepted / seconds, statistics.quantiles(took, n=100)[98], dict(statuses))


def bare_commits(url: str, rows: int) -> float:
    """Commits per second of one-row updates, spread over `rows` rows, by as many as the server.

    Two processes of four connections each, on a table of its own, at the durability of ours.
    """
    prepare, worker = (_sqlite, _sqlite_commits) if url.startswith("sqlite") else _postgresql
    prepare(url, rows)
    spawn = get_context("spawn")
    with spawn.Pool(PROCESSES) as pool:
        counts = pool.map(_many, [(worker, url, rows)] * PROCESSES)
    return sum(counts) / BARE_SECONDS


def _many(task: tuple[Callable[[str, int, float], int], str, int]) -> int:
    worker, url, rows = task
    until = time.time() + BARE_SECONDS
    counts: list[int] = []
    threads = [
        threading.Thread(target=lambda n=n: counts.append(worker(url, rows * 8 + n, until)))
        for n in range(THREADS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts)


def _sqlite(url: str, rows: int) -> None:
    with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS bare (id INTEGER PRIMARY KEY, n INTEGER)")
        connection.executemany(
            "INSERT OR IGNORE INTO bare VALUES (?, 0)", [(n,) for n in range(rows)]
        )
    connection.close()


def _sqlite_commits(url: str, seed: int, until: float) -> int:
    rows, number = divmod(seed, 8)
    connection = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None, timeout=30)
    connection.execute("pragma synchronous=FULL")
    done = 0
    while time.time() < until:
        row = (done * 8 + number) % rows
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE bare SET n = n + 1 WHERE id = ?", (row,))
        connection.execute("COMMIT")
        done += 1
    connection.close()
    return done


def _plain(url: str) -> str:
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def _postgresql_table(url: str, rows: int) -> None:
    with psycopg.connect(_plain(url), autocommit=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS bare (id integer PRIMARY KEY, n integer)")
        connection.execute(
            "INSERT INTO bare SELECT g, 0 FROM generate_series(0, %s) g ON CONFLICT DO NOTHING",
            (rows - 1,),
        )


def _postgresql_commits(url: str, seed: int, until: float) -> int:
    rows, number = divmod(seed, 8)
    done = 0
    with psycopg.connect(_plain(url), autocommit=True) as connection:
        while time.time() < until:
            row = (done * 8 + number) % rows
            connection.execute("UPDATE bare SET n = n + 1 WHERE id = %s", (row,))
            done += 1
    return done


_postgresql = (_postgresql_table, _postgresql_commits)
