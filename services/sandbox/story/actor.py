"""`python -m services.sandbox.story.actor ROLE`: one actor. It reads its credentials, then its cues, a line each."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from typing import Any

import requests

from services.sandbox.story.caller import Caller
from services.sandbox.story.expectations import Unexpected
from services.sandbox.story.role import Role
from services.sandbox.story.roles import ROLES


def main() -> None:
    """Until there are no more cues."""
    first = json.loads(sys.stdin.readline())
    role = ROLES[sys.argv[1]](Caller(first["base_url"], first["client"]))
    for line in sys.stdin:
        cue = json.loads(line)
        sys.stdout.write(json.dumps(_played(role, cue["leg"], cue["given"])) + "\n")
        sys.stdout.flush()


def _played(role: Role, leg: str, given: Mapping[str, Any]) -> dict[str, Any]:
    try:
        seen = getattr(role, leg)(**given)
    except Unexpected as difference:
        return {"difference": str(difference)}
    except requests.RequestException as error:
        return {"difference": f"the service did not answer ({type(error).__name__})"}
    except (LookupError, ValueError) as error:
        return {"difference": f"an answer does not hold what it should ({type(error).__name__}: {error})"}
    return {"saw": seen.saw, "told": seen.told}


if __name__ == "__main__":
    try:
        main()
    except (BrokenPipeError, KeyboardInterrupt):
        # The director is gone, and nobody is left to be told.
        os._exit(1)
