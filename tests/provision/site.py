"""The demonstration festival on the real server: what browser tests and photographs look at."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.factories import a_festival
from tests.provision import application, sqlite
from tests.provision.server import Server, serving
from wellness import clock
from wellness.database import transaction
from wellness.demo.calls import write_calls
from wellness.demo.care import ask_for_care
from wellness.demo.hub_desk import write_desk
from wellness.demo.loading import load
from wellness.demo.partners import write_partners
from wellness.demo.residencies import look_after
from wellness.demo.selection import write_selection
from wellness.demo.team import hire, member_with
from wellness.hub.seeding import seed
from wellness.partners.seeding import seed as seed_partners
from wellness.staff.access import keyring, sealer


@contextmanager
def demonstration(folder: Path) -> Iterator[Server]:
    """Stillwater, served from an SQLite file in `folder`."""
    url = sqlite.url_of(folder / "stillwater.sqlite")
    settings = application.settings_for(url, folder)
    application.migrate(settings)
    with application.running(settings):
        with transaction():
            seed(clock.now())
            festival = load(now=clock.now())
            hire(festival, keys=keyring(), sealer=sealer(), now=clock.now())
            write_calls(festival, sealer=sealer(), now=clock.now())
            ask_for_care(festival, keys=keyring(), now=clock.now())
            editor = member_with("hub_editor", keyring())
            write_desk(editor=editor, sealer=sealer(), now=clock.now())
            write_selection(festival, keys=keyring(), sealer=sealer(), now=clock.now())
            seed_partners(clock.now())
            write_partners(now=clock.now())
            look_after(festival, keys=keyring(), now=clock.now())
        a_festival(slug="northern-light", name="Northern Light", zone="Europe/Oslo")
    with serving(url, folder) as server:
        yield server
