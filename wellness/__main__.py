"""The console script `wellness`."""

from flask.cli import FlaskGroup

from wellness.app import create_app


def main() -> None:
    """Run one of the application's commands; `wellness --help` lists them."""
    FlaskGroup(create_app=create_app, add_default_commands=False, load_dotenv=False)()


if __name__ == "__main__":
    main()
