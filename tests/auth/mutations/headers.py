"""Mutations of the header: other algorithms, other keys, extensions."""

from __future__ import annotations

import base64
import json
from random import Random

from tests.auth.api_clients import sign_hs256
from tests.auth.mutations.attacker import Attacker, decode_base64url, encode_base64url, sign_with_own_key

KEY_IDS = [
    "../../../../dev/null", "/etc/passwd", "file:///etc/passwd", "https://evil.example/jwks", "' or '1'='1",
    "x'; drop table signing_key; --", "1", "0", "*", "%", "../jwks", "$(id)", "`id`", "{{7*7}}", "\0", "é", "\ud800",
    "k" * 5000, "", " ", None, 0, 1, -1, True, [], ["x"], {}, {"kid": "x"}, 1.5, "null", "None", "undefined",
]  # fmt: skip


def remove_signature(random: Random, attacker: Attacker) -> str:
    """Set the algorithm to none, in several spellings."""
    algorithm = random.choice(["none", "None", "NONE", "nOnE", "none ", "", "null", "HS0"])
    headers: list[dict[str, object]] = [attacker.header, {"typ": "at+jwt"}, {}]
    header = json.dumps(random.choice(headers) | {"alg": algorithm})
    signature = random.choice(["", attacker.parts[2], "AA", "e30"])
    return f"{encode_base64url(header.encode())}.{attacker.parts[1]}.{signature}"


def sign_with_public_key(random: Random, attacker: Attacker) -> str:
    """Sign with HS256 and the public key, in every encoding that a server could mistake for a secret."""
    jwk = {name: str(value) for name, value in attacker.public_key.as_dict(private=False).items()}
    secrets = [
        attacker.public_key.as_pem(private=False),
        attacker.public_key.as_pem(private=False).strip(),
        attacker.public_key.as_der(private=False),
        json.dumps(jwk).encode(),
        json.dumps(jwk, separators=(",", ":"), sort_keys=True).encode(),
        decode_base64url(jwk["x"]),
        decode_base64url(jwk["x"]) + decode_base64url(jwk["y"]),
        jwk["x"].encode(),
        jwk["kid"].encode(),
        b"",
        b"secret",
    ]
    header = attacker.header | {"alg": random.choice(["HS256", "HS256", "hs256", "HS384", "HS512"])}
    return sign_hs256(header, attacker.claims, random.choice(secrets))


def replace_algorithm(random: Random, attacker: Attacker) -> str:
    """Name another algorithm in the header."""
    names = ["RS256", "PS256", "ES384", "ES512", "ES256K", "EdDSA", "Ed25519", "es256", "ES256 ", "dir", "A128KW", 256]
    return attacker.replace_header(json.dumps(attacker.header | {"alg": random.choice(names)}))


def embed_own_key(random: Random, attacker: Attacker) -> str:
    """Sign with the own key, and add the key or a reference to it to the header."""
    public_jwk = attacker.own_key.as_dict(private=False)
    url = random.choice(["https://evil.example/k", "file:///etc/passwd", "http://127.0.0.1:9/", "data:,x"])
    changes: dict[str, object] = random.choice(
        [
            {"jwk": public_jwk},
            {"jwk": public_jwk, "kid": None},
            {"jwk": public_jwk, "kid": public_jwk["kid"]},
            {"jku": url, "kid": public_jwk["kid"]},
            {"jku": url},
            {"x5u": url},
            {"x5c": [base64.b64encode(attacker.own_key.as_der(private=False)).decode()]},
            {"x5t": encode_base64url(b"x" * 20)},
            {"x5t#S256": encode_base64url(b"x" * 32)},
            {"jwks": {"keys": [public_jwk]}},
        ]
    )
    return attacker.sign_with_header(**changes)


def replace_key_id(random: Random, attacker: Attacker) -> str:
    """Name another key, such as a path or an SQL fragment."""
    kid = random.choice(KEY_IDS)
    header = json.dumps(attacker.header | {"kid": kid})
    return random.choice([attacker.replace_header(header), sign_with_own_key(header, attacker)])


def change_header_parameters(random: Random, attacker: Attacker) -> str:
    """Add extensions, or change the type."""
    changes: dict[str, object] = random.choice(
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
    header = json.dumps(attacker.header | changes)
    detached = f"{attacker.parts[0]}..{attacker.parts[2]}"
    return random.choice([attacker.replace_header(header), sign_with_own_key(header, attacker), detached])
