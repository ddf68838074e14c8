"""What a client finds out by itself."""

from __future__ import annotations

import requests
from authlib.oauth2.rfc8414 import AuthorizationServerMetadata

from auth.scopes import KNOWN, Scope
from services.core.settings import get_settings
from tests.auth.parties import Party, with_key, with_secret


def test_the_document_is_what_rfc_8414_asks_for(base_url: str) -> None:
    answer = requests.get(f"{base_url}/.well-known/oauth-authorization-server", timeout=5)
    document = answer.json()
    assert answer.headers["Content-Type"] == "application/json"
    assert document["issuer"] == get_settings().issuer
    assert document["response_types_supported"] == []
    # The library's check wants at least one response type, which a server without a browser flow cannot have.
    AuthorizationServerMetadata(document | {"response_types_supported": ["none"]}).validate()


def test_every_address_in_it_answers(school: Party) -> None:
    document = requests.get(f"{school.base_url}/.well-known/oauth-authorization-server", timeout=5).json()
    paths = {name: str(value).removeprefix(get_settings().issuer) for name, value in document.items()}
    assert requests.get(school.base_url + paths["jwks_uri"], timeout=5).status_code == 200
    assert school.post(paths["token_endpoint"], {"x": "y"}).status_code == 400
    assert school.post(paths["revocation_endpoint"], {"x": "y"}).status_code == 401
    assert school.post(paths["introspection_endpoint"], {"x": "y"}).status_code == 401


def test_every_way_of_signing_in_is_listed_and_works_at_every_endpoint(base_url: str, school: Party) -> None:
    """Given one client of each method; when it signs in at each endpoint of the document; then it is let in."""
    document = requests.get(f"{base_url}/.well-known/oauth-authorization-server", timeout=5).json()
    known = {"private_key_jwt": with_key(base_url), "client_secret_basic": school}
    known["client_secret_post"] = with_secret(base_url, posts=True)
    forms = {
        "token": {"grant_type": "client_credentials"},
        "revocation": {"token": "x"},
        "introspection": {"token": "x"},
    }
    for endpoint, form in forms.items():
        assert set(document[f"{endpoint}_endpoint_auth_methods_supported"]) == set(known)
        path = document[f"{endpoint}_endpoint"].removeprefix(get_settings().issuer)
        assert {party.signed_in(path, form).status_code for party in known.values()} == {200}


def test_it_lists_every_scope_and_each_is_explained(base_url: str) -> None:
    document = requests.get(f"{base_url}/.well-known/oauth-authorization-server", timeout=5).json()
    assert document["scopes_supported"] == sorted(KNOWN)
    assert all(scope.description and ":" not in scope.description for scope in Scope)
