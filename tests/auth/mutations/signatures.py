"""Mutations of signature and claims, and other encodings and serializations of a token."""

from __future__ import annotations

import base64
import json
from random import Random

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from tests.auth.api_clients import sign_jws
from tests.auth.mutations.attacker import ALPHABET, Attacker, decode_base64url, encode_base64url

ORDER = SECP256R1.group_order
CLAIMS: list[dict[str, object]] = [
    {"scope": "decisions:write escalations:write"}, {"exp": 2**40}, {"exp": 1e300}, {"cep": 2}, {"cep": 0}, {"nbf": 0},
    {"roles": ["administrator"]}, {"org": "00000000-0000-0000-0000-000000000000"}, {"org_kind": "helpline"},
    {"client_id": "x"}, {"sub": "x"}, {"aud": "x"}, {"iss": "x"}, {"jti": "x"}, {"scope": None}, {"exp": None},
]  # fmt: skip


def repeat_member(random: Random, attacker: Attacker) -> str:
    """Repeat a member of header or claims: two parsers may use different ones of the two."""
    index = random.randrange(2)
    original = decode_base64url(attacker.parts[index]).decode()
    member = random.choice(
        ['"alg":"none"', '"alg":"HS256"', '"kid":"x"', '"typ":"JWT"']
        if index == 0
        else ['"cep":9', '"scope":"decisions:write"', '"exp":99999999999', '"org":"x"', '"client_id":"x"']
    )
    text = random.choice([f"{{{member},{original[1:]}", f"{original[:-1]},{member}}}", f"{{{member}}}{original}"])
    return attacker.replace_part(index, encode_base64url(text.encode()))


def replace_signature(random: Random, attacker: Attacker) -> str:
    """Replace the signature by other encodings of it, by special values, or by (r, n - s), which is valid too."""
    raw = decode_base64url(attacker.parts[2])
    r, s = int.from_bytes(raw[:32]), int.from_bytes(raw[32:])
    zero = bytes(32)
    pairs = [(0, 0), (0, s), (r, 0), (1, 1), (ORDER, s), (r, ORDER), (ORDER, ORDER), (r, ORDER - s), (s, r), (r, 1)]
    other_r, other_s = random.choice(pairs)
    content = random.choice(
        [
            other_r.to_bytes(32) + other_s.to_bytes(32),
            other_r.to_bytes(32) + other_s.to_bytes(32),
            encode_dss_signature(r, s),
            encode_dss_signature(other_r, other_s),
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
    return attacker.replace_part(2, encode_base64url(content))


def change_encoding(random: Random, attacker: Attacker) -> str:
    """Encode a part in another way."""
    index = random.randrange(3)
    part = attacker.parts[index]
    content = decode_base64url(part)
    last_character = attacker.parts[2][-1]
    texts = [
        base64.b64encode(content).decode() + "=" * random.randrange(3),
        part + "=" * random.randrange(1, 4),
        encode_base64url(part.encode()),
        content.hex(),
        base64.b32encode(content).decode(),
        part.replace("-", "+").replace("_", "/") + "==",
    ]
    token = attacker.token
    # Four bits of the last character of a signature are unused.
    unused_bits = token[:-1] + random.choice([character for character in ALPHABET if character != last_character])
    percent_encoded = token.replace(".", "%2e")
    replaced = [attacker.replace_part(index, text) for text in texts]
    return random.choice([*replaced, unused_bits, percent_encoded, token.swapcase()])


def replace_claims(random: Random, attacker: Attacker) -> str:
    """Change claims, under the old signature or the attacker's."""
    claims = attacker.claims | random.choice(CLAIMS)
    old_signature = attacker.replace_part(1, encode_base64url(json.dumps(claims).encode()))
    own_signature = sign_jws(attacker.header, claims, attacker.own_key)
    return random.choice([old_signature, own_signature, attacker.sign_with_header()])


def change_serialization(random: Random, attacker: Attacker) -> str:
    """Use the JSON serialization, the encrypted one, or none that exists."""
    protected, payload, signature = attacker.parts
    flattened = {"protected": protected, "payload": payload, "signature": signature}
    general = {"payload": payload, "signatures": [{"protected": protected, "signature": signature}]}
    encrypted = encode_base64url(b'{"alg":"dir","enc":"A128GCM"}')
    headers = ["[]", "null", "7", '"alg"', "{", "[" * 900, '{"alg":"ES256"}', "\xff", '{"alg":["ES256"]}', '{"alg":{}}']
    return random.choice(
        [
            json.dumps(flattened),
            json.dumps(general),
            encode_base64url(json.dumps(flattened).encode()),
            f"{protected}.{payload}.{signature}.{signature}.{signature}",
            f"{encrypted}..{payload}.{payload}.{signature}",
            attacker.replace_header(random.choice(headers)),
            attacker.replace_part(1, encode_base64url(random.choice(headers).encode("latin-1"))),
        ]
    )
