"""What a mail program sees, found by parsing the file that was written."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

import icalendar
import pytest

from config import Settings
from tests.mail.letters import CALENDAR, NOON, a_letter, after
from wellness.mail.postman import Delivery, deliver_due, transport_from

pytestmark = [pytest.mark.one_database, pytest.mark.usefixtures("app")]


@pytest.fixture
def folder(settings: Settings) -> Path:
    return Path(settings.mail_url.removeprefix("file://"))


def delivered(settings: Settings, folder: Path) -> EmailMessage:
    """The one letter in the folder, after a round of the postman."""
    transport = transport_from(settings.mail_url)
    assert deliver_due(now=after(days=1), transport=transport) == Delivery(sent=1)
    (file,) = folder.iterdir()
    content = file.read_bytes()
    assert content.isascii()
    assert all(len(line) <= 998 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")
    return message_from_bytes(content, policy=policy.default)


def test_a_plain_letter_has_one_part_and_the_headers_of_an_automatic_one(
    settings: Settings, folder: Path
) -> None:
    letter = a_letter(
        subject="Dein Platz im Zelt „Süden“", text="Schön, dass du kommst.\n.\nBis dann"
    )
    message = delivered(settings, folder)
    assert dict(message.items()) == {
        "From": "Wellness <wellness@localhost>",
        "To": "wren@example.org",
        "Subject": "Dein Platz im Zelt „Süden“",
        "Date": "Fri, 05 Jun 2026 12:00:00 +0000",
        "Message-ID": f"<{letter.uid}@localhost>",
        "Auto-Submitted": "auto-generated",
        "MIME-Version": "1.0",
        "Content-Type": 'text/plain; charset="utf-8"',
        "Content-Transfer-Encoding": "quoted-printable",
    }
    assert message.get_content().splitlines() == ["Schön, dass du kommst.", ".", "Bis dann"]


def test_a_letter_in_two_dresses_shows_plain_text_first(settings: Settings, folder: Path) -> None:
    a_letter(html="<p>Your place is kept.</p>")
    message = delivered(settings, folder)
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]


@pytest.mark.parametrize("html", ["<p>Your place is kept.</p>", None])
def test_an_invitation_goes_along_as_last_alternative_and_as_the_same_file(
    settings: Settings, folder: Path, html: str | None
) -> None:
    a_letter(html=html, calendar=CALENDAR, method="REQUEST")
    message = delivered(settings, folder)
    assert message.get_content_type() == "multipart/mixed"
    alternatives, attached = message.iter_parts()
    assert alternatives.get_content_type() == "multipart/alternative"
    kinds = [part.get_content_type() for part in alternatives.iter_parts()]
    assert kinds == ["text/plain", *(["text/html"] if html else []), "text/calendar"]
    invitation = list(alternatives.iter_parts())[-1]
    assert invitation.get_param("method") == "REQUEST"
    assert invitation.get_param("charset") == "utf-8"
    assert invitation["Content-Disposition"] is None
    assert attached.get_content_type() == "application/ics"
    assert attached.get_content_disposition() == "attachment"
    assert attached.get_filename() == attached.get_param("name") == "invite.ics"
    assert invitation.get_payload(decode=True) == CALENDAR
    content = attached.get_content()
    assert content == CALENDAR
    calendar = icalendar.Calendar.from_ical(content)
    assert calendar["METHOD"] == "REQUEST"
    assert calendar.walk("VEVENT")[0]["SUMMARY"] == "Ruhe im Zelt – süß"


def test_a_reminder_says_where_to_have_no_more_of_them(settings: Settings, folder: Path) -> None:
    a_letter(kind="reminder")
    message = delivered(settings, folder)
    assert message["List-Unsubscribe"] == "<http://localhost/me/letters>"


def test_a_letter_is_dated_when_it_was_due(settings: Settings, folder: Path) -> None:
    a_letter(due_at=after(hours=3))
    assert parsedate_to_datetime(str(delivered(settings, folder)["Date"])) == after(hours=3)


def test_a_letter_carries_nothing_that_tells_us_it_was_read(
    settings: Settings, folder: Path
) -> None:
    a_letter(html="<p>Kept.</p>")
    message = delivered(settings, folder)
    assert "Disposition-Notification-To" not in message
    body = message.get_body(("html",))
    assert body is not None
    assert body.get_content().splitlines() == ["<p>Kept.</p>"]


def test_a_folder_that_cannot_be_written_keeps_letters_waiting(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where the folder should be")
    a_letter()
    transport = transport_from(f"file://{tmp_path / 'taken'}")
    assert deliver_due(now=NOON, transport=transport) == Delivery(put_off=1, is_reachable=False)
