"""What the log says has a word and a sentence for everything, in whatever language."""

import pytest
from flask import Flask

from wellness import clock
from wellness.staff.models import Deed, Role
from wellness.staff.rules import DeedKind
from wellness.staff.sentences import KINDS, SENTENCES, sentence_of
from wellness.staff.words import ROLE_HINTS, ROLE_NAMES

pytestmark = pytest.mark.one_database


def test_every_role_and_every_deed_has_its_words(app: Flask) -> None:
    assert app.testing
    assert set(ROLE_NAMES) == set(ROLE_HINTS) == set(Role)
    assert set(SENTENCES) == set(KINDS) == set(DeedKind)


@pytest.mark.parametrize("kind", DeedKind)
def test_every_sentence_names_who_did_it(app: Flask, kind: DeedKind) -> None:
    deed = Deed(account_name="Ana", kind=kind, about="Bo", facts={}, done_at=clock.now())
    with app.test_request_context():
        assert sentence_of(deed).startswith("Ana ")
        assert "%(" not in sentence_of(deed)


def test_a_kind_of_former_times_is_still_shown(app: Flask) -> None:
    deed = Deed(account_name="Ana", kind="sang", about="a song", facts={}, done_at=clock.now())
    with app.test_request_context():
        assert sentence_of(deed) == "Ana: sang a song"
