"""The answers of an application, which the database holds sealed."""

import json
from collections.abc import Mapping

from wellness.calls.models import Application
from wellness.sealing import Sealer


def answers_place(application: Application) -> str:
    """Where the sealed answers belong: opened for any other application, they stay shut."""
    return f"application|answers|{application.uid}"


def answers_of(application: Application, sealer: Sealer) -> dict[str, str]:
    """The answers by the key of their question; empty once they are forgotten.

    A choice holds the words of its option, an agreement questions.YES. The role is not among
    them: it is `application.role`. Raises sealing.Unsealable.
    """
    if application.answers_sealed is None:
        return {}
    opened = json.loads(sealer.unseal(answers_place(application), application.answers_sealed))
    return {str(key): str(answer) for key, answer in opened.items()}


def seal_answers(application: Application, answers: Mapping[str, str], sealer: Sealer) -> None:
    """Keep these answers, in place of those there were; `application.uid` must be set."""
    text = json.dumps(dict(answers), ensure_ascii=False)
    application.answers_sealed = sealer.seal(answers_place(application), text)
