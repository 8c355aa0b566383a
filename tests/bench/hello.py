"""What everything is measured against: a bare Flask that says hello."""

from flask import Flask

application = Flask(__name__)


@application.get("/")
def hello() -> str:
    """As little as Flask can do."""
    return "hello"
