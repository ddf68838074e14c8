"""Ten thousand tokens that nobody issued, over HTTP: 0 open the API, 0 are called active, 0 are answered with 500."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest
import requests
from joserfc.jwk import ECKey

from services.embedded_postgres.processes import create_direct_session
from tests.auth.mutations import KINDS, Known
from tests.auth.parties import Party, with_secret
from tests.conftest import Service
from tests.support.databases import Database
from tests.support.markers import slow

SEED = 20261122
THREADS = 4
PATIENCE = 20
# What the HTTP server itself refuses: characters that no header may hold, and headers beyond its measure.
LONGEST_HEADER = 8000
UNHEARD = {400, 401, 431}
NUL = '{"error": "invalid_request", "error_description": "A parameter holds a NUL character."}'

Seen = tuple[str, str, int, str]


@pytest.fixture(scope="module")
def party(shared_database: Database, service: Service) -> Iterator[Party]:
    """A client of the running service."""
    with service(shared_database, worker=False) as running:
        yield with_secret(running.base_url)


def test_five_hundred_mutated_tokens(party: Party) -> None:
    """Given a good token; when it comes changed in every way; then it is refused, and nothing breaks."""
    refused_all(party, 500)


@slow
def test_ten_thousand_mutated_tokens(party: Party) -> None:
    refused_all(party, 10_000)


def refused_all(party: Party, count: int) -> None:
    """Each changed token is sent as a bearer token, and asked about by the client that holds the good one."""
    known = what_is_known(party)
    with ThreadPoolExecutor(THREADS) as pool:
        shares = list(pool.map(lambda first: sent(party, known, range(first, count, THREADS)), range(THREADS)))
    seen = [one for share in shares for one in share]
    assert [one for one in seen if one[1:] not in EXPECTED[one[1]]] == []
    made = Counter(kind for kind, where, _, _ in seen if where.startswith("introspected"))
    assert sum(made.values()) == count
    assert min(made.values()) >= count // len(KINDS) - 1
    # the good token was good all the time
    assert bearing(create_direct_session(), party, known.token).status_code != 401
    assert party.introspect(known.token).json()["active"] is True


EXPECTED = {
    "borne": {("borne", 401, "invalid_token")},
    "borne, unheard": {("borne, unheard", status, "") for status in UNHEARD},
    "introspected": {("introspected", 200, '{"active": false}')},
    "introspected, with NUL": {("introspected, with NUL", 400, NUL)},
}


def sent(party: Party, known: Known, numbers: range) -> list[Seen]:
    session, seen = create_direct_session(), []
    for number in numbers:
        kind = KINDS[number % len(KINDS)]
        text = different(Random(SEED + number), kind, known)
        form = {"token": text.encode(errors="surrogatepass")}
        told = session.post(f"{party.base_url}/oauth/introspect", form, auth=credentials(party), timeout=PATIENCE)
        where = "introspected, with NUL" if "\0" in text else "introspected"
        seen.append((kind.__name__, where, told.status_code, told.text))
        if "\r" not in text and "\n" not in text and text.strip(" \t") != known.token:
            answer = bearing(session, party, text)
            heard = len(text) < LONGEST_HEADER and all(one.isprintable() and one.isascii() for one in text)
            code = answer.json()["code"] if heard else ""
            seen.append((kind.__name__, "borne" if heard else "borne, unheard", answer.status_code, code))
    return seen


def different(chance: Random, kind: object, known: Known) -> str:
    """A token of this kind that is not, by accident, a good one."""
    assert callable(kind)
    while (text := str(kind(chance, known))) in (known.token, known.other, ""):
        continue
    return text


def bearing(session: requests.Session, party: Party, token: str) -> requests.Response:
    # As headers are read: one byte, one character. What has no such byte comes as UTF-8.
    one_byte_each = all(ord(one) < 256 for one in token)
    content = token.encode("latin-1") if one_byte_each else token.encode(errors="surrogatepass")
    headers = {"Authorization": b"Bearer " + content}
    return session.get(f"{party.base_url}/v1/me", headers=headers, timeout=PATIENCE)


def credentials(party: Party) -> tuple[str, str]:
    return party.client_id, str(party.secret)


def what_is_known(party: Party) -> Known:
    published = create_direct_session().get(f"{party.base_url}/oauth/jwks", timeout=PATIENCE).json()["keys"][0]
    mine = ECKey.generate_key("P-256", auto_kid=True)
    return Known(party.token(), party.token(), ECKey.import_key(published), mine)
