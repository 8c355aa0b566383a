"""Partners, and what was given to them."""

from itertools import count
from typing import Any

from tests.factories import from_now
from wellness.database import db, transaction
from wellness.partners.models import Grant, Partner

_numbers = count(1)


def a_partner(*, grants: int = 1, **more: Any) -> Partner:
    """A published partner with something published that was given."""
    number = next(_numbers)
    partner = Partner(
        **{
            "slug": f"partner-{number}",
            "name": f"Partner {number}",
            "source": "partner.example, 1 June 2025",
            "is_published": True,
            "position": number,
            "updated_at": from_now(),
        }
        | more
    )
    partner.grants = [
        Grant(
            given=f"Gift {number}.{place}",
            source="news.example, 2 June 2025",
            position=place,
            is_published=True,
            updated_at=from_now(),
        )
        for place in range(grants)
    ]
    with transaction():
        db.session.add(partner)
    return partner
