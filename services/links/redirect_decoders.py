"""Decoders for the ways in which redirect wrappers encode the URL that they carry."""

from __future__ import annotations

import binascii
import re
from base64 import urlsafe_b64decode
from collections.abc import Callable
from urllib.parse import unquote

from services.links.url import ParsedUrl

# Takes the encoded target and the URL of the wrapper. The result is no URL if the target cannot be decoded.
TargetDecoder = Callable[[str, ParsedUrl], str]

PROOFPOINT_V3 = re.compile(r"(?P<text>.+)__;(?P<characters>[\w-]*=*)!.*")
# A `*` stands for one replaced character, `**A` for two, `**B` for three.
PROOFPOINT_V3_RUN = re.compile(r"\*(?:\*([A-Za-z0-9_-]))?")
PROOFPOINT_V3_RUN_LENGTHS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def keep_target(target: str, wrapper_url: ParsedUrl) -> str:
    """Return the target unchanged: it is not encoded."""
    return target


def decode_base64(target: str, wrapper_url: ParsedUrl) -> str:
    """Decode URL-safe base64; return an empty text if it is no ASCII text."""
    try:
        return urlsafe_b64decode(target + "=" * (-len(target) % 4)).decode("ascii")
    except (ValueError, binascii.Error):
        return ""


def decode_bing_base64(target: str, wrapper_url: ParsedUrl) -> str:
    """Decode the base64 that Bing puts behind a prefix of two characters."""
    return decode_base64(target[2:], wrapper_url)


def decode_proofpoint_v2(target: str, wrapper_url: ParsedUrl) -> str:
    """Decode version 2 of Proofpoint: `-` for the `%` of percent-encoding and `_` for `/`."""
    return unquote(target.replace("-", "%").replace("_", "/"))


def decode_proofpoint_v3(target: str, wrapper_url: ParsedUrl) -> str:
    """Decode version 3 of Proofpoint: `*` for each of the characters that follow the URL in base64."""
    parts = PROOFPOINT_V3.fullmatch(target)
    if parts is None:
        return ""
    characters = decode_base64(parts["characters"], wrapper_url)
    position = 0

    def take_characters(run: re.Match[str]) -> str:
        """Return the next characters that a run of `*` stands for."""
        nonlocal position
        start, position = position, position + (PROOFPOINT_V3_RUN_LENGTHS.index(run[1]) + 2 if run[1] else 1)
        return characters[start:position]

    text = PROOFPOINT_V3_RUN.sub(take_characters, parts["text"])
    return text if position == len(characters) else ""


def decode_path_parameter(target: str, wrapper_url: ParsedUrl) -> str:
    """Return path and query from a query whose first, unnamed parameter is the path (links in Facebook's mails)."""
    path, _, parameters = target.partition("&")
    return f"/{unquote(path).lstrip('/')}?{parameters}"


def decode_translated_host(target: str, wrapper_url: ParsedUrl) -> str:
    """Return the URL that Google translates: its host is the first label, with `-` for `.` and `--` for `-`."""
    host = wrapper_url.host.partition(".")[0].replace("--", "\0").replace("-", ".").replace("\0", "-")
    return f"https://{host}{target}"
