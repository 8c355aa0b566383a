from flask import Response, request
from flask_babel import gettext

from wellness import clock
from wellness.curating import queries
from wellness.curating.actions.checking import check
from wellness.curating.actions.restoring import restore, undoes_the_last
from wellness.curating.errors import PublishedSince
from wellness.curating.forms.said import differences, said, said_contact
from wellness.curating.rules.checks import WAY_WORDS, WAYS, Way
from wellness.curating.views.ground import INVALID, blueprint, page, the_desk, to, today
from wellness.database import in_transaction
from wellness.errors import Missing
from wellness.hub.documents import document_of
from wellness.hub.models import Service, ServiceVersion, VersionState
from wellness.staff.access import open_to_staff
from wellness.staff.rules import AUTHORS, HUB_EDITORS


@blueprint.get("/services/<service>")
@open_to_staff(AUTHORS)
def service(slug: str, service: str) -> Response:  # noqa: ARG001 - the door has read it
    """One entry as it stands, and how it came to be."""
    found = queries.get_service(service)
    return page(
        "service",
        service=found,
        document=document_of(found),
        standing=queries.standing_at(found, today()),
        history=queries.history_of(found),
        said=said,
        said_contact=said_contact,
    )


@blueprint.get("/services/<service>/check")
@open_to_staff(HUB_EDITORS)
def ask_check(slug: str, service: str) -> Response:  # noqa: ARG001
    """Which contacts were found right, and how?"""
    return _check_page(queries.get_service(service))


@blueprint.post("/services/<service>/check")
@open_to_staff(HUB_EDITORS)
def save_check(slug: str, service: str) -> Response:  # noqa: ARG001
    """Note them."""
    found, desk, seen = queries.get_service(service), the_desk(), _seen()
    number, path, name = found.id, f"/services/{found.slug}", found.name
    ways = {
        place: Way(word)
        for place in range(len(found.contacts))
        if (word := request.form.get(f"way-{place}", "")) in set(Way)
    }
    if not ways:
        return _check_page(found, gettext("Say of at least one contact how you found it right."))
    try:
        in_transaction(lambda: check(number, ways, seen=seen, desk=desk, now=clock.now()))
    except PublishedSince as refusal:
        return to(f"{path}/check", refusal.sentence, "clay")
    return to(path, gettext("%(name)s: what you checked is noted.", name=name))


@blueprint.get("/services/<service>/versions/<int:version>")
@open_to_staff(AUTHORS)
def version(slug: str, service: str, version: int) -> Response:  # noqa: ARG001
    """A version that was published, what it changed, and how it differs from what is shown."""
    found, former = _version(service, version)
    before = queries.approved_version(found.id, version - 1)
    return page(
        "version",
        service=found,
        version=former,
        changed=differences(before.document if before else None, former.document),
        since=differences(former.document, document_of(found)),
        at_once=undoes_the_last(found, version, now=clock.now()),
    )


@blueprint.post("/services/<service>/versions/<int:version>")
@open_to_staff(AUTHORS)
def take_back(slug: str, service: str, version: int) -> Response:  # noqa: ARG001
    """Go back to it: at once, or as a proposal."""
    found, _ = _version(service, version)
    desk, seen, number, path = the_desk(), _seen(), found.id, f"/services/{found.slug}"
    made = in_transaction(lambda: restore(number, version, seen=seen, desk=desk, now=clock.now()))
    if made.state is VersionState.APPROVED:
        return to(path, gettext("Readers see version %(number)s again.", number=version))
    return to(f"/proposals/{made.id}", gettext("It waits for a second person now."))


def _version(slug: str, number: int) -> tuple[Service, ServiceVersion]:
    found = queries.get_service(slug)
    former = queries.approved_version(found.id, number)
    if former is None:
        raise Missing
    return found, former


def _check_page(found: Service, wrong: str = "") -> Response:
    return page(
        "check",
        INVALID if wrong else 200,
        service=found,
        document=document_of(found),
        said_contact=said_contact,
        ways=WAYS,
        way_words=WAY_WORDS,
        wrong=wrong,
    )


def _seen() -> int:
    return request.form.get("revision", 0, type=int)
