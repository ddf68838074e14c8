"""The OAuth endpoints. They speak RFC 6749, not problem+json: their callers are OAuth libraries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from authlib.oauth2 import OAuth2Error
from authlib.oauth2.rfc6749 import InvalidRequestError
from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge, RequestTimeout

from auth import keys, server
from auth.metadata import metadata

FORM = "application/x-www-form-urlencoded"
LARGEST_BODY = 65536
SHARED = "public, max-age=300"

Endpoint = Callable[[Mapping[str, str], Iterable[tuple[str, str]]], server.Answer]

blueprint = Blueprint("oauth", __name__)


@blueprint.post("/oauth/token")
def token() -> Response:
    """Credentials in, an access token out."""
    return _answered(server.token)


@blueprint.post("/oauth/revoke")
def revoke() -> Response:
    """A token that shall not be used any more."""
    return _answered(server.revoke)


@blueprint.post("/oauth/introspect")
def introspect() -> Response:
    """Whether a token may be used now, and what it says."""
    return _answered(server.introspect)


@blueprint.get("/oauth/jwks")
def jwks() -> Response:
    """The public keys that verify access tokens."""
    return _shared(keys.ring().jwks())


@blueprint.get("/.well-known/oauth-authorization-server")
def authorization_server() -> Response:
    """Where everything is and what is supported."""
    return _shared(metadata())


def _answered(endpoint: Endpoint) -> Response:
    request.max_content_length = LARGEST_BODY
    try:
        answer = endpoint(dict(request.headers), _form())
    except OAuth2Error as error:
        answer = server.refusal(error)
    return Response(answer.body, answer.status, answer.headers)


def _form() -> list[tuple[str, str]]:
    if request.query_string:
        raise InvalidRequestError("Parameters belong in the body, not in the address.")
    if request.mimetype != FORM:
        raise InvalidRequestError(f"The body must be {FORM}.")
    try:
        return list(request.form.items(multi=True))
    except RequestEntityTooLarge:
        raise InvalidRequestError("The body is too large.", status_code=413) from None
    except RequestTimeout:
        raise InvalidRequestError("The body came too slowly.", status_code=408) from None
    except BadRequest:
        raise InvalidRequestError("The body is broken or incomplete.") from None


def _shared(document: Mapping[str, object]) -> Response:
    response = jsonify(document)
    response.headers["Cache-Control"] = SHARED
    return response
