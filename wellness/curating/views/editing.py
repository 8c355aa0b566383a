from typing import Any

from flask import Response, request
from flask_babel import gettext

from wellness import clock
from wellness.curating import queries
from wellness.curating.actions.proposing import propose
from wellness.curating.errors import NothingChanged, PublishedSince
from wellness.curating.forms.entries import NEW_ENTRY, Contacts, EntryForm, data_of_entry
from wellness.curating.forms.said import differences
from wellness.curating.rules.merging import merged, without_checks
from wellness.curating.views.ground import INVALID, blueprint, page, the_desk, to, today
from wellness.database import db, in_transaction
from wellness.errors import Missing
from wellness.festivals.addresses import slug_of
from wellness.hub.documents import document_of
from wellness.hub.faults import faults_of
from wellness.hub.models import Service, ServiceVersion, VersionState
from wellness.staff.access import open_to_staff
from wellness.staff.rules import HUB_EDITORS

CONFLICT = 409


@blueprint.get("/new")
@open_to_staff(HUB_EDITORS)
def new(slug: str) -> Response:  # noqa: ARG001 - the door has read it
    """The form of a new entry; with `from`, as it was proposed once."""
    again = _proposal_to_go_on_from(None)
    return _typed_page(again.document if again else NEW_ENTRY, None, again)


@blueprint.post("/new")
@open_to_staff(HUB_EDITORS)
def propose_new(slug: str) -> Response:  # noqa: ARG001
    """Propose it, look at it, or go on typing."""
    return _sent(None)


@blueprint.get("/services/<service>/edit")
@open_to_staff(HUB_EDITORS)
def edit(slug: str, service: str) -> Response:  # noqa: ARG001
    """The form of an entry; with `from`, what was proposed, on top of what is published."""
    found = queries.get_service(service)
    document = document_of(found)
    again = _proposal_to_go_on_from(found)
    if again:
        base = queries.approved_version(found.id, again.based_on)
        document = merged(base.document if base else document, again.document, document)
    return _typed_page(document, found, again)


@blueprint.post("/services/<service>/edit")
@open_to_staff(HUB_EDITORS)
def propose_change(slug: str, service: str) -> Response:  # noqa: ARG001
    """Propose a change, look at it, or go on typing."""
    return _sent(queries.get_service(service))


def _sent(service: Service | None) -> Response:
    form, contacts = _form(service), Contacts.sent(request.form)
    what = request.form.get("do", "")
    if contacts.do(what):
        return _page(form, contacts, service)
    is_fine = form.validate()
    if not (contacts.validate(form.countries.data or []) and is_fine):
        return _page(form, contacts, service, INVALID)
    document = _document(form, contacts, service)
    if faults_of(document):  # cannot be typed here
        return _page(form, contacts, service, INVALID)
    if what == "look":
        return _page(form, contacts, service, looked_at=document)
    return _proposed(form, contacts, service, document)


def _proposed(
    form: EntryForm, contacts: Contacts, service: Service | None, document: dict[str, Any]
) -> Response:
    desk, note = the_desk(), str(form.note.data)
    number, seen = (service.id if service else None), int(form.revision.data or 0)
    try:
        made = in_transaction(
            lambda: propose(
                document, service_id=number, seen=seen, note=note, desk=desk, now=clock.now()
            )
        )
    except NothingChanged as refusal:
        return _page(form, contacts, service, INVALID, said=refusal.sentence)
    except PublishedSince:
        return _overtaken(form, contacts, service, seen)
    return to(
        f"/proposals/{made.id}",
        gettext("It waits for a second person now. Readers see no change yet."),
    )


def _overtaken(form: EntryForm, contacts: Contacts, service: Service | None, seen: int) -> Response:
    """Keep what was typed, show what was published meanwhile, and go on from there."""
    assert service is not None  # noqa: S101 - nothing overtakes a new entry
    slug = service.slug
    db.session.rollback()
    db.session.expire_all()
    now = queries.get_service(slug)
    base = queries.approved_version(now.id, seen)
    theirs = differences(base.document if base else None, document_of(now))
    return _page(form, contacts, now, CONFLICT, theirs=theirs, revision=now.version)


def _document(form: EntryForm, contacts: Contacts, service: Service | None) -> dict[str, Any]:
    """What was typed, whole; what no editor types is as published."""
    held = form.facts() | {"contacts": contacts.documents()}
    if service is None:
        fresh = {"collected_on": today().isoformat(), "checked_on": None, "checked_by": ""}
        return held | fresh | {"slug": slug_of(held["name"], "entry")}
    old = document_of(service)
    kept = ("slug", "collected_on", "checked_on", "checked_by")
    return held | {name: old[name] for name in kept}


def _typed_page(
    document: dict[str, Any], service: Service | None, again: ServiceVersion | None
) -> Response:
    form = EntryForm(formdata=None, data=data_of_entry(document))
    form.offer_entries(queries.names_by_slug(), service.slug if service else "")
    form.revision.data = service.version if service else 0
    form.note.data = again.note if again else ""
    return _page(form, Contacts.of(document), service)


def _form(service: Service | None) -> EntryForm:
    form = EntryForm()
    form.offer_entries(queries.names_by_slug(), service.slug if service else "")
    return form


def _page(
    form: EntryForm,
    contacts: Contacts,
    service: Service | None,
    status: int = 200,
    *,
    looked_at: dict[str, Any] | None = None,
    revision: int | None = None,
    **facts: Any,
) -> Response:
    published = document_of(service) if service else None
    changes = differences(published, looked_at) if looked_at else []
    return page(
        "edit",
        status,
        form=form,
        contacts=contacts,
        service=service,
        looked_at=looked_at,
        changes=changes,
        is_same=bool(looked_at and published)
        and without_checks(looked_at or {}) == without_checks(published or {}),
        revision=form.revision.data if revision is None else revision,
        **{"said": "", "theirs": [], **facts},
    )


def _proposal_to_go_on_from(service: Service | None) -> ServiceVersion | None:
    number = request.args.get("from", type=int)
    if number is None:
        return None
    found = queries.get_version(number)
    if found.service_id != (service.id if service else None):
        raise Missing
    return None if found.state is VersionState.APPROVED else found
