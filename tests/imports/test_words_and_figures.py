"""Sizes, ages, prices and texts, as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from wellness.booking.models import Entry
from wellness.festivals.addresses import slug_of, unused
from wellness.imports.rules.figures import Age, age_of, cost_of, says_fully_booked, size_of
from wellness.imports.rules.names import icon_and_colour, kept_short
from wellness.imports.rules.words import Mender


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("30", 30),
        (" 16 ", 16),
        ("8 - 14", 14),
        ("between 5 and 9 people", 9),
        ("24 (12 grown-ups and 12 children)", 24),
        ("12 children", 12),
        ("about a dozen", None),
        ("Around 15 people [or 30 with helpers (perhaps)]", 15),
        ("4 participants + 4 helpers", 4),
        ("six at a time", 6),
        ("5 groups", None),
        ("Part 1: 15-50 people and Part 2: 3-15 people", None),
        ("unlimited", None),
        ("Many", None),
        ("Open session", None),
        ("0", None),
        ("99999999999999999999", None),
        ("", None),
    ],
)
def test_a_groups_size_is_read_only_where_there_is_no_doubt(text: str, places: int | None) -> None:
    size, _ = size_of(text)
    assert (size.capacity, size.entry) == (
        places,
        Entry.DROP_IN if places is None else Entry.BOOKED,
    )


def test_a_plain_number_needs_no_note_and_everything_else_is_told() -> None:
    codes = [
        said.code if said else None for _, said in map(size_of, ("7", "", "8 - 14", "any", "?"))
    ]
    assert codes == [None, None, "size_read", "size_open", "size_unclear"]
    assert size_of("8 - 14")[0].told == "8 - 14"


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("14+", Age(14)),
        ("18 and over", Age(18, "18 and over")),
        ("All ages", Age()),
        ("", Age()),
        ("For adults, children with them", Age(None, "For adults, children with them")),
        ("5-9", Age(None, "5-9")),
    ],
)
def test_ages_are_numbers_where_they_say_one_and_words_otherwise(text: str, age: Age) -> None:
    assert age_of(text) == age


@pytest.mark.parametrize(
    "text", ["Free", "free.", "£0", "No cost", "No charge to attendees", " 0€"]
)
def test_what_costs_nothing_says_nothing(text: str) -> None:
    assert cost_of(text) == ""


def test_what_costs_something_says_what() -> None:
    assert cost_of(" Free, donations welcome ") == "Free, donations welcome"
    assert cost_of("£25") == "£25"


def test_full_is_full_wherever_it_is_written() -> None:
    assert says_fully_booked("Sorry, we are Fully booked.")
    assert not says_fully_booked("Bring a book")


def test_each_mending_is_remembered_with_the_fields_it_was_needed_in() -> None:
    mender = Mender()
    assert mender.line("title", "  Deep \r\n breath\x07 ", 200) == "Deep breath"
    assert mender.prose("description", "One.\r\n\r\nTwo.  \rThree\u2028Four", 200) == (
        "One.\n\nTwo.\nThree\nFour"
    )
    assert mender.line("cost", "None", 20) == ""
    assert mender.found == {
        "line_ends": ["title", "description"],
        "control": ["title"],
        "blanks": ["title"],
        "none_text": ["cost"],
    }


def test_a_long_title_ends_at_a_word() -> None:
    mender = Mender()
    title = mender.line("title", "breathe and " * 40, 60)
    assert title == "breathe and breathe and breathe and breathe and breathe…"
    assert mender.found["shortened"] == ["title"]


def test_joiners_of_scripts_and_emoji_stay() -> None:
    mender = Mender()
    kept = "می‌خواهم 👩‍🎤"
    assert mender.line("title", kept + "\u202e\ud800", 50) == kept


@given(some.text(), some.integers(2, 40))
def test_a_mended_text_fits_and_needs_no_more_mending(text: str, most: int) -> None:
    mended = Mender().prose("x", text, most)
    again = Mender()
    assert len(mended) <= most
    assert again.prose("x", mended, most) == mended
    mended.encode()


def test_addresses_are_plain_letters_whatever_the_name() -> None:
    names = ["Çay & Şiir", "Straße / Süd", "Ørsted’s tent", "日本語", "--"]
    assert [slug_of(name, "space") for name in names] == [
        "cay-and-siir",
        "strasse-sud",
        "orsteds-tent",
        "space",
        "space",
    ]
    used = {"oak"}
    assert [unused("oak", used), unused("oak", used), unused("elm", used)] == [
        "oak-2",
        "oak-3",
        "elm",
    ]


def test_a_key_that_is_too_long_is_told_apart_by_its_end_as_well() -> None:
    one, other = kept_short("a" * 300 + "1", 200), kept_short("a" * 300 + "2", 200)
    assert (len(one), len(other)) == (200, 200)
    assert one != other


def test_a_category_gets_an_icon_by_its_words() -> None:
    assert icon_and_colour("Evening Yoga", 0) == ("flower-2", "moss")
    assert icon_and_colour("Odds and ends", 3) == ("circle", "sky")
