"""Tries at a card: counted in the database, for each client."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from services.core import clock
from services.core.errors import TooManyRequests
from services.core.rate_limit import consume
from services.policy.actor import Kind
from tests.api.world import ApiClient, World, create_client, incident_body


@pytest.fixture
def portal(world: World) -> ApiClient:
    """A fresh client of the union."""
    return create_client(world.app, world.union.organisation_id, Kind.UNION)


def wrong(portal: ApiClient, **changes: str) -> tuple[int, str]:
    card = {"case_number": "0000-0000-0000", "secret": "0" * 32, "consent_evidence_ref": "C-1"} | changes
    answer = portal.post("/member-cases", card)
    return answer.status_code, answer.json["code"]


def card_of(world: World) -> dict[str, str]:
    incident = world.school.post("/incidents", incident_body()).json["id"]
    card: dict[str, str] = world.school.post(f"/incidents/{incident}/card", {}).json
    return {**card, "consent_evidence_ref": "C-1"}


def test_after_five_wrong_cards_a_client_must_wait(world: World, portal: ApiClient) -> None:
    assert [wrong(portal) for _ in range(5)] == [(404, "not_found")] * 5
    answer = portal.post("/member-cases", card_of(world))
    assert (answer.status_code, answer.json["code"]) == (429, "rate_limited")
    assert 0 < int(answer.headers["Retry-After"]) <= 3600
    with clock.freeze_time(clock.now() + timedelta(hours=1, seconds=1)):
        later = create_client(world.app, world.union.organisation_id, Kind.UNION)
        assert wrong(later) == (404, "not_found")


def test_a_wrong_secret_and_an_unknown_case_answer_alike(world: World, portal: ApiClient) -> None:
    known = card_of(world)["case_number"]
    assert wrong(portal, case_number=known) == wrong(portal) == (404, "not_found")


def test_right_cards_use_up_no_tries(world: World, portal: ApiClient) -> None:
    assert [portal.post("/member-cases", card_of(world)).status_code for _ in range(7)] == [201] * 7


def test_malformed_input_uses_up_no_tries(world: World, portal: ApiClient) -> None:
    assert [portal.post("/member-cases", {}).status_code for _ in range(7)] == [422] * 7
    assert wrong(portal) == (404, "not_found")


def test_other_clients_are_not_held_up(world: World, portal: ApiClient) -> None:
    for _ in range(6):
        wrong(portal)
    assert wrong(world.union)[0] == 404


def test_parallel_tries_cannot_pass_each_other(world: World) -> None:
    """Given forty tries at once at a limit of five, five get through."""

    def tried(_: int) -> bool:
        try:
            consume("test", "somebody", at_most=5)
        except TooManyRequests:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(tried, range(40))) == 5


def test_the_count_begins_anew_after_the_period(world: World) -> None:
    consume("again", "somebody", at_most=1)
    with pytest.raises(TooManyRequests) as refused:
        consume("again", "somebody", at_most=1)
    with clock.freeze_time(clock.now() + timedelta(seconds=refused.value.retry_after + 1)):
        consume("again", "somebody", at_most=1)
