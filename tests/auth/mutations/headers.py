"""Headers that ask to be believed: other algorithms, other keys, extensions."""

from __future__ import annotations

import base64
import json
from random import Random
from typing import Any

from tests.auth.mutations.known import Known, decoded, encoded, self_signed
from tests.auth.parties import hmac_signed

KIDS = [
    "../../../../dev/null", "/etc/passwd", "file:///etc/passwd", "https://evil.example/jwks", "' or '1'='1",
    "x'; drop table signing_key; --", "1", "0", "*", "%", "../jwks", "$(id)", "`id`", "{{7*7}}", "\0", "é", "\ud800",
    "k" * 5000, "", " ", None, 0, 1, -1, True, [], ["x"], {}, {"kid": "x"}, 1.5, "null", "None", "undefined",
]  # fmt: skip  # fmt: skip


def unsigned(chance: Random, known: Known) -> str:
    name = chance.choice(["none", "None", "NONE", "nOnE", "none ", "", "null", "HS0"])
    header = json.dumps(chance.choice([known.header, {"typ": "at+jwt"}, {}]) | {"alg": name})
    signature = chance.choice(["", known.parts[2], "AA", "e30"])
    return f"{encoded(header.encode())}.{known.parts[1]}.{signature}"


def public_key_as_secret(chance: Random, known: Known) -> str:
    """HS256 with every spelling of the public key that anybody could take for a secret."""
    jwk = {name: str(value) for name, value in known.public.as_dict(private=False).items()}
    spellings = [
        known.public.as_pem(private=False),
        known.public.as_pem(private=False).strip(),
        known.public.as_der(private=False),
        json.dumps(jwk).encode(),
        json.dumps(jwk, separators=(",", ":"), sort_keys=True).encode(),
        decoded(jwk["x"]),
        decoded(jwk["x"]) + decoded(jwk["y"]),
        jwk["x"].encode(),
        jwk["kid"].encode(),
        b"",
        b"secret",
    ]
    header = known.header | {"alg": chance.choice(["HS256", "HS256", "hs256", "HS384", "HS512"])}
    return hmac_signed(header, known.claims, chance.choice(spellings))


def other_algorithm(chance: Random, known: Known) -> str:
    names = ["RS256", "PS256", "ES384", "ES512", "ES256K", "EdDSA", "Ed25519", "es256", "ES256 ", "dir", "A128KW", 256]
    return known.under_header(json.dumps(known.header | {"alg": chance.choice(names)}))


def key_brought_along(chance: Random, known: Known) -> str:
    public = known.mine.as_dict(private=False)
    where = chance.choice(["https://evil.example/k", "file:///etc/passwd", "http://127.0.0.1:9/", "data:,x"])
    header: dict[str, Any] = chance.choice(
        [
            {"jwk": public},
            {"jwk": public, "kid": None},
            {"jwk": public, "kid": public["kid"]},
            {"jku": where, "kid": public["kid"]},
            {"jku": where},
            {"x5u": where},
            {"x5c": [base64.b64encode(known.mine.as_der(private=False)).decode()]},
            {"x5t": encoded(b"x" * 20)},
            {"x5t#S256": encoded(b"x" * 32)},
            {"jwks": {"keys": [public]}},
        ]
    )
    return known.forged(**header)


def odd_key_id(chance: Random, known: Known) -> str:
    kid = chance.choice(KIDS)
    header = json.dumps(known.header | {"kid": kid})
    return chance.choice([known.under_header(header), self_signed(header, known)])


def extension(chance: Random, known: Known) -> str:
    header: dict[str, Any] = chance.choice(
        [
            {"crit": ["b64"], "b64": False},
            {"b64": False},
            {"b64": True},
            {"crit": []},
            {"crit": ["exp"]},
            {"crit": ["typ"]},
            {"crit": "typ"},
            {"crit": [None]},
            {"cty": "JWT"},
            {"zip": "DEF"},
            {"enc": "A128GCM"},
            {"p2c": 2**31},
            {"typ": "JWT"},
            {"typ": None},
            {"typ": ["at+jwt"]},
            {"exp": 1},
        ]
    )
    text = json.dumps(known.header | header)
    detached = f"{known.parts[0]}..{known.parts[2]}"
    return chance.choice([known.under_header(text), self_signed(text, known), detached])
