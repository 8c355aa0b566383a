"""The ways into a calendar app: the same address, spelled as each of them wants it."""

from dataclasses import dataclass
from urllib.parse import quote, urlsplit


@dataclass(frozen=True, slots=True)
class Subscription:
    """One calendar as it is offered: a name and its plain address."""

    name: str
    address: str

    @property
    def webcal(self) -> str:
        """What Apple's calendar, Thunderbird, Outlook on a computer and ICSx5 open."""
        parts = urlsplit(self.address)
        return f"webcal://{parts.netloc}{parts.path}"

    @property
    def google(self) -> str:
        """Google's page that asks whether to add it."""
        return f"https://calendar.google.com/calendar/render?cid={quote(self.webcal, safe='')}"

    @property
    def outlook(self) -> str:
        """Outlook.com's page that asks whether to add it."""
        asked = f"url={quote(self.address, safe='')}&name={quote(self.name, safe='')}"
        return f"https://outlook.live.com/calendar/0/addfromweb?{asked}"
