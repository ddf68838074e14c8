"""Tables of URLs: a canonical id, and the URLs under which people find that content, one per line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from services.links import parse_link

UrlTable = Mapping[str, str]


def iterate_cases(table: UrlTable) -> Iterator[tuple[str, str]]:
    """Yield every URL of the table with its canonical id."""
    for canonical_id, urls in table.items():
        for url in split_lines(urls):
            yield url, canonical_id


def split_lines(text: str) -> list[str]:
    """Return the lines of a block of text without their indentation."""
    return [line.strip() for line in text.strip().splitlines()]


def get_first_urls(table: UrlTable) -> list[str]:
    """Return the first URL under each canonical id."""
    return [split_lines(urls)[0] for urls in table.values()]


def assert_distinct(*urls: str) -> None:
    """Assert that no two of the URLs have the same canonical id."""
    urls_by_id: dict[str, str] = {}
    for url in urls:
        canonical_id = parse_link(url).canonical_id
        assert canonical_id not in urls_by_id, f"{url} and {urls_by_id[canonical_id]} are both {canonical_id}"
        urls_by_id[canonical_id] = url
