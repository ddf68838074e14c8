"""Client authentication with a secret in the form (client_secret_post)."""

from __future__ import annotations

import pytest
import requests

from auth import clients
from services.core.db import transaction
from tests.auth.api_clients import ApiClient, assertion_form, register_with_key, register_with_secret

FORM = {"grant_type": "client_credentials"}
ENDPOINTS = {"/oauth/token": FORM, "/oauth/revoke": {"token": "x"}, "/oauth/introspect": {"token": "x"}}


@pytest.fixture(scope="module")
def posting_client(base_url: str) -> ApiClient:
    """A client that is registered for client_secret_post."""
    return register_with_secret(base_url, posts_secret=True)


def test_a_posted_secret_is_accepted(posting_client: ApiClient) -> None:
    assert posting_client.request_token().status_code == 200


@pytest.mark.parametrize("path", ENDPOINTS)
def test_a_secret_is_accepted_in_the_form_and_in_the_header_however_the_client_is_registered(
    school: ApiClient, posting_client: ApiClient, path: str
) -> None:
    """Given clients of both methods; when each sends its secret in both ways; then it is accepted."""
    for client in (school, posting_client):
        secret = str(client.secret)
        in_form = client.post(path, ENDPOINTS[path] | secret_form(client.client_id, secret))
        in_header = client.post(path, ENDPOINTS[path], auth=(client.client_id, secret))
        assert (in_form.status_code, in_header.status_code) == (200, 200)
        assert_refused(client.post(path, ENDPOINTS[path] | secret_form(client.client_id, secret[:-1])))
        assert_refused(client.post(path, ENDPOINTS[path], auth=(client.client_id, secret[:-1])))


@pytest.mark.parametrize("path", ENDPOINTS)
def test_credentials_in_the_header_may_be_form_encoded(school: ApiClient, path: str) -> None:
    """Given id and secret with every character percent-encoded (RFC 6749, section 2.3.1); then they are accepted."""
    credentials = (school.client_id, str(school.secret))
    client_id, secret = ("".join(f"%{ord(character):02x}" for character in text) for text in credentials)
    assert school.post(path, ENDPOINTS[path], auth=(client_id, secret)).status_code == 200


@pytest.mark.parametrize("path", ENDPOINTS)
def test_secrets_and_keys_do_not_replace_each_other(base_url: str, posting_client: ApiClient, path: str) -> None:
    """Given clients with a secret and with a key; when one sends what the other has; then 401."""
    keyed = register_with_key(base_url)
    assertion = keyed.sign_assertion(sub=posting_client.client_id, iss=posting_client.client_id)
    assert_refused(posting_client.post(path, ENDPOINTS[path] | assertion_form(assertion)))
    assert_refused(posting_client.post(path, ENDPOINTS[path] | secret_form(keyed.client_id, "x")))
    assert_refused(posting_client.post(path, ENDPOINTS[path], auth=(keyed.client_id, "x")))


@pytest.mark.parametrize("path", ENDPOINTS)
def test_credentials_of_two_methods_are_refused(base_url: str, posting_client: ApiClient, path: str) -> None:
    """Given valid credentials; when others, valid or not, are sent beside them; then the request is invalid."""
    form = ENDPOINTS[path] | secret_form(posting_client.client_id, str(posting_client.secret))
    basic = posting_client.post(path, form, auth=(posting_client.client_id, posting_client.secret))
    bearer = posting_client.post(path, form, headers={"Authorization": "Bearer x"})
    assertion = posting_client.post(path, form | assertion_form(register_with_key(base_url).sign_assertion()))
    for response in (basic, bearer, assertion):
        assert (response.status_code, response.json()["error"]) == (400, "invalid_request")


@pytest.mark.parametrize("path", ENDPOINTS)
def test_a_secret_in_the_query_is_refused(posting_client: ApiClient, path: str) -> None:
    """Given a valid secret; when it is in the query, alone or beside the form; then the request is invalid."""
    query = f"{path}?client_id={posting_client.client_id}&client_secret={posting_client.secret}"
    valid_form = ENDPOINTS[path] | secret_form(posting_client.client_id, str(posting_client.secret))
    for form in (ENDPOINTS[path], valid_form):
        response = posting_client.post(query, form)
        assert (response.status_code, response.json()["error"]) == (400, "invalid_request")
        assert str(posting_client.secret) not in response.text


def test_unknown_and_disabled_clients_and_wrong_secrets_get_the_same_response(
    base_url: str, posting_client: ApiClient
) -> None:
    disabled = register_with_secret(base_url, posts_secret=True)
    with transaction(None, as_operator=True) as session:
        clients.disable(session, disabled.client_id)
    attempts = [
        (posting_client.client_id, "wrong"),
        (posting_client.client_id, f"{posting_client.secret} "),
        (disabled.client_id, str(disabled.secret)),
        ("nobody", "wrong"),
        ("\U0001f600", "\U0001f600"),
        ("' or true --", "x"),
        (posting_client.client_id, ""),
        ("", str(posting_client.secret)),
    ]
    responses = [posting_client.post("/oauth/token", FORM | secret_form(*attempt)) for attempt in attempts]
    assert {(response.status_code, response.text) for response in responses} == {(401, responses[0].text)}


def secret_form(client_id: str, secret: str) -> dict[str, str]:
    return {"client_id": client_id, "client_secret": secret}


def assert_refused(response: requests.Response) -> None:
    assert (response.status_code, response.json()["error"]) == (401, "invalid_client"), response.text
    assert "WWW-Authenticate" in response.headers
