"""Access riders, unsealed for those who may read them."""

from wellness.mail import outbox
from wellness.residencies.models import Residency, SupportPerson
from wellness.residencies.rules.rider import Rider, read


def rider_place(residency: Residency) -> str:
    """Where a sealed rider belongs: moved to another residency it does not open."""
    return f"residency|rider|{residency.uid}"


def rider_of(residency: Residency) -> Rider:
    """What the resident wants known; an empty rider where there is none.

    Raises sealing.Unsealable.
    """
    if residency.rider_sealed is None:
        return Rider()
    return read(outbox.office().sealer.unseal(rider_place(residency), residency.rider_sealed))


def reach_place(person: SupportPerson) -> str:
    """Where a support person's sealed way to be reached belongs."""
    return f"support_person|reach|{person.uid}"


def reach_of(person: SupportPerson) -> str:
    """How to reach a support person. Raises sealing.Unsealable."""
    return outbox.office().sealer.unseal(reach_place(person), person.reach_sealed)
