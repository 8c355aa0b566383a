"""Do the migrations lead to exactly the tables the models describe, on both databases?"""

import sys
import tempfile
from importlib import import_module
from pathlib import Path

from alembic.util import CommandError
from flask_migrate import check

from config import ROOT
from tests.provision import application, postgresql, sqlite


def main() -> None:
    """Migrate an empty database of each kind and compare. Exits 1 with the differences."""
    for models in sorted((ROOT / "wellness").glob("*/models.py")):
        import_module(f"wellness.{models.parent.name}.models")
    with tempfile.TemporaryDirectory() as name, postgresql.server() as server:
        folder = Path(name)
        with postgresql.database(server) as postgresql_url:
            for url in (sqlite.url_of(folder / "check.sqlite"), postgresql_url):
                kind = url.split(":")[0]
                settings = application.settings_for(url, folder)
                application.migrate(settings)
                try:
                    with application.running(settings):
                        check()
                except (CommandError, SystemExit) as difference:
                    sys.exit(f"{kind}: models and migrations differ: {difference}")
                print(f"{kind}: migrations lead to the models' tables")


if __name__ == "__main__":
    main()
