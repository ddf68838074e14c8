"""Client authentication with a secret in the Authorization header (client_secret_basic)."""

from __future__ import annotations

import base64
import hashlib

import pytest
from requests import Response

from auth import clients
from auth.models import OAuthClient
from services.core.db import transaction
from tests.auth.api_clients import ApiClient, register_with_key, register_with_secret

FORM = {"grant_type": "client_credentials"}
METHODS = ("client_secret_basic", "client_secret_post", "private_key_jwt")


def test_unknown_and_disabled_clients_and_wrong_secrets_get_the_same_response(base_url: str, school: ApiClient) -> None:
    """Given an active, a disabled and no client; when wrong credentials are sent; then the responses are equal."""
    disabled = register_with_secret(base_url)
    with transaction(None, as_operator=True) as session:
        clients.disable(session, disabled.client_id)
    attempts = [
        (school.client_id, "wrong"),
        (disabled.client_id, str(disabled.secret)),
        (register_with_key(base_url).client_id, "wrong"),
        ("nobody", "wrong"),
        ("no\0body", "wrong"),
        ("\U0001f600", "wrong"),
        ("", ""),
    ]
    responses = [school.post("/oauth/token", FORM, headers=build_basic_header(*attempt)) for attempt in attempts]
    assert {(response.status_code, response.text) for response in responses} == {(401, responses[0].text)}
    assert responses[0].json()["error"] == "invalid_client"
    assert all(response.headers["WWW-Authenticate"] == 'Basic realm="tarian"' for response in responses)


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
def test_malformed_credentials_are_refused(school: ApiClient, header: str) -> None:
    """Given a header that is no base64, no UTF-8 or no pair; when it is sent; then the status is 401 and never 500."""
    assert_refused(school.post("/oauth/token", FORM, headers={"Authorization": header.encode("latin-1")}))


@pytest.mark.parametrize("character", ["!", "-", "."])
def test_valid_credentials_with_a_character_outside_base64_are_refused(school: ApiClient, character: str) -> None:
    header = build_basic_header(school.client_id, str(school.secret))["Authorization"]
    assert school.post("/oauth/token", FORM, headers={"Authorization": header}).status_code == 200
    assert_refused(
        school.post("/oauth/token", FORM, headers={"Authorization": f"{header[:12]}{character}{header[12:]}"})
    )


def test_percent_encoded_nul_characters_are_refused(school: ApiClient) -> None:
    """Given a NUL that appears after decoding only; when it is sent; then no query is made with it."""
    assert_refused(school.post("/oauth/token", FORM, headers=build_basic_header("a%00b", "x")))


def test_a_client_authenticates_with_its_secret_or_its_key_at_every_endpoint(base_url: str) -> None:
    api_clients = (
        register_with_secret(base_url),
        register_with_secret(base_url, posts_secret=True),
        register_with_key(base_url),
    )
    secret_methods = ["client_secret_basic", "client_secret_post"]
    for api_client, methods in zip(api_clients, (secret_methods, secret_methods, ["private_key_jwt"]), strict=True):
        with transaction(None, as_operator=True) as session:
            row = session.get_one(OAuthClient, api_client.client_id)
        for endpoint in ("token", "revocation", "introspection"):
            accepted = [name for name in (*METHODS, "none") if row.check_endpoint_auth_method(name, endpoint)]
            assert accepted == methods


def test_credentials_of_two_methods_are_refused(school: ApiClient) -> None:
    for other_credentials in ({"client_secret": "x"}, {"client_assertion": "x"}):
        response = school.post("/oauth/token", FORM | other_credentials, auth=(school.client_id, school.secret))
        assert (response.status_code, response.json()["error"]) == (400, "invalid_request")


def test_a_client_id_in_the_form_must_match_the_credentials(school: ApiClient) -> None:
    assert school.request_token(client_id=school.client_id).status_code == 200
    assert school.request_token(client_id="somebody").json()["error"] == "invalid_request"


def test_only_the_hash_of_a_secret_is_stored(school: ApiClient) -> None:
    with transaction(None, as_operator=True) as session:
        row = session.get_one(OAuthClient, school.client_id)
        stored = {name: getattr(row, name) for name in OAuthClient.__mapper__.columns.keys()}  # noqa: SIM118
    assert stored["secret_hash"] == hashlib.sha256(str(school.secret).encode()).digest()
    assert str(school.secret) not in str(stored)
    assert len(base64.urlsafe_b64decode(f"{school.secret}=")) == 32


def build_basic_header(client_id: str, secret: str) -> dict[str, str]:
    credentials = f"{client_id}:{secret}".encode()
    return {"Authorization": f"Basic {base64.b64encode(credentials).decode()}"}


def assert_refused(response: Response) -> None:
    assert (response.status_code, response.json()["error"]) == (401, "invalid_client"), response.text
    assert "WWW-Authenticate" in response.headers
