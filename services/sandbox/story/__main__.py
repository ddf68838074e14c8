"""`python -m services.sandbox.story --base-url URL --clients FILE`: play it, and print who saw what, and when."""

from __future__ import annotations

import argparse
import fcntl
import json
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from services.sandbox.story.runner import Difference, Leg, stage
from services.sandbox.story.scenario import PARTS, play

FAILED, INTERRUPTED = 1, 130


def main() -> int:
    """0 when everything went as the story says."""
    parser = argparse.ArgumentParser(prog="python -m services.sandbox.story", description=__doc__)
    parser.add_argument("--base-url", required=True, help="where the service answers")
    parser.add_argument("--clients", type=Path, required=True, help="the file that the sandbox wrote")
    given = parser.parse_args()
    begun, legs = time.monotonic(), 0

    def show(leg: Leg) -> None:
        nonlocal legs
        legs += 1
        print(
            f"{legs:>3}  {leg.who:<18}  {leg.name.replace('_', ' '):<18}  {leg.milliseconds:>6.0f}  {leg.saw}",
            flush=True,
        )

    print(f"{'leg':>3}  {'who':<18}  {'what':<18}  {'ms':>6}  and saw")
    try:
        with _clients(given.clients) as clients, stage(given.base_url, _cast(clients), show) as ready:
            play(ready)
    except Difference as difference:
        print(f"The story went otherwise after leg {legs}: {difference}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    print(f"The story ran as told: {legs} legs, {len(PARTS)} actors, {time.monotonic() - begun:.1f} seconds")
    return 0


@contextmanager
def _clients(path: Path) -> Iterator[Mapping[str, Any]]:
    """By organisation. One story at a time: two would find each other's reports in the feeds of the same helpline."""
    with ExitStack() as stack:
        try:
            file = stack.enter_context(path.open())
            found = {client["organisation_id"]: client for client in json.load(file)["clients"]}
        except (OSError, ValueError, LookupError, TypeError) as error:
            raise Difference(f"{path} is not a file of clients ({type(error).__name__})") from None
        fcntl.flock(file, fcntl.LOCK_EX)
        yield found


def _cast(clients: Mapping[str, Any]) -> Mapping[str, tuple[str, Mapping[str, Any]]]:
    missing = [party.name for _, party in PARTS.values() if str(party.id) not in clients]
    if missing:
        raise Difference(f"the file of clients lacks {', '.join(missing)}")
    return {who: (role, clients[str(party.id)]) for who, (role, party) in PARTS.items()}


if __name__ == "__main__":
    sys.exit(main())
