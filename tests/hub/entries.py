"""Entries of the hub to test with, published as editors publish them."""

from typing import Any

from sqlalchemy import select

from wellness import clock
from wellness.database import db, transaction
from wellness.hub.book import book_of
from wellness.hub.documents import bump_stamp, document_of, write_document
from wellness.hub.models import Service
from wellness.hub.packaged import documents
from wellness.hub.seeding import seed
from wellness.hub.services import Service as Entry

DOCUMENTS = {each["slug"]: each for each in documents()}


def an_entry(slug: str = "samaritans", **changed: Any) -> Entry:
    """An entry as it comes with the product, with some of it changed."""
    (entry,) = book_of([DOCUMENTS[slug] | changed]).services
    return entry


def a_contact(dial: str, slug: str = "samaritans", **changed: Any) -> dict[str, Any]:
    """The first contact of an entry as a document, with another number."""
    return {**DOCUMENTS[slug]["contacts"][0], "dial": dial, **changed}


def seeded() -> None:
    """Fill the hub of this test's database."""
    with transaction():
        seed(clock.now())


def published(slug: str, **changed: Any) -> None:
    """Publish an entry with some of it changed."""
    now = clock.now()
    with transaction():
        service = db.session.scalars(select(Service).where(Service.slug == slug)).one()
        write_document(service, document_of(service) | changed, now=now)
        bump_stamp(now)
