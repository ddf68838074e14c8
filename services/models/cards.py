"""The two halves of a person card: a number to name it and a secret that is kept only as a keyed hash."""

from __future__ import annotations

import secrets

from services.core import crypto
from services.core.settings import get_settings
from services.models.mixins import REFERENCE_ALPHABET, new_reference

# 26 letters of a 32-letter alphabet: 130 bits, in groups that can be read over the telephone.
LETTERS = 26
GROUP = 5


def new_case_number() -> str:
    """A random number such as TC-7K2M-Q4XD."""
    return new_reference("TC")


def new_secret() -> str:
    """A fresh secret."""
    letters = "".join(secrets.choice(REFERENCE_ALPHABET) for _ in range(LETTERS))
    return "-".join(letters[start : start + GROUP] for start in range(0, LETTERS, GROUP))


def hash_of(secret: str) -> bytes:
    """Case, spaces, hyphens and letters that look like digits do not matter. 130 random bits need no slow hash."""
    plain = secret.upper().translate(str.maketrans("OIL", "011", "- "))
    return crypto.compute_keyed_hash(get_settings().secret_key, "person cards", plain)
