"""What an organizer does at the pages, with or without scripts."""

import re
from dataclasses import dataclass

from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.journeys.programme import TRAY, as_csv
from tests.journeys.site import Site, a_slug


@dataclass
class Organizer:
    """Somebody with a festival of theirs open."""

    site: Site
    page: Page
    slug: str

    @property
    def base(self) -> str:
        """Where the festival's staff pages begin."""
        return f"{self.site.address}/staff/{self.slug}"

    def go(self, path: str) -> None:
        """Open a page of the festival's staff."""
        answer = self.page.goto(f"{self.base}/{path}")
        assert answer
        assert answer.status == 200, path

    def press(self, name: str | re.Pattern[str], *, within: Locator | None = None) -> None:
        """Press the button of that name and wait for what it leads to."""
        with self.page.expect_navigation():
            (within or self.page).get_by_role("button", name=name).first.click()

    def says(self, *texts: str) -> None:
        """The page says all of it."""
        for text in texts:
            expect(self.page.locator("main")).to_contain_text(text)

    def draft(self, title: str) -> tuple[int, str, str]:
        """Number, reference and place ("Lake tent 2027-02-05 09:00", UTC) of a session."""
        [(number, reference, space, starts_at)] = self.site.rows(
            """SELECT d.id, d.reference, s.name, d.starts_at FROM draft_session d
               JOIN festival f ON f.id = d.festival_id JOIN activity a ON a.id = d.activity_id
               LEFT JOIN space s ON s.id = d.space_id WHERE f.slug = ? AND a.title = ?""",
            self.slug,
            title,
        )
        if not (space and starts_at):
            return number, reference, "tray"
        return number, reference, f"{space} {starts_at[:16]}"

    def place_of(self, title: str) -> str:
        """Where and when a session is in the draft."""
        return self.draft(title)[2]

    def sessions(self) -> int:
        """How many the draft has."""
        [(count,)] = self.site.rows(
            "SELECT count(*) FROM draft_session d JOIN festival f ON f.id = d.festival_id"
            " WHERE f.slug = ?",
            self.slug,
        )
        return int(count)

    def import_file(self, raw: bytes, *, name: str = "programme.csv", shift_to: str = "") -> None:
        """Send a file at the import page."""
        self.go("import")
        self.page.get_by_label("Programme file").set_input_files(
            {"name": name, "mimeType": "application/octet-stream", "buffer": raw}
        )
        if shift_to:
            self.page.locator("summary").last.click()
            self.page.locator("[name=shift_to]").fill(shift_to)
        self.press(re.compile("Read|Look|Send"))

    def open_group(self, name: str) -> None:
        """Turn to a group of the import's rows."""
        groups = self.page.get_by_role("navigation", name="Groups of rows")
        self.press(re.compile(f"^{name} "), within=groups)

    def move_by_form(self, title: str, *, at: str, space: str = "") -> None:
        """Give a session another time by the planner's form, whatever it says to that."""
        self.go(f"planner/sessions/{self.draft(title)[1]}/place")
        self.page.get_by_label("Starts at").fill(at)
        if space:
            self.page.get_by_label("Space").select_option(space)
        self.press("Save")
        if self.page.get_by_role("button", name="Save anyway").count():
            self.press("Save anyway")

    def review(self) -> None:
        """Open the review."""
        self.go("review")

    def release(self, note: str = "") -> None:
        """Release what is ticked, knowing of every warning."""
        for box in self.page.locator("input[name=known]").all():
            box.check()
        if note:
            self.page.locator("[name=note]").fill(note)
        self.press("Release what is ticked")


def a_founded_festival(
    site: Site, context: BrowserContext, *, last_day: str = "2027-02-07"
) -> Organizer:
    """Make a festival by the three steps of the wizard."""
    page, slug = context.new_page(), a_slug()
    her = Organizer(site, page, slug)
    page.goto(f"{site.address}/staff/festivals/new")
    page.get_by_label("Name").fill(f"Hush {slug}")
    page.get_by_label("Address").fill(slug)
    page.get_by_label("Country").select_option("gb")
    her.press("Next")
    her.says("Step 2 of 3", f"/{slug}/")
    expect(page.get_by_label("Time zone")).to_have_value("Europe/London")
    page.get_by_label("First day").fill("2027-02-05")
    page.get_by_label("Last day").fill("2027-02-03")
    her.press("Next")
    her.says("The last day is the first or one after it")
    page.get_by_label("Last day").fill(last_day)
    her.press("Next")
    page.get_by_label("Site and town").fill("Mill field, Ludlow")
    her.press("Make the festival")
    her.says(f"Hush {slug} is made. Nobody outside sees it yet.")
    return her


def takes_in_the_programme(her: Organizer) -> None:
    """Import the spreadsheet: look at every group, leave one row out, confirm."""
    her.import_file(as_csv())
    her.says("12 rows · times in Europe/London", "10 new and 0 changed")
    her.open_group("Mended")
    her.says("Humming hour", "Characters that can't be shown were taken out (title)")
    her.open_group("Refused")
    her.says("Its times can't be read: someday", "It has no title.")
    her.page.get_by_role("link", name="Categories and places").click()
    her.page.get_by_label(re.compile("^To be found")).select_option("nowhere")
    her.press("Go on")
    her.open_group("New")
    her.page.get_by_role("checkbox", name="Cold plunge").uncheck()
    her.press("Import into the draft")
    her.says("It is in the draft", "2 rows were refused")
    assert her.place_of("Morning yoga") == "Lake tent 2027-02-05 09:00"
    assert her.place_of("Humming hour") == "Orchard 2027-02-06 16:00"
    assert {her.place_of(each) for each in TRAY} == {"tray"}
    titles = (
        "SELECT count(*) FROM activity a JOIN festival f ON f.id = a.festival_id WHERE f.slug = ?"
    )
    assert her.site.rows(titles, her.slug) == [(9,)]


def walks_the_warnings(her: Organizer) -> None:
    """Take a way out of the first warning, accept the second with a reason."""
    her.go("planner/warnings")
    her.says("“Morning yoga” and “Sound bath” are both in Lake tent, Fri 5, 09:30–10:00.")
    her.page.get_by_role("link", name="Go through them").click()
    her.says("1 of 2", "Two sessions in one space")
    her.press("Move “Sound bath” to Fri 5, 10:00")
    assert her.place_of("Sound bath") == "Lake tent 2027-02-05 10:00"
    her.go("planner/warnings")
    her.page.get_by_role("link", name="Go through them").click()
    her.says("1 of 1", "Grace Thwaite is to lead “Slow walk” and “Deep rest” at once")
    her.page.get_by_label("Why it may stay like this").fill("Her sister begins the rest for her.")
    her.press("Accept it")
    her.go("planner/warnings")
    her.says("Nothing stands against the plan", "Ruth: “Her sister begins the rest for her.”")
