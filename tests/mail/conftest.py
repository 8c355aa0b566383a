from collections.abc import Iterator

import pytest

from tests.mail.sink import Sink


@pytest.fixture
def sink() -> Iterator[Sink]:
    """A mail server that is open and takes everything."""
    one = Sink().open()
    yield one
    one.close()
