from datetime import datetime

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from tests.calls import ANSWERS, DAY, a_call, an_application
from tests.factories import a_festival, a_pass, from_now
from wellness import clock
from wellness.calls.answers import answers_of
from wellness.calls.models import ApplicationState, Call, QuestionKind
from wellness.calls.queries import applications_of, calls_of, get_application, get_call
from wellness.calls.rules.phase import Phase, phase_of
from wellness.calls.rules.questions import ROLE_KEY, identifying_keys, questions_of
from wellness.errors import Missing
from wellness.passes.access import sealer

MOMENTS = st.integers(-5, 5).map(lambda days: from_now() + days * DAY)


def test_a_call_is_open_from_its_opening_up_to_its_closing() -> None:
    opens, closes = from_now(days=1), from_now(days=2)
    call = Call(published_at=from_now(), opens_at=opens, closes_at=closes)
    assert phase_of(call, now=from_now()) is Phase.NOT_YET
    assert phase_of(call, now=opens) is Phase.OPEN
    assert phase_of(call, now=closes) is Phase.CLOSED


@given(
    published=st.none() | MOMENTS,
    opens=st.none() | MOMENTS,
    closes=st.none() | MOMENTS,
    decided=st.none() | MOMENTS,
    moments=st.lists(MOMENTS, min_size=2, max_size=2).map(sorted),
)
def test_a_call_never_goes_back_to_an_earlier_phase_by_itself(
    published: datetime | None,
    opens: datetime | None,
    closes: datetime | None,
    decided: datetime | None,
    moments: list[datetime],
) -> None:
    call = Call(published_at=published, opens_at=opens, closes_at=closes, decided_at=decided)
    order = list(Phase)
    earlier, later = (order.index(phase_of(call, now=moment)) for moment in moments)
    assert (published is None) == (order[later] is Phase.DRAFT)
    assert earlier <= later


def test_the_role_is_asked_once_and_only_if_there_are_roles(app: Flask) -> None:
    with app.app_context(), app.test_request_context():
        kinds = [q.kind for q in questions_of(a_call())]
        assert kinds.count(QuestionKind.ROLE) == 1
        assert kinds[0] is QuestionKind.ROLE
        assert ROLE_KEY not in {q.key for q in questions_of(a_call(roles=()))}


def test_a_blind_panel_sees_neither_names_nor_links(app: Flask) -> None:
    with app.app_context(), app.test_request_context():
        assert identifying_keys(a_call()) == {"name", "work"}


def test_answers_are_sealed_and_open_for_their_own_application_alone(app: Flask) -> None:
    with app.app_context():
        call = a_call()
        mine, other = an_application(call), an_application(call)
        assert answers_of(mine, sealer()) == ANSWERS
        assert b"Juno" not in (mine.answers_sealed or b"")
        other.answers_sealed = mine.answers_sealed
        with pytest.raises(Exception, match="another place"):
            answers_of(other, sealer())


def test_drafts_and_withdrawn_applications_are_not_among_those_handed_in(app: Flask) -> None:
    with app.app_context():
        call = a_call()
        first, second = an_application(call), an_application(call)
        an_application(call, state=ApplicationState.DRAFT)
        an_application(call, state=ApplicationState.WITHDRAWN)
        assert [a.number for a in applications_of(call.id)] == [1, 2]
        assert [a.id for a in applications_of(call.id)] == [first.id, second.id]


def test_calls_and_applications_are_found_where_they_belong(app: Flask) -> None:
    with app.app_context():
        festival, other = a_festival(), a_festival()
        call, holder = a_call(festival), a_pass()
        application = an_application(call, holder=holder)
        assert calls_of(festival) == [call]
        assert get_call(festival, call.slug) == call
        assert get_application(holder.id, application.reference) == application
        with pytest.raises(Missing):
            get_call(other, call.slug)
        with pytest.raises(Missing):
            get_application(a_pass().id, application.reference)
        assert phase_of(call, now=clock.now()) is Phase.OPEN
