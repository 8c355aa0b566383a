"""Who comes: counts for all who may see the session, one name at a time for those who need it."""

from datetime import datetime

from flask import Response, make_response, render_template, request
from flask.typing import ResponseReturnValue

from wellness import clock
from wellness.database import in_transaction
from wellness.festivals.models import Festival
from wellness.overview.actions.rosters import look_at_name
from wellness.overview.queries.sessions import Place, Roster, roster_of
from wellness.overview.rules.windows import Window, names_window
from wellness.overview.views.ground import AT_THE_DOOR, ROSTERS, blueprint, leads, the_session
from wellness.programme.models import Session
from wellness.staff.access import open_to_staff, roles_here, the_hand


@blueprint.get("/staff/<slug>/sessions/<reference>/roster")
@open_to_staff(ROSTERS)
def roster(slug: str, reference: str) -> ResponseReturnValue:  # noqa: ARG001 - read by the_festival
    """The places of a session in order, without a name."""
    festival, session = the_session(reference)
    return _page(festival, session, roster_of(session), now=clock.now())


@blueprint.post("/staff/<slug>/sessions/<reference>/roster")
@open_to_staff(ROSTERS)
def show_name(slug: str, reference: str) -> ResponseReturnValue:  # noqa: ARG001 - as above
    """The same page with one name on it. The look is recorded."""
    festival, session = the_session(reference)
    who, hand, now = request.form.get("booking", ""), the_hand(), clock.now()
    window = _window(festival, session)

    def look() -> tuple[Roster, Place, str]:
        found = roster_of(session)
        return found, *look_at_name(session, found, who, window=window, hand=hand, now=now)

    found, place, name = in_transaction(look)
    return _page(festival, session, found, shown=(place.number, name), now=now)


def _window(festival: Festival, session: Session) -> Window | None:
    return names_window(
        roles_here(),
        leads_it=leads(session),
        span=(session.starts_at, session.ends_at),
        zone=festival.zone,
        dawn=festival.dawn,
    )


def _page(
    festival: Festival,
    session: Session,
    found: Roster,
    *,
    shown: tuple[int, str] | None = None,
    now: datetime,
) -> Response:
    window = _window(festival, session)
    page = render_template(
        "overview/roster.html",
        festival=festival,
        session=session,
        roster=found,
        window=window,
        is_open=window is not None and window.is_open(now),
        shown=shown,
        sees_all=bool(roles_here() & AT_THE_DOOR),
        now=now,
    )
    response = make_response(page)
    response.headers["Cache-Control"] = "no-store"
    return response
