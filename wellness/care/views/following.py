"""Following a request by its code. The code is sent in forms and stands in no address."""

from dataclasses import dataclass, field
from http import HTTPStatus

from flask import Response, request
from flask_babel import gettext

from wellness import clock
from wellness.care import queries
from wellness.care.access import care_keys
from wellness.care.actions import asking
from wellness.care.actions.reading import Line, opened_by_person
from wellness.care.errors import TooLateToReopen
from wellness.care.forms.asking import FollowForm, WriteForm, is_a_key
from wellness.care.models import CareRequest
from wellness.care.rules.codes import WRONG_CODES, CodeKeys, keys_of, read_code
from wellness.care.rules.words import STATES
from wellness.care.views.ground import INVALID, address_of_service, blueprint, page
from wellness.database import in_transaction
from wellness.hub.models import Service
from wellness.passes.access import keyring
from wellness.references import new_secret
from wellness.sealing import Unsealable
from wellness.tries.actions import is_one_too_many, take_back
from wellness.web.access import Who, open_to
from wellness.web.security import client_network


@dataclass(frozen=True)
class Followed:
    """A request whose code was typed."""

    request: CareRequest
    keys: CodeKeys = field(repr=False)
    code: str = field(repr=False)


@blueprint.get("/help/navigation/follow")
@open_to(Who.ANYONE)
def follow() -> Response:
    """Where the code is typed."""
    return page("follow", form=FollowForm(formdata=None), festival=None)


@blueprint.post("/help/navigation/follow")
@open_to(Who.ANYONE)
def show_request() -> Response:
    """Where the request stands, and the answers."""
    found = _found()
    return found if isinstance(found, Response) else _request_page(found)


@blueprint.post("/help/navigation/follow/write")
@open_to(Who.ANYONE)
def write_back() -> Response:
    """Write to the team once more."""
    found = _found()
    if isinstance(found, Response):
        return found
    form = WriteForm()
    if not is_a_key(form.key.data):
        form.key.data = new_secret()
        return _request_page(found, form, status=INVALID)
    if not form.validate():
        return _request_page(found, form, status=INVALID)
    team = queries.team_of(found.request.festival_id)
    number, said, hours = found.request.id, form.said(), team.answer_hours if team else 48
    try:
        in_transaction(
            lambda: asking.write_again(
                number,
                said,
                form_key=form.key.data,
                answer_hours=hours,
                keys=care_keys(),
                now=clock.now(),
            )
        )
    except TooLateToReopen as refusal:
        form.text.errors = [*form.text.errors, refusal.sentence]
        return _request_page(found, form, status=HTTPStatus.CONFLICT)
    return _request_page(found, said=gettext("We have it. Somebody reads it and answers here."))


@blueprint.post("/help/navigation/follow/erase")
@open_to(Who.ANYONE)
def erase_request() -> Response:
    """Ask once more, then erase everything about it at once."""
    found = _found()
    if isinstance(found, Response):
        return found
    if request.form.get("sure") != "yes":
        return page("erase", code=found.code, festival=None)
    number = found.request.id
    in_transaction(lambda: asking.erase(number))
    return page("erased", festival=None)


def _found() -> Followed | Response:
    """The request of the code in this form, or the page that says why there is none.

    A wrong, unknown and erased code are answered by the same bytes; wrong ones are counted.
    """
    form, client, now = FollowForm(), client_network(), clock.now()
    code = read_code(form.code.data or "")
    if code is None:
        return _refused(form, gettext("A code has twenty letters and digits."))
    if in_transaction(lambda: is_one_too_many(WRONG_CODES, client, keys=keyring(), now=now)):
        later = gettext("Too many wrong codes came from your network. Try in half an hour.")
        answer = _refused(form, later, HTTPStatus.TOO_MANY_REQUESTS)
        answer.headers["Retry-After"] = str(WRONG_CODES.seconds_left(now))
        return answer
    keys = keys_of(code)
    found = queries.request_of_code(keys.code_hash)
    if found is None:
        return _refused(
            form, gettext("This code opens nothing. Please check each letter and digit.")
        )
    in_transaction(lambda: take_back(WRONG_CODES, client, keys=keyring(), now=now))
    again = queries.request_of_code(keys.code_hash)
    return Followed(again or found, keys, code)


def _refused(form: FollowForm, sentence: str, status: int = INVALID) -> Response:
    form.refuse(sentence)
    return page("follow", status, form=form, festival=None)


def _request_page(
    found: Followed, form: WriteForm | None = None, *, said: str = "", status: int = HTTPStatus.OK
) -> Response:
    now_there = queries.request_of_code(found.keys.code_hash)
    if now_there is None:
        return _refused(FollowForm(formdata=None), gettext("It is erased."))
    try:
        lines = opened_by_person(now_there, found.keys)
    except Unsealable:
        lines = ()
    team = queries.team_of(now_there.festival_id)
    return page(
        "request",
        status,
        request_=now_there,
        lines=lines,
        services={each.slug: each for line in lines for each in _services(line)},
        address_of_service=address_of_service,
        state=STATES[now_there.state],
        form=form or WriteForm(formdata=None, key=new_secret()),
        code=found.code,
        team=team,
        festival=team.festival if team else None,
        said=said,
    )


def _services(line: Line) -> list[Service]:
    return queries.services_named(line.said.links) if line.said else []
