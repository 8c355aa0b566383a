from pathlib import Path

import pytest
from flask import Flask

from tests.imports.commanding import Importing


@pytest.fixture
def importing(app: Flask, tmp_path: Path) -> Importing:
    """`wellness import` over this test's database."""
    return Importing(app, tmp_path)
