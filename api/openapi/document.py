"""The contract of this server, made from its routes and schemas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson
from flask import Flask, Response

from api.blueprint import ApiBlueprint
from api.configuration import ABOUT
from api.openapi.operations import Api
from auth.scopes import Scope

PATH = "/v1/openapi.json"


def register(app: Flask, blueprints: Sequence[ApiBlueprint]) -> None:
    """Serve these blueprints and their contract."""
    made = Api(app, spec_kwargs={"info": {"description": ABOUT}, "servers": [{"url": "/"}]})
    for blueprint in blueprints:
        made.register_blueprint(blueprint)
    made.spec.components.security_scheme("oauth", _security(blueprints))
    contract = orjson.dumps(made.spec.to_dict())

    @app.get(PATH)
    def openapi() -> Response:
        response = Response(contract, content_type="application/json")
        response.headers["Cache-Control"] = "public, max-age=300"
        return response


def contract_of(app: Flask) -> dict[str, Any]:
    """The contract as data."""
    found: dict[str, Any] = app.extensions["flask-smorest"]["apis"][""]["ext_obj"].spec.to_dict()
    return found


def _security(blueprints: Sequence[ApiBlueprint]) -> dict[str, Any]:
    used = {operation.scope for blueprint in blueprints for operation in blueprint.operations.values()}
    scopes = {str(scope): scope.description for scope in Scope if str(scope) in used}
    return {
        "type": "oauth2",
        "description": "Client credentials by private_key_jwt or client_secret_basic.",
        "flows": {"clientCredentials": {"tokenUrl": "/oauth/token", "scopes": scopes}},
    }
