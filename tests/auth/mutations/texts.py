"""Mutations of the text of a token."""

from __future__ import annotations

import json
from random import Random

from tests.auth.mutations.attacker import ALPHABET, Attacker, decode_base64url, encode_base64url

WHITESPACE = " \t\n\r\v\f\0\x1c\x85\xa0\u2003\u200b\ufeff"
UNUSUAL_CHARACTERS = "éßı\uff0e\u3002\uff0f\u0430\u202e\U0001f600=+/,;\"'\\%&<>~"


def flip_bit(random: Random, attacker: Attacker) -> str:
    """Flip one bit of a decoded part."""
    index = random.randrange(3)
    content = bytearray(decode_base64url(attacker.parts[index]))
    content[random.randrange(len(content))] ^= 1 << random.randrange(8)
    return attacker.replace_part(index, encode_base64url(bytes(content)))


def replace_character(random: Random, attacker: Attacker) -> str:
    """Replace one character."""
    position = random.randrange(len(attacker.token))
    return attacker.token[:position] + random.choice(ALPHABET + ".") + attacker.token[position + 1 :]


def truncate_or_extend(random: Random, attacker: Attacker) -> str:
    """Remove a part of the text, or add to it."""
    position = random.randrange(1, len(attacker.token))
    addition = "".join(random.choices(ALPHABET, k=random.randrange(1, 9)))
    head, tail = attacker.token[:position], attacker.token[position:]
    token = attacker.token
    return random.choice([head, tail, head + addition + tail, token + addition, addition + token, token * 2])


def reorder_parts(random: Random, attacker: Attacker) -> str:
    """Join parts of both tokens in a random order."""
    parts = [*attacker.parts, *attacker.second_token.split("."), ""]
    return ".".join(random.choices(parts, k=random.choice([1, 2, 3, 3, 3, 4, 5])))


def insert_whitespace(random: Random, attacker: Attacker) -> str:
    """Insert white space."""
    return _insert_character(random, attacker.token, WHITESPACE)


def insert_unusual_character(random: Random, attacker: Attacker) -> str:
    """Insert a character that no token holds."""
    return _insert_character(random, attacker.token, UNUSUAL_CHARACTERS)


def make_huge(random: Random, attacker: Attacker) -> str:
    """Return a text far longer than any token."""
    size = random.choice([2_000, 9_000, 40_000])
    long_key_id = json.dumps(attacker.header | {"kid": "k" * (size // 2)})
    return random.choice(
        [
            "x" * size,
            "." * size,
            attacker.token + "A" * size,
            attacker.replace_part(1, encode_base64url(b'{"a":' * (size // 8))),
            attacker.replace_part(1, encode_base64url(b"[" * (size // 2))),
            attacker.replace_part(0, encode_base64url(long_key_id.encode())),
            attacker.replace_part(1, encode_base64url(b'{"exp":' + b"9" * (size // 2) + b"}")),
        ]
    )


def _insert_character(random: Random, token: str, characters: str) -> str:
    position = random.choice([0, len(token), random.randrange(len(token)), token.index("."), token.index(".") + 1])
    tail = token[position + random.randrange(2) :]
    return token[:position] + random.choice(characters) * random.choice([1, 1, 3]) + tail
