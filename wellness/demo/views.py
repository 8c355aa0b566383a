"""Signing in at Stillwater as anybody of its invented team: on the developer's machine alone."""

from flask import Blueprint, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from wellness import clock
from wellness.database import in_transaction
from wellness.demo.residencies import hand_over_the_key, resident_of_the_demonstration
from wellness.demo.team import TEAM, member_with
from wellness.errors import Missing
from wellness.passes.access import remember as remember_pass
from wellness.staff.access import keyring, remember
from wellness.staff.actions import start_session
from wellness.staff.device import device_of
from wellness.staff.models import Role
from wellness.staff.views.ground import onward, to
from wellness.staff.words import ROLE_HINTS, ROLE_NAMES
from wellness.web.access import Who, open_to

blueprint = Blueprint("demo", __name__, url_prefix="/staff/demo")


@blueprint.get("/")
@open_to(Who.DEVELOPER)
def team() -> str:
    """Everybody one can be."""
    return render_template("demo/team.html", team=TEAM, role_names=ROLE_NAMES)


@blueprint.get("/resident")
@open_to(Who.DEVELOPER)
def resident() -> str:
    """The button that makes this browser hold an invented resident's pass."""
    residency = resident_of_the_demonstration()
    if residency is None:
        raise Missing
    return render_template("demo/resident.html", residency=residency)


@blueprint.post("/resident")
@open_to(Who.DEVELOPER)
def be_resident() -> ResponseReturnValue:
    """Hold that pass."""
    residency, now = resident_of_the_demonstration(), clock.now()
    if residency is None:
        raise Missing
    secret = in_transaction(lambda: hand_over_the_key(residency, now=now))
    there = redirect(f"/me/residencies/{residency.reference}", 303)
    return remember_pass(make_response(there), secret)


@blueprint.get("/<role>")
@open_to(Who.DEVELOPER)
def member(role: str) -> str:
    """One person of the team, and the button that signs in as them."""
    return render_template(
        "demo/member.html",
        account=member_with(role, keyring()),
        role=Role(role),
        role_names=ROLE_NAMES,
        role_hints=ROLE_HINTS,
    )


@blueprint.post("/<role>")
@open_to(Who.DEVELOPER)
def be(role: str) -> ResponseReturnValue:
    """Sign in as that person."""
    account, now = member_with(role, keyring()), clock.now()
    device = device_of(request.user_agent.string)
    token = in_transaction(lambda: start_session(account, device=device, now=now))
    return remember(to(onward()), token)
