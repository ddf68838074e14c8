"""Signing in with a secret."""

from __future__ import annotations

import base64
import hashlib

import pytest
from requests import Response

from auth import clients
from auth.models import OAuthClient
from services.core.db import transaction
from tests.auth.parties import Party, with_key, with_secret

FORM = {"grant_type": "client_credentials"}


def test_unknown_closed_and_wrong_are_one_answer(base_url: str, school: Party) -> None:
    """Given ids that exist, existed and never did; when a wrong secret comes; then nobody can tell them apart."""
    closed = with_secret(base_url)
    with transaction(None) as session:
        clients.disable(session, closed.client_id)
    attempts = [
        (school.client_id, "wrong"),
        (closed.client_id, str(closed.secret)),
        (with_key(base_url).client_id, "wrong"),
        ("nobody", "wrong"),
        ("no\0body", "wrong"),
        ("\U0001f600", "wrong"),
        ("", ""),
    ]
    answers = [school.post("/oauth/token", FORM, headers=basic(*attempt)) for attempt in attempts]
    assert {(answer.status_code, answer.text) for answer in answers} == {(401, answers[0].text)}
    assert answers[0].json()["error"] == "invalid_client"
    assert all(answer.headers["WWW-Authenticate"] == 'Basic realm="tarian"' for answer in answers)


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Basic",
        "Basic ",
        "Basic !!!",
        "Basic " + "A" * 4000,
        "Bearer x",
        "Basic \u00e9",
        "basic Og==",
        "Basic AA==",
        "Basic /w==",
    ],
)
def test_headers_that_are_no_credentials(school: Party, header: str) -> None:
    """Given bytes that are no base64, no text or no pair; when they come; then 401 and never 500."""
    refused(school.post("/oauth/token", FORM, headers={"Authorization": header.encode("latin-1")}))


def test_what_percent_encoding_hides_is_no_way_in(school: Party) -> None:
    """Given a NUL that only appears after decoding; when it comes; then it never reaches the database."""
    refused(school.post("/oauth/token", FORM, headers=basic("a%00b", "x")))


def test_a_secret_is_not_taken_from_the_form(school: Party) -> None:
    answer = school.post("/oauth/token", FORM | {"client_id": school.client_id, "client_secret": school.secret})
    refused(answer)


def test_a_client_signs_in_the_same_way_at_every_endpoint(base_url: str) -> None:
    parties = (with_secret(base_url), with_secret(base_url, posts=True), with_key(base_url))
    methods = ("client_secret_basic", "client_secret_post", "private_key_jwt")
    for party, method in zip(parties, methods, strict=True):
        with transaction(None) as session:
            client = session.get_one(OAuthClient, party.client_id)
        for endpoint in ("token", "revocation", "introspection"):
            ways = ("client_secret_basic", "client_secret_post", "private_key_jwt", "none")
            assert [way for way in ways if client.check_endpoint_auth_method(way, endpoint)] == [method]


def test_two_ways_at_once_are_refused(school: Party) -> None:
    for extra in ({"client_secret": "x"}, {"client_assertion": "x"}):
        answer = school.post("/oauth/token", FORM | extra, auth=(school.client_id, school.secret))
        assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


def test_a_client_id_beside_the_credentials_must_agree(school: Party) -> None:
    assert school.ask(client_id=school.client_id).status_code == 200
    assert school.ask(client_id="somebody").json()["error"] == "invalid_request"


def test_the_secret_itself_is_kept_nowhere(school: Party) -> None:
    with transaction(None) as session:
        row = session.get_one(OAuthClient, school.client_id)
        kept = {name: getattr(row, name) for name in OAuthClient.__mapper__.columns.keys()}  # noqa: SIM118
    assert kept["secret_hash"] == hashlib.sha256(str(school.secret).encode()).digest()
    assert str(school.secret) not in str(kept)
    assert len(base64.urlsafe_b64decode(f"{school.secret}=")) == 32


def basic(client_id: str, secret: str) -> dict[str, str]:
    pair = f"{client_id}:{secret}".encode()
    return {"Authorization": f"Basic {base64.b64encode(pair).decode()}"}


def refused(answer: Response) -> None:
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client"), answer.text
    assert "WWW-Authenticate" in answer.headers
