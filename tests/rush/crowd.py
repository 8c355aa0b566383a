"""A crowd on a bad network, asking for the same places at the same instant.

A race without a barrier proves little: everyone fetches the form, sends their request but for the
last byte, and then all let go together. Some never read their answer, some are cut off in the
middle, some send twice; whoever got no answer tries again with the same form.
"""

import random
import re
import socket
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from threading import Barrier, Thread
from urllib.parse import urlencode

TRIES = 40
PATIENCE_SECONDS = 20


@dataclass
class Person:
    """Somebody with a phone."""

    number: int
    manner: str
    """plain, deaf (hangs up before the answer), cut (breaks off in the middle) or double."""
    cookies: dict[str, str] = field(default_factory=dict)
    answers: list[str] = field(default_factory=list)
    """References in the order in which answers were understood."""
    fields: dict[str, str] = field(default_factory=dict)


def rush(port: int, path: str, *, people: int, seed: int) -> list[Person]:
    """`people` ask at once for a place at `path` (…/book); each ends with an answer."""
    manners = random.Random(seed)
    crowd = [
        Person(number, manners.choice(["plain", "plain", "plain", "deaf", "cut", "double"]))
        for number in range(people)
    ]
    barrier = Barrier(people)
    threads = [Thread(target=_takes_part, args=(p, port, path, barrier)) for p in crowd]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return crowd


def _takes_part(person: Person, port: int, path: str, barrier: Barrier) -> None:
    try:
        _opens_the_form(person, port, path)
    finally:
        barrier.wait(60)
    for connection in [_poised(person, port, path)]:
        connection.sendall(b"&")  # the last byte
        if person.manner in {"deaf", "cut"}:
            time.sleep(0.02 if person.manner == "deaf" else 0)
            connection.close()
        else:
            _understands(person, connection)
    for _ in range(2 if person.manner == "double" else 1):
        _asks_until_answered(person, port, path)


def _poised(person: Person, port: int, path: str) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port), PATIENCE_SECONDS)
    connection.sendall(_request(person, path)[:-1])
    return connection


def _request(person: Person, path: str) -> bytes:
    body = urlencode(person.fields).encode() + b"&"
    cookies = "; ".join(f"{name}={value}" for name, value in person.cookies.items())
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nCookie: {cookies}\r\n"
        "Accept: application/json\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _opens_the_form(person: Person, port: int, path: str) -> None:
    for _ in range(TRIES):
        connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            page = answer.read().decode()
        except (OSError, HTTPException):
            time.sleep(0.1)
            continue
        finally:
            connection.close()
        if answer.status == 200:
            _keep_cookies(person, answer.headers.get_all("Set-Cookie") or [])
            hidden = re.findall(r'name="(csrf_token|key)" value="([^"]+)"', page)
            person.fields = {**dict(hidden), "chosen_name": f"Person {person.number}", "seats": "1"}
            return
    raise AssertionError("the form could not be opened")


def _keep_cookies(person: Person, headers: list[str]) -> None:
    for header in headers:
        name, _, rest = header.partition("=")
        person.cookies[name] = rest.partition(";")[0]


def _understands(person: Person, connection: socket.socket) -> bool:
    """Read an answer to its end; note the booking it names. False if it broke off."""
    received = b""
    try:
        while chunk := connection.recv(65536):
            received += chunk
    except OSError:
        return False
    finally:
        connection.close()
    head, _, body = received.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 201"):
        return False
    reference = re.search(rb'"booking": ?"([0-9a-z]+)"', body)
    if reference is None:
        return False
    cookies = re.findall(r"(?im)^set-cookie: ([^\r\n]+)", head.decode())
    _keep_cookies(person, cookies)
    person.answers.append(reference[1].decode())
    return True


def _asks_until_answered(person: Person, port: int, path: str) -> None:
    for _ in range(TRIES):
        try:
            connection = socket.create_connection(("127.0.0.1", port), PATIENCE_SECONDS)
            connection.sendall(_request(person, path))
            if _understands(person, connection):
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise AssertionError(f"person {person.number} was never answered")
