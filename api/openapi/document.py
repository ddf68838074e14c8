"""The contract of this server, made from its routes and schemas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson
from flask import Flask, Response

from api.blueprint import Doorway
from api.configuration import ABOUT
from api.openapi.operations import Api
from auth.scopes import Scope

PATH = "/v1/openapi.json"


def register(app: Flask, doorways: Sequence[Doorway]) -> None:
    """Serve these doorways and their contract."""
    made = Api(app, spec_kwargs={"info": {"description": ABOUT}, "servers": [{"url": "/"}]})
    for doorway in doorways:
        made.register_blueprint(doorway)
    made.spec.components.security_scheme("oauth", _security(doorways))
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


def _security(doorways: Sequence[Doorway]) -> dict[str, Any]:
    used = {operation.scope for doorway in doorways for operation in doorway.operations.values()}
    scopes = {str(scope): scope.description for scope in Scope if str(scope) in used}
    return {
        "type": "oauth2",
        "description": "Client credentials by private_key_jwt or client_secret_basic.",
        "flows": {"clientCredentials": {"tokenUrl": "/oauth/token", "scopes": scopes}},
    }
