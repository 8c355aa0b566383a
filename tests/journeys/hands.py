"""Placing a session in the planner's grid: by mouse, by a finger, by keys alone."""

from playwright.sync_api import Locator, Page, expect

DAWN_MINUTES = 5 * 60


def card(page: Page, draft_id: int) -> Locator:
    """The session's card."""
    return page.locator(f"#d{draft_id}")


def until_saved(page: Page) -> None:
    """Wait until the server has taken it."""
    expect(page.locator(".saving")).to_have_count(0)


def point(page: Page, space: str, clock: str) -> tuple[float, float]:
    """Where on the screen that time of that space begins."""
    hours, minutes = map(int, clock.split(":"))
    x, y = page.evaluate(
        """async ([space, minute, url]) => {
             const { yOf, plane } = await import(url);
             const column = document.querySelector(`.col[data-name="${space}"]`);
             const { left, width } = column.getBoundingClientRect();
             return [left + width / 2, plane.getBoundingClientRect().top + yOf(minute)];
           }""",
        [
            space,
            hours * 60 + minutes - DAWN_MINUTES,
            page.locator("link[rel=modulepreload]").first.get_attribute("href"),
        ],
    )
    return float(x), float(y)


def by_mouse(page: Page, draft_id: int, space: str, clock: str) -> None:
    """Drag the card there."""
    box = card(page, draft_id).bounding_box()
    assert box
    x, y = point(page, space, clock)
    page.mouse.move(box["x"] + 40, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(x, y - 20, steps=6)
    page.mouse.move(x, y + 10, steps=3)
    page.mouse.up()
    until_saved(page)


def by_finger(page: Page, draft_id: int, space: str, clock: str) -> None:
    """Hold the card until it is picked up, then draw it there."""
    box = card(page, draft_id).bounding_box()
    assert box
    x, y = box["x"] + 40, box["y"] + 10
    touch = page.context.new_cdp_session(page)

    def send(kind: str, *points: dict[str, float]) -> None:
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": list(points)})

    send("touchStart", {"x": x, "y": y})
    expect(page.locator(".c.held")).to_have_count(1)
    to_x, to_y = point(page, space, clock)
    for part in (0.3, 0.7, 1):
        send("touchMove", {"x": x + (to_x - x) * part, "y": y + (to_y + 10 - y) * part})
    send("touchEnd")
    until_saved(page)


def by_keys(page: Page, draft_id: int, *keys: str) -> None:
    """Walk it there with the keyboard alone."""
    card(page, draft_id).focus()
    for key in ("Enter", *keys, "Enter"):
        page.keyboard.press(key)
    until_saved(page)
