"""The code that can be said aloud: right, wrong, resting, spent (nothing of it is stored)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from wellness.database import db, transaction
from wellness.passes import actions, rules
from wellness.passes.actions import CodeOutcome, CodeTrial
from wellness.passes.models import Pass
from wellness.passes.queries import pass_of_secret
from wellness.passes.rules import read_code, speakable_code
from wellness.references import CROCKFORD, Keyring, new_secret
from wellness.tries.models import Attempt

KEYS = Keyring("the present key of the application, long enough")
NOON = datetime(2026, 6, 5, 12, tzinfo=UTC)
PHONE = "network of one phone"


def opened(name: str = "Quiet Heron") -> Pass:
    with transaction():
        return actions.open_pass(new_secret(), now=NOON, language="en", chosen_name=name)


def code_of(holder: Pass, keys: Keyring = KEYS) -> str:
    return speakable_code(keys, holder.selector, holder.code_generation)


def tried(
    code: str, *, client: str = PHONE, keys: Keyring = KEYS, now: datetime = NOON
) -> CodeTrial:
    typed = read_code(code)
    assert typed is not None
    with transaction():
        return actions.try_code(typed, client=client, keys=keys, now=now)


def wrong_code_of(holder: Pass) -> str:
    return speakable_code(KEYS, holder.selector, holder.code_generation + 7)


def test_a_code_has_four_letters_that_spell_nothing_and_eight_characters() -> None:
    code = speakable_code(KEYS, "MSSK", 0)
    selector, first, second = code.split("-")
    assert (selector, len(first), len(second)) == ("MSSK", 4, 4)
    assert set(first + second) <= set(CROCKFORD)


def test_selectors_are_letters_that_nobody_reads_as_an_unkind_word() -> None:
    made = {rules.new_selector() for _ in range(3000)}
    assert all(len(s) == 4 and set(s) <= set(rules.SELECTOR_LETTERS) for s in made)
    assert not [s for s in made if "KYS" in s or "FCK" in s]
    assert len(made) > 2900


@pytest.mark.parametrize(
    "typed",
    [
        "mssk-7kq4-m2x0",
        " MSSK 7KQ4 M2XO ",
        "MSSK7KQ4M2XO",
        "M5SK.7kq4.m2xo",
        "ＭＳＳＫ-７ＫＱ４-Ｍ２ＸＯ",
    ],
)
def test_a_code_is_understood_however_it_was_typed(typed: str) -> None:
    assert read_code(typed) == rules.TypedCode("MSSK", "7KQ4M2X0")


@pytest.mark.parametrize(
    "typed", ["", "MSSK", "MSSK-7KQ4-M2X", "MSSK-7KQ4-M2X00", "7777-7KQ4-M2X0", "MSSK-7KU4-M2X0"]
)
def test_what_is_no_code_is_not_tried(typed: str) -> None:
    assert read_code(typed) is None


@given(st.text(max_size=200))
def test_reading_a_code_never_fails(text: str) -> None:
    assert read_code(text) is None or isinstance(read_code(text), rules.TypedCode)


def test_every_code_shown_can_be_read_back_and_is_right() -> None:
    for generation in range(50):
        selector = rules.new_selector()
        typed = read_code(speakable_code(KEYS, selector, generation).lower())
        assert typed is not None
        assert rules.is_right_code(KEYS, typed, generation)
        assert not rules.is_right_code(KEYS, typed, generation + 1)


@pytest.mark.usefixtures("app")
def test_the_right_code_opens_the_pass_and_leaves_no_trace() -> None:
    holder = opened()
    before = db.session.execute(select(Pass.__table__)).all()
    trial = tried(code_of(holder))
    assert (trial.outcome, trial.holder) == (CodeOutcome.RIGHT, holder)
    assert db.session.execute(select(Pass.__table__)).all() == before
    assert db.session.scalars(select(func.count()).select_from(Attempt)).one() == 0


@pytest.mark.usefixtures("app")
def test_a_wrong_code_and_an_unknown_one_open_nothing() -> None:
    holder = opened()
    unknown = speakable_code(KEYS, "ZZZZ" if holder.selector != "ZZZZ" else "XXXX", 0)
    assert tried(wrong_code_of(holder)) == tried(unknown) == CodeTrial(CodeOutcome.WRONG)


@pytest.mark.usefixtures("app")
def test_after_five_wrong_tries_even_the_right_code_rests_for_fifteen_minutes() -> None:
    holder = opened()
    right = code_of(holder)
    for number in range(5):
        assert tried(wrong_code_of(holder), client=f"network {number}").holder is None
    assert tried(right, client="another") == CodeTrial(CodeOutcome.WRONG)
    just_before = NOON + timedelta(minutes=14, seconds=59)
    assert tried(right, now=just_before).outcome == CodeOutcome.WRONG
    after = NOON + timedelta(minutes=15)
    assert tried(right, now=after).outcome == CodeOutcome.RIGHT


@pytest.mark.usefixtures("app")
def test_after_a_rest_there_are_five_tries_again() -> None:
    holder = opened()
    for number in range(5):
        tried(wrong_code_of(holder), client=f"network {number}")
    later = NOON + timedelta(minutes=20)
    for number in range(4):
        tried(wrong_code_of(holder), client=f"network {number}", now=later)
    assert tried(code_of(holder), now=later).outcome == CodeOutcome.RIGHT


@pytest.mark.usefixtures("app")
def test_a_right_try_forgives_the_wrong_ones_before_it() -> None:
    holder = opened()
    for _ in range(2):
        for number in range(4):
            tried(wrong_code_of(holder), client=f"network {number}")
        assert tried(code_of(holder)).outcome == CodeOutcome.RIGHT


@pytest.mark.usefixtures("app")
def test_one_guesser_gets_thirty_tries_an_hour_whatever_they_guess_at() -> None:
    opened()
    tries = 0
    for second in range(0, 3600, 12):
        code = speakable_code(KEYS, rules.new_selector(), 0)
        trial = tried(code, now=NOON + timedelta(minutes=7, seconds=second))
        tries += trial.outcome == CodeOutcome.WRONG
    assert tries == 30


@pytest.mark.usefixtures("app")
def test_hundreds_behind_one_address_may_use_their_right_codes() -> None:
    holder = opened()
    for _ in range(60):
        assert tried(code_of(holder)).outcome == CodeOutcome.RIGHT


@pytest.mark.usefixtures("app")
def test_a_guesser_who_used_up_their_tries_does_not_lock_out_other_networks() -> None:
    holder = opened()
    for _ in range(30):
        tried(speakable_code(KEYS, rules.new_selector(), 0))
    assert tried(code_of(holder)).outcome == CodeOutcome.TOO_MANY
    assert tried(code_of(holder), client="elsewhere").outcome == CodeOutcome.RIGHT


@pytest.mark.usefixtures("app")
def test_a_written_down_code_still_opens_while_the_former_key_is_honoured() -> None:
    holder = opened()
    written = code_of(holder)
    renewed = Keyring("a newer key of the application, also long", (KEYS.current,))
    assert tried(written, keys=renewed).outcome == CodeOutcome.RIGHT
    assert code_of(holder, renewed) != written
    given_up = Keyring("a newer key of the application, also long")
    assert tried(written, keys=given_up).outcome == CodeOutcome.WRONG


@pytest.mark.usefixtures("app")
def test_recovering_makes_a_new_phone_a_key_spends_the_code_and_keeps_old_phones() -> None:
    old_phone, new_phone = new_secret(), new_secret()
    with transaction():
        holder = actions.open_pass(old_phone, now=NOON, language="en")
    spent = read_code(code_of(holder))
    assert spent is not None
    with transaction():
        trial = actions.recover(spent, secret=new_phone, client=PHONE, keys=KEYS, now=NOON)
    assert trial.holder == holder
    for phone in (old_phone, new_phone):
        assert pass_of_secret(phone) == holder
    with transaction():
        again = actions.recover(spent, secret=new_secret(), client=PHONE, keys=KEYS, now=NOON)
    assert again.outcome == CodeOutcome.WRONG
    assert tried(code_of(holder)).outcome == CodeOutcome.RIGHT


@pytest.mark.usefixtures("app")
def test_recovering_again_after_a_lost_answer_gives_the_same_pass_and_spends_nothing_more() -> None:
    holder, phone = opened(), new_secret()
    typed = read_code(code_of(holder))
    assert typed is not None
    for _ in range(3):
        with transaction():
            trial = actions.recover(typed, secret=phone, client=PHONE, keys=KEYS, now=NOON)
        assert (trial.outcome, trial.holder) == (CodeOutcome.RIGHT, holder)
    assert holder.code_generation == 1


def test_neither_codes_nor_keys_show_in_what_is_printed_of_them() -> None:
    typed = read_code("MSSK-7KQ4-M2X0")
    assert "7KQ4" not in repr(typed)
    assert KEYS.current not in repr(KEYS)
