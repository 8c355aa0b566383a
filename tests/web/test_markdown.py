import pytest

from wellness.web.markdown import anchor_of, headings_of, links_in, plain, rendered


def test_headings_start_below_those_of_the_page_and_keep_their_anchors() -> None:
    text = "# Noise\n\nSome.\n\n## Ears\n\n# Noise"
    assert rendered(text).count('<h3 id="noise">') == 1
    assert '<h4 id="ears">Ears</h4>' in rendered(text)
    assert headings_of(text) == [("noise", "Noise"), ("noise-2", "Noise")]


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "[here](javascript:alert(1))",
        "<img src=x onerror=alert(1)>",
        "![x](https://elsewhere.example/pixel.png)",
        "[x](data:text/html,<script>)",
    ],
)
def test_nothing_that_runs_or_is_fetched_comes_through(hostile: str) -> None:
    html = rendered(hostile)
    assert not any(f"<{tag}" in html for tag in ("script", "img"))
    assert "href" not in html


def test_links_lead_out_without_saying_where_from() -> None:
    html = rendered("[Help](https://help.example/now) and [here](/help/gb)")
    assert 'href="https://help.example/now"' in html
    assert 'rel="noopener noreferrer nofollow"' in html
    assert links_in("[Help](https://help.example/now) and [here](/help/gb)") == [
        "https://help.example/now",
        "/help/gb",
    ]


def test_plain_words_are_what_a_search_reads() -> None:
    assert plain("# Sleep\n\n*Dark* and\n**cool**.\n\n- one\n- two") == (
        "Sleep\nDark and cool.\none\ntwo"
    )


def test_an_anchor_holds_plain_letters_whatever_the_language() -> None:
    assert anchor_of("Qué llevar: ¿y dónde?") == "que-llevar-y-donde"
    assert anchor_of("音") == "part"
