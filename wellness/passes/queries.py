"""Whose pass is it? Secrets are looked up by their hash, so there is nothing to time."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update

from wellness.database import db
from wellness.errors import Missing
from wellness.passes.models import OpeningLink, Pass, PassKey
from wellness.passes.rules import address_hashes
from wellness.references import Keyring, hash_of
from wellness.sealing import Sealer


def pass_of_secret(secret: str) -> Pass | None:
    """The pass that a phone's secret opens; None if it opens none, or no longer."""
    return db.session.scalars(
        select(Pass)
        .join(PassKey)
        .where(PassKey.secret_hash == hash_of(secret), PassKey.revoked_at.is_(None))
    ).one_or_none()


def key_of_secret(secret: str) -> PassKey | None:
    """The stored key of a phone's secret, whether it still opens its pass or not."""
    return db.session.scalars(
        select(PassKey).where(PassKey.secret_hash == hash_of(secret))
    ).one_or_none()


def locked_pass(pass_id: int) -> Pass:
    """The pass, held until the transaction ends. Raises Missing if it was erased."""
    found = db.session.scalars(
        update(Pass)
        .where(Pass.id == pass_id)
        .values(revision=Pass.revision + 1)
        .returning(Pass)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise Missing
    return found


def locked_pass_with_selector(selector: str) -> Pass | None:
    """The pass whose code begins with `selector`, held until the transaction ends, unchanged."""
    return db.session.scalars(
        update(Pass)
        .where(Pass.selector == selector)
        .values(revision=Pass.revision)
        .returning(Pass)
        .execution_options(populate_existing=True)
    ).one_or_none()


def passes_of_address(address: str, keys: Keyring, *, limit: int = 3) -> Sequence[Pass]:
    """The newest passes that gave this mail address, at most `limit`."""
    return db.session.scalars(
        select(Pass)
        .where(Pass.email_hash.in_(address_hashes(keys, address)))
        .order_by(Pass.created_at.desc(), Pass.id.desc())
        .limit(limit)
    ).all()


def address_of(holder: Pass, sealer: Sealer) -> str | None:
    """The mail address of a pass, unsealed; None if there is none. Raises sealing.Unsealable."""
    if holder.email_sealed is None:
        return None
    return sealer.unseal(address_place(holder), holder.email_sealed)


def address_place(holder: Pass) -> str:
    """Where the sealed address belongs: moved to another pass it does not open."""
    return f"pass|email|{holder.id}"


def opening_link(token: str, now: datetime) -> OpeningLink | None:
    """The link of `token` while it may be spent; None once spent, too old, or never made."""
    return db.session.scalars(
        select(OpeningLink).where(
            OpeningLink.token_hash == hash_of(token),
            OpeningLink.spent_at.is_(None),
            OpeningLink.expires_at > now,
        )
    ).one_or_none()
