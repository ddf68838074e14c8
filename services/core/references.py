"""References that people read out and type: a prefix and eight letters of an alphabet without look-alikes."""

from __future__ import annotations

import re
import secrets
import unicodedata

# Crockford's base 32: the letters I, L, O and U are missing, and are read as 1, 1 and 0.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUP_LETTERS = 4
LETTERS = 2 * GROUP_LETTERS
_LOOK_ALIKES = str.maketrans("OIL", "011")
# Everything that people put between letters: spaces, hyphens and dashes, dots, underscores, slashes.
_SEPARATORS = re.compile(r"[\s._/\u00ad\u200b-\u200d\u2010-\u2015\u2212\ufe63\uff0d-]+")


def new_reference(prefix: str) -> str:
    """Return a random reference such as INC-7K2M-Q4XD for the prefix INC. A counter would reveal the volume."""
    return _format(prefix, "".join(secrets.choice(ALPHABET) for _ in range(LETTERS)))


def normalize_code(typed: str) -> str:
    """Return the letters of a typed code: without separators, in upper case, look-alike letters as digits."""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", typed)).upper().translate(_LOOK_ALIKES)


def normalize_reference(prefix: str, typed: str) -> str:
    """Return a typed reference in its only spelling; the prefix may be missing. Other texts give no reference."""
    code = normalize_code(typed)
    if len(code) > LETTERS:
        code = code.removeprefix(prefix.translate(_LOOK_ALIKES))
    return _format(prefix, code)


def _format(prefix: str, code: str) -> str:
    """Return the reference of a code."""
    return f"{prefix}-{code[:GROUP_LETTERS]}-{code[GROUP_LETTERS:]}"
