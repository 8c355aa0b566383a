from flask_babel import lazy_gettext

from wellness.errors import Refusal


class UnsafeHeader(Refusal):
    """A line break or control character where a mail keeps its headers (RFC 5322 section 2.2)."""

    code = "unsafe_header"
    says = lazy_gettext("A name, subject or address has to fit on one line, without line breaks.")


class NotAnAddress(Refusal):
    """Not one address that mail can be sent to."""

    code = "not_an_address"
    says = lazy_gettext("We can’t write to that address. It should look like name@example.org.")
