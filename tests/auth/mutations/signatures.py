"""The same claims under other signatures, the same signature over other claims, and other spellings of all of it."""

from __future__ import annotations

import base64
import json
from random import Random
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from tests.auth.mutations.known import ALPHABET, Known, decoded, encoded
from tests.auth.parties import signed

ORDER = SECP256R1.group_order
CLAIMS: list[dict[str, Any]] = [
    {"scope": "audit:read holds:manage"}, {"exp": 2**40}, {"exp": 1e300}, {"cep": 2}, {"cep": 0}, {"nbf": 0},
    {"roles": ["administrator"]}, {"org": "00000000-0000-0000-0000-000000000000"}, {"org_kind": "helpline"},
    {"client_id": "x"}, {"sub": "x"}, {"aud": "x"}, {"iss": "x"}, {"jti": "x"}, {"scope": None}, {"exp": None},
]  # fmt: skip


def repeated_member(chance: Random, known: Known) -> str:
    """The first or the last of two members: whichever one parser checks, another may use."""
    part = chance.randrange(2)
    good = decoded(known.parts[part]).decode()
    member = chance.choice(
        ['"alg":"none"', '"alg":"HS256"', '"kid":"x"', '"typ":"JWT"']
        if part == 0
        else ['"cep":9', '"scope":"audit:read"', '"exp":99999999999', '"org":"x"', '"client_id":"x"']
    )
    text = chance.choice([f"{{{member},{good[1:]}", f"{good[:-1]},{member}}}", f"{{{member}}}{good}"])
    return known.with_part(part, encoded(text.encode()))


def other_signature(chance: Random, known: Known) -> str:
    """The same numbers in other spellings, numbers that fool a careless verifier, and the twin of every signature."""
    raw = decoded(known.parts[2])
    r, s = int.from_bytes(raw[:32]), int.from_bytes(raw[32:])
    zero = bytes(32)
    pairs = [(0, 0), (0, s), (r, 0), (1, 1), (ORDER, s), (r, ORDER), (ORDER, ORDER), (r, ORDER - s), (s, r), (r, 1)]
    one, two = chance.choice(pairs)
    content = chance.choice(
        [
            one.to_bytes(32) + two.to_bytes(32),
            one.to_bytes(32) + two.to_bytes(32),
            encode_dss_signature(r, s),
            encode_dss_signature(one, two),
            raw.hex().encode(),
            b"",
            b"\0",
            zero,
            zero * 2,
            zero * 4,
            raw[:32],
            raw[:63],
            raw + b"\0",
            b"\0" + raw,
            b"\0" + raw[:32] + b"\0" + raw[32:],
            zero[:16] + raw[:32] + zero[:16] + raw[32:],
            b"\xff" * 64,
        ]
    )
    return known.with_part(2, encoded(content))


def other_encoding(chance: Random, known: Known) -> str:
    part = chance.randrange(3)
    content = decoded(known.parts[part])
    last = known.parts[2][-1]
    texts = [
        base64.b64encode(content).decode() + "=" * chance.randrange(3),
        known.parts[part] + "=" * chance.randrange(1, 4),
        encoded(known.parts[part].encode()),
        content.hex(),
        base64.b32encode(content).decode(),
        known.parts[part].replace("-", "+").replace("_", "/") + "==",
    ]
    # The last character of a signature carries four bits that mean nothing.
    unused = known.token[:-1] + chance.choice([one for one in ALPHABET if one != last])
    spelled = "".join(f"%{ord(one):02x}" if one == "." else one for one in known.token)
    return chance.choice([*(known.with_part(part, text) for text in texts), unused, spelled, known.token.swapcase()])


def other_claims(chance: Random, known: Known) -> str:
    claims = known.claims | chance.choice(CLAIMS)
    old = known.with_part(1, encoded(json.dumps(claims).encode()))
    return chance.choice([old, signed(known.header, claims, known.mine), known.forged()])


def other_form(chance: Random, known: Known) -> str:
    """A signed token in the other shapes that the standards know, and shapes that are none."""
    protected, payload, signature = known.parts
    flat = {"protected": protected, "payload": payload, "signature": signature}
    general = {"payload": payload, "signatures": [{"protected": protected, "signature": signature}]}
    encrypted = encoded(b'{"alg":"dir","enc":"A128GCM"}')
    headers = ["[]", "null", "7", '"alg"', "{", "[" * 900, '{"alg":"ES256"}', "\xff", '{"alg":["ES256"]}', '{"alg":{}}']
    return chance.choice(
        [
            json.dumps(flat),
            json.dumps(general),
            encoded(json.dumps(flat).encode()),
            f"{protected}.{payload}.{signature}.{signature}.{signature}",
            f"{encrypted}..{payload}.{payload}.{signature}",
            known.under_header(chance.choice(headers)),
            known.with_part(1, encoded(chance.choice(headers).encode("latin-1"))),
        ]
    )
