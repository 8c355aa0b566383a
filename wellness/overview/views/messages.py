"""A message to the people of a session: written, looked at exactly as it will read, sent once."""

from http import HTTPStatus

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from wellness import clock
from wellness.database import in_transaction
from wellness.overview.actions.messages import Wording, send_message
from wellness.overview.forms import MessageForm
from wellness.overview.letters import composed
from wellness.overview.queries.sessions import letters_reach, readers_at
from wellness.overview.views.ground import blueprint, the_session
from wellness.staff.access import open_to_staff, the_hand
from wellness.staff.rules import PLANNERS


@blueprint.get("/staff/<slug>/sessions/<reference>/message")
@open_to_staff(PLANNERS)
def message(slug: str, reference: str) -> ResponseReturnValue:  # noqa: ARG001 - read by the_festival
    """Where a message is written."""
    return _written(reference, MessageForm(formdata=None))


@blueprint.post("/staff/<slug>/sessions/<reference>/message")
@open_to_staff(PLANNERS)
def send(slug: str, reference: str) -> ResponseReturnValue:
    """Show the message as it will be read; send it once it was looked at."""
    form = MessageForm()
    if not form.validate():
        return _written(reference, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    step = request.form.get("step")
    if step == "change":
        return _written(reference, form)
    if step != "send":
        return _previewed(reference, form)
    _, session = the_session(reference)
    hand, now = the_hand(), clock.now()
    wording = Wording(
        text=form.text.data or "",
        booked=form.to_booked,
        waiting=form.to_waiting,
        key=form.key.data or "",
    )
    written = in_transaction(lambda: send_message(session, wording, hand=hand, now=now))
    flash(_news(written), "done")
    return redirect(url_for("overview.session", slug=slug, reference=reference), 303)


def _news(written: int) -> str:
    if not written:
        return str(gettext("No letter was written: none of them left an address."))
    news = ngettext("%(num)s letter is on its way.", "%(num)s letters are on their way.", written)
    return str(news)


def _written(reference: str, form: MessageForm, status: int = HTTPStatus.OK) -> Response:
    festival, session = the_session(reference)
    page = render_template(
        "overview/message.html", festival=festival, session=session, form=form, letters=None
    )
    return make_response(page, status)


def _previewed(reference: str, form: MessageForm) -> Response:
    festival, session = the_session(reference)
    typed = form.text.data or ""
    readers = readers_at(session, booked=form.to_booked, waiting=form.to_waiting)
    kinds = [False, True] if session.is_support else [True]
    page = render_template(
        "overview/message.html",
        festival=festival,
        session=session,
        form=form,
        letters=[(names_it, composed(session, typed, names_it=names_it)) for names_it in kinds],
        people=len(readers),
        reached=letters_reach(readers),
    )
    return make_response(page)
