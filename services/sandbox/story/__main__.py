"""`python -m services.sandbox.story --base-url URL --clients FILE`: run the story and print a table of its steps."""

from __future__ import annotations

import argparse
import fcntl
import json
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from services.sandbox.story.credentials import ClientCredentials
from services.sandbox.story.runner import CompletedStep, StoryFailed, start_actors
from services.sandbox.story.scenario import ACTORS, run_scenario

EXIT_FAILURE, EXIT_INTERRUPTED = 1, 130


class StepTable:
    """Prints the completed steps as rows of a table and counts them."""

    def __init__(self) -> None:
        self.step_count = 0
        print(self._format_row("step", "organisation", "action", "ms", "result"), flush=True)

    def print_step(self, step: CompletedStep) -> None:
        """Print a completed step."""
        self.step_count += 1
        action = step.name.replace("_", " ")
        milliseconds = f"{step.milliseconds:.0f}"
        print(self._format_row(str(self.step_count), step.actor, action, milliseconds, step.summary), flush=True)

    @staticmethod
    def _format_row(step: str, organisation: str, action: str, milliseconds: str, result: str) -> str:
        """Return a line with the five columns."""
        return f"{step:>4}  {organisation:<18}  {action:<18}  {milliseconds:>6}  {result}"


def main() -> int:
    """Parse the command line, run the story and return the exit status: 0 when every step had the expected result."""
    parser = argparse.ArgumentParser(prog="python -m services.sandbox.story", description=__doc__)
    parser.add_argument("--base-url", required=True, help="the base URL of the service")
    parser.add_argument("--clients", type=Path, required=True, help="the file of clients that `api.sandbox` wrote")
    options = parser.parse_args()
    started = time.monotonic()
    table = StepTable()
    try:
        with (
            _load_clients(options.clients) as clients,
            start_actors(options.base_url, _assign_clients(clients), table.print_step) as runner,
        ):
            run_scenario(runner)
    except StoryFailed as error:
        print(f"Story failed after step {table.step_count}: {error}", file=sys.stderr)
        return EXIT_FAILURE
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    seconds = time.monotonic() - started
    print(f"Story passed: {table.step_count} steps, {len(ACTORS)} organisations, {seconds:.1f} seconds")
    return 0


@contextmanager
def _load_clients(path: Path) -> Iterator[Mapping[str, ClientCredentials]]:
    """Yield the clients in a file by the id of their organisation; raise StoryFailed if it is no file of clients.

    The file is locked, because two stories at once would see each other's reports in the feed of the helpline.
    """
    with ExitStack() as stack:
        try:
            file = stack.enter_context(path.open())
            clients = {client["organisation_id"]: client for client in json.load(file)["clients"]}
        except (OSError, ValueError, LookupError, TypeError) as error:
            raise StoryFailed(f"{path} is not a file of clients ({type(error).__name__})") from None
        fcntl.flock(file, fcntl.LOCK_EX)
        yield clients


def _assign_clients(clients: Mapping[str, ClientCredentials]) -> Mapping[str, tuple[str, ClientCredentials]]:
    """Return role and credentials of each actor; raise StoryFailed if the clients of an organisation are missing."""
    missing = [organisation.name for _, organisation in ACTORS.values() if str(organisation.id) not in clients]
    if missing:
        raise StoryFailed(f"the file of clients lacks {', '.join(missing)}")
    return {actor: (role, clients[str(organisation.id)]) for actor, (role, organisation) in ACTORS.items()}


if __name__ == "__main__":
    sys.exit(main())
