"""What is typed with cold thumbs finds what was meant, and says when it guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellness.hub.book import packaged_book
from wellness.hub.rules.search import Found, distance, folded, search
from wellness.hub.services import Service

SERVICES = packaged_book().services
NAMES = [service.name for service in SERVICES]


def slugs(query: str) -> list[str]:
    return [hit.service.slug for hit in search(query, SERVICES)]


@pytest.mark.parametrize(
    ("query", "first", "how"),
    [
        ("nuci's space", "nucis-space", Found.EXACTLY),
        ("NUÇI’S SPACE", "nucis-space", Found.EXACTLY),
        ("nucis spce", "nucis-space", Found.GUESSED),
        ("musicaers", "musicares", Found.GUESSED),
        ("samaritens uk", "samaritans", Found.GUESSED),
        ("The Actors Fund", "entertainment-community-fund", Found.FORMER),
        ("actors fund", "entertainment-community-fund", Found.FORMER),
        ("help musicians uk", "help-musicians", Found.FORMER),
        ("National Suicide Prevention Lifeline", "988-lifeline", Found.FORMER),
        ("talk suicide canada", "988-canada", Found.FORMER),
        ("1 833 456 4566", "988-canada", Found.FORMER),
        ("199284284", "telefono-amico-italia", Found.FORMER),
        ("50808", "text-about-it", Found.EXACTLY),
        ("0508 musichelp", "musichelps", Found.EXACTLY),
        ("sjalvmordslinjen", "mind-sjalvmordslinjen", Found.NAMED),
        ("linea de la vida", "linea-de-la-vida", Found.EXACTLY),
        ("beyondblue", "beyond-blue", Found.EXACTLY),
        ("자살예방", "109-kr", Found.NAMED),
        ("いのちSOS", "inochi-sos", Found.NAMED),
    ],
)
def test_names_old_and_new_are_found(query: str, first: str, how: Found) -> None:
    hits = search(query, SERVICES)
    assert (hits[0].service.slug, hits[0].how) == (first, how)


def test_one_number_in_five_countries_stays_five_services() -> None:
    assert set(slugs("116 123")) == {
        *("samaritans", "samaritans-ireland", "mental-helse-hjelpetelefonen"),
        *("kryzysowy-telefon-zaufania", "lesz-116-123"),
    }


def test_a_guess_is_made_only_where_nothing_was_found() -> None:
    hits = search("lifeline", SERVICES)
    assert Found.GUESSED not in {hit.how for hit in hits}
    assert {"lifeline-australia", "988-lifeline"} <= {hit.service.slug for hit in hits}


@pytest.mark.parametrize("query", ["", "   ", "!!!", "zzzzqq", "x", "%"])
def test_what_nobody_is_called_finds_nobody(query: str) -> None:
    assert slugs(query) == []


def test_words_of_the_description_are_found_too() -> None:
    hits = search("rent housing", SERVICES)
    assert [hit.service.slug for hit in hits] == ["jazz-foundation-of-america"]
    assert search("germany", SERVICES, said={"mim-verband": "Germany"})[0].how is Found.SAID


@given(st.sampled_from(SERVICES), st.data())
def test_a_name_with_one_slip_still_finds_its_service(
    service: Service, data: st.DataObject
) -> None:
    words = folded(service.name).split()
    word = data.draw(st.sampled_from([w for w in words if len(w) > 6] or [""]))
    if not word.isascii() or not word:
        return
    at = data.draw(st.integers(1, len(word) - 2))
    slipped = word[:at] + word[at + 1 :]
    assert service.slug in slugs(slipped)


@given(st.text(max_size=300))
def test_whatever_is_typed_is_answered(query: str) -> None:
    hits = search(query, SERVICES)
    assert len(hits) <= len(SERVICES)
    assert sorted(hits, key=lambda hit: -hit.how) == hits


@given(st.text("abc", max_size=6), st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_the_distance_counts_slips(one: str, other: str, third: str) -> None:
    assert distance(one, one) == 0
    assert distance(one, other) == distance(other, one)
    assert distance(one, other) >= abs(len(one) - len(other))
    assert distance(f"{third}{one}", f"{third}{other}") <= distance(one, other)


def test_neighbours_swapped_are_one_slip() -> None:
    assert (distance("musicares", "musicaers"), distance("ab", "ba")) == (1, 1)


@given(st.sampled_from(NAMES))
def test_folding_twice_is_folding_once(name: str) -> None:
    assert folded(folded(name)) == folded(name)
