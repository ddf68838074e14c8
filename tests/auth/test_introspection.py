"""Asking about tokens: what one's own organisation may know, and that nobody else learns anything."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
import requests
from joserfc.jwk import ECKey

from auth import clients
from services.core.db import transaction
from services.core.settings import get_settings
from tests.auth.minting import minted
from tests.auth.parties import SCOPES, Party, with_key, with_secret

INACTIVE = '{"active": false}'


def test_a_client_learns_what_its_own_token_says(school: Party) -> None:
    """Given a token in use; when its client asks about it; then what it may do, for whom and until when."""
    before = int(time.time())
    told = school.introspect(school.token()).json()
    assert len(told.pop("jti")) >= 16
    assert before <= told.pop("iat") <= told.pop("nbf") <= told.pop("exp") - 600 + 5
    assert told == {
        "active": True,
        "token_type": "Bearer",
        "scope": " ".join(SCOPES),
        "client_id": school.client_id,
        "sub": school.client_id,
        "iss": get_settings().issuer,
        "aud": get_settings().issuer,
        "org": str(school.organisation_id),
        "org_kind": "school",
        "roles": ["reporter"],
    }


def test_of_two_organisations_each_learns_of_its_own_tokens_and_a_third_of_none(base_url: str, school: Party) -> None:
    """Given two clients of a school and one of another; when all ask about a token; then only the school's learn."""
    colleague = with_secret(base_url, organisation=school.organisation_id, posts=True)
    other, third = with_secret(base_url), with_key(base_url)
    for holder in (school, colleague):
        token = holder.token()
        assert school.introspect(token).json()["client_id"] == holder.client_id
        assert colleague.introspect(token).json()["client_id"] == holder.client_id
        assert [asker.introspect(token).text for asker in (other, third)] == [INACTIVE] * 2
    assert other.introspect(other.token()).json()["active"] is True
    assert school.introspect(third.token()).text == INACTIVE


def revoked(party: Party) -> str:
    token = party.token()
    assert party.revoke(token).status_code == 200
    return token


def of_a_closed_colleague(party: Party, **changes: Any) -> str:
    colleague = with_secret(party.base_url, organisation=party.organisation_id)
    token = minted(colleague, **changes)
    with transaction(None) as session:
        clients.disable(session, colleague.client_id)
    return token


def of_an_old_epoch(party: Party) -> str:
    colleague = with_secret(party.base_url, organisation=party.organisation_id)
    token = colleague.token()
    for change in (clients.disable, clients.enable):
        with transaction(None) as session:
            change(session, colleague.client_id)
    return token


INACTIVES: dict[str, Callable[[Party], str]] = {
    "revoked": revoked,
    "of a closed client": of_a_closed_colleague,
    "of a closed client, in its present epoch": lambda party: of_a_closed_colleague(party, cep=2),
    "of an old epoch": of_an_old_epoch,
    "of an epoch to come": lambda party: minted(party, cep=2),
    "expired": lambda party: minted(party, exp=int(time.time()) - 1),
    "not valid yet": lambda party: minted(party, nbf=int(time.time()) + 60),
    "of another issuer": lambda party: minted(party, iss="https://elsewhere.example"),
    "for another audience": lambda party: minted(party, aud="https://elsewhere.example"),
    "of no client": lambda party: minted(party, client_id="nobody"),
    "under another key": lambda party: minted(party, key=ECKey.generate_key("P-256", auto_kid=True)),
    "without a type": lambda party: minted(party, header={"typ": None}),
    "a client's assertion": lambda party: with_key(party.base_url).assertion(),
    "cut off": lambda party: party.token()[:-1],
    "of another organisation": lambda party: with_secret(party.base_url).token(),
    "garbage": lambda _: "x",
    "dots": lambda _: "..",
    "no text for a token": lambda _: "\u00e9 \U0001f600\n\t'\"<>&%",
    "half a character": lambda _: "%ud800",
    "giant": lambda _: "x" * 60_000,
    "deep": lambda _: "[" * 5000,
}


@pytest.mark.parametrize("token", INACTIVES.values(), ids=list(INACTIVES))
def test_everything_that_cannot_be_used_is_one_answer(base_url: str, token: Callable[[Party], str]) -> None:
    """Given such a text; when a client asks about it; then it gets those 17 bytes and the usual headers."""
    party = with_secret(base_url)
    answer, other = party.introspect(token(party)), party.introspect("something else")
    assert (answer.status_code, answer.text) == (200, INACTIVE)
    assert shape(answer) == shape(other)


@pytest.mark.parametrize("hint", ["access_token", "refresh_token", "anything"])
def test_the_hint_is_only_a_hint(school: Party, hint: str) -> None:
    assert school.introspect(school.token(), token_type_hint=hint).json()["active"] is True
    assert school.introspect("x", token_type_hint=hint).text == INACTIVE


def test_the_answer_is_never_stored(school: Party) -> None:
    for answer in (school.introspect(school.token()), school.introspect("x")):
        assert answer.headers["Content-Type"] == "application/json"
        assert (answer.headers["Cache-Control"], answer.headers["Pragma"]) == ("no-store", "no-cache")


def test_scopes_that_the_client_does_not_hold_are_not_told(school: Party) -> None:
    assert school.introspect(minted(school, scope="incidents:read audit:read")).json()["scope"] == "incidents:read"


def test_nobody_asks_without_credentials(base_url: str, school: Party) -> None:
    """Given a good token; when it is asked about with none, wrong, or a closed client's credentials; then 401."""
    form, closed = {"token": school.token()}, with_secret(base_url)
    with transaction(None) as session:
        clients.disable(session, closed.client_id)
    unsigned = school.post("/oauth/introspect", form)
    bearer = school.post("/oauth/introspect", form, headers={"Authorization": f"Bearer {form['token']}"})
    wrong = school.post("/oauth/introspect", form, auth=(school.client_id, "wrong"))
    for answer in (unsigned, bearer, wrong, closed.introspect(form["token"])):
        assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


def test_a_question_must_name_a_token(school: Party) -> None:
    answer = school.signed_in("/oauth/introspect", {"x": "y"})
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


def test_it_is_only_ever_posted_for(base_url: str) -> None:
    assert requests.get(f"{base_url}/oauth/introspect", timeout=5).status_code == 405


def shape(answer: requests.Response) -> dict[str, str]:
    """The headers, without the moment."""
    return {name: value for name, value in answer.headers.items() if name != "Date"}
