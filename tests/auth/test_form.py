"""Requests that are no proper form: refused in the words of RFC 6749, never with 500."""

from __future__ import annotations

import http.client
from urllib.parse import urlsplit

import pytest
import requests

from tests.auth.parties import Party

GRANT = "grant_type=client_credentials"
TYPE = "application/x-www-form-urlencoded"
ENDPOINTS = ("/oauth/token", "/oauth/revoke", "/oauth/introspect")


@pytest.mark.parametrize("endpoint", ENDPOINTS)
@pytest.mark.parametrize(
    "query", ["grant_type=client_credentials&token=x", "client_secret=canary", "token=x", "=", "x"]
)
def test_nothing_is_taken_from_the_address(school: Party, endpoint: str, query: str) -> None:
    """Given the parameters in the query string, where logs see them; when they come; then they are not read."""
    answer = school.post(f"{endpoint}?{query}", "", auth=auth(school), headers={"Content-Type": TYPE})
    assert invalid_request(answer)


def test_a_good_form_does_not_excuse_parameters_in_the_address(school: Party) -> None:
    answer = school.post("/oauth/token?scope=incidents:read", GRANT, auth=auth(school), headers={"Content-Type": TYPE})
    assert invalid_request(answer)


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
def test_a_parameter_stands_once_and_holds_text(school: Party, endpoint: str, body: str) -> None:
    answer = school.post(endpoint, body, auth=auth(school), headers={"Content-Type": TYPE})
    assert invalid_request(answer)


@pytest.mark.parametrize("endpoint", ENDPOINTS)
@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data; boundary=x", "text/plain", "", "nonsense"])
def test_only_a_form_is_a_form(school: Party, endpoint: str, kind: str) -> None:
    answer = school.post(endpoint, GRANT, auth=auth(school), headers={"Content-Type": kind})
    assert invalid_request(answer)


def test_a_multipart_form_is_none_either(school: Party) -> None:
    answer = school.post("/oauth/token", None, auth=auth(school), files={"grant_type": (None, "client_credentials")})
    assert invalid_request(answer)


def test_a_body_beyond_all_measure(school: Party) -> None:
    answer = school.post("/oauth/token", f"{GRANT}&x={'x' * 70_000}", auth=auth(school), headers={"Content-Type": TYPE})
    assert (answer.status_code, answer.json()["error"]) == (413, "invalid_request")


@pytest.mark.parametrize("scope", ["%ff", "%ed%a0%80", "%C3%A9", "a%0d%0aSet-Cookie:x=y", "%22%5c"])
def test_bytes_that_are_no_scope(school: Party, scope: str) -> None:
    answer = school.post("/oauth/token", f"{GRANT}&scope={scope}", auth=auth(school), headers={"Content-Type": TYPE})
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_scope")


def test_the_host_header_is_not_believed(school: Party) -> None:
    """Given a request for a foreign host; when a token is asked for; then the issuer is the configured one."""
    line = http.client.HTTPConnection(urlsplit(school.base_url).netloc, timeout=20)
    signer = requests.Request("POST", school.base_url, auth=auth(school)).prepare()
    headers = {"Host": "evil.example", "Content-Type": TYPE, "Authorization": str(signer.headers["Authorization"])}
    line.request("POST", "/oauth/token", GRANT, headers)
    assert line.getresponse().status == 200
    assert (
        "evil"
        not in requests.get(
            f"{school.base_url}/.well-known/oauth-authorization-server", headers={"Host": "evil.example"}, timeout=5
        ).text
    )


def auth(party: Party) -> tuple[str, str]:
    return party.client_id, str(party.secret)


def invalid_request(answer: requests.Response) -> bool:
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request"), answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    return True
