"""`script/token NAME`: print an access token of an organisation of the running sandbox."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import requests

from services.sandbox.story.credentials import fetch_access_token
from services.sandbox.story.expectations import ExpectationFailed

CLIENTS_FILE = Path(__file__).parents[2] / "var" / "sandbox-clients.json"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the token; on an error print one line and exit with status 1."""
    parser = argparse.ArgumentParser(prog="script/token", description="Print an access token of the sandbox.")
    parser.add_argument("organisation", help="the name of an organisation in the file of clients")
    parser.add_argument("--clients", type=Path, default=CLIENTS_FILE, help="the file of clients")
    options = parser.parse_args(arguments)
    try:
        content = json.loads(options.clients.read_text())
        clients = {client["organisation"]: client for client in content["clients"]}
        if options.organisation not in clients:
            parser.exit(1, f"script/token: no such organisation; the file lists {', '.join(sorted(clients))}\n")
        with requests.Session() as session:
            token = fetch_access_token(session, content["base_url"], clients[options.organisation])
    except (OSError, ValueError, LookupError, ExpectationFailed) as error:
        parser.exit(1, f"script/token: {type(error).__name__}: is the sandbox running (script/server)?\n")
    sys.stdout.write(f"{token}\n")


if __name__ == "__main__":
    main()
