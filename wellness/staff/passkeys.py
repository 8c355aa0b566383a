"""Passkeys (W3C Web Authentication level 3), by the package webauthn: asked for and checked."""

from collections.abc import Sequence
from dataclasses import dataclass

import webauthn
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, parse_client_data_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from wellness.staff.errors import NotYourKey

NAME = "Wellness"
_FAULTS = (WebAuthnException, ValueError, KeyError, TypeError)
"""What the package raises for a credential that is not one."""


@dataclass(frozen=True)
class Party:
    """Who asks: keys made for it open nothing else."""

    id: str
    """The host, as RP ID."""
    origin: str


@dataclass(frozen=True)
class NewKey:
    """A key that was just made, and checked."""

    credential_id: bytes
    public_key: bytes
    sign_count: int


def new_challenge() -> str:
    """512 random bits to be signed once."""
    return bytes_to_base64url(webauthn.helpers.generate_challenge())


def creation_options(
    party: Party, *, challenge: str, handle: bytes, name: str, known: Sequence[bytes] = ()
) -> str:
    """What a browser needs to make a key, as JSON; `known` are keys the person has already."""
    options = webauthn.generate_registration_options(
        rp_id=party.id,
        rp_name=NAME,
        user_name=name,
        user_display_name=name,
        user_id=handle,
        challenge=base64url_to_bytes(challenge),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            require_resident_key=True,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=key) for key in known],
    )
    return webauthn.options_to_json(options)


def made_key(party: Party, credential: str, challenge: str) -> NewKey:
    """The key a browser made for this challenge. Raises NotYourKey for anything else."""
    try:
        found = webauthn.verify_registration_response(
            credential=credential,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=party.id,
            expected_origin=party.origin,
            require_user_verification=True,
        )
    except _FAULTS:
        raise NotYourKey from None
    return NewKey(found.credential_id, found.credential_public_key, found.sign_count)


def request_options(party: Party, *, challenge: str, known: Sequence[bytes] = ()) -> str:
    """What a browser needs to find a key for us, as JSON; any of the person's, or those `known`."""
    options = webauthn.generate_authentication_options(
        rp_id=party.id,
        challenge=base64url_to_bytes(challenge),
        allow_credentials=[PublicKeyCredentialDescriptor(id=key) for key in known] or None,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return webauthn.options_to_json(options)


def id_of_credential(credential: str) -> bytes:
    """Which key a browser says it used. Raises NotYourKey for what is no credential."""
    try:
        parsed = webauthn.helpers.parse_authentication_credential_json(credential)
        parse_client_data_json(parsed.response.client_data_json)
    except _FAULTS:
        raise NotYourKey from None
    return bytes(parsed.raw_id)


def signed_count(
    party: Party, credential: str, challenge: str, *, public_key: bytes, sign_count: int
) -> int:
    """The key's new counter, if it signed this challenge. Raises NotYourKey for anything else."""
    try:
        found = webauthn.verify_authentication_response(
            credential=credential,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=party.id,
            expected_origin=party.origin,
            credential_public_key=public_key,
            credential_current_sign_count=sign_count,
            require_user_verification=True,
        )
    except _FAULTS:
        raise NotYourKey from None
    return found.new_sign_count
