"""Host names without a scheme, such as example.org, among the words that contain full stops."""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.text_lint.top_level_domains import DISTINCT_DOMAINS
from services.text_lint.word_lists import is_ordinary_word, load_top_level_domains

DOTTED_WORD = re.compile(r"(?<![\w.-])[\w-]{1,63}(?:\.[\w-]{1,63}){1,20}")
URL_REST = re.compile(r"[/?#:][^\s\"]{1,2048}")
LETTER = re.compile(r"[^\W\d_]")


def find_hosts(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end (exclusive) of the host names in a normalized text, with the rest of the address."""
    for match in DOTTED_WORD.finditer(text):
        host_length = _measure_host(match[0].split("."))
        if host_length:
            end = match.start() + host_length
            rest = URL_REST.match(text, end)
            yield match.start(), rest.end() if rest else end


def _measure_host(labels: list[str]) -> int:
    """Return the number of characters up to the last label that is a top-level domain; 0 if there is none."""
    for count in range(len(labels), 1, -1):
        if _is_top_level_domain(labels[count - 1], labels[count - 2]):
            return len(".".join(labels[:count]))
    return 0


def _is_top_level_domain(label: str, name: str) -> bool:
    """Return True if the label is a top-level domain and no abbreviation or missing space is more likely."""
    domain = label.lower()
    if not label.isascii():
        # Internationalized top-level domains; a missing space would be followed by a capital letter.
        return label.isalpha() and label == domain and len(label) > 1 and _is_name(name)
    if domain in DISTINCT_DOMAINS:
        return True
    if domain not in load_top_level_domains() or not _is_name(name):
        return False
    # `again.It waits`: a space is missing more often than a domain is written with a capital letter.
    return label.islower() or not (len(label) == 2 or is_ordinary_word(domain))


def _is_name(label: str) -> bool:
    """Return True for more than one character with a letter: `e.g.`, `p.m.` and `9.30.am` are no domains."""
    return len(label) > 1 and LETTER.search(label) is not None
