"""What happens to passes. Nothing here commits; each function belongs in a transaction."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from wellness.database import db
from wellness.mail.models import Letter
from wellness.passes import rules
from wellness.passes.errors import Forgotten
from wellness.passes.models import OpeningLink, Pass, PassKey
from wellness.passes.queries import (
    address_place,
    key_of_secret,
    locked_pass,
    locked_pass_with_selector,
    opening_link,
    pass_of_secret,
)
from wellness.passes.rules import TypedCode
from wellness.references import Keyring, hash_of, new_secret
from wellness.sealing import Sealer
from wellness.tries import actions as attempts


class CodeOutcome(StrEnum):
    """What came of trying a code. Wrong, unknown and resting are one: nobody learns which."""

    RIGHT = "right"
    WRONG = "wrong"
    TOO_MANY = "too_many"


@dataclass(frozen=True)
class CodeTrial:
    """A tried code; `holder` is there if it was right."""

    outcome: CodeOutcome
    holder: Pass | None = None


def open_pass(secret: str, *, now: datetime, language: str, chosen_name: str = "") -> Pass:
    """The pass that the phone's `secret` opens; a new one if the secret is new.

    Two first bookings of one phone at the same moment share one pass: the unique hash decides.
    `chosen_name` is given to a new pass only. Raises Forgotten for a secret given up before.
    """
    found = pass_of_secret(secret)
    if found is not None:
        return found
    made = _new_pass(now=now, language=language, chosen_name=chosen_name)
    if _add_key(made, secret, now):
        return made
    db.session.delete(made)
    db.session.flush()
    found = pass_of_secret(secret)
    if found is None:
        raise Forgotten
    return found


def rename(holder: Pass, chosen_name: str) -> None:
    """Call the holder by another name; an empty one is allowed."""
    locked_pass(holder.id).chosen_name = rules.tidy_name(chosen_name)


def set_email(holder: Pass, address: str | None, *, keys: Keyring, sealer: Sealer) -> None:
    """Keep a mail address, sealed to this pass, or forget the one there was."""
    held = locked_pass(holder.id)
    if not address:
        held.email_sealed = held.email_hash = None
        return
    held.email_sealed = sealer.seal(address_place(held), address.strip())
    held.email_hash = rules.address_hashes(keys, address)[0]


def choose_letters(holder: Pass, *, letters: bool, invitations: bool, full_titles: bool) -> None:
    """Whether to write at all, with calendar invitations, naming support sessions."""
    held = locked_pass(holder.id)
    held.wants_letters, held.wants_invitations = letters, invitations
    held.wants_full_titles = full_titles


def try_code(typed: TypedCode, *, client: str, keys: Keyring, now: datetime) -> CodeTrial:
    """Whose pass the typed code opens. Wrong tries count against the code and the client.

    The caller commits also when the code was wrong, else nothing was counted. A right try changes
    nothing, so that looking at one's pass by its code leaves no trace.
    """
    limit = rules.WRONG_CODES_PER_CLIENT
    if attempts.is_one_too_many(limit, client, keys=keys, now=now):
        return CodeTrial(CodeOutcome.TOO_MANY)
    holder = locked_pass_with_selector(typed.selector)
    right = rules.is_right_code(keys, typed, holder.code_generation if holder else 0)
    if holder is None or rules.is_resting(holder.locked_until, now):
        return CodeTrial(CodeOutcome.WRONG)
    if not right:
        holder.wrong_codes, holder.locked_until = rules.after_wrong_code(
            holder.wrong_codes, holder.locked_until, now
        )
        return CodeTrial(CodeOutcome.WRONG)
    holder.wrong_codes, holder.locked_until = 0, None
    attempts.take_back(limit, client, keys=keys, now=now)
    return CodeTrial(CodeOutcome.RIGHT, holder)


def recover(
    typed: TypedCode, *, secret: str, client: str, keys: Keyring, now: datetime
) -> CodeTrial:
    """Make `secret` a key to the pass that the typed code opens, and spend the code.

    Other phones keep their keys. Asked again with the same code and secret, because the answer
    was lost on the way, it answers the same. The caller commits whatever the outcome.
    """
    held = pass_of_secret(secret)
    if (
        held is not None
        and held.selector == typed.selector
        and rules.is_right_code(keys, typed, held.code_generation - 1)
    ):
        return CodeTrial(CodeOutcome.RIGHT, held)
    trial = try_code(typed, client=client, keys=keys, now=now)
    if trial.holder is not None:
        trial.holder.code_generation += 1
        trial.holder.revision += 1
        _require_key(trial.holder, secret, now)
    return trial


def make_opening_link(holder: Pass, *, now: datetime) -> str:
    """The token of a link that opens this pass on one other phone, once, within 30 minutes.

    Only its hash is stored. More than five at once make the oldest worthless.
    """
    locked_pass(holder.id)
    mine = select(OpeningLink.id).where(OpeningLink.pass_id == holder.id)
    newest = mine.order_by(OpeningLink.expires_at.desc(), OpeningLink.id.desc())
    kept = db.session.scalars(newest.limit(rules.LINKS_AT_ONCE - 1)).all()
    db.session.execute(
        delete(OpeningLink).where(
            OpeningLink.pass_id == holder.id,
            (OpeningLink.expires_at <= now) | OpeningLink.id.not_in(kept),
        )
    )
    token = new_secret()
    expires_at = now + rules.LINK_LIVES
    link = OpeningLink(pass_id=holder.id, token_hash=hash_of(token), expires_at=expires_at)
    db.session.add(link)
    db.session.flush()
    return token


def spend_opening_link(token: str, *, page_key: str, keys: Keyring, now: datetime) -> str | None:
    """The new phone's secret, made a key to the link's pass; None if the link opens nothing.

    The secret follows from the token and the key of the page whose button was pressed: pressed
    twice, or again after a lost answer, it is the same. A page opened elsewhere has another key
    and finds the link spent.
    """
    secret = rules.secret_of_link(keys, token, page_key)
    link = opening_link(token, now)
    if link is not None:
        taken = update(OpeningLink).where(OpeningLink.id == link.id)
        taken = taken.where(OpeningLink.spent_at.is_(None)).values(spent_at=now)
        if db.session.scalars(taken.returning(OpeningLink.id)).one_or_none() is not None:
            holder = locked_pass(link.pass_id)
            _require_key(holder, secret, now)
            return secret
    key = key_of_secret(secret)
    fresh = key is not None and key.revoked_at is None and now < key.created_at + rules.LINK_LIVES
    return secret if fresh else None


def forget_this_phone(secret: str, *, now: datetime) -> None:
    """Make this phone's key worthless. The pass, its bookings and other phones stay."""
    db.session.execute(
        update(PassKey)
        .where(PassKey.secret_hash == hash_of(secret), PassKey.revoked_at.is_(None))
        .values(revoked_at=now)
    )


def erase(holder: Pass) -> None:
    """Delete the person: name, address, code, every phone's key and every opening link.

    Letters to them go too, sent or not. Bookings stay as counted places that name nobody; whoever
    calls this gives up the live ones and the feeds first.
    """
    held = locked_pass(holder.id)
    db.session.execute(delete(Letter).where(Letter.pass_id == held.id))
    db.session.delete(held)
    db.session.flush()


def _new_pass(*, now: datetime, language: str, chosen_name: str) -> Pass:
    for _ in range(200):
        values = {
            "selector": rules.new_selector(),
            "chosen_name": rules.tidy_name(chosen_name),
            "language": language,
            "created_at": now,
        }
        added = _insert(Pass).values(**values).on_conflict_do_nothing().returning(Pass)
        made: Pass | None = db.session.scalars(added).one_or_none()
        if made is not None:
            return made
    raise RuntimeError("no free selector: erase old passes or lengthen the selector")


def _add_key(holder: Pass, secret: str, now: datetime) -> bool:
    values = {"pass_id": holder.id, "secret_hash": hash_of(secret), "created_at": now}
    added = _insert(PassKey).values(**values).on_conflict_do_nothing().returning(PassKey.id)
    return db.session.scalars(added).one_or_none() is not None


def _require_key(holder: Pass, secret: str, now: datetime) -> None:
    if not _add_key(holder, secret, now):
        raise Forgotten


def _insert(model: type[Any]) -> Any:
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    return dialect.insert(model)
