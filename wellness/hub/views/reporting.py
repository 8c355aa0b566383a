"""A reader says that a number is wrong: without an account, and without being known."""

from http import HTTPStatus

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from wellness import clock
from wellness.database import in_transaction
from wellness.errors import Missing
from wellness.hub.access import keyring, sealer
from wellness.hub.actions.reporting import Report, TooManyReports, report
from wellness.hub.contacts import Contact
from wellness.hub.forms import ReportForm
from wellness.hub.models import ReportKind
from wellness.hub.services import EVERYWHERE, Service
from wellness.hub.views.ground import blueprint
from wellness.hub.views.said import Said, the_book
from wellness.web.access import Who, open_to
from wellness.web.security import client_network


@blueprint.get("/help/services/<entry>/report")
@open_to(Who.ANYONE)
def wrong(entry: str) -> ResponseReturnValue:
    """The form."""
    found = _found(entry)
    return _page(found, _form(found))


@blueprint.post("/help/services/<entry>/report")
@open_to(Who.ANYONE)
def take_report(entry: str) -> ResponseReturnValue:
    """Keep it for the editors; the same form sent twice is one report."""
    found = _found(entry)
    form = _form(found)
    if not form.validate():
        return _page(found, form), HTTPStatus.UNPROCESSABLE_ENTITY
    said = Report(
        slug=found.slug,
        dial=form.dial.data or "",
        kind=ReportKind(form.kind.data),
        note=form.note.data or "",
        key=str(form.key.data),
    )
    network, keys, seal, now = client_network(), keyring(), sealer(), clock.now()
    try:
        in_transaction(lambda: report(said, network=network, keys=keys, sealer=seal, now=now))
    except TooManyReports as refusal:
        form.form_errors = [refusal.sentence]
        return _page(found, form), HTTPStatus.TOO_MANY_REQUESTS
    return redirect(url_for("hub.thanks", entry=found.slug), HTTPStatus.SEE_OTHER)


@blueprint.get("/help/services/<entry>/thanks")
@open_to(Who.ANYONE)
def thanks(entry: str) -> ResponseReturnValue:
    """What happens with it now."""
    return render_template("hub/thanks.html", service=_found(entry))


def _found(entry: str) -> Service:
    found = the_book().find(entry)
    if found is None:
        raise Missing
    return found


def _form(service: Service) -> ReportForm:
    """Contacts by what is dialled, since a number is known by it and by its country alone."""
    said = Said()
    form = ReportForm()
    form.offer((contact.dial, _in_words(contact, said)) for contact in service.contacts)
    return form


def _in_words(contact: Contact, said: Said) -> str:
    codes = sorted(contact.countries, key=lambda code: (code == EVERYWHERE, code))
    return f"{contact.dial} · {', '.join(said.country(code) for code in codes)}"


def _page(service: Service, form: ReportForm) -> str:
    return render_template("hub/report.html", service=service, form=form)
