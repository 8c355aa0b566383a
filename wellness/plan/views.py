"""My plan, the pass as plain text, and everything we know about a person, in their own hands."""

import json

from flask import Blueprint, Response, current_app, make_response, redirect, render_template
from flask_babel import gettext

from config import Settings
from wellness import clock
from wellness.calls.queries.told import applications_in_plan
from wellness.database import in_transaction
from wellness.festivals.models import Festival
from wellness.festivals.queries import get_festival, released_festivals
from wellness.hub.rules.needs import NEEDS, Need
from wellness.passes.access import (
    code_of,
    current_pass,
    forget,
    pass_of_typed_code,
    sealer,
    the_pass,
)
from wellness.passes.queries import address_of
from wellness.plan import actions
from wellness.plan.queries import Kept, kept_about, plan_of
from wellness.plan.rules import Plan
from wellness.plan.slip import slip_of
from wellness.plan.takeaway import as_document
from wellness.plan.ways_on import ways_on
from wellness.residencies.queries.stays import stays_in_plan
from wellness.selection.queries.offers import to_answer
from wellness.web.access import Who, open_to
from wellness.web.qr import qr_code

blueprint = Blueprint("plan", __name__)
DELETED = "/me/data/deleted"
FILE_NAME = "my-data.json"
AFTERWARDS = (Need.LOW, Need.SLEEP, Need.SUBSTANCES, Need.THERAPIST, Need.TALK_NOW)
"""What people look for in the days after."""


def _base_url() -> str:
    settings: Settings = current_app.extensions["settings"]
    return settings.base_url


def _festival_of(plan: Plan) -> Festival | None:
    """The festival whose pages are linked: the next of the plan, else the latest there is."""
    return next(iter((*plan.festivals, *released_festivals())), None)


def _own_page(template: str, plan: Plan, **facts: object) -> str:
    """A page about this plan, for whoever holds this phone's pass."""
    festival, now = _festival_of(plan), clock.now()
    return render_template(template, plan=plan, festival=festival, now=now, **facts)


@blueprint.get("/me")
@open_to(Who.HOLDER)
def me() -> str:
    """Everything this person has asked for, by festival day, and the pass to show for it."""
    holder, now = the_pass(), clock.now()
    plan, code = plan_of(holder.id, now=now), code_of(holder)
    # Capitals make a smaller square (alphanumeric mode, ISO/IEC 18004), and are an address too.
    qr = qr_code(f"{_base_url()}/T/{code}".upper())
    ways, stays = ways_on(plan, now=now), stays_in_plan(holder.id, now=now)
    applications = applications_in_plan(holder.id, now=now)
    facts = {"holder": holder, "ways_on": ways, "stays": stays, "applications": applications}
    offers = to_answer(holder.id, now=now)
    return _own_page("plan/me.html", plan, **facts, offers=offers, code=code, qr=qr)


@blueprint.get("/t/<code>")
@blueprint.get("/T/<code>", endpoint="slip_in_capitals")
@open_to(Who.TOKEN)
def slip(code: str) -> Response:
    """The pass as plain text, for whoever has its code in front of them.

    Reads only, with one exception: a wrong code is counted against the network that sent it and
    against the pass it was aimed at, or codes could be guessed; the count is what this GET is for
    to a guesser, and nobody else ever causes one. A right code leaves no trace. Every wrong code
    answers the same bytes, whether there is such a pass or not.
    """
    holder = pass_of_typed_code(code)
    if holder is None:
        return _text(gettext("No pass has this code.") + "\n", 404)
    plan = plan_of(holder.id, now=clock.now())
    return _text(slip_of(holder, plan, code=code_of(holder), base_url=_base_url()))


def _text(text: str, status: int = 200) -> Response:
    return Response(text, status, content_type="text/plain; charset=utf-8")


def _kept() -> Kept:
    holder = the_pass()
    return kept_about(holder, address_of(holder, sealer()))


@blueprint.get("/me/data")
@open_to(Who.HOLDER)
def data() -> str:
    """What is kept about this person, in plain words: what, what for, how long."""
    kept = _kept()
    plan = plan_of(kept.holder.id, now=clock.now())
    return _own_page("plan/data.html", plan, kept=kept)


@blueprint.get("/me/data.json")
@open_to(Who.HOLDER)
def take_away() -> Response:
    """The same as a file to keep, made as it is asked for and stored nowhere."""
    document = json.dumps(as_document(_kept(), now=clock.now()), ensure_ascii=False, indent=2)
    response = Response(f"{document}\n", content_type="application/json; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{FILE_NAME}"'
    return response


@blueprint.get("/<festival>/after")
@open_to(Who.ANYONE)
def after(festival: str) -> str:
    """What helps in the days after, for whoever was there: the letter of that day leads here."""
    needs = [(need.value, NEEDS[need]) for need in AFTERWARDS]
    return render_template("plan/after.html", festival=get_festival(festival), needs=needs)


@blueprint.get("/me/data/delete")
@open_to(Who.HOLDER)
def ask_to_delete() -> str:
    """What deleting means, and the button that does it."""
    plan = plan_of(the_pass().id, now=clock.now())
    return _own_page("plan/delete.html", plan)


@blueprint.post("/me/data/delete")
@open_to(Who.ANYONE)
def delete() -> Response:
    """Forget this person everywhere, at once. Open to anyone, so that asking twice is harmless."""
    holder = current_pass()
    if holder is not None:
        pass_id, now = holder.id, clock.now()
        in_transaction(lambda: actions.forget_person(pass_id, now=now))
    return forget(make_response(redirect(DELETED, 303)))


@blueprint.get(DELETED)
@open_to(Who.ANYONE)
def deleted() -> str:
    """What happened, to somebody we no longer know."""
    return render_template("plan/deleted.html")
