"""Malformed form requests to the OAuth endpoints: refused as RFC 6749, section 5.2 requires, and never with 500."""

from __future__ import annotations

import http.client
from urllib.parse import urlsplit

import pytest
import requests

from tests.auth.api_clients import ApiClient

GRANT = "grant_type=client_credentials"
FORM_HEADERS = {"Content-Type": "application/x-www-form-urlencoded"}
ENDPOINTS = ("/oauth/token", "/oauth/revoke", "/oauth/introspect")


@pytest.mark.parametrize("endpoint", ENDPOINTS)
@pytest.mark.parametrize(
    "query", ["grant_type=client_credentials&token=x", "client_secret=canary", "token=x", "=", "x"]
)
def test_parameters_in_the_query_are_refused(school: ApiClient, endpoint: str, query: str) -> None:
    """Given parameters in the query, which logs record; when they are sent; then the request is refused."""
    response = school.post(f"{endpoint}?{query}", "", auth=credentials(school), headers=FORM_HEADERS)
    assert_invalid_request(response)


def test_parameters_in_the_query_are_refused_beside_a_valid_form(school: ApiClient) -> None:
    response = school.post("/oauth/token?scope=incidents:read", GRANT, auth=credentials(school), headers=FORM_HEADERS)
    assert_invalid_request(response)


@pytest.mark.parametrize("endpoint", ENDPOINTS)
@pytest.mark.parametrize(
    "body",
    [
        f"{GRANT}&{GRANT}",
        f"{GRANT}&scope=incidents:read&scope=changes:read",
        f"{GRANT}&token=a&token=a",
        f"{GRANT}&client_id=a&client_id=b",
        f"{GRANT}&unknown=1&unknown=2",
        f"{GRANT}&scope=a%00b&token=a%00b",
        f"{GRANT}&sc%00ope=a",
        "",
        "&&&",
        "grant_type=",
        "%",
        "%ff=%ff",
    ],
)
def test_repeated_missing_and_nul_parameters_are_refused(school: ApiClient, endpoint: str, body: str) -> None:
    response = school.post(endpoint, body, auth=credentials(school), headers=FORM_HEADERS)
    assert_invalid_request(response)


@pytest.mark.parametrize("endpoint", ENDPOINTS)
@pytest.mark.parametrize(
    "content_type", ["application/json", "multipart/form-data; boundary=x", "text/plain", "", "nonsense"]
)
def test_other_content_types_are_refused(school: ApiClient, endpoint: str, content_type: str) -> None:
    response = school.post(endpoint, GRANT, auth=credentials(school), headers={"Content-Type": content_type})
    assert_invalid_request(response)


def test_a_multipart_form_is_refused(school: ApiClient) -> None:
    response = school.post(
        "/oauth/token", None, auth=credentials(school), files={"grant_type": (None, "client_credentials")}
    )
    assert_invalid_request(response)


def test_a_body_over_the_limit_is_refused(school: ApiClient) -> None:
    response = school.post("/oauth/token", f"{GRANT}&x={'x' * 70_000}", auth=credentials(school), headers=FORM_HEADERS)
    assert (response.status_code, response.json()["error"]) == (413, "invalid_request")


@pytest.mark.parametrize("scope", ["%ff", "%ed%a0%80", "%C3%A9", "a%0d%0aSet-Cookie:x=y", "%22%5c"])
def test_malformed_scopes_are_refused(school: ApiClient, scope: str) -> None:
    response = school.post("/oauth/token", f"{GRANT}&scope={scope}", auth=credentials(school), headers=FORM_HEADERS)
    assert (response.status_code, response.json()["error"]) == (400, "invalid_scope")


def test_the_host_header_is_ignored(school: ApiClient) -> None:
    """Given another host in the header; when a token is requested; then the issuer is the one of the settings."""
    connection = http.client.HTTPConnection(urlsplit(school.base_url).netloc, timeout=20)
    prepared = requests.Request("POST", school.base_url, auth=credentials(school)).prepare()
    authorization = str(prepared.headers["Authorization"])
    headers = {"Host": "evil.example", "Authorization": authorization, **FORM_HEADERS}
    connection.request("POST", "/oauth/token", GRANT, headers)
    assert connection.getresponse().status == 200
    metadata = requests.get(
        f"{school.base_url}/.well-known/oauth-authorization-server", headers={"Host": "evil.example"}, timeout=5
    )
    assert "evil" not in metadata.text


def credentials(client: ApiClient) -> tuple[str, str]:
    return client.client_id, str(client.secret)


def assert_invalid_request(response: requests.Response) -> None:
    assert (response.status_code, response.json()["error"]) == (400, "invalid_request"), response.text
    assert response.headers["Cache-Control"] == "no-store"
