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
def test_a_client_cannot_use_the_method_of_another(
    base_url: str, school: ApiClient, posting_client: ApiClient, path: str
) -> None:
    """Given clients of all methods; when one sends valid credentials by another method; then 401."""
    assert_refused(school.post(path, ENDPOINTS[path] | secret_form(school.client_id, str(school.secret))))
    assert_refused(posting_client.post(path, ENDPOINTS[path], auth=(posting_client.client_id, posting_client.secret)))
    assertion = register_with_key(base_url).sign_assertion(sub=posting_client.client_id)
    assert_refused(posting_client.post(path, ENDPOINTS[path] | assertion_form(assertion)))
    assert_refused(posting_client.post(path, ENDPOINTS[path] | secret_form(register_with_key(base_url).client_id, "x")))


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
