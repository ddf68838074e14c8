"""The input of one run: a file, because the fuzzer runs in a process of its own."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

PATH_VARIABLE = "FUZZ_RUN_INPUT"


@dataclass(frozen=True, slots=True)
class RunInput:
    """The facts about the world that the checks compare responses with.

    `visible_ids` are the ids that the caller may see by the name of their parameter, `shared_ids` those that its peer
    may see too. The caller keeps the incidents `open_incident_ids` open, so that they can be amended.
    `forbidden_words` must not be in any response to the caller. `amendable_fields` are the fields of an incident that
    the caller may amend.
    """

    token: str
    peer_token: str
    tokens_by_scope: Mapping[str, str]
    visible_ids: Mapping[str, Sequence[str]]
    shared_ids: Sequence[str]
    open_incident_ids: Sequence[str]
    hidden_ids: Sequence[str]
    forbidden_words: Sequence[str]
    amendable_fields: Sequence[str]
    platform_by_subject: Mapping[str, str]
    subjects_by_escalation: Mapping[str, Sequence[str]]
    secret_by_case_number: Mapping[str, str]

    def save(self, path: Path) -> None:
        """Write the input to a file, from which `load_run_input` reads it in another process."""
        path.write_text(json.dumps(asdict(self)))


@cache
def load_run_input() -> RunInput:
    """Return the input of this run, from the file that the environment names."""
    return RunInput(**json.loads(Path(os.environ[PATH_VARIABLE]).read_text()))
