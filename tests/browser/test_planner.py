"""The planner by mouse, by touch and by keys: the same result, and the same words."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.planning import Ground, Plan, a_plan, fill, ground

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    with ground(tmp_path_factory.mktemp("planning")) as running:
        yield running


@pytest.fixture
def plan(site: Ground) -> Plan:
    return a_plan(site)


@pytest.fixture
def page(browser: Browser, plan: Plan) -> Iterator[Page]:
    context = plan.person(browser)
    yield plan.opened(context)
    context.close()


def said(page: Page) -> Any:
    return expect(page.locator("[data-say]"))


def until_saved(page: Page) -> None:
    expect(page.locator(".saving")).to_have_count(0)


def point(plan: Plan, page: Page, space: str, clock: str) -> tuple[float, float]:
    """Where on the screen a session that starts then in that space has its upper edge."""
    hours, minutes = map(int, clock.split(":"))
    found: list[float] = page.evaluate(
        """async ([space, minute, url]) => {
             const { yOf, columnOf, plane } = await import(url);
             const { left, width } = columnOf(space).getBoundingClientRect();
             return [left + width / 2, plane.getBoundingClientRect().top + yOf(minute)];
           }""",
        [
            {"Bell tent": plan.bell, "Willow tent": plan.willow}[space],
            hours * 60 + minutes - 300,
            page.locator("link[rel=modulepreload]").first.get_attribute("href"),
        ],
    )
    return found[0], found[1]


def by_mouse(plan: Plan, page: Page) -> None:
    box = plan.card(page, "Sound bath").bounding_box()
    assert box
    x, y = point(plan, page, "Willow tent", "11:20")
    page.mouse.move(box["x"] + 40, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(x, y - 20, steps=6)
    page.mouse.move(x, y + 10, steps=3)
    page.mouse.up()


def by_clicks(plan: Plan, page: Page) -> None:
    plan.card(page, "Sound bath").click()
    x, y = point(plan, page, "Willow tent", "11:20")
    page.mouse.move(x, y + 12, steps=4)
    page.mouse.click(x, y + 12)


def by_finger(plan: Plan, page: Page) -> None:
    """Held long enough to be picked up, then drawn to its place."""
    box = plan.card(page, "Sound bath").bounding_box()
    assert box
    x, y = box["x"] + 40, box["y"] + 10
    touch = page.context.new_cdp_session(page)

    def send(kind: str, *points: dict[str, float]) -> None:
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": list(points)})

    send("touchStart", {"x": x, "y": y})
    expect(page.locator(".c.held")).to_have_count(1)
    to_x, to_y = point(plan, page, "Willow tent", "11:20")
    for part in (0.3, 0.7, 1):
        send("touchMove", {"x": x + (to_x - x) * part, "y": y + (to_y + 10 - y) * part})
    send("touchEnd")


def by_taps(plan: Plan, page: Page) -> None:
    box = plan.card(page, "Sound bath").bounding_box()
    assert box
    page.touchscreen.tap(box["x"] + 40, box["y"] + 10)
    expect(page.locator(".c.held")).to_have_count(1)
    x, y = point(plan, page, "Willow tent", "11:20")
    page.touchscreen.tap(x, y + 12)


def by_keys(plan: Plan, page: Page) -> None:
    plan.card(page, "Sound bath").focus()
    for key in ("Enter", "PageDown", "ArrowDown", "ArrowDown", "ArrowRight", "Enter"):
        page.keyboard.press(key)


HANDS: list[tuple[Callable[[Plan, Page], None], bool]] = [
    (by_mouse, False),
    (by_clicks, False),
    (by_finger, True),
    (by_taps, True),
    (by_keys, False),
]


@pytest.mark.parametrize(("move", "touch"), HANDS, ids=lambda one: getattr(one, "__name__", ""))
def test_every_hand_gives_the_same_place_and_the_same_words(
    browser: Browser,
    plan: Plan,
    move: Callable[[Plan, Page], None],
    touch: bool,  # noqa: FBT001
) -> None:
    context = plan.person(browser, has_touch=touch)
    page = plan.opened(context)
    move(plan, page)
    said(page).to_have_text("Sound bath: Willow tent, 11:20.")
    until_saved(page)
    assert plan.row("Sound bath") == (plan.willow, "11:20", 60)
    expect(page.locator("[data-undo]")).to_have_text("Undo: moved Sound bath")
    context.close()


def test_what_would_clash_is_said_before_it_is_put_down(plan: Plan, page: Page) -> None:
    plan.card(page, "Sound bath").focus()
    page.keyboard.press("Enter")
    said(page).to_contain_text("Sound bath picked up.")
    page.keyboard.press("PageDown")
    page.keyboard.press("ArrowDown")
    said(page).to_have_text("Bell tent, 11:10, clashes with Breathing")
    page.keyboard.press("Enter")
    said(page).to_have_text("Sound bath: Bell tent, 11:10, clashes with Breathing.")
    for title in ("Sound bath", "Breathing"):
        expect(plan.card(page, title).locator(".w.hard")).to_contain_text("1")


def test_escape_puts_it_back_and_asks_nothing(plan: Plan, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url) if one.method == "POST" else None)
    plan.card(page, "Sound bath").focus()
    for key in ("Enter", "ArrowDown", "ArrowRight", "Escape"):
        page.keyboard.press(key)
    said(page).to_have_text("Sound bath is back where it was.")
    expect(plan.card(page, "Sound bath")).to_be_focused()
    expect(plan.card(page, "Sound bath")).to_contain_text("10:00–11:00")
    assert asked == []


def test_the_tray_is_reached_and_left_by_keys(plan: Plan, page: Page) -> None:
    plan.card(page, "Journalling").focus()
    for key in ("Enter", "ArrowDown", "Home", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    until_saved(page)
    space, starts_at, _ = plan.row("Journalling")
    assert (space, starts_at) == (plan.willow, "09:00")
    expect(page.locator("[data-tray-count]")).to_have_text("0")
    page.keyboard.press("Delete")
    said(page).to_have_text("Breathing: No place yet.")
    until_saved(page)
    assert plan.row("Journalling")[:2] == (None, "")


def test_arrows_walk_the_grid_and_tab_finds_it_once(plan: Plan, page: Page) -> None:
    plan.card(page, "Sound bath").focus()
    page.keyboard.press("ArrowDown")
    expect(plan.card(page, "Breathing")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(plan.card(page, "Morning yoga")).to_be_focused()
    assert page.locator(".plane .c[tabindex='0']").count() == 1


def test_the_form_opens_over_the_grid(plan: Plan, page: Page) -> None:
    plan.card(page, "Morning yoga").focus()
    page.keyboard.press("m")
    form = page.get_by_role("dialog", name="Morning yoga")
    form.get_by_label("Starts at").fill("15:10")
    form.get_by_role("button", name="Save").click()
    page.wait_for_url(f"**/planner?day={plan.day}#d*")
    assert plan.row("Morning yoga") == (plan.willow, "15:10", 60)
    expect(plan.card(page, "Morning yoga")).to_be_focused()


def test_length_changes_by_keys_and_by_its_grip(plan: Plan, page: Page) -> None:
    card = plan.card(page, "Sound bath")
    card.focus()
    page.keyboard.press("Shift+ArrowDown")
    said(page).to_have_text("Sound bath now takes 70 minutes.")
    until_saved(page)
    box = card.bounding_box()
    assert box
    page.mouse.move(box["x"] + 40, box["y"] + box["height"] - 4)
    page.mouse.down()
    page.mouse.move(box["x"] + 40, box["y"] + box["height"] + 24, steps=5)
    page.mouse.up()
    said(page).to_have_text("Sound bath now takes 90 minutes.")
    until_saved(page)
    assert plan.row("Sound bath") == (plan.bell, "10:00", 90)


def test_many_are_chosen_and_shifted_as_one_step(plan: Plan, page: Page) -> None:
    plan.card(page, "Sound bath").click(modifiers=["Control"])
    plan.card(page, "Morning yoga").click(modifiers=["Control"])
    expect(page.locator("[data-held] h2")).to_have_text("2 chosen")
    page.get_by_role("button", name="30 min later").click()
    until_saved(page)
    assert plan.row("Sound bath")[1] == "10:30"
    assert plan.row("Morning yoga")[1] == "14:30"
    page.keyboard.press("Control+z")
    said(page).to_contain_text("Undone")
    assert plan.row("Sound bath")[1] == "10:00"
    assert plan.row("Morning yoga")[1] == "14:00"


def test_undo_and_redo_survive_a_reload(plan: Plan, page: Page) -> None:
    by_keys(plan, page)
    until_saved(page)
    page.reload()
    page.get_by_role("button", name="Undo: moved Sound bath").click()
    said(page).to_have_text("Undone: moved Sound bath.")
    assert plan.row("Sound bath") == (plan.bell, "10:00", 60)
    page.reload()
    page.locator(".is-ready").wait_for()
    page.keyboard.press("Control+Shift+z")
    said(page).to_have_text("Done again: moved Sound bath.")
    assert plan.row("Sound bath") == (plan.willow, "11:20", 60)


class TestTwoAtOnce:
    def test_what_one_moves_the_other_sees_and_hears(
        self, browser: Browser, plan: Plan, page: Page
    ) -> None:
        context = plan.person(browser, "Ben")
        by_keys(plan, plan.opened(context))
        said(page).to_have_text("Ben moved Sound bath to Willow tent, Wed 3 11:20.")
        expect(plan.card(page, "Sound bath")).to_contain_text("11:20–12:20")
        context.close()

    def test_what_is_in_the_hand_stays_there_and_the_later_is_told(
        self, browser: Browser, plan: Plan, page: Page
    ) -> None:
        plan.card(page, "Sound bath").focus()
        page.keyboard.press("Enter")
        page.keyboard.press("ArrowDown")
        context = plan.person(browser, "Ben")
        other = plan.opened(context)
        by_keys(plan, other)
        until_saved(other)
        with page.expect_response("**/planner/since*", timeout=15_000) as news:
            pass
        assert news.value.ok
        expect(plan.card(page, "Sound bath")).to_contain_text("10:10–11:10")
        page.keyboard.press("Enter")
        said(page).to_contain_text("Ben changed “Sound bath” at")
        expect(plan.card(page, "Sound bath")).to_contain_text("11:20–12:20")
        assert plan.row("Sound bath") == (plan.willow, "11:20", 60)
        context.close()

    def test_no_answer_takes_it_back(self, plan: Plan, page: Page) -> None:
        def lose(route: Route) -> None:
            route.abort()

        page.route("**/planner/changes*", lose)
        by_keys(plan, page)
        said(page).to_contain_text("No answer from the server.")
        expect(plan.card(page, "Sound bath")).to_contain_text("10:00–11:00")
        assert plan.row("Sound bath") == (plan.bell, "10:00", 60)


def test_folded_hours_open_by_a_click(page: Page) -> None:
    fold = page.get_by_role("button", name="Show 05:00–09:00")
    fold.click()
    expect(fold).to_have_count(0)
    expect(page.locator(".times b", has_text="06:00")).to_have_count(1)


def test_the_tray_is_searched(plan: Plan, page: Page) -> None:
    page.get_by_label("Search what has no place yet").fill("nothing like it")
    expect(plan.card(page, "Journalling")).to_be_hidden()
    page.get_by_label("Search what has no place yet").fill("breath")
    expect(plan.card(page, "Journalling")).to_be_visible()


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_keeps_anyone_out_while_something_is_held(
    browser: Browser, plan: Plan, width: int
) -> None:
    context = plan.person(browser, viewport={"width": width, "height": 844})
    page = plan.opened(context)
    page.emulate_media(reduced_motion="reduce")
    plan.card(page, "Sound bath").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    found = Axe().run(page, options={"runOnly": WCAG, "resultTypes": ["violations"]})
    broken = [
        f"{rule['id']}: {node['html'][:140]}"
        for rule in found.response["violations"]
        for node in rule["nodes"]
    ]
    assert broken == []
    context.close()


def test_a_day_of_three_hundred_sessions_is_light(browser: Browser, plan: Plan) -> None:
    fill(plan, 300)
    context = plan.person(browser)
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    received: list[int] = []
    wire.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.goto(plan.address, wait_until="load")
    expect(page.locator(".col .c")).to_have_count(303)
    assert sum(received) <= 80_000, received
    assert len(received) <= 8
    context.close()


class TestWithoutScripts:
    @pytest.fixture
    def page(self, browser: Browser, plan: Plan) -> Iterator[Page]:
        context = plan.person(browser, java_script_enabled=False)
        page = context.new_page()
        page.goto(plan.address)
        yield page
        context.close()

    def test_a_session_is_placed_by_its_form_and_back_again(self, plan: Plan, page: Page) -> None:
        page.get_by_role("link", name="Sound bath Place…").click()
        page.get_by_label("Starts at").fill("11:20")
        page.get_by_label("Space").select_option("Willow tent")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("status").first).to_contain_text("Sound bath: Willow tent")
        assert plan.row("Sound bath") == (plan.willow, "11:20", 60)
        page.get_by_role("button", name="Undo: moved Sound bath").click()
        assert plan.row("Sound bath") == (plan.bell, "10:00", 60)
        page.get_by_role("button", name="Redo: moved Sound bath").click()
        assert plan.row("Sound bath") == (plan.willow, "11:20", 60)

    def test_a_clash_is_shown_first_and_saved_anyway(self, plan: Plan, page: Page) -> None:
        page.get_by_role("link", name="Sound bath Place…").click()
        page.get_by_label("Starts at").fill("11:30")
        page.get_by_role("button", name="Save").click()
        expect(page.locator("[data-news]")).to_contain_text("are both in Bell tent")
        assert plan.row("Sound bath")[1] == "10:00"
        page.get_by_role("button", name="Save anyway").click()
        assert plan.row("Sound bath")[1] == "11:30"
        page.get_by_role("link", name="1 warning").click()
        page.get_by_role("link", name="Go through them").click()
        expect(page.locator("[data-says]")).to_contain_text("“Sound bath” and “Breathing”")
        page.get_by_role("button", name="Move “").first.click()
        expect(page.locator("main")).to_contain_text("Still in the tray")

    def test_the_day_is_delayed_after_a_look(self, plan: Plan, page: Page) -> None:
        page.locator("summary", has_text="More").click()
        page.get_by_role("link", name="Delay a space or the day").click()
        page.get_by_role("button", name="See what it touches").click()
        expect(page.locator("[data-touched]")).to_contain_text("It touches 3 sessions")
        assert plan.row("Sound bath")[1] == "10:00"
        page.get_by_role("button", name="Delay them").click()
        assert [plan.row(each)[1] for each in ("Sound bath", "Morning yoga")] == ["10:15", "14:15"]


def test_on_a_phone_the_tray_opens_by_keys_and_what_is_in_it_is_placed_by_tap(
    browser: Browser, plan: Plan
) -> None:
    context = plan.person(browser, viewport={"width": 390, "height": 844}, has_touch=True)
    page = plan.opened(context)
    expect(plan.card(page, "Journalling")).to_be_hidden()
    page.get_by_role("button", name="Open the tray").press("Enter")
    plan.card(page, "Journalling").tap()
    expect(plan.card(page, "Journalling")).to_be_hidden()
    x, y = point(plan, page, "Bell tent", "10:30")
    page.touchscreen.tap(x, y + 12)
    until_saved(page)
    assert plan.row("Journalling")[:2] == (plan.bell, "10:30")
    context.close()
