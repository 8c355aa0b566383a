"""Counting tries, so that guessing stays slow. Nobody is named: askers are keyed hashes."""

from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.dialects import postgresql, sqlite

from wellness.database import db
from wellness.references import Keyring, keyed_hash
from wellness.tries.models import Attempt
from wellness.tries.rules import Limit


def is_one_too_many(limit: Limit, asker: str, *, keys: Keyring, now: datetime) -> bool:
    """Count one try by `asker`; True if the window's tries were used up before it.

    Holds the counter until the transaction ends, so that tries sent at once are counted in turn.
    """
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    first = dialect.insert(Attempt).values(
        key_hash=_hash(limit, asker, keys), window_starts_at=limit.window_of(now), count=1
    )
    counted = first.on_conflict_do_update(
        index_elements=[Attempt.key_hash, Attempt.window_starts_at],
        set_={"count": Attempt.count + 1},
    )
    tries: int = db.session.scalars(counted.returning(Attempt.count)).one()
    return tries > limit.tries


def take_back(limit: Limit, asker: str, *, keys: Keyring, now: datetime) -> None:
    """Forget the try just counted: it was a good one. Leaves the tables as they were before."""
    here = (
        Attempt.key_hash == _hash(limit, asker, keys),
        Attempt.window_starts_at == limit.window_of(now),
    )
    db.session.execute(update(Attempt).where(*here).values(count=Attempt.count - 1))
    db.session.execute(delete(Attempt).where(*here, Attempt.count <= 0))


def forget_attempts(*, before: datetime) -> int:
    """Delete what was counted in windows that began before this instant; says how many rows."""
    result = db.session.execute(delete(Attempt).where(Attempt.window_starts_at < before))
    return int(getattr(result, "rowcount", 0))


def _hash(limit: Limit, asker: str, keys: Keyring) -> str:
    return keyed_hash(keys.current, f"attempt {limit.what}", asker).hex()
