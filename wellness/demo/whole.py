"""All of the demonstration in its order: each part stands on those before it."""

from datetime import datetime

from wellness.demo.calls import write_calls
from wellness.demo.care import ask_for_care
from wellness.demo.hub_desk import write_desk
from wellness.demo.last_year import load_last_year
from wellness.demo.loading import load
from wellness.demo.partners import write_partners
from wellness.demo.residencies import look_after
from wellness.demo.selection import write_selection
from wellness.demo.team import hire, member_with
from wellness.festivals.models import Festival
from wellness.hub.seeding import seed
from wellness.partners.seeding import seed as seed_partners
from wellness.references import Keyring
from wellness.sealing import Sealer
from wellness.staff.models import Role


def write_everything(*, keys: Keyring, sealer: Sealer, now: datetime) -> Festival:
    """Stillwater, the year before it, its team, and all that they and others have done there.

    Whatever is there already is left as it is. Does not commit.
    """
    seed(now)
    festival = load(now=now)
    load_last_year(festival, now=now)
    hire(festival, keys=keys, sealer=sealer, now=now)
    write_calls(festival, sealer=sealer, now=now)
    ask_for_care(festival, keys=keys, now=now)
    write_desk(editor=member_with(Role.HUB_EDITOR, keys), sealer=sealer, now=now)
    write_selection(festival, keys=keys, sealer=sealer, now=now)
    seed_partners(now)
    write_partners(now=now)
    look_after(festival, keys=keys, now=now)
    return festival
