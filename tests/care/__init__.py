"""People who ask for care, and teams that answer, through the pages they use."""

import re
from datetime import datetime
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.factories import a_festival
from tests.setup.filling import changed, form_of
from tests.staff import an_account, signed_in, works_for
from wellness import clock
from wellness.care.access import care_keys
from wellness.care.actions.asking import ask
from wellness.care.models import CareRequest, CareTeam, CareTemplate
from wellness.care.rules.codes import code_of, keys_of, read_code
from wellness.care.rules.documents import Asked
from wellness.database import db, in_transaction, transaction
from wellness.festivals.models import Festival
from wellness.references import hash_of, new_secret
from wellness.staff.models import Account, Role

FORM = "/help/navigation"
FOLLOW = "/help/navigation/follow"
_CODE = re.compile(r'class="code"[^>]*>([0-9A-Z-]{24})<')


def a_team(
    festival: Festival | None = None, *, is_open: bool = True, hours: int = 48, keep_days: int = 90
) -> CareTeam:
    """A team that answers at the festival, without anybody in it."""
    festival = festival or a_festival()
    team = CareTeam(
        festival_id=festival.id,
        name="The care team",
        is_open=is_open,
        answer_hours=hours,
        keep_days=keep_days,
        updated_at=clock.now(),
    )
    with transaction():
        db.session.add(team)
    return team


def a_navigator(festival: Festival, *, name: str = "Joss", address: str = "") -> Account:
    """Somebody who answers there."""
    account = an_account(name=name, address=address)
    works_for(account, festival, Role.NAVIGATOR)
    return account


def a_request(
    team: CareTeam, asked: Asked | None = None, *, now: datetime | None = None
) -> tuple[CareRequest, str]:
    """A request and the code of whoever sent it."""
    form_key = new_secret()
    code = code_of(form_key)
    keys = keys_of(read_code(code) or "")
    in_transaction(
        lambda: ask(
            team,
            asked or Asked(text="Something I would rather say to a person."),
            form_key=form_key,
            code=keys,
            keys=care_keys(),
            now=now or clock.now(),
        )
    )
    query = select(CareRequest).where(CareRequest.key_hash == hash_of(form_key))
    return db.session.scalars(query).one(), code


def a_template(
    festival: Festival, *, body: str = "Hello $name,", title: str = "Hello"
) -> CareTemplate:
    """Words to begin an answer with."""
    template = CareTemplate(festival_id=festival.id, title=title, body=body, updated_at=clock.now())
    with transaction():
        db.session.add(template)
    return template


def with_care(festival: Festival) -> None:
    """A team, a request and a template at the festival."""
    a_request(a_team(festival))
    a_template(festival, title=f"{festival.name} template")


def care_of(festival: Festival) -> tuple[str, int]:
    """The reference of the festival's request and the number of its template."""
    of_request = select(CareRequest.reference).where(CareRequest.festival_id == festival.id)
    of_template = select(CareTemplate.id).where(CareTemplate.festival_id == festival.id)
    references, numbers = db.session.scalars(of_request), db.session.scalars(of_template)
    return references.first() or "asked000", numbers.first() or 0


def sends(client: FlaskClient, *, festival: str = "", **typed: Any) -> TestResponse:
    """Somebody opens the form, fills it in and sends it."""
    page = client.get(FORM + (f"?festival={festival}" if festival else ""))
    return client.post(FORM, data=changed(form_of(page.text, FORM), **typed))


def code_on(answer: TestResponse) -> str:
    """The code that the page shows."""
    found = _CODE.search(answer.text)
    assert found, answer.text
    return found[1]


def follows(phone: FlaskClient, code: str) -> TestResponse:
    """The code is typed on the page for it."""
    return phone.post(FOLLOW, data=changed(form_of(phone.get(FOLLOW).text, FOLLOW), code=code))


class Desk:
    """A navigator at their inbox."""

    def __init__(self, client: FlaskClient, account: Account, request: CareRequest) -> None:
        self.client = signed_in(client, account)
        festival = db.session.get_one(Festival, request.festival_id)
        self.base = f"/staff/{festival.slug}/care/requests/{request.reference}"

    def looks(self) -> TestResponse:
        """The page of the request as it is."""
        return self.client.get(self.base)

    def opens(self) -> TestResponse:
        """Press "Open and read", and see what comes."""
        self.presses("open")
        return self.looks()

    def presses(self, what: str, **typed: Any) -> TestResponse:
        """Send the form that leads to `what`, with this typed in."""
        action = f"{self.base}/{what}"
        return self.client.post(action, data=changed(form_of(self.looks().text, action), **typed))
