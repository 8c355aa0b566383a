import click
from flask import current_app
from flask.cli import AppGroup

from config import Settings
from wellness import clock
from wellness.mail.postman import deliver_due, transport_from

mail = AppGroup("mail", help="Letters that wait to be sent.")


@mail.command("send")
def send() -> None:
    """Send the letters that are due, once; `wellness work` does it all the time.

    Exits 1 if the mail server could not be reached.
    """
    settings: Settings = current_app.extensions["settings"]
    transport = transport_from(settings.mail_url)
    delivery = deliver_due(now=clock.now(), transport=transport)
    click.echo(f"{delivery}.")
    if not delivery.is_reachable:
        click.echo("The mail server could not be reached. Letters wait; nothing is lost.", err=True)
        raise SystemExit(1)


COMMANDS: tuple[click.Command, ...] = (mail,)
