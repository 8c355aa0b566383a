"""What each worker process of the server imports: the application, made once."""

from wellness.app import create_app

application = create_app()
