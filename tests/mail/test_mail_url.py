"""MAIL_URL names the way letters leave; a password never travels in the clear."""

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from config import BadConfiguration
from tests.mail.sink import Sink, free_port
from wellness.mail.message import Parcel
from wellness.mail.postman import transport_from
from wellness.mail.smtp import Encryption, MailServer, Smtp
from wellness.mail.transports import Folder, Unreachable

PARCEL = Parcel("1", "wellness@localhost", "wren@example.org", b"Subject: Hello\r\n\r\nHello\r\n")
NAME = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])


def nothing() -> None:
    pass


@pytest.mark.parametrize(
    ("mail_url", "server"),
    [
        ("smtp://127.0.0.1:2525", MailServer("127.0.0.1", 2525, Encryption.NONE)),
        ("smtp://localhost", MailServer("localhost", 25, Encryption.NONE)),
        ("smtp://mx.example.org", MailServer("mx.example.org", 25, Encryption.STARTTLS)),
        (
            "smtp://us%40er:p%2Fw@mx.example.org",
            MailServer("mx.example.org", 587, Encryption.STARTTLS, "us@er", "p/w"),
        ),
        ("smtp://relay:26?tls=off", MailServer("relay", 26, Encryption.NONE)),
        (
            "smtps://u:p@mx.example.org",
            MailServer("mx.example.org", 465, Encryption.AT_ONCE, "u", "p"),
        ),
    ],
)
def test_a_mail_url_names_server_port_and_encryption(mail_url: str, server: MailServer) -> None:
    transport = transport_from(mail_url)
    assert isinstance(transport, Smtp)
    assert transport.server == server


def test_a_mail_url_may_name_a_folder() -> None:
    transport = transport_from("file:///var/wellness/my%20letters")
    assert isinstance(transport, Folder)
    assert transport.path == Path("/var/wellness/my letters")


@pytest.mark.parametrize(
    "mail_url",
    ["", "letters", "file://letters", "file://", "smtp://", "http://mx.example.org", "smtp:mx"],
)
def test_any_other_mail_url_is_refused_with_a_sentence(mail_url: str) -> None:
    with pytest.raises(BadConfiguration, match="MAIL_URL must look like"):
        transport_from(mail_url)


def test_a_password_without_tls_is_refused_and_never_shown() -> None:
    with pytest.raises(BadConfiguration, match="never sent without TLS"):
        transport_from("smtp://user:secret@relay.example.org?tls=off")
    transport = transport_from("smtps://user:secret@mx.example.org")
    assert isinstance(transport, Smtp)
    assert "secret" not in repr(transport.server)


def test_a_server_that_offers_no_encryption_gets_nothing(sink: Sink) -> None:
    transport = Smtp(MailServer("127.0.0.1", sink.port, Encryption.STARTTLS))
    with pytest.raises(Unreachable, match="SMTPNotSupportedError"):
        transport.send(PARCEL, hand_over=nothing)
    assert sink.taken == []


class Guarded(Controller):
    """A mail server with a certificate and one user."""

    def __init__(self, files: tuple[Path, Path], *, at_once: bool) -> None:
        self.letters: list[bytes] = []
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(*files)
        secret = {"ssl_context": context} if at_once else {"tls_context": context}
        super().__init__(
            self,
            hostname="127.0.0.1",
            port=free_port(),
            authenticator=self._knows,
            auth_required=True,
            auth_require_tls=not at_once,
            **secret,  # type: ignore[arg-type]
        )

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd calls it so
        assert isinstance(envelope.content, bytes)
        self.letters.append(envelope.content)
        return "250 OK"

    @staticmethod
    def _knows(
        _server: SMTP, _session: Session, _envelope: Envelope, _how: str, given: LoginPassword
    ) -> AuthResult:
        known = given == LoginPassword(b"post", b"p/w")
        return AuthResult(success=known, handled=known)


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """A certificate for localhost, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(NAME)
        .issuer_name(NAME)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    files = tmp_path / "certificate.pem", tmp_path / "key.pem"
    files[0].write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    files[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return files


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")  # it is, at once
@pytest.mark.parametrize("encryption", [Encryption.STARTTLS, Encryption.AT_ONCE])
def test_letters_go_through_tls_to_a_server_that_proves_its_name_and_knows_us(
    certificate: tuple[Path, Path], encryption: Encryption, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = Guarded(certificate, at_once=encryption is Encryption.AT_ONCE)
    server.start()
    try:
        known = Smtp(MailServer("localhost", server.port, encryption, "post", "p/w"))
        with pytest.raises(Unreachable, match="SSLCertVerificationError"):
            known.send(PARCEL, hand_over=nothing)
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
        stranger = Smtp(MailServer("localhost", server.port, encryption, "post", "guess"))
        with pytest.raises(Unreachable, match="SMTPAuthenticationError 535"):
            stranger.send(PARCEL, hand_over=nothing)
        known.send(PARCEL, hand_over=nothing)
        known.close()
    finally:
        server.stop()
    assert server.letters == [PARCEL.content]
