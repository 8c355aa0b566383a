"""`python -m tests.provision`: get what the tests need, or say in one sentence what is missing."""

import os
import subprocess
import sys

import psycopg

from tests.provision import chromium, postgresql

PARTS = ("postgresql", "browser")


def left_out() -> frozenset[str]:
    """The parts that the variable WITHOUT says to leave out. Exits where it names another."""
    words = frozenset(os.environ.get("WITHOUT", "").replace(",", " ").split())
    unknown = words - set(PARTS)
    if unknown:
        sys.exit(f"WITHOUT may name {' and '.join(PARTS)}, not {', '.join(sorted(unknown))}.")
    return words


def check_postgresql() -> str:
    """What PostgreSQL there is."""
    try:
        with postgresql.server() as url:
            plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
            with psycopg.connect(plain, connect_timeout=5) as connection:
                return f"PostgreSQL {connection.info.server_version // 10000}"
    except (psycopg.Error, OSError, subprocess.SubprocessError, RuntimeError) as error:
        whose = "that TEST_DATABASE_URL names" if "TEST_DATABASE_URL" in os.environ else "of ours"
        reason = " ".join(str(error).split())
        raise postgresql.NoPostgreSQL(
            f"The PostgreSQL server {whose} cannot be used ({reason}): mend it, name another in "
            "TEST_DATABASE_URL, or leave it out with WITHOUT=postgresql."
        ) from error


def main() -> None:
    """Provide every part that is not left out."""
    without = left_out()
    try:
        if "chromium" in sys.argv[1:]:
            chromium.provided()
            return
        for part, provide in (
            ("postgresql", check_postgresql),
            ("browser", lambda: str(chromium.provided())),
        ):
            print(f"left out: {part}" if part in without else f"{part}: {provide()}", flush=True)
    except (chromium.NoChromium, postgresql.NoPostgreSQL) as missing:
        sys.exit(f"{missing}")


if __name__ == "__main__":
    main()
