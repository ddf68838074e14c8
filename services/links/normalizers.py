"""How two spellings of one id become one text. Each is a function that gives its own results back unchanged."""

from __future__ import annotations

import base64
import binascii
import re
import string
from collections.abc import Callable

Fold = Callable[[str], str]

# The digits of the number behind an Instagram code.
SIXTY_FOUR = string.ascii_uppercase + string.ascii_lowercase + string.digits + "-_"


def exact(text: str) -> str:
    """Every letter counts."""
    return text


def lower(text: str) -> str:
    """The case does not count."""
    return text.lower()


def lower_undotted(text: str) -> str:
    """Neither case nor full stops count."""
    return text.replace(".", "").lower()


def digits(text: str) -> str:
    """Only the digits count, and what stands for the plus sign before them does not."""
    return re.sub(r"[^0-9]", "", text).removeprefix("00")


def unpadded(text: str) -> str:
    """Every letter counts, but not the signs that fill up base 64."""
    return text.rstrip("=")


def last_number(text: str) -> str:
    """The last number in it, or in what it says in base 64; the text itself when there is none."""
    numbers = re.findall(r"[0-9]+", text if re.fullmatch(r"[0-9_]+", text) else _unpacked(text))
    return str(numbers[-1]) if numbers else text


def code_of_number(text: str) -> str:
    """The code in which a number is written where it is part of an address."""
    number, code = int(text), ""
    while number:
        number, digit = divmod(number, 64)
        code = SIXTY_FOUR[digit] + code
    return code


def _unpacked(text: str) -> str:
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode("ascii")
    except (ValueError, binascii.Error):
        return ""
