"""Mutated tokens over HTTP: none authenticates, none is introspected as active, none causes an internal error."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from random import Random
from typing import NamedTuple

import pytest
import requests
from joserfc.jwk import ECKey

from services.embedded_postgres.processes import create_direct_session
from tests.auth.api_clients import TIMEOUT_SECONDS, ApiClient, register_with_secret
from tests.auth.mutations import MUTATIONS, Attacker, Mutation
from tests.conftest import StartService
from tests.support.databases import Database
from tests.support.markers import slow

SEED = 20261122
THREADS = 4
# The HTTP server refuses characters that no header may hold, and longer headers, before the application sees them.
MAX_HEADER_CHARACTERS = 8000
HTTP_SERVER_STATUSES = {400, 401, 431}
INACTIVE = '{"active": false}'
NUL_ERROR = '{"error": "invalid_request", "error_description": "A parameter holds a NUL character."}'


class Outcome(NamedTuple):
    """The response to a mutated token at one place; `text` is its body or error code."""

    mutation: str
    place: str
    status: int
    text: str


EXPECTED = {
    "API": {(401, "invalid_token")},
    "HTTP server": {(status, "") for status in HTTP_SERVER_STATUSES},
    "introspection": {(200, INACTIVE)},
    "introspection, with NUL": {(400, NUL_ERROR)},
}


@pytest.fixture(scope="module")
def client(shared_database: Database, start_service: StartService) -> Iterator[ApiClient]:
    """A client of the running service."""
    with start_service(shared_database, job_worker=False) as running:
        yield register_with_secret(running.base_url)


def test_five_hundred_mutated_tokens_are_refused(client: ApiClient) -> None:
    """Given a valid token; when it is mutated in every way; then each mutation is refused as expected."""
    assert_all_refused(client, 500)


@slow
def test_ten_thousand_mutated_tokens_are_refused(client: ApiClient) -> None:
    assert_all_refused(client, 10_000)


def assert_all_refused(client: ApiClient, count: int) -> None:
    """Send `count` mutated tokens as bearer tokens, and let the client of the valid token introspect each."""
    attacker = prepare_attacker(client)
    with ThreadPoolExecutor(THREADS) as pool:
        shares = (range(first, count, THREADS) for first in range(THREADS))
        results = pool.map(lambda numbers: send_mutations(client, attacker, numbers), shares)
        outcomes = [outcome for share in results for outcome in share]
    assert [each for each in outcomes if (each.status, each.text) not in EXPECTED[each.place]] == []
    introspected = Counter(each.mutation for each in outcomes if each.place.startswith("introspection"))
    assert sum(introspected.values()) == count
    assert min(introspected.values()) >= count // len(MUTATIONS) - 1
    # The original token has been valid all the time.
    assert send_bearer_token(create_direct_session(), client, attacker.token).status_code != 401
    assert client.introspect(attacker.token).json()["active"] is True


def send_mutations(client: ApiClient, attacker: Attacker, numbers: Sequence[int]) -> list[Outcome]:
    session, outcomes = create_direct_session(), []
    for number in numbers:
        mutation = MUTATIONS[number % len(MUTATIONS)]
        text = mutate(Random(SEED + number), mutation, attacker)
        outcomes.append(introspect_mutation(session, client, mutation, text))
        # White space around a token is ignored, and a header cannot hold line breaks.
        if "\r" not in text and "\n" not in text and text.strip(" \t") != attacker.token:
            outcomes.append(use_mutation(session, client, mutation, text))
    return outcomes


def introspect_mutation(session: requests.Session, client: ApiClient, mutation: Mutation, text: str) -> Outcome:
    form = {"token": text.encode(errors="surrogatepass")}
    credentials = client.client_id, str(client.secret)
    url = f"{client.base_url}/oauth/introspect"
    response = session.post(url, form, auth=credentials, timeout=TIMEOUT_SECONDS)
    place = "introspection, with NUL" if "\0" in text else "introspection"
    return Outcome(mutation.__name__, place, response.status_code, response.text)


def use_mutation(session: requests.Session, client: ApiClient, mutation: Mutation, text: str) -> Outcome:
    response = send_bearer_token(session, client, text)
    is_valid_header = all(character.isprintable() and character.isascii() for character in text)
    if is_valid_header and len(text) < MAX_HEADER_CHARACTERS:
        return Outcome(mutation.__name__, "API", response.status_code, response.json()["code"])
    return Outcome(mutation.__name__, "HTTP server", response.status_code, "")


def mutate(random: Random, mutation: Mutation, attacker: Attacker) -> str:
    """Return a mutation that is not, by chance, one of the valid tokens."""
    while (text := mutation(random, attacker)) in (attacker.token, attacker.second_token, ""):
        continue
    return text


def send_bearer_token(session: requests.Session, client: ApiClient, token: str) -> requests.Response:
    # HTTP servers decode headers as Latin-1; other characters are sent as UTF-8.
    is_latin_1 = all(ord(character) < 256 for character in token)
    content = token.encode("latin-1") if is_latin_1 else token.encode(errors="surrogatepass")
    headers = {"Authorization": b"Bearer " + content}
    return session.get(f"{client.base_url}/v1/me", headers=headers, timeout=TIMEOUT_SECONDS)


def prepare_attacker(client: ApiClient) -> Attacker:
    jwks = create_direct_session().get(f"{client.base_url}/oauth/jwks", timeout=TIMEOUT_SECONDS).json()
    own_key = ECKey.generate_key("P-256", auto_kid=True)
    return Attacker(client.get_token(), client.get_token(), ECKey.import_key(jwks["keys"][0]), own_key)
