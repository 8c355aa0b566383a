"""No cell of ours is a formula to a spreadsheet, and none is changed by that."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellness.cells import guarded
from wellness.imports.formats.sheet import bare

DANGEROUS = "=+-@\t\r＝＋－＠"
NASTY = st.text(alphabet=f"{DANGEROUS}'; \n|\"ab", max_size=12)


@pytest.mark.parametrize("sign", list(DANGEROUS))
def test_a_cell_never_begins_like_a_formula(sign: str) -> None:
    assert guarded(f"{sign}cmd()") == f"'{sign}cmd()"
    assert guarded(f"yes;{sign}cmd()") == f"yes;'{sign}cmd()"
    assert guarded(f"yes\n {sign}cmd()") == f"yes\n '{sign}cmd()"


def test_plain_words_stay_as_they_are() -> None:
    assert guarded("Breathe in - breathe out; slowly = well") == (
        "Breathe in - breathe out; slowly = well"
    )


@given(NASTY)
def test_no_part_of_any_cell_begins_like_a_formula(text: str) -> None:
    for part in re.split(r"[;\t\r\n]", guarded(text)):
        assert part.lstrip(" ")[:1] not in set("=+-@＝＋－＠")


@given(NASTY)
def test_what_is_guarded_comes_back_as_it_was(text: str) -> None:
    assert bare(guarded(text)) == text
