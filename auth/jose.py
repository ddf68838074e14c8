"""Verification of JSON Web Tokens (RFC 7519) from untrusted senders."""

from __future__ import annotations

import json
from collections.abc import Collection

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1
from joserfc import jws, jwt
from joserfc.errors import JoseError, UnsupportedAlgorithmError
from joserfc.jwa import JWSAlgModel
from joserfc.jwk import Key, KeySet
from joserfc.jws import JWSRegistry
from joserfc.jwt import Claims as Claims
from joserfc.registry import JWS_HEADER_REGISTRY
from joserfc.registry import Header as Header
from joserfc.util import urlsafe_b64decode, urlsafe_b64encode

SIGNING_ALGORITHM = "ES256"
# "Ed25519" is the name of RFC 9864 for what older clients call "EdDSA".
ASSERTION_ALGORITHMS = ("ES256", "PS256", "EdDSA", "Ed25519")
MAX_TOKEN_CHARACTERS = 8192
P256_ORDER = SECP256R1.group_order

# Malformed input has raised each of these in the parsers below.
PARSER_ERRORS = (JoseError, ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError)


class InvalidJwt(Exception):
    """The text is no JWT, or no key that is accepted signed it."""


class PinnedRegistry(JWSRegistry):
    """Accepts these algorithms and the header parameters alg, kid and typ only.

    A token with any other parameter, such as its own key or `crit`, is refused.
    """

    def __init__(self, *algorithms: str) -> None:
        super().__init__(algorithms=algorithms)
        self.header_registry = {name: JWS_HEADER_REGISTRY[name] for name in ("alg", "kid", "typ")}
        self._pinned = frozenset(algorithms)

    def get_alg(self, name: str) -> JWSAlgModel:
        """Return a pinned algorithm; raise UnsupportedAlgorithmError for any other.

        joserfc's method warns at every use of EdDSA: RFC 9864 deprecates that name, but clients still send it.
        """
        if name not in self._pinned:
            raise UnsupportedAlgorithmError
        return self.algorithms[name]


ACCESS_TOKEN_REGISTRY = PinnedRegistry(SIGNING_ALGORITHM)
ASSERTION_REGISTRY = PinnedRegistry(*ASSERTION_ALGORITHMS)


def decode_unverified(token: str) -> tuple[Header, Claims]:
    """Return header and claims without verifying the signature: fit for finding the key, and for nothing else.

    Raises:
        InvalidJwt: when the text is no JWT.
    """
    try:
        _validate_length(token)
        signature = jws.extract_compact(token.encode("ascii"))
        header, claims = signature.headers(), json.loads(signature.payload or b"")
    except PARSER_ERRORS:
        raise InvalidJwt from None
    if not isinstance(header, dict) or not isinstance(claims, dict):
        raise InvalidJwt
    return header, claims


def verify(token: str, keys: Key | KeySet, registry: JWSRegistry, types: Collection[str | None]) -> Claims:
    """Return the claims of a token that one of the keys signed.

    Args:
        token: the compact serialization of a JWS (RFC 7515, section 7.1).
        keys: the keys of which one must have signed it.
        registry: the accepted algorithms; joserfc ignores its argument `algorithms` when it is given a registry.
        types: the accepted values of the header parameter typ, in lower case; None accepts a token without it.

    Raises:
        InvalidJwt: when the token is malformed or signed in any other way.
    """
    try:
        _validate_length(token)
        decoded = jwt.decode(token.encode("ascii"), keys, registry=registry)
        token_type = decoded.header.get("typ")
    except PARSER_ERRORS:
        raise InvalidJwt from None
    if (token_type.lower() if isinstance(token_type, str) else token_type) not in types:
        raise InvalidJwt
    return decoded.claims


def normalize_low_s(token: str) -> str:
    """Return the ES256 token with the lower of the two values of s that are valid in its signature.

    If (r, s) is a valid ECDSA signature, (r, n - s) is valid too: without this a second text of the same token exists.
    """
    content, _, encoded = token.rpartition(".")
    signature = urlsafe_b64decode(encoded.encode())
    half = len(signature) // 2
    s = int.from_bytes(signature[half:])
    if s <= P256_ORDER // 2:
        return token
    return f"{content}.{urlsafe_b64encode(signature[:half] + (P256_ORDER - s).to_bytes(half)).decode()}"


def _validate_length(token: str) -> None:
    """Raise ValueError when the token has more than MAX_TOKEN_CHARACTERS."""
    if len(token) > MAX_TOKEN_CHARACTERS:
        raise ValueError("too long")
