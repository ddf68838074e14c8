"""One run of schemathesis: as one party against its peer, with a report of what it found."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from api.operation import ANY_TOKEN
from api.v1 import BLUEPRINTS
from auth.scopes import allowed_scopes
from services.incidents.amendments import AMENDABLE_FIELDS
from services.policy.actor import Kind
from services.resources.incident import AMEND_INCIDENT, CLASSIFY_INCIDENT
from tests.fuzz.clients import fetch_token, renew_token
from tests.fuzz.configuration import format_configuration
from tests.fuzz.inventory import NOUNS
from tests.fuzz.run_input import PATH_VARIABLE, RunInput
from tests.fuzz.world import PEERS, World
from tests.support.databases import ROOT, copy_unconfigured_environment

# Loaded machines need several times as long as idle ones.
TIMEOUT_SECONDS = 900
INPUT_FILE, AUTH_FILE, CONFIGURATION_FILE, REPORT_FILE = (
    "input.json",
    "auth.json",
    "schemathesis.toml",
    "report.json",
)


@dataclass(frozen=True, slots=True)
class FuzzReport:
    """The operations of each failure by its title, the operations that succeeded at least once, and the output."""

    failures: Mapping[str, Sequence[str]]
    succeeded: frozenset[str]
    requests: int
    text: str


def run_fuzzer(
    world: World,
    kind: Kind,
    directory: Path,
    *,
    examples: int,
    operations: Sequence[str] = (),
    covered: Sequence[str] = (),
    repetition: int = 0,
) -> FuzzReport:
    """Send random requests as the first party of this kind; the second is its peer.

    `operations` defaults to all that the kind can access; for those in `covered` the systematic edge cases of
    the schema are left out. Each `repetition` of a run draws other requests. The directory gets the files of the run.
    """
    caller, peer = PEERS[kind]
    run_input = _create_run_input(world, caller, peer)
    run_input.save(directory / INPUT_FILE)
    users = [_auth_entry("caller", run_input.token), _auth_entry("peer", run_input.peer_token)]
    (directory / AUTH_FILE).write_text(json.dumps({"auth": users}))
    (directory / CONFIGURATION_FILE).write_text(
        format_configuration(world, kind, examples=examples, covered=covered, repetition=repetition)
    )
    command = [sys.executable, "-m", "schemathesis.cli", "--no-color", "run", f"{world.base_url}/v1/openapi.json"]
    command += ["--report-json-path", REPORT_FILE]
    for operation_id in operations or list_accessible_operations(kind):
        command += ["--include-operation-id", operation_id]
    variables = {PATH_VARIABLE: str(directory / INPUT_FILE), "PYTHONPATH": str(ROOT)}
    process = subprocess.run(
        command,
        cwd=directory,
        env=copy_unconfigured_environment() | variables,
        capture_output=True,
        text=True,
        timeout=TIMEOUT_SECONDS,
        check=False,
    )
    return _parse_report(directory / REPORT_FILE, process.stdout + process.stderr)


def list_accessible_operations(kind: Kind) -> Sequence[str]:
    """Return the ids of the operations whose scope the kind has; all others reject it whatever it sends."""
    return [
        operation_id
        for blueprint in BLUEPRINTS
        for operation_id, operation in blueprint.operations.items()
        if operation.scope in (ANY_TOKEN, *allowed_scopes(kind))
    ]


def list_operation_ids(labels: Collection[str]) -> Sequence[str]:
    """Return the ids of the operations with these labels, such as `GET /v1/incidents`."""
    return [
        operation_id
        for blueprint in BLUEPRINTS
        for operation_id, operation in blueprint.operations.items()
        if f"{operation.method} {blueprint.url_prefix}{operation.path}" in labels
    ]


def _parse_report(path: Path, text: str) -> FuzzReport:
    assert path.exists(), text
    content = json.loads(path.read_text())
    failures = {failure["title"]: failure["operations"] for failure in content["failures"]}
    failures |= {error["title"]: [] for error in content["errors"]}
    succeeded = frozenset(
        operation
        for operation, phases in content["valid_rates"].items()
        if any(phase["accepted"] for phase in phases.values())
    )
    return FuzzReport(failures, succeeded, content["test_cases"]["generated"], text)


def _create_run_input(world: World, caller: str, peer: str) -> RunInput:
    client, inventory = world[caller], world.inventory
    visible = {noun: inventory.visible_ids(noun, caller) for noun in NOUNS}
    return RunInput(
        token=renew_token(client),
        peer_token=renew_token(world[peer]),
        tokens_by_scope={scope: fetch_token(client, scope) for scope in sorted(client.scopes)[:2]},
        visible_ids={f"{noun}_id": ids for noun, ids in visible.items()},
        shared_ids=[
            item_id for noun, ids in visible.items() for item_id in ids if item_id in inventory.visible_ids(noun, peer)
        ],
        open_incident_ids=world.open_incident_ids,
        hidden_ids=[item_id for noun in NOUNS for item_id in inventory.hidden_ids(noun, caller)],
        forbidden_words=inventory.forbidden_words(caller),
        amendable_fields=sorted(AMENDABLE_FIELDS[CLASSIFY_INCIDENT if caller == "helpline" else AMEND_INCIDENT]),
        platform_by_subject=world.platform_by_subject,
        subjects_by_escalation=world.subjects_by_escalation,
        secret_by_case_number={card["case_number"]: card["secret"] for card in world.unused_cards},
    )


def _auth_entry(user: str, token: str) -> dict[str, object]:
    """Return a user of the auth file in the format of Web Fuzzing Commons."""
    return {"name": user, "fixedHeaders": [{"name": "Authorization", "value": f"Bearer {token}"}]}
