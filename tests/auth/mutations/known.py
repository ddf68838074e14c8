"""What an attacker has: good tokens, the published key, and a key of its own."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from joserfc.jwk import ECKey
from joserfc.jws import JWSRegistry

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


@dataclass(frozen=True)
class Known:
    """A good token, another good one, the key that is published, and the attacker's own."""

    token: str
    other: str
    public: ECKey
    mine: ECKey

    @property
    def parts(self) -> list[str]:
        return self.token.split(".")

    @property
    def header(self) -> dict[str, Any]:
        return dict(json.loads(decoded(self.parts[0])))

    @property
    def claims(self) -> dict[str, Any]:
        return dict(json.loads(decoded(self.parts[1])))

    def with_part(self, number: int, text: str) -> str:
        """The token with one part replaced."""
        return ".".join([*self.parts[:number], text, *self.parts[number + 1 :]])

    def under_header(self, text: str) -> str:
        """The token with a header of these words and the old signature."""
        return self.with_part(0, encoded(text.encode()))

    def forged(self, **header: Any) -> str:
        """The same claims, signed with the attacker's key; None leaves a header out."""
        full = {name: value for name, value in (self.header | header).items() if value is not None}
        return self_signed(json.dumps(full), self)


Kind = Callable[[Random, Known], str]


def self_signed(header: str, known: Known) -> str:
    """A header of any words, and the attacker's good signature: by hand, because the library refuses odd headers."""
    content = f"{encoded(header.encode(errors='replace'))}.{known.parts[1]}"
    signature = JWSRegistry.algorithms["ES256"].sign(content.encode(), known.mine)
    return f"{content}.{encoded(signature)}"


def decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
