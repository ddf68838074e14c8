"""`python -m openapi check|write`: compare v1.json with the contract of the routes, or write it. Needs no settings."""

from __future__ import annotations

import sys
from pathlib import Path

import orjson

from api import create_unchecked_app
from api.openapi.document import get_contract

CONTRACT_FILE = Path(__file__).parent / "v1.json"


def main(arguments: list[str]) -> int:
    """Run the command and return its exit status: 0 on success, 1 when the file is out of date, 2 for wrong usage."""
    if arguments == ["write"]:
        CONTRACT_FILE.write_bytes(generate_contract())
        return 0
    if arguments != ["check"]:
        print("usage: python -m openapi check|write", file=sys.stderr)
        return 2
    if not CONTRACT_FILE.exists() or CONTRACT_FILE.read_bytes() != generate_contract():
        print("openapi/v1.json is out of date; run `python -m openapi write`", file=sys.stderr)
        return 1
    return 0


def generate_contract() -> bytes:
    """Return the JSON of the contract of the routes, indented and sorted."""
    contract = get_contract(create_unchecked_app())
    return orjson.dumps(contract, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS) + b"\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
