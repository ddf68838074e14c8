"""Idempotent functions that give all spellings of one id the same text."""

from __future__ import annotations

import base64
import binascii
import re
import string
from collections.abc import Callable

Normalizer = Callable[[str], str]

# Instagram writes the numeric id of a post in base 64 with these digits.
INSTAGRAM_DIGITS = string.ascii_uppercase + string.ascii_lowercase + string.digits + "-_"


def keep_unchanged(text: str) -> str:
    """Return the text as it is, for ids that are case-sensitive."""
    return text


def lowercase(text: str) -> str:
    """Return the text in lower case, for ids that are not case-sensitive."""
    return text.lower()


def lowercase_without_dots(text: str) -> str:
    """Return the text in lower case without full stops, for names in which the platform ignores both."""
    return text.replace(".", "").lower()


def strip_phone_punctuation(text: str) -> str:
    """Return only the digits of a telephone number, without the international prefix `+` or `00`."""
    return re.sub(r"[^0-9]", "", text).removeprefix("00")


def strip_base64_padding(text: str) -> str:
    """Return the text without the `=` characters at its end."""
    return text.rstrip("=")


def extract_last_number(text: str) -> str:
    """Return the last number in the text, or in its base64 decoding unless it has digits and `_` only.

    A text without a number is returned unchanged.
    """
    numbers = re.findall(r"[0-9]+", text if re.fullmatch(r"[0-9_]+", text) else _decode_base64(text))
    return str(numbers[-1]) if numbers else text


def encode_instagram_shortcode(media_id: str) -> str:
    """Return the shortcode that stands in the URL of the Instagram post with this numeric id."""
    number, shortcode = int(media_id), ""
    while number:
        number, digit = divmod(number, 64)
        shortcode = INSTAGRAM_DIGITS[digit] + shortcode
    return shortcode


def _decode_base64(text: str) -> str:
    """Decode URL-safe base64 to ASCII text; return an empty text for any other input."""
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode("ascii")
    except (ValueError, binascii.Error):
        return ""
