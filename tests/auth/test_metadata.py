"""The metadata of the authorization server (RFC 8414)."""

from __future__ import annotations

import requests
from authlib.oauth2.rfc8414 import AuthorizationServerMetadata

from auth.scopes import ALL_SCOPES, Scope
from services.core.settings import get_settings
from tests.auth.api_clients import ApiClient, register_with_key, register_with_secret


def test_the_metadata_is_valid_by_rfc_8414(base_url: str) -> None:
    response = requests.get(f"{base_url}/.well-known/oauth-authorization-server", timeout=5)
    document = response.json()
    assert response.headers["Content-Type"] == "application/json"
    assert document["issuer"] == get_settings().issuer
    assert document["response_types_supported"] == []
    # Authlib requires at least one response type, which a server without an authorization endpoint does not have.
    AuthorizationServerMetadata(document | {"response_types_supported": ["none"]}).validate()


def test_every_endpoint_of_the_metadata_exists(school: ApiClient) -> None:
    document = requests.get(f"{school.base_url}/.well-known/oauth-authorization-server", timeout=5).json()
    paths = {name: str(value).removeprefix(get_settings().issuer) for name, value in document.items()}
    assert requests.get(school.base_url + paths["jwks_uri"], timeout=5).status_code == 200
    assert school.post(paths["token_endpoint"], {"x": "y"}).status_code == 400
    assert school.post(paths["revocation_endpoint"], {"x": "y"}).status_code == 401
    assert school.post(paths["introspection_endpoint"], {"x": "y"}).status_code == 401


def test_every_listed_authentication_method_works_at_every_endpoint(base_url: str, school: ApiClient) -> None:
    """Given a client of each method; when it authenticates at each endpoint; then it is accepted."""
    document = requests.get(f"{base_url}/.well-known/oauth-authorization-server", timeout=5).json()
    api_clients = {"private_key_jwt": register_with_key(base_url), "client_secret_basic": school}
    api_clients["client_secret_post"] = register_with_secret(base_url, posts_secret=True)
    forms = {
        "token": {"grant_type": "client_credentials"},
        "revocation": {"token": "x"},
        "introspection": {"token": "x"},
    }
    for endpoint, form in forms.items():
        assert set(document[f"{endpoint}_endpoint_auth_methods_supported"]) == set(api_clients)
        path = document[f"{endpoint}_endpoint"].removeprefix(get_settings().issuer)
        assert {client.post_authenticated(path, form).status_code for client in api_clients.values()} == {200}


def test_every_scope_is_listed_and_described(base_url: str) -> None:
    document = requests.get(f"{base_url}/.well-known/oauth-authorization-server", timeout=5).json()
    assert document["scopes_supported"] == sorted(ALL_SCOPES)
    assert all(scope.description and ":" not in scope.description for scope in Scope)
