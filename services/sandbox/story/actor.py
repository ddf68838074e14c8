"""`python -m services.sandbox.story.actor ROLE`: the process of one actor.

It reads JSON lines from standard input, first its credentials, then a command per step, and writes a reply to each.
"""

from __future__ import annotations

import json
import os
import sys

import requests

from services.sandbox.story.actor_role import ActorRole, StepResult
from services.sandbox.story.api_client import ApiClient, JsonObject
from services.sandbox.story.expectations import ExpectationFailed
from services.sandbox.story.roles import ROLES


def main() -> None:
    """Run the commands from standard input until its end."""
    setup = json.loads(sys.stdin.readline())
    role = ROLES[sys.argv[1]](ApiClient(setup["base_url"], setup["credentials"]))
    for line in sys.stdin:
        command = json.loads(line)
        sys.stdout.write(json.dumps(_run_step(role, command["step"], command["arguments"])) + "\n")
        sys.stdout.flush()


def _run_step(role: ActorRole, step: str, arguments: JsonObject) -> JsonObject:
    """Run a step and return the reply: its summary and data, or the reason why it failed."""
    try:
        result: StepResult = getattr(role, step)(**arguments)
    except ExpectationFailed as error:
        return {"failure": str(error)}
    except requests.RequestException as error:
        return {"failure": f"the service did not answer ({type(error).__name__})"}
    except (LookupError, ValueError) as error:
        return {"failure": f"a response lacks an expected value ({type(error).__name__}: {error})"}
    return {"summary": result.summary, "data": result.data}


if __name__ == "__main__":
    try:
        main()
    except (BrokenPipeError, KeyboardInterrupt):
        # The process that runs the scenario has ended.
        os._exit(1)
