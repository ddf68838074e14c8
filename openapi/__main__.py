"""`python -m openapi check|write`: compare v1.json with what the routes say, or write it. Needs no settings."""

from __future__ import annotations

import sys
from pathlib import Path

import orjson

from api import bare_app
from api.openapi.document import contract_of

FILE = Path(__file__).parent / "v1.json"


def main(arguments: list[str]) -> int:
    """0 when the file is as it should be."""
    if arguments == ["write"]:
        FILE.write_bytes(generated())
        return 0
    if arguments != ["check"]:
        print("openapi: say check or write", file=sys.stderr)
        return 2
    if not FILE.exists() or FILE.read_bytes() != generated():
        print("openapi: openapi/v1.json is not what the routes say; run `python -m openapi write`", file=sys.stderr)
        return 1
    return 0


def generated() -> bytes:
    """The contract that the routes make."""
    return orjson.dumps(contract_of(bare_app()), option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS) + b"\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
