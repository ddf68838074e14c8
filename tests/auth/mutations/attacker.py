"""An attacker's means: two valid tokens, the published key, and a key of its own."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from joserfc.jwk import ECKey
from joserfc.jws import JWSRegistry

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


@dataclass(frozen=True)
class Attacker:
    """Holds a valid token and a second one, the public key that verifies them, and a private key of its own."""

    token: str
    second_token: str
    public_key: ECKey
    own_key: ECKey

    @property
    def parts(self) -> list[str]:
        """Header, payload and signature of the token, base64url-encoded."""
        return self.token.split(".")

    @property
    def header(self) -> dict[str, object]:
        """The decoded header of the token."""
        return dict(json.loads(decode_base64url(self.parts[0])))

    @property
    def claims(self) -> dict[str, object]:
        """The decoded claims of the token."""
        return dict(json.loads(decode_base64url(self.parts[1])))

    def replace_part(self, index: int, text: str) -> str:
        """Return the token with one of its parts replaced."""
        return ".".join([*self.parts[:index], text, *self.parts[index + 1 :]])

    def replace_header(self, header: str) -> str:
        """Return the token with another header and the old signature."""
        return self.replace_part(0, encode_base64url(header.encode()))

    def sign_with_header(self, **changes: object) -> str:
        """Return the claims with a changed header, signed with the own key; None leaves a parameter out."""
        header = {name: value for name, value in (self.header | changes).items() if value is not None}
        return sign_with_own_key(json.dumps(header), self)


Mutation = Callable[[Random, Attacker], str]


def sign_with_own_key(header: str, attacker: Attacker) -> str:
    """Return the claims under any header, signed with the attacker's key.

    Does not use the library's serialization, which refuses unusual headers.
    """
    content = f"{encode_base64url(header.encode(errors='replace'))}.{attacker.parts[1]}"
    signature = JWSRegistry.algorithms["ES256"].sign(content.encode(), attacker.own_key)
    return f"{content}.{encode_base64url(signature)}"


def decode_base64url(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def encode_base64url(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
