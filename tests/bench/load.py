"""Asking a server the same thing over and over, and what that cost it."""

import selectors
import socket
import statistics
import time
from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import urlsplit

from tests.provision.server import Server

CONNECTIONS = 16
ROUNDS = 3
SECONDS = 1.5


@dataclass(frozen=True)
class Rate:
    """How fast a server answered, and how much processor time one answer took."""

    per_second: float
    cpu_microseconds: float
    status: int


def rate(server: Server, path: str, headers: dict[str, str] | None = None) -> Rate:
    """Ask for `path` on 16 kept connections for a while; one answer at a time on each."""
    host = urlsplit(server.address).netloc
    lines = [f"GET {path} HTTP/1.1", f"Host: {host}"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    request = "\r\n".join([*lines, "", ""]).encode()
    length, status = _first_answer(server.port, request)
    _ask(server.port, request, length, 0.3)
    spent = cpu_seconds(server)
    began = time.perf_counter()
    answered = _ask(server.port, request, length, SECONDS)
    took = time.perf_counter() - began
    spent = cpu_seconds(server) - spent
    return Rate(answered / took, spent / answered * 1e6, status)


def header(server: Server, path: str, headers: dict[str, str], name: str) -> str:
    """One header of the answer to a single request."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.headers[name]


def median(rates: list[Rate]) -> Rate:
    """The middle one of several rounds, figure by figure."""
    return Rate(
        statistics.median(rate.per_second for rate in rates),
        statistics.median(rate.cpu_microseconds for rate in rates),
        rates[0].status,
    )


def cpu_seconds(server: Server) -> float:
    """The processor time its workers have used so far."""
    times = [worker.cpu_times() for worker in server.workers()]
    return float(sum(time.user + time.system for time in times))


def memory_megabytes(server: Server) -> float:
    """The memory of its largest worker."""
    return float(max(worker.memory_info().rss for worker in server.workers())) / 1e6


def _first_answer(port: int, request: bytes) -> tuple[int, int]:
    """How long one whole answer is, and its status: every later one is as long."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(request)
        received = b""
        while b"\r\n\r\n" not in received:
            received += connection.recv(65536)
        head, _, _ = received.partition(b"\r\n\r\n")
        fields = dict(
            line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:] if b": " in line
        )
        status = int(head.split()[1])
        body = 0 if status == 304 else int(fields[b"content-length"])
        return len(head) + 4 + body, status


def _ask(port: int, request: bytes, length: int, seconds: float) -> int:
    """How many answers came within `seconds`."""
    selector = selectors.DefaultSelector()
    missing: dict[int, int] = {}
    for _ in range(CONNECTIONS):
        connection = socket.create_connection(("127.0.0.1", port), timeout=10)
        connection.settimeout(0)
        selector.register(connection, selectors.EVENT_READ)
        missing[connection.fileno()] = length
        connection.send(request)
    answered = 0
    deadline = time.perf_counter() + seconds
    while time.perf_counter() < deadline:
        for key, _ in selector.select(1):
            connection = key.fileobj  # type: ignore[assignment]
            missing[key.fd] -= len(connection.recv(262144))
            if missing[key.fd] <= 0:
                answered += 1
                missing[key.fd] = length
                connection.send(request)
    for key in list(selector.get_map().values()):
        key.fileobj.close()  # type: ignore[union-attr]
    selector.close()
    return answered
