"""A plan as its holder reads it."""

from dataclasses import dataclass
from datetime import timedelta

from flask.testing import FlaskClient

from tests.passes.phones import a_holder, given
from tests.programme.reading import Element, read
from wellness import clock
from wellness.booking import actions
from wellness.booking.actions import BookPlace
from wellness.booking.models import Bookable, Booking
from wellness.database import in_transaction
from wellness.passes.models import Pass

CONSENT = "2026-11"


@dataclass
class Phone:
    """A phone with the pass it holds."""

    client: FlaskClient
    holder: Pass
    secret: str

    def plan(self) -> Element:
        """The page of my plan, as a tree."""
        answer = self.client.get("/me")
        assert answer.status_code == 200
        return read(answer.text)

    def lines(self) -> list[Element]:
        """The lines of the plan, in the order of the page."""
        return [card for card in self.plan().all("article") if "data-standing" in card.given]

    def line(self) -> Element:
        """The only line of the plan."""
        (found,) = self.lines()
        return found

    def standings(self) -> list[str]:
        """Where each line stands, in the order of the page."""
        return [line.given["data-standing"] for line in self.lines()]


def a_phone(client: FlaskClient, *, name: str = "Quiet Heron", address: str | None = None) -> Phone:
    """`client`, holding a pass of its own."""
    holder, secret = a_holder(name=name, address=address)
    return Phone(given(client, secret), holder, secret)


def keeps(
    holder: Pass, bookable: Bookable, *, seats: int = 1, ago: timedelta = timedelta(0)
) -> Booking:
    """`holder` asked for a place that long ago."""
    wish = BookPlace(
        bookable_id=bookable.id, pass_id=holder.id, seats=seats, keep_both=True, consent=CONSENT
    )
    return in_transaction(lambda: actions.book_place(wish, now=clock.now() - ago))


def title_of(line: Element) -> str:
    """What a line is a place in."""
    return line.all("a")[0].text
