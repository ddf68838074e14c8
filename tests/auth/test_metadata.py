"""The metadata of the authorization server (RFC 8414)."""

from __future__ import annotations

import pytest
import requests
from authlib.oauth2.rfc8414 import AuthorizationServerMetadata

from auth.errors import InsufficientScope, InvalidToken, MissingToken
from auth.scopes import ALL_SCOPES, Scope
from services.core.settings import get_settings
from tests.auth.api_clients import ApiClient, register_with_key, register_with_secret
from tests.support.databases import Database, set_environment


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


def test_openid_discovery_finds_the_same_document(base_url: str) -> None:
    documents = [
        requests.get(f"{base_url}/.well-known/{name}", timeout=5)
        for name in ("openid-configuration", "oauth-authorization-server")
    ]
    assert documents[0].json() == documents[1].json()
    assert {document.headers["Cache-Control"] for document in documents} == {"public, max-age=300"}


def test_the_api_describes_itself_as_a_protected_resource(base_url: str) -> None:
    """Given the metadata of RFC 9728; then it agrees with that of the authorization server, which names it."""
    resource = requests.get(f"{base_url}/.well-known/oauth-protected-resource", timeout=5).json()
    server = requests.get(f"{base_url}/.well-known/oauth-authorization-server", timeout=5).json()
    assert resource["resource"] == get_settings().issuer
    assert resource["authorization_servers"] == [server["issuer"]]
    assert server["protected_resources"] == [resource["resource"]]
    assert resource["bearer_methods_supported"] == ["header"]
    assert resource["scopes_supported"] == server["scopes_supported"]


@pytest.mark.parametrize(
    ("issuer", "address"),
    [
        ("https://tarian.example", "https://tarian.example/.well-known/oauth-protected-resource"),
        ("https://tarian.example/a", "https://tarian.example/.well-known/oauth-protected-resource/a"),
    ],
)
def test_a_challenge_names_the_metadata_of_the_api(shared_database: Database, issuer: str, address: str) -> None:
    with set_environment(shared_database.environment | {"TARIAN_ISSUER": issuer}):
        for error in (MissingToken(), InvalidToken(), InsufficientScope("x")):
            assert error.www_authenticate.endswith(f', resource_metadata="{address}"')


def test_every_scope_is_listed_and_described(base_url: str) -> None:
    document = requests.get(f"{base_url}/.well-known/oauth-authorization-server", timeout=5).json()
    assert document["scopes_supported"] == sorted(ALL_SCOPES)
    assert all(scope.description and ":" not in scope.description for scope in Scope)
