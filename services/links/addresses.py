"""Addresses rebuilt from native ids, for other organisations: nothing that the reporter wrote travels along."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote

from services.links.rules import Platform

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
# Permanent ids of Bluesky contain colons. Other punctuation is encoded: at the end it would be taken for a sentence's.
SAFE_CHARACTERS = ":"
# Letters of one case in a row. Ids that platforms generate have such runs so rarely that they can be left out then.
WORD = re.compile(r"[a-z]{5}|[A-Z]{5}")
HEXADECIMAL = re.compile(r"[0-9a-fA-F-]+")
WORD_IN_LONG_ID = re.compile(r"[a-z]{8}|[A-Z]{8}")
LONG_ID_LENGTH = 20


def build_address(platform: Platform, key: str, values: Mapping[str, str], context: Mapping[str, str]) -> str:
    """Return the address of the content with this key (`kind:native id`).

    `values` are the placeholders of which the native id consists. `context` are other ids in the URL that help to open
    the content, such as the account of a post; `parent` is an address already. The first template of the kind wins
    whose placeholders are all known.
    """
    kind, _, native_id = key.partition(":")
    known = {name: quote(value, safe=SAFE_CHARACTERS) for name, value in {**context, **values}.items()}
    known |= {"id": quote(native_id, safe=SAFE_CHARACTERS + "/"), "parent": context.get("parent", "")}
    for template in platform.addresses[kind].split():
        if all(known.get(name) for name in PLACEHOLDER.findall(template)):
            address = PLACEHOLDER.sub(lambda match: known[match[1]], template)
            return _encode_last_punctuation(address if "?" in address else address.replace("&", "?", 1))
    raise LookupError(f"no address without context for {platform.code}:{kind}")


def _encode_last_punctuation(address: str) -> str:
    """Return the address with punctuation at its end percent-encoded, so that a sentence cannot swallow it."""
    return f"{address[:-1]}%{ord(address[-1]):02X}" if address[-1] in ".:" else address


def is_generated_id(text: str) -> bool:
    """Return True if the text looks like an id that a platform generated, and not like a word that somebody wrote."""
    word = WORD_IN_LONG_ID if len(text) >= LONG_ID_LENGTH else WORD
    return HEXADECIMAL.fullmatch(text) is not None or word.search(text) is None
