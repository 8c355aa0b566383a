import pytest
from flask import Flask
from flask_babel import Babel


@pytest.fixture(scope="session")
def reader() -> Flask:
    """Somebody who reads English, for sentences that need no database."""
    app = Flask("reader")
    Babel(app)
    return app
