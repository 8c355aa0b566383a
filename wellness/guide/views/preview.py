"""The guide as readers will see it once every draft is published, for authors."""

from flask import Response, request

from wellness.errors import Missing
from wellness.guide.views.asking import asked_for
from wellness.guide.views.ground import blueprint
from wellness.guide.views.reading import chapter_page, page, place_of
from wellness.guide.views.shelf import Guide, found_in, guide_at
from wellness.staff.access import open_to_staff, the_festival
from wellness.staff.rules import AUTHORS
from wellness.web.language import chosen_language


@blueprint.get("/staff/<slug>/guide/preview/")
@open_to_staff(AUTHORS)
def preview(slug: str) -> Response:  # noqa: ARG001
    """The contents, drafts included, as any reader and role."""
    guide = _guide()
    found = found_in(guide) if guide.asked.question else []
    return page("contents", guide, found=found, preview=True)


@blueprint.get("/staff/<slug>/guide/preview/<chapter>")
@open_to_staff(AUTHORS)
def preview_chapter(slug: str, chapter: str) -> Response:  # noqa: ARG001
    """One chapter, as its draft has it."""
    guide = _guide()
    at = place_of(guide, chapter)
    if at is None:
        raise Missing
    return chapter_page(guide, at, preview=True)


def _guide() -> Guide:
    festival = the_festival()
    asked = asked_for(request.args, chosen_language())
    return guide_at(festival, asked, base=f"/staff/{festival.slug}/guide/preview", with_drafts=True)
