"""The form: who answers, until when, and a code to follow it by."""

from http import HTTPStatus

from flask import Response, request
from flask_babel import gettext

from wellness import clock
from wellness.care import queries
from wellness.care.access import care_keys
from wellness.care.actions.asking import Sent, ask
from wellness.care.errors import CareNotOpen
from wellness.care.forms.asking import AskForm, is_a_key
from wellness.care.models import CareTeam
from wellness.care.rules.codes import REQUESTS_PER_NETWORK, code_of, keys_of, read_code
from wellness.care.views.ground import INVALID, blueprint, page
from wellness.database import in_transaction
from wellness.passes.access import keyring
from wellness.references import new_secret
from wellness.tries.actions import is_one_too_many
from wellness.web.access import Who, open_to
from wellness.web.language import chosen_language
from wellness.web.security import client_network


@blueprint.get("/help/navigation")
@open_to(Who.ANYONE)
def navigation() -> Response:
    """Who could help finding care, and a form that only they can read."""
    slug = request.args.get("festival", "")[:60]
    team = _team(slug)
    if team is None:
        return _not_open(slug)
    form = AskForm(formdata=None, key=new_secret(), festival=team.festival.slug)
    return _form_page(form, team)


@blueprint.post("/help/navigation")
@open_to(Who.ANYONE)
def send_request() -> Response:
    """Keep the request and show its code, the one time it is shown."""
    form = AskForm()
    team = _team(form.festival.data or "")
    if team is None:
        return _not_open(form.festival.data or "", HTTPStatus.CONFLICT)
    if not is_a_key(form.key.data):
        form.key.data = new_secret()
        return _form_page(form, team, INVALID)
    if not form.validate():
        return _form_page(form, team, INVALID)
    code = code_of(form.key.data)
    sent = _sent(form, team, code)
    if sent is None:
        later = gettext("Many requests came from your network. Please try in an hour.")
        form.text.errors = [*form.text.errors, later]
        answer = _form_page(form, team, HTTPStatus.TOO_MANY_REQUESTS)
        answer.headers["Retry-After"] = str(REQUESTS_PER_NETWORK.seconds_left(clock.now()))
        return answer
    return page(
        "sent",
        code=code,
        team=team,
        festival=team.festival,
        is_new=sent.is_new,
        by_code=form.way.data == "here",
    )


def _sent(form: AskForm, team: CareTeam, code: str) -> Sent | None:
    """What came of it; None where too many came from this network."""
    keys, client, now = keys_of(read_code(code) or ""), client_network(), clock.now()
    asked = form.asked(chosen_language())

    def work() -> Sent | None:
        if is_one_too_many(REQUESTS_PER_NETWORK, client, keys=keyring(), now=now):
            return None
        return ask(team, asked, form_key=form.key.data, code=keys, keys=care_keys(), now=now)

    return in_transaction(work)


def _team(slug: str) -> CareTeam | None:
    return queries.open_team(slug) if care_keys().can_seal else None


def _form_page(form: AskForm, team: CareTeam, status: int = HTTPStatus.OK) -> Response:
    return page("ask", status, form=form, team=team, festival=team.festival)


def _not_open(slug: str, status: int = HTTPStatus.OK) -> Response:
    return page(
        "not_open",
        status,
        festival=queries.released_festival(slug) if slug else None,
        said=CareNotOpen().sentence,
    )
