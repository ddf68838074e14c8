"""Making a dump with pg_dump as the owner, and reading its tables."""

from __future__ import annotations

import base64
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from services.embedded_postgres import programs
from tests.support.databases import Database

COPIED_TABLE = re.compile(r"^COPY public\.(\w+) \(([^)]*)\) FROM stdin;\n(.*?)^\\\.\n", re.MULTILINE | re.DOTALL)
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
NULL = r"\N"

# A row of the dump: the text of each column by its name.
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Dump:
    """The text of a dump, and the rows of each table that has any."""

    text: str
    rows: Mapping[str, Sequence[Row]]

    def find(self, word: str) -> list[str]:
        """Return the forms in which the dump contains the word: as text, in hexadecimal or in base64."""
        forms = {"text": word, "percent-encoded": quote(word, safe=""), "escaped": word.replace("\n", r"\n")}
        forms |= {"hexadecimal": word.encode().hex(), "UTF-16": word.encode("utf-16-le").hex()}
        forms |= {f"base64 at {shift}": _encode_inside_base64(word, shift) for shift in range(3)}
        lower = self.text.lower()
        return [name for name, form in forms.items() if form in self.text or form.lower() in lower]

    def list_identifiers(self) -> Iterator[tuple[str, frozenset[str]]]:
        """Yield for each row its table and what could identify something: UUIDs and other long values."""
        for table, rows in self.rows.items():
            for row in rows:
                values = [value for value in row.values() if value != NULL]
                uuids = {match for value in values for match in UUID.findall(value)}
                yield table, frozenset(uuids | {value for value in values if len(value) > 12 and " " not in value})


def make_dump(database: Database) -> Dump:
    """Dump the database as the owner of the tables, with the rows that its policies show to the owner: all."""
    pg_dump = programs.get_bin_directory(None) / "pg_dump"
    command = [str(pg_dump), "--enable-row-security", "--no-owner", "--dbname", database.owner_url]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return Dump(text, {table: list(_read_rows(columns, lines)) for table, columns, lines in COPIED_TABLE.findall(text)})


def _read_rows(columns: str, lines: str) -> Iterator[Row]:
    """Yield the rows of one COPY command."""
    names = [name.strip().strip('"') for name in columns.split(",")]
    for line in lines.splitlines():
        yield dict(zip(names, line.split("\t"), strict=True))


def _encode_inside_base64(word: str, shift: int) -> str:
    """Return the part of a base64 text that does not depend on what surrounds the word; `shift` bytes precede it."""
    encoded = base64.b64encode(b"\0" * shift + word.encode()).decode()
    return encoded[shift + 1 if shift else 0 : -4].rstrip("=")
