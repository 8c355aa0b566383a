"""Two postmen at once, and postmen that are killed with a letter in hand."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier

import pytest
from flask import Flask

from config import Settings
from tests.mail.letters import NOON, a_letter, after
from tests.mail.sink import Sink
from wellness.database import db
from wellness.mail.models import Letter
from wellness.mail.postman import MAY_HAVE_ARRIVED, Delivery, deliver_due, transport_from

KILLED_AFTER_SENDING = """
import os, signal, sys
from datetime import datetime
from tests.provision.application import running, settings_for
from pathlib import Path
from wellness.mail.postman import deliver_due, transport_from

url, mail_url, now = sys.argv[1:]
transport = transport_from(mail_url)
send = transport.send

def send_and_die(parcel, *, hand_over):
    send(parcel, hand_over=hand_over)
    os.kill(os.getpid(), signal.SIGKILL)

transport.send = send_and_die
with running(settings_for(url, Path("/nonexistent"))):
    deliver_due(now=datetime.fromisoformat(now), transport=transport)
"""


def killed_with_a_letter_in_hand(settings: Settings, sink: Sink, now: str) -> None:
    """A postman of its own process, killed between the server's yes and our note of it."""
    command = [sys.executable, "-c", KILLED_AFTER_SENDING, settings.database_url, sink.url, now]
    ended = subprocess.run(command, check=False, capture_output=True, text=True)
    assert ended.returncode == -signal.SIGKILL, ended.stderr


@contextmanager
def elsewhere(app: Flask) -> Iterator[None]:
    """A context and a database session of one's own."""
    with app.app_context():
        try:
            yield
        finally:
            db.session.remove()


def test_two_postmen_at_once_send_each_letter_once(app: Flask, sink: Sink) -> None:
    letters = [a_letter(about=f"booking:{number % 6}", subject=f"{number}") for number in range(24)]
    barrier = Barrier(2)

    def go(_: int) -> Delivery:
        with elsewhere(app):
            barrier.wait()
            return deliver_due(now=NOON, transport=transport_from(sink.url))

    with ThreadPoolExecutor(2) as postmen:
        first, second = postmen.map(go, range(2))
    assert first.sent + second.sent == len(letters)
    assert sorted(sink.message_ids) == sorted(f"<{letter.uid}@localhost>" for letter in letters)
    for thing in range(6):
        about = [int(subject) for subject in sink.subjects if int(subject) % 6 == thing]
        assert about == sorted(about)


@pytest.mark.usefixtures("app")
def test_a_postman_killed_before_noting_it_leaves_the_letter_to_go_once_more(
    settings: Settings, sink: Sink
) -> None:
    letter = a_letter()
    killed_with_a_letter_in_hand(settings, sink, NOON.isoformat())
    assert sink.message_ids == [f"<{letter.uid}@localhost>"]
    transport = transport_from(sink.url)
    assert deliver_due(now=after(minutes=4), transport=transport) == Delivery()
    assert deliver_due(now=after(minutes=6), transport=transport) == Delivery(sent=1)
    assert sink.message_ids == [f"<{letter.uid}@localhost>"] * 2


@pytest.mark.usefixtures("app")
def test_a_letter_that_gets_two_postmen_killed_is_not_sent_a_third_time(
    settings: Settings, sink: Sink
) -> None:
    letter = a_letter()
    killed_with_a_letter_in_hand(settings, sink, NOON.isoformat())
    killed_with_a_letter_in_hand(settings, sink, after(minutes=6).isoformat())
    round_ = deliver_due(now=after(minutes=12), transport=transport_from(sink.url))
    assert round_ == Delivery(given_up=1)
    assert len(sink.taken) == 2
    db.session.rollback()
    found = db.session.get_one(Letter, letter.id, populate_existing=True)
    assert found.last_error == MAY_HAVE_ARRIVED
