"""One export, made at once and kept nowhere."""

from dataclasses import dataclass

from wellness.booking.entries import House
from wellness.exports.queries.document import document_of, octets_of
from wellness.exports.queries.programme import drafted_programme, released_programme
from wellness.exports.rules.kinds import KINDS, Format, Scope, file_name
from wellness.festivals.models import Festival


@dataclass(frozen=True)
class Parcel:
    """The octets, what the file is called, and how many sessions are in it."""

    body: bytes
    name: str
    mimetype: str
    sessions: int


def packed(festival: Festival, format_: Format, scope: Scope, house: House) -> Parcel:
    """The programme in this format. Our own file holds draft and release alike, whatever `scope`.

    A festival that was never released has an empty released programme.
    """
    kind = KINDS[format_]
    if kind.write is None:
        document = document_of(festival)
        name = file_name(festival.slug, format_, scope, "")
        return Parcel(octets_of(document), name, kind.mimetype, len(document["sessions"]))
    draft = scope is Scope.DRAFT
    programme = drafted_programme(festival) if draft else released_programme(festival)
    name = file_name(festival.slug, format_, scope, programme.version)
    return Parcel(kind.write(programme, house), name, kind.mimetype, len(programme.sessions))
