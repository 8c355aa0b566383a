"""T13: what looks like code in every text field is shown by a browser and never run."""

from functools import partial
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Dialog
from sqlalchemy import String, inspect

from tests.factories import a_facilitator, a_festival, a_session, a_space
from tests.journeys.site import Site
from tests.provision import application
from tests.staff import an_account, works_for
from wellness import clock
from wellness.database import Model, db, in_transaction, transaction
from wellness.planner.models import DraftSession
from wellness.staff.actions import start_session
from wellness.staff.models import Role

POLYGLOT = "'\"></script><svg/onload=alert(1)>`${alert(1)}`{{7*7}}<img src=x onerror=alert(1)>"
WORDS = frozenset(
    [
        "name",
        "title",
        "site",
        "contact",
        "help_on_site",
        "directions",
        "equipment",
        "pronouns",
        "about",
        "summary",
        "description",
        "for_whom",
        "bring",
        "content_note",
        "confidentiality",
        "group_agreement",
        "age_note",
        "cost",
        "note",
        "consent",
        "cancel_reason",
    ]
)
"""The columns that hold what somebody typed."""


def typed_into(*rows: Model) -> None:
    """Put the polyglot into every column of words, as much of it as the column takes."""
    with transaction():
        for row in rows:
            for column in inspect(type(row)).column_attrs:
                kind: Any = column.columns[0].type
                if column.key in WORDS and isinstance(kind, String):
                    setattr(row, column.key, POLYGLOT[: kind.length or 500])


def a_hostile_festival(site: Site) -> tuple[str, str]:
    """Its slug and a session's reference; Mallory is its owner."""
    with application.running(site.settings):
        festival = a_festival(slug="hostile")
        space, leader = a_space(festival), a_facilitator(festival)
        session = a_session(festival, space=space, facilitators=(leader,))
        draft = db.session.query(DraftSession).filter_by(festival_id=festival.id).one()
        activity = session.activity
        typed_into(festival, space, leader, session, activity, activity.category, draft)
        account = an_account(name=POLYGLOT[:80])
        works_for(account, festival, *Role, facilitator=leader)
        token = in_transaction(partial(start_session, account, now=clock.now()))
        site.founders["Mallory"] = token
        return festival.slug, session.reference


def test_what_is_typed_is_shown_and_never_run(browser: Browser, site: Site) -> None:
    slug, reference = a_hostile_festival(site)
    context = site.founder(browser, "Mallory")
    page = context.new_page()
    heard: list[str] = []

    def listened(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            heard.append(f"{page.url}: {message.text}")

    def dismissed(dialog: Dialog) -> None:
        heard.append(f"{page.url}: it ran")
        dialog.dismiss()

    page.on("console", listened)
    page.on("pageerror", lambda error: heard.append(f"{page.url}: {error}"))
    page.on("dialog", dismissed)
    at = f"sessions/{reference}"
    staff = (
        *("", "sessions", "planner", "planner/warnings", "planner/automatic", "review", "releases"),
        *("setup", "festival", "copy", "spaces", "categories", "facilitators", "activities"),
        *("draft", "import", "export", "print", "print/poster", "print/pocket", "team", "log"),
        *("mine", "feeds", at, f"{at}/edit", f"{at}/message", f"{at}/roster", f"{at}/repeat"),
        *(f"planner/{at}/place", f"planner/{at}/cancel", "planner/delay", "planner/hold"),
    )
    public = ("", "now", "changes", "calendars", "help", at, f"{at}/book")
    addresses = [f"/staff/{slug}/{path}" for path in staff]
    addresses += [f"/{slug}/{path}" for path in public]
    shown = 0
    for address in addresses:
        answer = page.goto(f"{site.address}{address}")
        assert answer is not None
        assert answer.status == 200, address
        injected = page.locator("img[src=x], svg[onload], [onerror], [onclick]").count()
        assert injected == 0, address
        shown += "<svg/onload=alert(1)>" in page.locator("body").inner_text()
    assert heard == []
    assert shown > len(addresses) // 2
    context.close()
