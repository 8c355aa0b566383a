"""What do you need? Entries by need, country, language and audience, and by name."""

from dataclasses import dataclass
from datetime import date

from flask import Response, make_response, render_template, request
from flask.typing import ResponseReturnValue

from wellness import clock
from wellness.hub import crisis
from wellness.hub.book import Book, canonical
from wellness.hub.contacts import AUDIENCES, OFFERS
from wellness.hub.rules.choosing import WIDER, Wish, chosen, fits
from wellness.hub.rules.needs import NEEDS, need_of
from wellness.hub.rules.search import LONGEST_QUERY, Found, search
from wellness.hub.services import EVERYWHERE, Service
from wellness.hub.views.ground import blueprint
from wellness.hub.views.said import (
    Said,
    by_name,
    country_name,
    exists,
    likely_countries,
    names_of_countries,
    the_book,
)
from wellness.web.access import Who, open_to

MOST_SHOWN = 20


@dataclass(frozen=True)
class Results:
    """What is shown, in the order in which it helps."""

    here: tuple[Service, ...] = ()
    elsewhere: tuple[Service, ...] = ()
    """Found by name, but for another country."""
    anywhere: tuple[Service, ...] = ()
    gone: tuple[Service, ...] = ()
    is_guess: bool = False
    """Nothing is called so; this looks most like it."""
    left_out: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing was found that was looked for."""
        return not (self.here or self.elsewhere or self.anywhere or self.gone)


@blueprint.get("/help/find")
@open_to(Who.ANYONE)
def find() -> ResponseReturnValue:
    """The finder, and what it found; nothing asked for is a list of needs."""
    book = the_book()
    typed = {name: request.args.get(name, "").strip() for name in ("country", "language", "q")}
    country = canonical(typed["country"])
    is_known = bool(country) and exists(country)
    languages = _languages(book)
    wish = Wish(
        need=need_of(request.args.get("need", "")),
        country=country if is_known else "",
        language=typed["language"] if typed["language"] in languages else "",
        audience=request.args.get("audience", "") if request.args.get("audience") in WIDER else "",
    )
    query = typed["q"][:LONGEST_QUERY]
    names = names_of_countries()
    page = render_template(
        "hub/find.html",
        wish=wish,
        query=query,
        is_asked=bool(query or wish != Wish(country=wish.country)),
        results=_results(book, wish, query, clock.now().date()),
        fallback=crisis.anywhere(book),
        country=country_name(wish.country),
        is_country_unknown=bool(country) and not is_known,
        countries=names,
        likely={} if wish.country else likely_countries(names),
        languages=languages,
        audiences={word: AUDIENCES[word] for word in WIDER},
    )
    return _varying(page)


def _results(book: Book, wish: Wish, query: str, today: date) -> Results:
    if query:
        return _found(book, wish, query)
    if wish.need is None and not wish.audience and not wish.language:
        return Results()
    choice = chosen(book.services, wish, today=today)
    return Results(
        here=choice.here[:MOST_SHOWN],
        anywhere=choice.anywhere[:MOST_SHOWN],
        gone=choice.gone,
        left_out=max(0, len(choice.here) - MOST_SHOWN),
    )


def _found(book: Book, wish: Wish, query: str) -> Results:
    """What was typed, in the reader's country first; what else was chosen narrows it down."""
    fitting = [each for each in book.services if fits(each, wish)]
    hits = search(query, fitting, said=_said_of(book))
    shown = [hit.service for hit in hits[:MOST_SHOWN]]
    here = [e for e in shown if not wish.country or {wish.country, EVERYWHERE} & e.countries]
    return Results(
        here=tuple(each for each in here if each.is_active),
        elsewhere=tuple(each for each in shown if each not in here),
        gone=tuple(each for each in here if not each.is_active),
        is_guess=any(hit.how is Found.GUESSED for hit in hits),
        left_out=max(0, len(hits) - MOST_SHOWN),
    )


def _said_of(book: Book) -> dict[str, str]:
    """What each service is for and where, in the reader's language: searched as well."""
    said = Said()
    return {
        each.slug: " ".join(
            (
                str(OFFERS[each.offer]),
                said.whom(each),
                said.countries(each),
                *(str(label) for need, label in NEEDS.items() if need in each.needs),
            )
        )
        for each in book.services
    }


def _languages(book: Book) -> dict[str, str]:
    """Every language somebody answers in, by name in the reader's language."""
    said = Said()
    codes = {code for each in book.services for code in each.languages}
    codes |= {c.language for each in book.services for c in each.contacts if c.language}
    return by_name({code: said.language(code) for code in codes})


def _varying(page: str) -> Response:
    response = make_response(page)
    response.headers["Vary"] = "Accept-Language, Cookie"
    return response
