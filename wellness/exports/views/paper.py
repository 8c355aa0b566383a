"""The programme on paper: pages that a browser prints, by style sheets alone."""

from datetime import date

from flask import render_template, request
from flask.typing import ResponseReturnValue

from wellness import clock
from wellness.clock import festival_day
from wellness.errors import Missing
from wellness.exports.forms import ALL, PrintForm
from wellness.exports.queries.prints import all_entries, days_of, spaces_of, stamp_of
from wellness.exports.rules.sheets import Hangs, by_start, line_of, size_of
from wellness.exports.views.ground import blueprint, house
from wellness.festivals.models import Festival, Space
from wellness.programme.listing import entries_of_day
from wellness.staff.access import open_to_staff, the_festival
from wellness.staff.rules import PLANNERS
from wellness.web.qr import qr_code


@blueprint.get("/staff/<slug>/print")
@open_to_staff(PLANNERS)
def prints(slug: str) -> ResponseReturnValue:
    """Which sheets there are."""
    del slug
    festival = the_festival()
    poster_form, _ = _asked(festival, check=False)
    door_form, _ = _asked(festival, check=False)
    for each in door_form:
        each.id = f"door-{each.id}"
    return render_template(
        "exports/prints.html",
        festival=festival,
        poster_form=poster_form,
        door_form=door_form,
        stamp=stamp_of(festival),
    )


@blueprint.get("/staff/<slug>/print/poster")
@open_to_staff(PLANNERS)
def poster(slug: str) -> ResponseReturnValue:
    """One day for a wall, to be read from two metres."""
    del slug
    festival = the_festival()
    form, spaces = _asked(festival)
    day = date.fromisoformat(form.day.data)
    entries = _released(festival) and entries_of_day(festival, day)
    order = {space.slug: place for place, space in enumerate(spaces)}
    address = f"{_page_of(festival)}/?day={day.isoformat()}"
    return _sheet(
        "exports/poster.html",
        festival,
        day=day,
        slots=by_start(entries or (), festival.zone, order),
        size=size_of(len(entries or ())),
        paper=form.paper.data,
        qr=qr_code(address),
        address=address,
    )


@blueprint.get("/staff/<slug>/print/door")
@open_to_staff(PLANNERS)
def door(slug: str) -> ResponseReturnValue:
    """A day in one space, or in each of them, for the door: no names of anybody who comes."""
    del slug
    festival = the_festival()
    form, spaces = _asked(festival)
    day, hangs = date.fromisoformat(form.day.data), Hangs(form.hangs.data)
    wanted = [space for space in spaces if form.space.data in (ALL, space.slug)]
    entries = entries_of_day(festival, day) if _released(festival) else ()
    sheets = []
    for space in wanted:
        held = [e for e in entries if e.space is not None and e.space.slug == space.slug]
        if held or form.space.data != ALL:
            lines = [line_of(entry, festival.zone, hangs) for entry in held]
            sheets.append((space, lines, _space_code(festival, space)))
    return _sheet("exports/door.html", festival, day=day, sheets=sheets, hangs=hangs.value)


@blueprint.get("/staff/<slug>/print/pocket")
@open_to_staff(PLANNERS)
def pocket(slug: str) -> ResponseReturnValue:
    """All days, to fold and carry."""
    del slug
    festival = the_festival()
    entries = all_entries(festival) if _released(festival) else ()
    days: dict[date, list[object]] = {}
    for entry in entries:
        day = festival_day(entry.starts_at, festival.zone, festival.dawn)
        days.setdefault(day, []).append(line_of(entry, festival.zone))
    return _sheet("exports/pocket.html", festival, days=days, qr=qr_code(f"{_page_of(festival)}/"))


def _asked(festival: Festival, *, check: bool = True) -> tuple[PrintForm, list[Space]]:
    """What was asked for. Raises Missing for a day or a space that the festival doesn't have."""
    spaces = spaces_of(festival)
    today = festival_day(clock.now(), festival.zone, festival.dawn)
    form = PrintForm.asked(request.args, days_of(festival), spaces, today)
    if check and not form.validate():
        raise Missing
    return form, spaces


def _released(festival: Festival) -> bool:
    """Whether there is anything to print: paper shows what is released and nothing else."""
    return festival.released_at is not None


def _page_of(festival: Festival) -> str:
    return f"{house().base_url}/{festival.slug}"


def _space_code(festival: Festival, space: Space) -> str:
    return qr_code(f"{_page_of(festival)}/spaces/{space.slug}")


def _sheet(template: str, festival: Festival, **facts: object) -> str:
    return render_template(
        template,
        festival=festival,
        stamp=stamp_of(festival),
        changes=f"{_page_of(festival)}/changes",
        **facts,
    )
