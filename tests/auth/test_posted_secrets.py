"""Signing in with a secret in the form, for the clients that are registered so and for no other."""

from __future__ import annotations

import pytest
import requests

from auth import clients
from services.core.db import transaction
from tests.auth.parties import Party, asserted, with_key, with_secret

FORM = {"grant_type": "client_credentials"}
ENDPOINTS = {"/oauth/token": FORM, "/oauth/revoke": {"token": "x"}, "/oauth/introspect": {"token": "x"}}


@pytest.fixture(scope="module")
def poster(base_url: str) -> Party:
    """A client that posts its secret."""
    return with_secret(base_url, posts=True)


def test_a_posted_secret_signs_in(poster: Party) -> None:
    assert poster.ask().status_code == 200


@pytest.mark.parametrize("path", ENDPOINTS)
def test_each_client_keeps_to_its_own_method(base_url: str, school: Party, poster: Party, path: str) -> None:
    """Given clients of all methods; when one sends good credentials in the way of another; then 401."""
    refused(school.post(path, ENDPOINTS[path] | posted(school.client_id, str(school.secret))))
    refused(poster.post(path, ENDPOINTS[path], auth=(poster.client_id, str(poster.secret))))
    refused(poster.post(path, ENDPOINTS[path] | asserted(with_key(base_url).assertion(sub=poster.client_id))))
    refused(poster.post(path, ENDPOINTS[path] | posted(with_key(base_url).client_id, "x")))


@pytest.mark.parametrize("path", ENDPOINTS)
def test_two_ways_at_once_are_refused(base_url: str, poster: Party, path: str) -> None:
    """Given good credentials; when others, good or bad, come beside them; then the request is invalid."""
    form = ENDPOINTS[path] | posted(poster.client_id, str(poster.secret))
    basic = poster.post(path, form, auth=(poster.client_id, str(poster.secret)))
    bearer = poster.post(path, form, headers={"Authorization": "Bearer x"})
    assertion = poster.post(path, form | asserted(with_key(base_url).assertion()))
    for answer in (basic, bearer, assertion):
        assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


@pytest.mark.parametrize("path", ENDPOINTS)
def test_a_secret_in_the_address_is_refused(poster: Party, path: str) -> None:
    """Given a good secret; when it stands in the query string, alone or beside the form; then it is not read."""
    query = f"{path}?client_id={poster.client_id}&client_secret={poster.secret}"
    good = ENDPOINTS[path] | posted(poster.client_id, str(poster.secret))
    for form in (ENDPOINTS[path], good):
        answer = poster.post(query, form)
        assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")
        assert str(poster.secret) not in answer.text


def test_unknown_closed_and_wrong_are_one_answer(base_url: str, poster: Party) -> None:
    closed = with_secret(base_url, posts=True)
    with transaction(None) as session:
        clients.disable(session, closed.client_id)
    attempts = [
        (poster.client_id, "wrong"),
        (poster.client_id, f"{poster.secret} "),
        (closed.client_id, str(closed.secret)),
        ("nobody", "wrong"),
        ("\U0001f600", "\U0001f600"),
        ("' or true --", "x"),
        (poster.client_id, ""),
        ("", str(poster.secret)),
    ]
    answers = [poster.post("/oauth/token", FORM | posted(*attempt)) for attempt in attempts]
    assert {(answer.status_code, answer.text) for answer in answers} == {(401, answers[0].text)}


def posted(client_id: str, secret: str) -> dict[str, str]:
    return {"client_id": client_id, "client_secret": secret}


def refused(answer: requests.Response) -> None:
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client"), answer.text
    assert "WWW-Authenticate" in answer.headers
