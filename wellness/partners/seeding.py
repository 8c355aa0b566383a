"""What the product brings along of partners: what was read, and nothing beyond it."""

from datetime import datetime

from sqlalchemy import func, inspect, select

from wellness.database import db
from wellness.partners.models import Grant, Partner

_NEWSROOM = "newsroom.spotify.com, June 2025"
_NEWSROOM_URL = "https://newsroom.spotify.com/"
_HEART_AND_SOUL = "Money, announced with “Heart & Soul: Mental Health for Creators”"
_WITH = "newsroom.spotify.com, June 2025; jambase.com, 12 June 2025"


def partners(now: datetime) -> list[Partner]:
    """The partners named in June 2025, each with where it was read."""
    return [*_in_the_states(now), _in_britain(now), _named_alone(now)]


def _in_the_states(now: datetime) -> list[Partner]:
    return [
        Partner(
            name="Backline",
            slug="backline",
            does=(
                "A case manager listens and sends people in music and their families a written "
                "plan for finding care. Made the Global Mental Health Resource Hub with Spotify."
            ),
            url="https://backline.care/",
            country="us",
            service_slug="backline",
            source=f"backline.care; {_WITH}",
            grants=[_grant(now, purpose="Backline’s work, Chappell Roan’s We Got You! included")],
            updated_at=now,
        ),
        Partner(
            name="MusiCares",
            slug="musicares",
            does="Grants and online recovery groups for people who work in music.",
            url="https://www.musicares.org/",
            country="us",
            service_slug="musicares",
            source="origin-www.grammy.com; musicconnection.com, 2022; internationalmusician.org",
            grants=[_grant(now)],
            updated_at=now,
        ),
        Partner(
            name="Music Health Alliance",
            slug="music-health-alliance",
            does="Advocates who help people in music with care and its bills, and small grants.",
            url="https://www.musichealthalliance.com/",
            country="us",
            service_slug="music-health-alliance",
            source="musichealthalliance.com; thesource.com, 13 February 2025",
            grants=[_grant(now)],
            updated_at=now,
        ),
    ]


def _in_britain(now: datetime) -> Partner:
    return Partner(
        name="Music Minds Matter",
        slug="music-minds-matter",
        does="A line and sessions for everybody who works in music in the UK.",
        url="https://www.musicmindsmatter.org.uk/",
        country="gb",
        service_slug="music-minds-matter",
        source="prsformusic.com; iq-mag.net, 22 September 2022",
        grants=[
            _grant(now),
            _grant(
                now,
                given="One-to-one therapy grants",
                purpose=(
                    "EQUAL, GLOW and RADAR ambassadors in the UK, who may use a grant or "
                    "give it to their band or team"
                ),
                source=_WITH,
                position=1,
            ),
        ],
        updated_at=now,
    )


def _named_alone(now: datetime) -> Partner:
    """Of what it does nothing was read."""
    return Partner(
        name="The Busyhead Project",
        slug="the-busyhead-project",
        source=_NEWSROOM,
        grants=[_grant(now)],
        updated_at=now,
    )


def seed(now: datetime) -> int:
    """Write them where no partner was ever written; how many were. Does not commit."""
    if not inspect(db.engine).has_table(Partner.__tablename__):
        return 0
    if db.session.scalars(select(func.count()).select_from(Partner)).one():
        return 0
    found = partners(now)
    for position, partner in enumerate(found):
        partner.position = position
        partner.is_published = True
    db.session.add_all(found)
    return len(found)


def _grant(
    now: datetime,
    *,
    given: str = _HEART_AND_SOUL,
    purpose: str = "",
    source: str = _NEWSROOM,
    position: int = 0,
) -> Grant:
    return Grant(
        given=given,
        purpose=purpose,
        year=2025,
        source=source,
        source_url=_NEWSROOM_URL,
        position=position,
        is_published=True,
        updated_at=now,
    )
