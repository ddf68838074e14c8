"""The OpenAPI document of this server, generated from its routes and schemas."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import orjson
from flask import Flask, Response

from api.blueprint import ApiBlueprint
from api.configuration import DESCRIPTION
from api.openapi.api import Api
from auth.scopes import Scope
from services.core.settings import get_settings

PATH = "/v1/openapi.json"
# The origin in the committed file. A server puts its own in its place.
EXAMPLE_ORIGIN = "https://tarian.example"


def register(app: Flask, blueprints: Sequence[ApiBlueprint]) -> None:
    """Register the blueprints, and the route that serves their contract."""
    api = Api(app, spec_kwargs={"info": {"description": DESCRIPTION}, "servers": [{"url": EXAMPLE_ORIGIN}]})
    for blueprint in blueprints:
        api.register_blueprint(blueprint)
    api.spec.components.security_scheme("oauth", _build_security_scheme(blueprints))

    @app.get(PATH)
    def openapi() -> Response:
        """Return the contract with the addresses of this server."""
        response = Response(_dump_served_contract(app), content_type="application/json")
        response.headers["Cache-Control"] = "public, max-age=300"
        return response


def get_contract(app: Flask) -> dict[str, Any]:
    """Return the OpenAPI document of a registered app."""
    contract: dict[str, Any] = app.extensions["flask-smorest"]["apis"][""]["ext_obj"].spec.to_dict()
    return contract


@cache
def _dump_served_contract(app: Flask) -> bytes:
    """Return the JSON of the contract, with this server's origin as its server and in the address for tokens."""
    contract, origin = get_contract(app), get_settings().issuer
    contract["servers"] = [{"url": origin}]
    flow = contract["components"]["securitySchemes"]["oauth"]["flows"]["clientCredentials"]
    flow["tokenUrl"] = flow["tokenUrl"].replace(EXAMPLE_ORIGIN, origin)
    return orjson.dumps(contract)


def _build_security_scheme(blueprints: Sequence[ApiBlueprint]) -> dict[str, object]:
    """Return the OAuth scheme with the scopes that the operations require."""
    required = {operation.scope for blueprint in blueprints for operation in blueprint.operations.values()}
    scopes = {str(scope): scope.description for scope in Scope if str(scope) in required}
    return {
        "type": "oauth2",
        "description": "OAuth 2.0 client credentials (RFC 6749, section 4.4). A client with a key "
        "authenticates with private_key_jwt, one with a secret with client_secret_basic or client_secret_post.",
        "flows": {"clientCredentials": {"tokenUrl": f"{EXAMPLE_ORIGIN}/oauth/token", "scopes": scopes}},
    }
