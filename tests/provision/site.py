"""The demonstration festival on the real server: what browser tests and photographs look at."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.factories import a_festival
from tests.provision import application, sqlite
from tests.provision.server import Server, serving
from wellness import clock
from wellness.database import transaction
from wellness.demo.whole import write_everything
from wellness.staff.access import keyring, sealer


@contextmanager
def demonstration(folder: Path) -> Iterator[Server]:
    """Stillwater, served from an SQLite file in `folder`."""
    url = sqlite.url_of(folder / "stillwater.sqlite")
    settings = application.settings_for(url, folder)
    application.migrate(settings)
    with application.running(settings):
        with transaction():
            write_everything(keys=keyring(), sealer=sealer(), now=clock.now())
        a_festival(slug="northern-light", name="Northern Light", zone="Europe/Oslo")
    with serving(url, folder) as server:
        yield server
