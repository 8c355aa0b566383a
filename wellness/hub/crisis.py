"""Who can be called now, by country: decided from a book that is there when nothing else is.

No database, no session, no script stands behind this. The rules of what is shown how are in
docs/decisions/0120-numbers-nobody-has-dialled.md; where the book comes from is told in
docs/decisions/0740-the-hub-in-memory.md.
"""

from dataclasses import dataclass
from datetime import date

from wellness.hub.book import Book, canonical, packaged_book
from wellness.hub.contacts import EmergencyNumber, Offer
from wellness.hub.packaged import FILE
from wellness.hub.services import EVERYWHERE, Service

ANY_MOBILE = EmergencyNumber("112", "all", in_numbering_data=True, verified_on=None)
"""What mobile networks connect to the local emergency service (3GPP TS 22.101, section 10)."""
__all__ = ["ANY_MOBILE", "FILE", "HelpHere", "HelpInShort", "canonical", "countries"]


@dataclass(frozen=True)
class HelpHere:
    """Everything we know that helps now in one country, best first."""

    country: str
    """ISO 3166-1 code in lower case, or "" for nowhere in particular."""
    emergency: tuple[EmergencyNumber, ...]
    lines: tuple[Service, ...]
    """Free, human, at once and in confidence."""
    others: tuple[Service, ...]
    """Lines with hours, a price, an audience of their own, or not confirmed."""
    anywhere: tuple[Service, ...]
    """Not bound to a country."""
    gone: tuple[Service, ...] = ()
    """Lines that are paused or closed, or nobody knows: to be said, never to be dialled."""

    @property
    def is_known(self) -> bool:
        """Whether we know anything about this very country."""
        return bool(self.emergency or self.lines or self.others)


@dataclass(frozen=True)
class HelpInShort:
    """Two lines of help: whom to call in danger, and who listens."""

    country: str
    emergency: EmergencyNumber
    line: Service


def crisis_contacts(country: str, *, today: date, book: Book | None = None) -> HelpHere:
    """What helps now in `country` (an ISO code in any case); whatever it is, something does.

    Without a `book`, from what the product brings along.
    """
    code = canonical(country)
    book = book or packaged_book()
    here = [each for each in _lines_from(code, book) if code in book.countries]
    there = sorted(
        (each for each in here if each.is_active), key=lambda each: _standing(each, today)
    )
    return HelpHere(
        country=code,
        emergency=book.emergency.get(code, ()),
        lines=tuple(service for service in there if service.may_come_first(today)),
        others=tuple(service for service in there if not service.may_come_first(today)),
        anywhere=anywhere(book),
        gone=tuple(service for service in here if not service.is_active),
    )


def in_short(country: str, *, today: date, book: Book | None = None) -> HelpInShort:
    """The two lines for pages that have room for no more; never empty, whatever `country` is.

    The line is the first that may come first there, else a directory of lines everywhere.
    """
    here = crisis_contacts(country, today=today, book=book)
    return HelpInShort(
        country=here.country if here.emergency else "",
        emergency=(*here.emergency, ANY_MOBILE)[0],
        line=(*here.lines, *here.anywhere)[0],
    )


def countries() -> frozenset[str]:
    """The codes of all countries that what the product brings along knows something about."""
    return packaged_book().countries


def anywhere(book: Book) -> tuple[Service, ...]:
    """Directories of lines, then people who find care; never empty."""
    found = _international(book) or _international(packaged_book())
    return tuple(sorted(found, key=lambda each: each.offer is Offer.DIRECTORY, reverse=True))


def _international(book: Book) -> list[Service]:
    return [
        reached
        for each in book.services
        if each.is_active and each.offer in {Offer.DIRECTORY, Offer.CARE}
        if (reached := each.reached_from(EVERYWHERE)) and reached.contacts[0].link
    ]


def _lines_from(country: str, book: Book) -> list[Service]:
    """Lines with the contacts that are for `country`, in the order of the book."""
    reached = (each.reached_from(country) for each in book.services)
    return [each for each in reached if each is not None and each.is_line]


def _standing(service: Service, today: date) -> tuple[bool, bool, bool]:
    """Fresh before stale, confirmed before not, for anyone before for some; else as in the book."""
    return (
        service.is_stale(today),
        not service.contacts[0].is_confirmed,
        bool(service.audiences),
    )
