"""What is sealed opens in its own place, with one of our keys, and nowhere else (T25)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellness.sealing import Sealer, Unsealable

KEY = "a perfectly ordinary long passphrase, pasted in by a person"
OTHER_KEY = "GZ0kV3uY1yQmC4b9xT7rJ8dW2sH6nF5L"
PLACE = "pass|email|17"
ADDRESS = "wren@example.org"


def test_what_was_sealed_opens_again_in_its_own_place() -> None:
    sealer = Sealer([KEY])
    assert sealer.unseal(PLACE, sealer.seal(PLACE, ADDRESS)) == ADDRESS


@given(st.text(), st.text())
def test_any_text_survives_and_never_opens_elsewhere(text: str, other: str) -> None:
    sealer = Sealer([KEY])
    sealed = sealer.seal(PLACE, text)
    assert sealer.unseal(PLACE, sealed) == text
    with pytest.raises(Unsealable):
        sealer.unseal(f"{PLACE}{other}x", sealed)


@pytest.mark.parametrize("elsewhere", ["pass|email|18", "pass|email|1", "letter|to|17", ""])
def test_a_sealed_text_moved_to_another_row_does_not_open(elsewhere: str) -> None:
    sealer = Sealer([KEY])
    sealed = sealer.seal(PLACE, ADDRESS)
    with pytest.raises(Unsealable) as refused:
        sealer.unseal(elsewhere, sealed)
    assert ADDRESS not in str(refused.value)


def test_a_text_cannot_pretend_to_belong_elsewhere() -> None:
    sealer = Sealer([KEY])
    with pytest.raises(ValueError, match="NUL"):
        sealer.seal("pass|email|1\0", "7")
    assert sealer.unseal("pass", sealer.seal("pass", "email|17\0x")) == "email|17\0x"


def test_sealing_twice_gives_two_results_and_shows_nothing() -> None:
    sealer = Sealer([KEY])
    first, second = sealer.seal(PLACE, ADDRESS), sealer.seal(PLACE, ADDRESS)
    assert first != second
    assert b"wren" not in first


def test_one_changed_character_is_noticed() -> None:
    sealer = Sealer([KEY])
    sealed = bytearray(sealer.seal(PLACE, ADDRESS))
    sealed[30] ^= 1
    with pytest.raises(Unsealable):
        sealer.unseal(PLACE, bytes(sealed))


def test_a_new_key_opens_what_the_old_one_sealed_until_the_old_one_is_given_up() -> None:
    sealed = Sealer([KEY]).seal(PLACE, ADDRESS)
    both = Sealer([OTHER_KEY, KEY])
    assert both.unseal(PLACE, sealed) == ADDRESS
    with pytest.raises(Unsealable):
        Sealer([OTHER_KEY]).unseal(PLACE, sealed)
    resealed = both.reseal(sealed)
    assert Sealer([OTHER_KEY]).unseal(PLACE, resealed) == ADDRESS
    with pytest.raises(Unsealable):
        Sealer([OTHER_KEY]).unseal("pass|email|18", resealed)


def test_what_no_key_opens_is_not_resealed() -> None:
    with pytest.raises(Unsealable):
        Sealer([OTHER_KEY]).reseal(Sealer([KEY]).seal(PLACE, ADDRESS))


@pytest.mark.parametrize("keys", [[], ["short"], [KEY, "x" * 31]])
def test_a_missing_or_short_key_is_refused(keys: list[str]) -> None:
    with pytest.raises(ValueError, match="key"):
        Sealer(keys)
