"""Attempts to open a case with a card: counted in the database for each client."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from api.v1.member_cases import CARD_TRIES_OF_CLIENT
from services.core import clock
from services.core.errors import TooManyRequests
from services.core.rate_limit import consume
from services.core.tenant_ids import get_tenant_client_id
from services.policy.actor import Kind
from tests.api.steps import Json, issue_card
from tests.api.world import AuthorizedClient, World, create_client, renew_token

WRONG_CARD = {"case_number": "0000-0000-0000", "secret": "0" * 32}


@pytest.fixture
def union_client(world: World) -> AuthorizedClient:
    """A new client of the union, without earlier attempts."""
    return create_client(world.app, world.union.organisation_id, Kind.UNION)


def case_body(card: Json) -> Json:
    return {**card, "consent_evidence_ref": "C-1"}


def try_wrong_card(client: AuthorizedClient, **changes: str) -> tuple[int, str]:
    """Try to open a case with a wrong card, and return status and code of the response."""
    response = client.post("/member-cases", case_body(WRONG_CARD | changes))
    return response.status_code, response.json["code"]


def try_valid_card(world: World, client: AuthorizedClient) -> int:
    """Open a case with a new card, and return the status of the response."""
    status: int = client.post("/member-cases", case_body(issue_card(world))).status_code
    return status


def test_a_case_number_is_rate_limited_after_five_failures(world: World, union_client: AuthorizedClient) -> None:
    card = issue_card(world)
    spellings = [card["case_number"], card["case_number"].lower(), card["case_number"].replace("-", " ")]
    wrong = [try_wrong_card(union_client, case_number=spellings[attempt % 3]) for attempt in range(5)]
    assert wrong == [(404, "not_found")] * 5
    response = union_client.post("/member-cases", case_body(card))
    assert (response.status_code, response.json["code"]) == (429, "rate_limited")
    assert 0 < int(response.headers["Retry-After"]) <= 3600
    with clock.freeze_time(clock.now() + timedelta(minutes=59)):
        assert renew_token(union_client).post("/member-cases", case_body(card)).status_code == 429
    with clock.freeze_time(clock.now() + timedelta(hours=1, seconds=1)):
        assert renew_token(union_client).post("/member-cases", case_body(card)).status_code == 201


def test_a_mistyped_card_does_not_stop_the_next_one(world: World, union_client: AuthorizedClient) -> None:
    number = issue_card(world)["case_number"]
    statuses = [try_wrong_card(union_client, case_number=number)[0] for _ in range(6)]
    assert statuses == [404] * 5 + [429]
    assert try_valid_card(world, union_client) == 201


def test_failures_with_many_case_numbers_stop_the_client(union_client: AuthorizedClient) -> None:
    for _ in range(CARD_TRIES_OF_CLIENT):
        consume("card", get_tenant_client_id(union_client.client_id, "union"), at_most=CARD_TRIES_OF_CLIENT)
    assert try_wrong_card(union_client, case_number="TC-1111-1111")[0] == 429


def test_wrong_secrets_and_unknown_cases_get_the_same_response(world: World, union_client: AuthorizedClient) -> None:
    existing_case_number = issue_card(world)["case_number"]
    wrong_secret = try_wrong_card(union_client, case_number=existing_case_number)
    assert wrong_secret == try_wrong_card(union_client) == (404, "not_found")


def test_valid_cards_do_not_count_as_attempts(world: World, union_client: AuthorizedClient) -> None:
    assert [try_valid_card(world, union_client) for _ in range(7)] == [201] * 7


def test_invalid_input_does_not_count_as_an_attempt(world: World, union_client: AuthorizedClient) -> None:
    assert [union_client.post("/member-cases", {}).status_code for _ in range(7)] == [422] * 7
    assert try_wrong_card(union_client) == (404, "not_found")


def test_the_limit_of_one_client_does_not_affect_others(world: World, union_client: AuthorizedClient) -> None:
    for _ in range(6):
        try_wrong_card(union_client)
    assert try_wrong_card(world.union)[0] == 404


def test_simultaneous_attempts_do_not_exceed_the_limit(world: World) -> None:
    """Given forty attempts at once with a limit of five, five are allowed."""

    def is_allowed(_: int) -> bool:
        try:
            consume("test", "somebody", at_most=5)
        except TooManyRequests:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(is_allowed, range(40))) == 5


def test_the_limit_is_reset_after_its_period(world: World) -> None:
    consume("period", "somebody", at_most=1)
    with pytest.raises(TooManyRequests) as raised:
        consume("period", "somebody", at_most=1)
    with clock.freeze_time(clock.now() + timedelta(seconds=raised.value.retry_after + 1)):
        consume("period", "somebody", at_most=1)
