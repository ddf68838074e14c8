"""Random requests of one party: every response follows the contract, and its peer neither shows nor changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.policy.actor import Kind
from tests.fuzz.assertions import assert_fuzzing_finds_nothing
from tests.fuzz.fuzzer import list_accessible_operations
from tests.fuzz.world import PEERS, World

EXAMPLES = 10
KINDS = list(PEERS)


@pytest.mark.parametrize("kind", KINDS)
def test_no_random_request_breaks_the_contract_or_reaches_the_peer(world: World, kind: Kind, tmp_path: Path) -> None:
    """Given two parties of a kind under the same agreements; when one sends random requests with ids of both; then

    there is no internal error, every response is in the contract, valid tokens are required, nothing of the peer is
    leaked, hidden resources look like nonexistent ones, and everything that the peer can read is unchanged.
    """
    # Each operation gets its systematic edge cases once, from the first kind that can access it.
    covered = {operation for earlier in KINDS[: KINDS.index(kind)] for operation in list_accessible_operations(earlier)}
    assert_fuzzing_finds_nothing(world, kind, tmp_path, EXAMPLES, covered)
