"""Every page there is, in one place: the browser tests walk them, `make look` photographs them."""

import time
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page, Response

from wellness.demo.calls import COMING, DECIDED, OPEN, READING, UNPUBLISHED
from wellness.demo.last_year import SLUG as LAST_YEAR
from wellness.demo.loading import reference_of
from wellness.demo.residencies import RESIDENT
from wellness.demo.spaces import SLUG
from wellness.demo.timetable import TIMETABLE

REFERENCES = {slot.key: reference_of(slot) for slot in TIMETABLE}


def session(key: str) -> str:
    """The address of the demonstration's session at `key`, "2/14:00/orchard-yurt"."""
    return f"/{SLUG}/sessions/{REFERENCES[key]}"


FREE = session("2/14:00/orchard-yurt")
FULL = session("2/17:30/heron-tent")
SUPPORT = session("3/14:00/fern-room")
DROP_IN = session("2/18:00/lantern-room")
ROOMY = session("2/15:00/boathouse")
"""Thirty places, at the same time as FREE."""
CANCELLED = session("3/16:00/jetty")
SLOT = session("4/11:00/studio-birch")
"""A studio slot with places, on a day of its own."""
OF_FREE = FREE.removeprefix(f"/{SLUG}")
ALONE = "where-to-be-alone-at-stillwater"
"""A chapter of its own in the guide."""


@dataclass(frozen=True)
class Screen:
    """One page, as somebody comes to it.

    `holder` pages are looked at by somebody with a place, a wait and a calendar: in their address
    {kept}, {line}, {support}, {feed} and {applied} stand for what that person has. `own` pages
    change something, so whoever looks is new, with one place: {own}. `staff` pages are looked at
    by the one of Stillwater's team with that role ("organizer"). `press` names a button to press
    at the address, by its selector; the page is what comes after it.
    """

    name: str
    address: str
    holder: bool = False
    own: bool = False
    staff: str = ""
    press: str = ""
    status: int = 200


SCREENS = (
    Screen("after", f"/{SLUG}/after"),
    Screen("impact", f"/{LAST_YEAR}/impact"),
    Screen("impact-look", f"/staff/{SLUG}/impact", staff="organizer"),
    Screen("festivals", "/"),
    Screen("residencies", f"/{SLUG}/residencies/"),
    Screen("call", f"/{SLUG}/residencies/{OPEN}"),
    Screen("call-being-read", f"/{SLUG}/residencies/{READING}"),
    Screen("call-to-come", f"/{SLUG}/residencies/{COMING}"),
    Screen("apply", f"/{SLUG}/residencies/{OPEN}/apply"),
    Screen("apply-question", f"/{SLUG}/residencies/{OPEN}/apply/plan"),
    Screen("apply-role", f"/{SLUG}/residencies/{OPEN}/apply/role"),
    Screen("apply-too-late", f"/{SLUG}/residencies/{READING}/apply/plan"),
    Screen("calls", f"/staff/{SLUG}/calls", staff="organizer"),
    Screen("call-manage", f"/staff/{SLUG}/calls/{OPEN}", staff="organizer"),
    Screen("call-unpublished", f"/staff/{SLUG}/calls/{UNPUBLISHED}", staff="organizer"),
    Screen("call-edit", f"/staff/{SLUG}/calls/{OPEN}/edit", staff="organizer"),
    Screen("call-preview", f"/staff/{SLUG}/calls/{UNPUBLISHED}/preview", staff="organizer"),
    Screen("call-questions", f"/staff/{SLUG}/calls/{OPEN}/questions", staff="organizer"),
    Screen("call-question", f"/staff/{SLUG}/calls/{OPEN}/questions/plan", staff="organizer"),
    Screen("call-ask", f"/staff/{SLUG}/calls/{UNPUBLISHED}/ask", staff="organizer"),
    Screen("call-export", f"/staff/{SLUG}/calls/{READING}/export", staff="organizer"),
    Screen("application", "/me/applications/{applied}", holder=True),
    Screen("offer", "/me/applications/{applied}/offer", holder=True),
    Screen(
        "application-missing",
        "/me/applications/{applied}",
        holder=True,
        press="form[action$='/hand-in'] button",
        status=422,
    ),
    Screen("programme", f"/{SLUG}/"),
    Screen("programme-free", f"/{SLUG}/?free=1"),
    Screen("session-free", FREE),
    Screen("session-full", FULL),
    Screen("session-support", SUPPORT),
    Screen("session-drop-in", DROP_IN),
    Screen("session-cancelled", CANCELLED),
    Screen("book", f"{FREE}/book"),
    Screen("book-wait", f"{FULL}/book"),
    Screen("book-support", f"{SUPPORT}/book"),
    Screen("space", f"/{SLUG}/spaces/fern-room"),
    Screen("studio", f"/{SLUG}/residencies/studios/studio-alder"),
    Screen("facilitator", f"/{SLUG}/facilitators/grace-thwaite"),
    Screen("changes", f"/{SLUG}/changes"),
    Screen("now", f"/{SLUG}/now"),
    Screen("calendars", f"/{SLUG}/calendars"),
    Screen("help", "/help"),
    Screen("help-country", "/help/de"),
    Screen("help-festival", f"/{SLUG}/help"),
    Screen("help-find", "/help/find"),
    Screen("help-found", "/help/find?need=sleep&country=gb"),
    Screen("help-guessed", "/help/find?q=nucis+spce"),
    Screen("help-nothing", "/help/find?q=zzzz"),
    Screen("help-service", "/help/services/mieli"),
    Screen("help-service-hours", "/help/services/telefono-amico-italia"),
    Screen("help-report", "/help/services/samaritans/report"),
    Screen("help-thanks", "/help/services/samaritans/thanks"),
    Screen("care-ask", f"/help/navigation?festival={SLUG}"),
    Screen("care-sent", f"/help/navigation?festival={SLUG}", press="main form .button--primary"),
    Screen("care-follow", "/help/navigation/follow"),
    Screen("care-inbox", f"/staff/{SLUG}/care", staff="navigator"),
    Screen("care-closed", f"/staff/{SLUG}/care?show=closed", staff="navigator"),
    Screen("care-request", f"/staff/{SLUG}/care", staff="navigator", press=".items .item__title a"),
    Screen("care-templates", f"/staff/{SLUG}/care/templates", staff="navigator"),
    Screen("care-template-new", f"/staff/{SLUG}/care/templates/new", staff="navigator"),
    Screen("care-template", f"/staff/{SLUG}/care/templates", staff="navigator", press=".items a"),
    Screen("care-team", f"/staff/{SLUG}/care/settings", staff="organizer"),
    Screen("guide", f"/{SLUG}/guide/"),
    Screen("guide-crew", f"/{SLUG}/guide/?for=crew&short=1"),
    Screen("guide-found", f"/{SLUG}/guide/?q=quiet"),
    Screen("guide-chapter", f"/{SLUG}/guide/noise-sleep-food"),
    Screen("guide-other-language", f"/{SLUG}/guide/{ALONE}?in=es"),
    Screen("guide-all", f"/{SLUG}/guide/all"),
    Screen("guide-gone", f"/{SLUG}/guide/swimming-at-night", status=410),
    Screen("plan-empty", "/me"),
    Screen("plan", "/me", holder=True),
    Screen("feeds", "/me/feeds", holder=True),
    Screen("feed-settings", "/me/feeds/{feed}", holder=True),
    Screen("feed-made", "/me/feeds", own=True, press="form[action='/me/feeds'] .button"),
    Screen("lend", "/me", holder=True, press="form[action='/me/pass/link'] button"),
    Screen("data", "/me/data", holder=True),
    Screen("data-delete", "/me/data/delete", holder=True),
    Screen("deleted", "/me/data/delete", own=True, press="form[action='/me/data/delete'] .button"),
    Screen("forgotten", "/me/forget", own=True, press="form[action='/me/forget'] .button"),
    Screen("let-go", "/me/bookings/{own}", own=True, press="form[action$='/cancel'] button"),
    Screen(
        "clash", f"{ROOMY}/book", holder=True, press="form[action$='/book'] .button", status=409
    ),
    Screen("recover", "/recover"),
    Screen("recover-mail", "/recover/mail"),
    Screen("opening-link", "/k/not-a-link", status=404),
    Screen("plan", "/me", holder=True),
    Screen("kept", "/me/bookings/{kept}", holder=True),
    Screen("line", "/me/bookings/{line}", holder=True),
    Screen("kept-support", "/me/bookings/{support}", holder=True),
    Screen("kept-slot", "/me/bookings/{slot}", holder=True),
    Screen("equipment", "/me/bookings/{slot}/equipment", holder=True),
    Screen("name", "/me/name", holder=True),
    Screen("letters-wanted", "/me/letters", holder=True),
    Screen("forget", "/me/forget", holder=True),
    Screen("data", "/me/data", holder=True),
    Screen("delete", "/me/data/delete", holder=True),
    Screen("deleted", "/me/data/deleted"),
    Screen("offline", "/settings/offline"),
    Screen("letters", "/letters", holder=True),
    Screen("letter", "/letters", holder=True, press="main th a"),
    Screen("missing", f"/{SLUG}/sessions/nothing0", status=404),
    Screen("demo-team", "/staff/demo/"),
    Screen("demo-member", "/staff/demo/organizer"),
    Screen("staff-sign-in", "/staff/sign-in"),
    Screen("staff-home", "/staff/", staff="organizer"),
    Screen("import", f"/staff/{SLUG}/import", staff="organizer"),
    Screen("staff-account", "/staff/account", staff="owner"),
    Screen("staff-password", "/staff/account/password", staff="owner"),
    Screen("staff-again", "/staff/again", staff="owner"),
    Screen("staff-link-over", "/staff/join/not-a-link", status=404),
    Screen("team", f"/staff/{SLUG}/team", staff="owner"),
    Screen("team-invite", f"/staff/{SLUG}/team/invite", staff="owner"),
    Screen("team-member", f"/staff/{SLUG}/team", staff="owner", press=".people a.button"),
    Screen("log", f"/staff/{SLUG}/log", staff="owner"),
    Screen("automatic", f"/staff/{SLUG}/planner/automatic", staff="programme"),
    Screen(
        "automatic-missing",
        f"/staff/{SLUG}/planner/automatic/999",
        staff="programme",
        status=404,
    ),
    Screen("residency", f"/me/residencies/{RESIDENT}", staff="resident"),
    Screen("residency-needs", f"/me/residencies/{RESIDENT}/needs", staff="resident"),
    Screen("residency-agreement", f"/me/residencies/{RESIDENT}/agreement", staff="resident"),
    Screen("demo-resident", "/staff/demo/resident"),
    Screen("residents", f"/staff/{SLUG}/residencies", staff="organizer"),
    Screen("residents-today", f"/staff/{SLUG}/residencies/today", staff="desk"),
    Screen("support-people", f"/staff/{SLUG}/residencies/support", staff="organizer"),
    Screen("support-new", f"/staff/{SLUG}/residencies/support/new", staff="organizer"),
    Screen("resident", f"/staff/{SLUG}/residencies/{RESIDENT}", staff="organizer"),
    Screen("resident-leaves", f"/staff/{SLUG}/residencies/{RESIDENT}/withdraw", staff="organizer"),
    Screen("review", f"/staff/{SLUG}/review", staff="organizer"),
    Screen("releases", f"/staff/{SLUG}/releases", staff="programme"),
    Screen("overview", f"/staff/{SLUG}/", staff="organizer"),
    Screen("planner", f"/staff/{SLUG}/planner", staff="programme"),
    Screen("planner-place", f"/staff/{SLUG}/planner{OF_FREE}/place", staff="programme"),
    Screen("planner-cancel", f"/staff/{SLUG}/planner{OF_FREE}/cancel", staff="programme"),
    Screen("planner-warnings", f"/staff/{SLUG}/planner/warnings", staff="programme"),
    Screen("planner-delay", f"/staff/{SLUG}/planner/delay", staff="programme"),
    Screen("planner-wet-place", f"/staff/{SLUG}/planner/wet-place", staff="programme"),
    Screen("planner-hold", f"/staff/{SLUG}/planner/hold", staff="programme"),
    Screen("planner-copy-day", f"/staff/{SLUG}/planner/copy-day", staff="programme"),
    Screen("overview-others", f"/staff/{SLUG}/", staff="panel"),
    Screen("sessions", f"/staff/{SLUG}/sessions", staff="organizer"),
    Screen("session-for-staff", f"/staff{FULL}", staff="organizer"),
    Screen("message", f"/staff{FULL}/message", staff="organizer"),
    Screen("roster", f"/staff{FULL}/roster", staff="organizer"),
    Screen("export", f"/staff/{SLUG}/export", staff="organizer"),
    Screen("print", f"/staff/{SLUG}/print", staff="programme"),
    Screen("print-poster", f"/staff/{SLUG}/print/poster?paper=a3", staff="programme"),
    Screen("print-door", f"/staff/{SLUG}/print/door?space=fern-room", staff="programme"),
    Screen("print-pocket", f"/staff/{SLUG}/print/pocket", staff="programme"),
    Screen("partners", "/help/partners"),
    Screen("partners-staff", f"/staff/{SLUG}/partners", staff="organizer"),
    Screen("partners-new", f"/staff/{SLUG}/partners/add", staff="organizer"),
    Screen("partner", f"/staff/{SLUG}/partners/music-minds-matter", staff="hub_editor"),
    Screen(
        "partner-new-grant",
        f"/staff/{SLUG}/partners/music-minds-matter/add",
        staff="organizer",
    ),
    Screen(
        "partner-grant",
        f"/staff/{SLUG}/partners/music-minds-matter",
        staff="organizer",
        press="h3.item__title a",
    ),
    Screen("hub-desk", f"/staff/{SLUG}/hub", staff="hub_editor"),
    Screen("hub-entries", f"/staff/{SLUG}/hub/services", staff="hub_editor"),
    Screen("hub-entries-none", f"/staff/{SLUG}/hub/services?q=zzzz", staff="organizer"),
    Screen("hub-entry", f"/staff/{SLUG}/hub/services/samaritans", staff="hub_editor"),
    Screen("hub-edit", f"/staff/{SLUG}/hub/services/mieli/edit", staff="hub_editor"),
    Screen("hub-check", f"/staff/{SLUG}/hub/services/mieli/check", staff="hub_editor"),
    Screen("hub-version", f"/staff/{SLUG}/hub/services/mieli/versions/1", staff="hub_editor"),
    Screen("hub-new", f"/staff/{SLUG}/hub/new", staff="hub_editor"),
    Screen("hub-proposals", f"/staff/{SLUG}/hub/proposals", staff="organizer"),
    Screen(
        "hub-proposal",
        f"/staff/{SLUG}/hub/proposals",
        staff="organizer",
        press=".item__title a",
    ),
    Screen("hub-reports", f"/staff/{SLUG}/hub/reports", staff="hub_editor"),
    Screen("setup", f"/staff/{SLUG}/setup", staff="organizer"),
    Screen("new-festival", "/staff/festivals/new", staff="owner"),
    Screen("setup-festival", f"/staff/{SLUG}/festival", staff="organizer"),
    Screen("setup-copy", f"/staff/{SLUG}/copy", staff="owner"),
    Screen("setup-spaces", f"/staff/{SLUG}/spaces", staff="organizer"),
    Screen("setup-space", f"/staff/{SLUG}/spaces/heron-tent", staff="organizer"),
    Screen("setup-new-space", f"/staff/{SLUG}/add/space", staff="organizer"),
    Screen("setup-categories", f"/staff/{SLUG}/categories", staff="organizer"),
    Screen("setup-category", f"/staff/{SLUG}/categories/talks", staff="organizer"),
    Screen("setup-new-category", f"/staff/{SLUG}/add/category", staff="organizer"),
    Screen("setup-facilitators", f"/staff/{SLUG}/facilitators", staff="organizer"),
    Screen("setup-facilitator", f"/staff/{SLUG}/facilitators/grace-thwaite", staff="organizer"),
    Screen("setup-new-facilitator", f"/staff/{SLUG}/add/facilitator", staff="organizer"),
    Screen("setup-activities", f"/staff/{SLUG}/activities", staff="organizer"),
    Screen("setup-activity", f"/staff/{SLUG}/activities/slow-yoga", staff="organizer"),
    Screen("setup-new-activity", f"/staff/{SLUG}/add/activity", staff="organizer"),
    Screen("setup-add-session", f"/staff/{SLUG}/activities/slow-yoga/add", staff="organizer"),
    Screen("setup-studios", f"/staff/{SLUG}/setup/studios", staff="organizer"),
    Screen("setup-studio", f"/staff/{SLUG}/setup/studios/studio-alder", staff="organizer"),
    Screen("setup-shifts", f"/staff/{SLUG}/setup/studios/studio-alder/shifts", staff="organizer"),
    Screen("setup-slots", f"/staff/{SLUG}/setup/studios/studio-alder/slots", staff="organizer"),
    Screen("setup-new-equipment", f"/staff/{SLUG}/setup/equipment/add", staff="organizer"),
    Screen("setup-equipment", f"/staff/{SLUG}/setup/equipment/1", staff="organizer"),
    Screen("equipment-asked", f"/staff/{SLUG}/equipment", staff="programme"),
    Screen("setup-sessions", f"/staff/{SLUG}/draft", staff="organizer"),
    Screen("setup-session", f"/staff{FREE}/edit", staff="organizer"),
    Screen("setup-repeat", f"/staff{FREE}/repeat", staff="organizer"),
    Screen("reading", f"/staff/{SLUG}/reading", staff="panel"),
    Screen("reading-list", f"/staff/{SLUG}/reading/{READING}", staff="panel"),
    Screen("reading-one", f"/staff/{SLUG}/reading/{READING}/6", staff="panel"),
    Screen("reading-closed", f"/staff/{SLUG}/reading/{READING}/5", staff="panel"),
    Screen("reading-begin", f"/staff/{SLUG}/reading/{DECIDED}/1", staff="panel"),
    Screen("panel", f"/staff/{SLUG}/calls/{READING}/panel", staff="organizer"),
    Screen("selection", f"/staff/{SLUG}/calls/{READING}/selection", staff="organizer"),
    Screen("selection-open", f"/staff/{SLUG}/calls/{OPEN}/selection", staff="organizer"),
    Screen("selection-decided", f"/staff/{SLUG}/calls/{DECIDED}/selection", staff="organizer"),
    Screen("selection-end", f"/staff/{SLUG}/calls/{READING}/selection/end", staff="organizer"),
    Screen("selection-one", f"/staff/{SLUG}/calls/{READING}/selection/1", staff="organizer"),
    Screen("my-sessions", f"/staff/{SLUG}/mine", staff="facilitator"),
    Screen("staff-guide", f"/staff/{SLUG}/guide", staff="hub_editor"),
    Screen("staff-guide-new", f"/staff/{SLUG}/guide/new", staff="organizer"),
    Screen("staff-guide-text", f"/staff/{SLUG}/guide/own/{ALONE}/en", staff="organizer"),
    Screen(
        "staff-guide-house", f"/staff/{SLUG}/guide/house/noise-sleep-food/en", staff="hub_editor"
    ),
    Screen("staff-guide-versions", f"/staff/{SLUG}/guide/own/{ALONE}/en/versions", staff="owner"),
    Screen(
        "staff-guide-compare",
        f"/staff/{SLUG}/guide/own/noise-sleep-food/en/versions/2",
        staff="organizer",
    ),
    Screen("staff-guide-edition", f"/staff/{SLUG}/guide/edition", staff="organizer"),
    Screen("staff-guide-preview", f"/staff/{SLUG}/guide/preview/", staff="organizer"),
    Screen("staff-guide-preview-part", f"/staff/{SLUG}/guide/preview/{ALONE}", staff="organizer"),
    Screen("staff-feeds", f"/staff/{SLUG}/feeds", staff="organizer"),
    Screen("staff-feed-new", f"/staff/{SLUG}/feeds/new", staff="organizer"),
    Screen(
        "staff-feed-made",
        f"/staff/{SLUG}/feeds/new",
        staff="organizer",
        press="main form .button",
    ),
)
BY_NAME = {screen.name: screen for screen in SCREENS}
FRESH_SECONDS = 300
"""Pages behind a proof of who one is want one of the last ten minutes."""
_sign_ins: dict[tuple[str, str], tuple[float, list[Any]]] = {}
"""By site and role: when somebody signed in, and the cookie they got."""


def opened(page: Page, screen: Screen, site: str, facts: dict[str, str]) -> int:
    """Come to `screen` on `page`, whose phone has what `facts` says; gives the answer's status."""
    if screen.own:
        facts = {"own": keep_a_place(page, ROOMY, site)}
    if screen.staff:
        sign_in_as(page, screen.staff, site)
    answer = page.goto(site + screen.address.format(**facts))
    if screen.press:
        _agree(page)
        answer = _press(page, screen.press)
    return answer.status if answer else 0


def sign_in_as(page: Page, role: str, site: str) -> None:
    """Sign in as the one of Stillwater's team with this role; a fresh sign-in is used again."""
    known = _sign_ins.get((site, role))
    if known is None or time.monotonic() - known[0] > FRESH_SECONDS:
        page.goto(f"{site}/staff/demo/{role}")
        _press(page, f"form[action='/staff/demo/{role}'] button")
        kept = [
            each for each in page.context.cookies(site) if each.get("name") in ("staff", "pass")
        ]
        _sign_ins[site, role] = time.monotonic(), kept
    else:
        page.context.add_cookies(known[1])


def keep_a_place(page: Page, address: str, site: str) -> str:
    """Book at `address` as a person would; gives the booking's reference."""
    page.goto(f"{site}{address}/book")
    form = page.locator("form[action$='/book']")
    chosen = form.locator("[name=chosen_name]")
    if chosen.count():
        chosen.fill("Wren")
    _agree(page)
    _press(page, "form[action$='/book'] .button")
    return page.locator("main").get_attribute("data-booking") or ""


def _agree(page: Page) -> None:
    """Tick what a booking form asks a person to agree to, where there is one."""
    asked = page.locator("form[action$='/book'] [type=checkbox]")
    for name in ("consent", "agreed", "of_age"):
        for box in asked.and_(page.locator(f"[name={name}]")).all():
            box.check()


def become_a_holder(page: Page, site: str) -> dict[str, str]:
    """Keep a place, give a mail address, wait for another place, keep one of support, make a feed.

    Gives the references of the bookings and the number of the feed.
    """
    facts = {"kept": keep_a_place(page, FREE, site)}
    page.goto(f"{site}/me/letters")
    page.locator("[name=email]").fill("wren@example.org")
    _press(page, "form[action='/me/letters'] .button")
    facts |= {"line": keep_a_place(page, FULL, site), "support": keep_a_place(page, SUPPORT, site)}
    facts |= {"slot": keep_a_place(page, SLOT, site)}
    page.goto(f"{site}/me/feeds")
    _press(page, "form[action='/me/feeds'] .button")
    page.goto(f"{site}/me/feeds")
    link = page.locator("a[href^='/me/feeds/']").first.get_attribute("href") or ""
    return facts | {"feed": link.rsplit("/", 1)[1], "applied": _begin_to_apply(page, site)}


def _begin_to_apply(page: Page, site: str) -> str:
    """Answer one question of a call; gives the application's reference."""
    page.goto(f"{site}/{SLUG}/residencies/{OPEN}/apply/name")
    page.locator("[name=answer]").fill("Wren")
    _press(page, "form.step .button")
    page.goto(f"{site}/{SLUG}/residencies/{OPEN}/apply")
    return page.locator("main").get_attribute("data-application") or ""


def _press(page: Page, button: str) -> Response | None:
    with page.expect_navigation() as navigation:
        page.locator(button).first.click()
    return navigation.value
