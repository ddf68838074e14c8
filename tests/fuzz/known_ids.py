"""What one run is told of its world: as a file, since the fuzzer is a process of its own."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

VARIABLE = "FUZZ_GIVEN"


@dataclass(frozen=True, slots=True)
class Given:
    """Tokens by scope hold that scope alone. `unheard` are words that no answer to the caller may hold,
    `own` what it may see, by the name of the parameter, `shared` what its peer may see too.

    `amends` are the fields of an incident that are the caller's to correct; `platforms` are by subject, `subjects` by
    escalation, `cards` are secrets by case number.
    """

    token: str
    peer_token: str
    tokens_by_scope: Mapping[str, str]
    own: Mapping[str, Sequence[str]]
    shared: Sequence[str]
    foreign_ids: Sequence[str]
    unheard: Sequence[str]
    amends: Sequence[str]
    platforms: Mapping[str, str]
    subjects: Mapping[str, Sequence[str]]
    cards: Mapping[str, str]

    def written(self, path: Path) -> None:
        """For `given` in another process."""
        path.write_text(json.dumps(asdict(self)))


@cache
def given() -> Given:
    """What this process is told."""
    return Given(**json.loads(Path(os.environ[VARIABLE]).read_text()))
