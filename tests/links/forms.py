"""Tables of addresses: under each key, one a line, the forms in which people come by the same thing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from services.links import parse

Table = Mapping[str, str]


def each(table: Table) -> pytest.MarkDecorator:
    """A test for every address of the table, given its address and its key."""
    return pytest.mark.parametrize(("url", "key"), list(pairs(table)))


def pairs(table: Table) -> Iterator[tuple[str, str]]:
    """Every address with its key."""
    for key, forms in table.items():
        for url in lines(forms):
            yield url, key


def lines(text: str) -> list[str]:
    """The lines of a block of addresses."""
    return [line.strip() for line in text.strip().splitlines()]


def assert_all_different(*urls: str) -> None:
    """No two of these addresses have one key."""
    seen: dict[str, str] = {}
    for url in urls:
        key = parse(url).canonical
        assert key not in seen, f"{url} and {seen[key]} are both {key}"
        seen[key] = url


def first_of_each(table: Table) -> list[str]:
    """One address of every thing in the table."""
    return [lines(forms)[0] for forms in table.values()]
