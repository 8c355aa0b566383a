"""A NUL can be asked of no database, so it is refused at the door."""

import pytest
from flask.testing import FlaskClient

from tests.factories import a_festival


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/f%00/", 404),
        ("/f/sessions/%00", 404),
        ("/f/spaces/a%00b", 404),
        ("/f/?space=%00", 400),
        ("/f/?facilitator=a&facilitator=%00", 400),
        ("/f/?day=2026-06-05%00", 400),
    ],
)
def test_a_nul_in_an_address_is_refused(client: FlaskClient, address: str, status: int) -> None:
    a_festival(slug="f")
    assert client.get(address).status_code == status


def test_a_nul_in_a_form_is_refused(client: FlaskClient) -> None:
    assert client.post("/settings/language", data={"language": "es\0"}).status_code == 400
