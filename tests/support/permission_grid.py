"""Expectations written as a table that a person can read: one line a row, one column a kind of organisation."""

from __future__ import annotations

from services.policy.actor import Kind

COLUMNS = {
    "S": Kind.SCHOOL,
    "T": Kind.TRUST,
    "L": Kind.LOCAL_AUTHORITY,
    "U": Kind.UNION,
    "H": Kind.HELPLINE,
    "P": Kind.PLATFORM,
    "G": Kind.GOVERNMENT,
    "C": Kind.COORDINATION_BODY,
    "R": Kind.REGULATOR,
    "O": Kind.POLICE,
    "E": Kind.EMPLOYER_OTHER,
}
NO = "-"


def grid(text: str) -> dict[str, dict[Kind, str]]:
    """`{row: {kind: cell}}`; the first line names the columns by their letters, all of them, once each."""
    header, *lines = (line.split() for line in text.strip().splitlines())
    assert sorted(header) == sorted(COLUMNS), header
    kinds = [COLUMNS[letter] for letter in header]
    read = {row: dict(zip(kinds, cells, strict=True)) for row, *cells in lines}
    assert len(read) == len(lines), "a row is there twice"
    return read
