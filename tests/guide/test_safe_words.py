"""The checker of words: advice beside a text, at the right place, and never in the way."""

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from wellness.guide.rules.advice import ADVICE, Harm
from wellness.guide.rules.safe_words import hints

pytestmark = pytest.mark.one_database
TO_MEET = (
    *("committed suicide", "FAILED attempt", "one in five", "suicide epidemic", "your own fault"),
    *("overdose", "she’ll be fine", "[call](tel:0800123456)", "0800 123 456", "método de suicidio"),
    *("se cometió un suicidio", "una de cada cinco", "\u0301", "ß", "ﬁ", "İ", "\u200d", "𝓪", "\n"),
)


@pytest.mark.parametrize(
    ("said", "harm"),
    [
        ("He committed suicide.", Harm.CRIME),
        ("They *committed* **suicide** last year", Harm.CRIME),
        ("after a failed attempt", Harm.OUTCOME),
        ("one in five musicians", Harm.HOW_OFTEN),
        ("73% of artists live with anxiety", Harm.HOW_OFTEN),
        ("a suicide epidemic", Harm.EPIDEMIC),
        ("It is the coward's, the selfish way out", Harm.BLAME),
        ("nobody should have known", Harm.BLAME),
        ("a drunk lay there", Harm.LABEL),
        ("everything will be fine", Harm.PROMISE),
        ("a known suicide spot", Harm.PLACE),
        ("she overdosed", Harm.METHOD),
        ("Call 0800 123 4567 now", Harm.NUMBER),
    ],
)
def test_english_words_that_harm_are_found(said: str, harm: Harm) -> None:
    (hint,) = hints(said, "en")
    assert hint.harm is harm
    assert said[hint.start : hint.end] == hint.words


@pytest.mark.parametrize(
    ("said", "harm"),
    [
        ("Cometió suicidio", Harm.CRIME),
        ("tras un intento fallido", Harm.OUTCOME),
        ("una de cada cinco personas", Harm.HOW_OFTEN),
        ("una epidemia de suicidios", Harm.EPIDEMIC),
        ("es la salida fácil", Harm.BLAME),
        ("un drogadicto", Harm.LABEL),
        ("todo va a salir bien", Harm.PROMISE),
        ("Me\u0301todos de suicidio", Harm.METHOD),
    ],
)
def test_spanish_words_that_harm_are_found(said: str, harm: Harm) -> None:
    (hint,) = hints(said, "es")
    assert hint.harm is harm
    assert said[hint.start : hint.end] == hint.words


@pytest.mark.parametrize(
    "said",
    [
        "She died by suicide. Help is there, and it can get easier.",
        "From 2026-06-05 to 2026-06-08, at 09:30 and at 21:45.",
        "A well-known way to wind down: ten slow breaths.",
        "Suicidal thoughts can be talked about.",
        "If it gets too much, tell somebody. You needn't explain it well.",
    ],
)
def test_careful_words_are_left_alone(said: str) -> None:
    assert hints(said, "en") == []


def test_every_harm_has_its_reason_and_its_way_out(app: Flask) -> None:
    with app.test_request_context():
        for harm in Harm:
            assert str(ADVICE[harm].why).endswith(".")
            assert str(ADVICE[harm].instead)


def test_a_language_without_a_list_gets_what_needs_none() -> None:
    assert [hint.harm for hint in hints("0800 123 4567 committed suicide", "cy")] == [Harm.NUMBER]


def test_hints_say_on_which_line_they_stand() -> None:
    assert [hint.line for hint in hints("Fine.\n\nShe overdosed.\nA junkie.", "en")] == [3, 4]


@given(
    st.lists(st.one_of(st.sampled_from(TO_MEET), st.text(max_size=12)), max_size=12).map(" ".join),
    st.sampled_from(["en", "es", "cy", ""]),
)
def test_whatever_is_typed_places_are_right_and_nothing_breaks(said: str, language: str) -> None:
    found = hints(said, language)
    reached = 0
    for hint in found:
        assert reached <= hint.start < hint.end <= len(said)
        assert said[hint.start : hint.end] == hint.words
        assert hint.line == said.count("\n", 0, hint.start) + 1
        reached = hint.start


@given(st.text(max_size=30), st.text(max_size=30))
def test_words_that_harm_are_found_wherever_they_stand(before: str, after: str) -> None:
    said = f"{before} committed suicide {after}"
    assert any("committed suicide" in hint.words for hint in hints(said, "en"))
