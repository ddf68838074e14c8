"""Several clients read one feed while others write to it: all must read the same."""

from __future__ import annotations

from tests.faults.conftest import Site
from tests.support.background_load import run_load
from tests.support.markers import slow
from tests.support.waiting import wait_until

WRITERS = ("school", "other_school", "union", "school") * 2
PAGE_SIZES = (1, 3, 20, 200)
INCIDENTS = 150


@slow
def test_four_readers_read_every_entry_once_and_in_the_same_order_while_eight_clients_write(site: Site) -> None:
    # given eight clients that report and amend, and four that read the helpline's feed in pages of different sizes
    with run_load(site.running.base_url, site.world, WRITERS, PAGE_SIZES) as load:
        wait_until(lambda: len(load.acknowledged) > INCIDENTS)
    # then each reader has read every version of every incident once, in one order and without a gap
    load.assert_nothing_is_lost()
    assert not [client.retries for client in load.clients if client.retries]
    # and the feed of an organisation that is not concerned is empty
    assert site.client("government").read_feed() == []
