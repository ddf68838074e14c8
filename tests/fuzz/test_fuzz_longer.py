"""The same with more of everything, in a world of its own, and with the edges of each schema for each kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.policy.actor import Kind
from tests.fuzz.assert_unchanged import unharmed
from tests.fuzz.world import PEERS, World
from tests.support.markers import slow

EXAMPLES = 60


@slow
@pytest.mark.parametrize("kind", PEERS)
def test_nothing_that_one_asks_for_minutes_does_harm(world: World, kind: Kind, tmp_path: Path) -> None:
    unharmed(world, kind, tmp_path, EXAMPLES, set())
