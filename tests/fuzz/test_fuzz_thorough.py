"""More random requests, in a world of their own, with the edge cases of every schema for each kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.policy.actor import Kind
from tests.fuzz.assertions import assert_fuzzing_finds_nothing
from tests.fuzz.world import PEERS, World
from tests.support.markers import slow

EXAMPLES = 60


@slow
@pytest.mark.parametrize("kind", PEERS)
def test_no_request_of_a_long_run_breaks_the_contract_or_reaches_the_peer(
    world: World, kind: Kind, tmp_path: Path
) -> None:
    assert_fuzzing_finds_nothing(world, kind, tmp_path, EXAMPLES, set())
