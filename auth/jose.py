"""Signed tokens from strangers: what the library is allowed to read, and one exception for all that can be wrong."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1
from joserfc import jws, jwt
from joserfc.errors import JoseError, UnsupportedAlgorithmError
from joserfc.jwk import Key, KeySet
from joserfc.jws import JWSRegistry
from joserfc.registry import JWS_HEADER_REGISTRY
from joserfc.util import urlsafe_b64decode, urlsafe_b64encode

SIGNING_ALGORITHM = "ES256"
ASSERTION_ALGORITHMS = ("ES256", "PS256", "EdDSA")
LONGEST = 8192
P256_ORDER = SECP256R1.group_order

# Bytes of a stranger have raised each of these in the parsers below.
UNREADABLE = (JoseError, ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError)

Claims = dict[str, Any]


class Unreadable(Exception):
    """This is not a token that its key holder signed for us."""


class PinnedRegistry(JWSRegistry):
    """Only the headers that we use: a token that brings its own key, certificate or `crit` is refused."""

    def __init__(self, *algorithms: str) -> None:
        super().__init__(algorithms=algorithms)
        self.header_registry = {name: JWS_HEADER_REGISTRY[name] for name in ("alg", "kid", "typ")}
        self._pinned = frozenset(algorithms)

    def get_alg(self, name: str) -> Any:
        """joserfc's own would warn of EdDSA at every use: RFC 9864 renames it, but clients still send this name."""
        if name not in self._pinned:
            raise UnsupportedAlgorithmError
        return self.algorithms[name]


TOKENS = PinnedRegistry(SIGNING_ALGORITHM)
ASSERTIONS = PinnedRegistry(*ASSERTION_ALGORITHMS)


def peek(token: str) -> tuple[dict[str, Any], Claims]:
    """Header and claims that nobody has verified yet; good for finding the key and nothing else."""
    try:
        _bounded(token)
        found = jws.extract_compact(token.encode("ascii"))
        header, claims = found.headers(), json.loads(found.payload or b"")
    except UNREADABLE:
        raise Unreadable from None
    if not isinstance(header, dict) or not isinstance(claims, dict):
        raise Unreadable
    return header, claims


def verified(token: str, keys: Key | KeySet, registry: JWSRegistry, types: Collection[str | None]) -> jwt.Token:
    """The token, signed by one of the keys, with an algorithm of the registry and one of the types.

    The registry must carry the algorithms: joserfc ignores the `algorithms` argument once a registry is given.
    """
    try:
        _bounded(token)
        found = jwt.decode(token.encode("ascii"), keys, registry=registry)
        kind = found.header.get("typ")
    except UNREADABLE:
        raise Unreadable from None
    if (kind.lower() if isinstance(kind, str) else kind) not in types:
        raise Unreadable
    return found


def in_one_spelling(token: str) -> str:
    """The ES256 token with the lower of its two good signatures: whoever has (r, s) can write (r, n - s) as well."""
    content, _, text = token.rpartition(".")
    signature = urlsafe_b64decode(text.encode())
    half = len(signature) // 2
    s = int.from_bytes(signature[half:])
    if s <= P256_ORDER // 2:
        return token
    return f"{content}.{urlsafe_b64encode(signature[:half] + (P256_ORDER - s).to_bytes(half)).decode()}"


def _bounded(token: str) -> None:
    if len(token) > LONGEST:
        raise ValueError("too long")
