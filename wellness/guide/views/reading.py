"""Reading the guide: contents, a chapter, all of it on one page, and as one file."""

from datetime import timedelta
from typing import Any

from flask import Response, current_app, make_response, render_template, request
from markupsafe import Markup

from config import Settings
from wellness import clock
from wellness.errors import Missing
from wellness.festivals.models import Festival
from wellness.festivals.queries import get_festival
from wellness.guide.queries.editions import ShownChapter, languages_of, was_there
from wellness.guide.views.asking import Asked, asked_for
from wellness.guide.views.ground import ROLES, blueprint, long_date
from wellness.guide.views.shelf import Guide, found_in, guide_at, headings, minutes_shown
from wellness.stamped.answers import keep_ready
from wellness.web.access import Who, open_to
from wellness.web.assets import STATIC, lean
from wellness.web.language import LANGUAGES, chosen_language

KEPT_FOR = timedelta(minutes=5)
"""How long a page may be given out ready made: the hub moves without the festival's stamp."""


@blueprint.get("/<slug>/guide/")
@open_to(Who.ANYONE)
def contents(slug: str) -> Response:
    """What the guide holds, for everybody or for one role; with `?q=` what is found in it."""
    festival, asked = get_festival(slug), _asked()
    guide = guide_at(festival, asked)
    found = found_in(guide) if asked.question else []
    answer = page("contents", guide, found=found)
    return answer if asked.question else _kept(answer)


@blueprint.get("/<slug>/guide/<chapter>")
@open_to(Who.ANYONE)
def chapter(slug: str, chapter: str) -> Response:
    """One chapter. One that was there and is no more says so kindly (410)."""
    festival = get_festival(slug)
    guide = guide_at(festival, _asked())
    at = place_of(guide, chapter)
    if at is None:
        return _elsewhere(festival, chapter)
    return _kept(chapter_page(guide, at))


@blueprint.get("/<slug>/guide/all")
@open_to(Who.ANYONE)
def whole(slug: str) -> Response:
    """All of the guide on one page, to be printed or kept."""
    return _kept(page("all", guide_at(get_festival(slug), _asked())))


@blueprint.get("/<slug>/guide/all.html")
@open_to(Who.ANYONE)
def file(slug: str) -> Response:
    """All of the guide as one file that needs nothing else: no style sheet, no network."""
    festival = get_festival(slug)
    settings: Settings = current_app.extensions["settings"]
    sheet = lean((STATIC / "css" / "guide-file.css").read_text("utf-8"))
    style = Markup(f"<style>{sheet}</style>")  # noqa: S704 - a file of ours
    guide = guide_at(festival, _asked(), root=settings.base_url)
    answer = page("file", guide, style=style, made_on=clock.now().astimezone(festival.zone).date())
    name = f"{festival.slug}-guide.html"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return _kept(answer)


def page(name: str, guide: Guide, **facts: Any) -> Response:
    """A page about this guide."""
    return make_response(
        render_template(
            f"guide/{name}.html",
            guide=guide,
            asked=guide.asked,
            festival=guide.festival,
            roles=ROLES,
            names_of_languages=LANGUAGES,
            minutes=lambda each: minutes_shown(each, guide.asked),
            long_date=long_date,
            **facts,
        )
    )


def chapter_page(guide: Guide, at: int, **facts: Any) -> Response:
    """The page of one chapter, by its place in the guide."""
    shown: ShownChapter = guide.chapters[at]
    services = guide.services_in(shown)
    return page(
        "chapter",
        guide,
        shown=shown,
        number=at + 1,
        before=guide.chapters[at - 1] if at else None,
        after=guide.chapters[at + 1] if at + 1 < len(guide.chapters) else None,
        services=services,
        headings=headings(shown),
        is_short=guide.asked.is_short and bool(shown.version.short),
        others=[
            code
            for code in languages_of(guide.festival.id, shown.chapter.id)
            if code != shown.wording.language and code in LANGUAGES
        ],
        today=clock.now().astimezone(guide.festival.zone).date(),
        **facts,
    )


def place_of(guide: Guide, slug: str) -> int | None:
    """Where in the guide a chapter stands, by its slug."""
    return next((n for n, each in enumerate(guide.chapters) if each.slug == slug), None)


def _elsewhere(festival: Festival, slug: str) -> Response:
    """A chapter that this reader's guide hasn't: for another role, gone, or never there."""
    everything = guide_at(
        festival, Asked("", _asked().language, is_chosen=False, is_short=False, question="")
    )
    at = place_of(everything, slug)
    if at is not None:
        return _kept(chapter_page(everything, at))
    if not was_there(festival.id, slug):
        raise Missing
    answer = page("gone", everything)
    answer.status_code = 410
    return answer


def _asked() -> Asked:
    return asked_for(request.args, chosen_language())


def _kept(answer: Response) -> Response:
    return keep_ready(answer, fresh_until=clock.now() + KEPT_FOR)
