"""Validation of the public keys with which clients sign their assertions."""

from __future__ import annotations

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet, KeySetSerialization, OKPKey, RSAKey

MIN_RSA_BITS = 2048


def parse_public_jwks(jwks: KeySetSerialization) -> KeySetSerialization:
    """Return the key set without unknown members.

    Raises:
        ValueError: when it is no JSON Web Key Set, repeats a key id, or holds a private key or a key of a kind or
            length that may not sign assertions.
    """
    try:
        key_set = KeySet.import_key_set({"keys": list(jwks["keys"])})
    except (JoseError, ValueError, TypeError, KeyError):
        raise ValueError("jwks is not a JSON Web Key Set") from None
    for key in key_set:
        _validate_public_key(key)
    if len({key.kid for key in key_set}) != len(key_set.keys):
        raise ValueError("jwks repeats a kid")
    return {"keys": [dict(key.as_dict(private=False)) for key in key_set.keys]}


def _validate_public_key(key: object) -> None:
    """Raise ValueError unless the key is the public half of a key that may sign assertions."""
    match key:
        case ECKey() if key.curve_name == "P-256":
            is_private = key.is_private
        case RSAKey() if key.public_key.key_size >= MIN_RSA_BITS:
            is_private = key.is_private
        case OKPKey() if key.curve_name == "Ed25519":
            is_private = key.is_private
        case _:
            raise ValueError("jwks may hold EC P-256, RSA of 2048 bits or more, and Ed25519 keys")
    if is_private:
        raise ValueError("jwks holds a private key; send the public half only")
