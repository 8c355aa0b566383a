"""Every setting, read from the environment once; each is described in docs/operations.md.

A default here is either right in production or refused there: `check` names every setting that
still holds a development value when the application is started for the public.
"""

import os
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent
DEVELOPMENT_SECRET = "development-only-never-in-production"  # noqa: S105 - refused by check()
DEVELOPMENT_FIELD_KEY = "ZGV2ZWxvcG1lbnQtb25seS1uZXZlci1pbi1wcm9kLi4="
DEVELOPMENT_CARE_KEY = "ZGV2ZWxvcG1lbnQgb25seSwgbmV2ZXIgaW4gcHJvZC4"
DEVELOPMENT_CARE_PUBLIC_KEY = "bc8Fr8jTrg9eQ6m-u3S21qa6pepPqPHC35_lJrfSEX8"
NO_CARE_KEY = "off"
LOOPBACK_HOSTS = {"127.0.0.1", "localhost", "::1"}


class BadConfiguration(Exception):
    """A setting is missing or unsafe; the message says which one and what to do."""


def _environment(name: str, default: str) -> str:
    return os.environ.get(name, default).strip() or default


def _words(name: str, default: str = "") -> tuple[str, ...]:
    return tuple(word for word in _environment(name, default).replace(",", " ").split() if word)


@dataclass(frozen=True)
class Settings:
    """What one running copy of the application knows about its surroundings."""

    database_url: str = field(
        default_factory=lambda: _environment(
            "DATABASE_URL", f"sqlite:///{ROOT / 'var' / 'wellness.sqlite'}"
        )
    )
    secret_key: str = field(default_factory=lambda: _environment("SECRET_KEY", DEVELOPMENT_SECRET))
    secret_key_fallbacks: tuple[str, ...] = field(
        default_factory=lambda: _words("SECRET_KEY_FALLBACKS")
    )
    field_keys: tuple[str, ...] = field(
        default_factory=lambda: _words("FIELD_KEYS", DEVELOPMENT_FIELD_KEY)
    )
    care_keys: tuple[str, ...] = field(default_factory=lambda: _words("CARE_KEYS"), repr=False)
    care_public_key: str = field(default_factory=lambda: _environment("CARE_PUBLIC_KEY", ""))
    base_url: str = field(
        default_factory=lambda: _environment("BASE_URL", "http://127.0.0.1:8000").rstrip("/")
    )
    mail_url: str = field(
        default_factory=lambda: _environment("MAIL_URL", f"file://{ROOT / 'var' / 'letters'}")
    )
    mail_from: str = field(
        default_factory=lambda: _environment("MAIL_FROM", "Wellness <wellness@localhost>")
    )
    hub_snapshot: str = field(default_factory=lambda: _environment("HUB_SNAPSHOT", ""))
    trusted_proxies: int = field(default_factory=lambda: int(_environment("TRUSTED_PROXIES", "0")))
    metrics_token: str = field(default_factory=lambda: os.environ.get("METRICS_TOKEN", "").strip())
    workers: int = field(default_factory=lambda: int(_environment("WORKERS", "2")))
    threads: int = field(default_factory=lambda: int(_environment("THREADS", "4")))
    host: str = field(default_factory=lambda: _environment("HOST", "127.0.0.1"))
    port: int = field(default_factory=lambda: int(_environment("PORT", "8000")))

    @property
    def hub_snapshot_path(self) -> Path:
        """Where the published hub lies for the hours without a database; beside it by default."""
        if self.hub_snapshot:
            return Path(self.hub_snapshot)
        if self.database_url.startswith("sqlite"):
            return Path(self.database_url.removeprefix("sqlite:///")).with_name("hub.json")
        return ROOT / "var" / "hub.json"

    @property
    def base_host(self) -> str:
        """The host people reach us by, without a port."""
        return urlsplit(self.base_url).hostname or ""

    @property
    def on_loopback(self) -> bool:
        """True where only this machine can reach us: the one place plain HTTP is allowed."""
        return self.base_host in LOOPBACK_HOSTS

    @property
    def care_pair(self) -> tuple[tuple[str, ...], str]:
        """The care team's private keys and the public one; on a developer's machine, invented."""
        private = tuple(key for key in self.care_keys if key != NO_CARE_KEY)
        if self.care_keys or self.care_public_key or not self.on_loopback:
            return private, self.care_public_key
        return (DEVELOPMENT_CARE_KEY,), ""

    @property
    def uid_domain(self) -> str:
        """The domain that ends every calendar UID and Message-ID (RFC 7986 section 5.3)."""
        return self.base_host or "localhost"

    def check(self) -> None:
        """Raise BadConfiguration unless this may be shown to the public."""
        if self.on_loopback:
            if self.host not in LOOPBACK_HOSTS:
                raise BadConfiguration(
                    "HOST lets others in, but BASE_URL is for this machine alone: set BASE_URL to "
                    "the https:// address people use."
                )
            return
        if urlsplit(self.base_url).scheme != "https":
            raise BadConfiguration(
                "BASE_URL must start with https:// (plain HTTP is for this machine alone)."
            )
        if self.secret_key == DEVELOPMENT_SECRET or len(self.secret_key) < 32:  # noqa: PLR2004
            raise BadConfiguration("SECRET_KEY must be set to at least 32 random characters.")
        if DEVELOPMENT_FIELD_KEY in self.field_keys:
            raise BadConfiguration(
                "FIELD_KEYS must be set: make one with `wellness keys new` and keep it "
                "apart from the database and its backups."
            )
        if {DEVELOPMENT_CARE_KEY, DEVELOPMENT_CARE_PUBLIC_KEY} & {
            *self.care_keys,
            self.care_public_key,
        }:
            raise BadConfiguration(
                "CARE_KEYS and CARE_PUBLIC_KEY hold the development key: make a pair with "
                "`wellness keys new-care`, or leave both out to take no care requests."
            )
