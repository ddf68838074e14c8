"""One run of the fuzzer: as one party against its peer, and what it found."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from api.operation import ANY_TOKEN
from api.v1 import BLUEPRINTS
from auth.scopes import allowed_scopes
from services.incidents.amendments import AMENDABLE_FIELDS
from services.policy.actor import Kind
from services.resources.incident import AMEND_INCIDENT, CLASSIFY_INCIDENT
from tests.fuzz.configuration import configuration
from tests.fuzz.holdings import NOUNS
from tests.fuzz.known_ids import VARIABLE, Given
from tests.fuzz.parties import token_of
from tests.fuzz.world import PEERS, World
from tests.support.databases import ROOT, copy_unconfigured_environment

AT_MOST = 300


@dataclass(frozen=True, slots=True)
class Report:
    """`failures` are the titles of what was found, with the operations; `accepted` are the operations that ever did
    what they were asked; `text` is what a person reads."""

    failures: Mapping[str, Sequence[str]]
    accepted: frozenset[str]
    requests: int
    text: str


def fuzz(
    world: World, kind: Kind, folder: Path, *, examples: int, only: Sequence[str] = (), covered: Sequence[str] = ()
) -> Report:
    """Ask as the first party of this kind, whose peer is the second.

    `only` are the operations, else all that it reaches; of those `covered` the edges of the schema are not tried again.
    """
    name, peer = PEERS[kind]
    given = _given(world, name, peer)
    given.written(folder / "given.json")
    logins = {"auth": [_login("caller", given.token), _login("peer", given.peer_token)]}
    (folder / "auth.json").write_text(json.dumps(logins))
    (folder / "schemathesis.toml").write_text(configuration(world, kind, examples=examples, covered=covered))
    command = [sys.executable, "-m", "schemathesis.cli", "--no-color", "run", f"{world.base_url}/v1/openapi.json"]
    command += ["--report-json-path", "report.json"]
    command += [part for each in only or reachable(kind) for part in ("--include-operation-id", each)]
    environment = {**copy_unconfigured_environment(), VARIABLE: str(folder / "given.json"), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=AT_MOST, check=False
    )
    return _report(folder / "report.json", done.stdout + done.stderr)


def reachable(kind: Kind) -> Sequence[str]:
    """The operations for which the kind has the scope: all others refuse it alike, whatever it asks."""
    operations = (one for blueprint in BLUEPRINTS for one in blueprint.operations.items())
    return [name for name, operation in operations if operation.scope in (ANY_TOKEN, *allowed_scopes(kind))]


def _report(path: Path, text: str) -> Report:
    assert path.exists(), text
    told: dict[str, Any] = json.loads(path.read_text())
    found = {failure["title"]: failure["operations"] for failure in told["failures"]}
    found |= {error["title"]: [] for error in told["errors"]}
    accepted = {name for name, phases in told["valid_rates"].items() if any(one["accepted"] for one in phases.values())}
    return Report(found, frozenset(accepted), told["test_cases"]["generated"], text)


def _given(world: World, name: str, peer: str) -> Given:
    caller = world[name]
    return Given(
        token_of(caller),
        token_of(world[peer]),
        {scope: token_of(caller, scope) for scope in sorted(caller.scopes)[:2]},
        {f"{noun}_id": world.holdings.own(noun, name) for noun in NOUNS},
        [one for noun in NOUNS for one in world.holdings.own(noun, name) if one in world.holdings.own(noun, peer)],
        [one for noun in NOUNS for one in world.holdings.foreign(noun, name)],
        world.holdings.unheard(name),
        sorted(AMENDABLE_FIELDS[CLASSIFY_INCIDENT if name == "helpline" else AMEND_INCIDENT]),
        world.platforms,
        world.subjects,
        {card["case_number"]: card["secret"] for card in world.cards},
    )


def _login(name: str, token: str) -> dict[str, Any]:
    return {"name": name, "fixedHeaders": [{"name": "Authorization", "value": f"Bearer {token}"}]}
