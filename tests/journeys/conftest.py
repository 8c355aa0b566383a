"""The whole application, for every journey through it."""

from collections.abc import Iterator

import pytest

from tests.journeys.site import Site, running_site


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever opens a browser here is a browser test."""
    for item in items:
        if "/tests/journeys/" in str(item.path) and "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """An empty site on the real server, its worker running."""
    with running_site(tmp_path_factory.mktemp("journeys")) as running:
        yield running
