"""Texts that are no longer what was signed, or never were a token."""

from __future__ import annotations

import json
from random import Random

from tests.auth.mutations.known import ALPHABET, Known, decoded, encoded

SPACES = " \t\n\r\v\f\0\x1c\x85\xa0\u2003\u200b\ufeff"
ODD = "éßı\uff0e\u3002\uff0f\u0430\u202e\U0001f600=+/,;\"'\\%&<>~"


def flipped_bit(chance: Random, known: Known) -> str:
    part = chance.randrange(3)
    content = bytearray(decoded(known.parts[part]))
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    return known.with_part(part, encoded(bytes(content)))


def other_character(chance: Random, known: Known) -> str:
    place = chance.randrange(len(known.token))
    return known.token[:place] + chance.choice(ALPHABET + ".") + known.token[place + 1 :]


def cut_or_grown(chance: Random, known: Known) -> str:
    place = chance.randrange(1, len(known.token))
    more = "".join(chance.choices(ALPHABET, k=chance.randrange(1, 9)))
    cut, tail = known.token[:place], known.token[place:]
    return chance.choice([cut, tail, cut + more + tail, known.token + more, more + known.token, known.token * 2])


def other_order(chance: Random, known: Known) -> str:
    parts = [*known.parts, *known.other.split("."), ""]
    return ".".join(chance.choices(parts, k=chance.choice([1, 2, 3, 3, 3, 4, 5])))


def whitespace(chance: Random, known: Known) -> str:
    return _inserted(chance, known.token, SPACES)


def odd_characters(chance: Random, known: Known) -> str:
    return _inserted(chance, known.token, ODD)


def giant(chance: Random, known: Known) -> str:
    size = chance.choice([2_000, 9_000, 40_000])
    return chance.choice(
        [
            "x" * size,
            "." * size,
            known.token + "A" * size,
            known.with_part(1, encoded(b'{"a":' * (size // 8))),
            known.with_part(1, encoded(b"[" * (size // 2))),
            known.with_part(0, encoded(json.dumps(known.header | {"kid": "k" * (size // 2)}).encode())),
            known.with_part(1, encoded(b'{"exp":' + b"9" * (size // 2) + b"}")),
        ]
    )


def _inserted(chance: Random, token: str, characters: str) -> str:
    place = chance.choice([0, len(token), chance.randrange(len(token)), token.index("."), token.index(".") + 1])
    cut = chance.randrange(2)
    return token[:place] + chance.choice(characters) * chance.choice([1, 1, 3]) + token[place + cut :]
