"""Eight write and four follow one feed, from outside: everybody reads the same."""

from __future__ import annotations

from tests.faults.conftest import Site
from tests.support.background_load import run_load
from tests.support.markers import slow
from tests.support.waiting import wait_until

WRITERS = ("school", "other_school", "union", "school") * 2
PAGES = (1, 3, 20, 200)
MANY = 150


@slow
def test_four_readers_find_every_entry_once_and_in_one_order_while_eight_write(site: Site) -> None:
    # given eight who report and amend, and four who page through the helpline's feed in steps of their own
    with run_load(site.running.base_url, site.world, WRITERS, PAGES) as load:
        wait_until(lambda: len(load.acknowledged) > MANY)
    # then each of the four has read every version of every report, once, in one order without a gap
    load.assert_nothing_is_lost()
    assert not [client.met for client in load.clients if client.met]
    # and an organisation that has nothing to do with it has read nothing
    assert site.outside("government").feed() == []
