"""Whatever one party asks: the contract holds, and its peer neither shows through nor is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.policy.actor import Kind
from tests.fuzz.assert_unchanged import unharmed
from tests.fuzz.campaign import reachable
from tests.fuzz.world import PEERS, World

EXAMPLES = 10
KINDS = list(PEERS)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_that_one_asks_breaks_the_contract_or_reaches_its_peer(
    world: World, kind: Kind, tmp_path: Path
) -> None:
    """Given two of a kind under the same agreements; when one asks at random, of its own things and of others', then

    nothing fails on our side, every answer is in the contract, tokens count, nothing foreign is told, what is foreign
    looks like what is not there, and the other finds everything of its own as it was.
    """
    covered = {name for earlier in KINDS[: KINDS.index(kind)] for name in reachable(earlier)}
    unharmed(world, kind, tmp_path, EXAMPLES, covered)
