from datetime import date

import pytest

from wellness.feeds import fetches
from wellness.feeds.fetches import Fetches, Tally
from wellness.feeds.rules import app_of

FRIDAY = date(2026, 6, 5)


def test_many_notes_are_written_together_each_feed_once() -> None:
    written: list[Fetches] = []
    tally = Tally(written.append, is_timed=lambda: False)
    tally.note(1, FRIDAY, "Thunderbird")
    tally.note(1, FRIDAY, "Outlook")
    tally.note(2, FRIDAY, "")
    tally.flush()
    tally.flush()
    assert written == [{1: (FRIDAY, "Thunderbird"), 2: (FRIDAY, "")}]


def test_the_first_note_sets_a_clock_that_keeps_nothing_from_ending() -> None:
    written: list[Fetches] = []
    tally = Tally(written.append, is_timed=lambda: True)
    tally.note(1, FRIDAY, "")
    timer = tally._timer
    assert timer is not None
    assert (timer.daemon, timer.interval) == (True, fetches.GATHERED_SECONDS)
    tally.note(2, FRIDAY, "")
    assert tally._timer is timer
    tally.flush()
    assert timer.finished.is_set()
    assert len(written) == 1


def test_memory_is_not_filled_by_notes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetches, "MOST_NOTES", 2)
    written: list[Fetches] = []
    tally = Tally(written.append, is_timed=lambda: False)
    for feed_id in range(5):
        tally.note(feed_id, FRIDAY, "")
    tally.flush()
    assert [list(notes) for notes in written] == [[0, 1]]


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        ("Google-Calendar-Importer", "Google Calendar"),
        ("iOS/19.1 (23B85) dataaccessd/1.0", "Apple Calendar"),
        ("macOS/26.0 (25A354) CalendarAgent/1100", "Apple Calendar"),
        ("Microsoft Exchange/15.20", "Outlook"),
        ("Mozilla/5.0 (Macintosh; Mac OS X) Gecko/20100101 Thunderbird/140.3", "Thunderbird"),
        ("ICSx5/2.4 (2026/03/01; dav4jvm; okhttp/5) Android/16", "ICSx5"),
        ("curl/8.5", ""),
        ("", ""),
    ],
)
def test_apps_are_known_by_the_names_people_use(user_agent: str, name: str) -> None:
    assert app_of(user_agent) == name
