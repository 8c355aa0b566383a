"""What changes about staff. Call inside `in_transaction(…)`."""

from wellness.staff.actions.recording import record
from wellness.staff.actions.signing_in import start_session

__all__ = ["record", "start_session"]
