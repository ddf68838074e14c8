"""The two halves of a person card: a case number that names it, and a secret of which only a keyed hash is stored."""

from __future__ import annotations

import secrets

from services.core import crypto
from services.core.references import ALPHABET, new_reference, normalize_code, normalize_reference
from services.core.settings import get_settings

CASE_NUMBER_PREFIX = "TC"
# 26 letters of a 32-letter alphabet carry 130 bits.
SECRET_LETTERS = 26
GROUP_LETTERS = 5


def new_case_number() -> str:
    """Return a random case number such as TC-7K2M-Q4XD."""
    return new_reference(CASE_NUMBER_PREFIX)


def new_secret() -> str:
    """Return a random secret of 130 bits in hyphenated groups of five letters, which can be read out."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(SECRET_LETTERS))
    return "-".join(letters[start : start + GROUP_LETTERS] for start in range(0, SECRET_LETTERS, GROUP_LETTERS))


def hash_secret(secret: str) -> bytes:
    """Return the keyed hash of the secret, ignoring case, spaces, hyphens and look-alike letters.

    A fast hash is enough: 130 random bits cannot be guessed.
    """
    return crypto.compute_keyed_hash(get_settings().secret_key, "person cards", normalize_code(secret))


def hash_case_number(typed: str) -> str:
    """Return the keyed hash (hex) of a typed case number, the same for all its spellings, to count attempts by it."""
    number = normalize_reference(CASE_NUMBER_PREFIX, typed)
    return crypto.compute_keyed_hash(get_settings().secret_key, "attempts with case numbers", number).hex()
