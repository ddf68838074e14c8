"""The OAuth endpoints. Errors have the format of RFC 6749, section 5.2, because their callers are OAuth libraries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from authlib.oauth2 import OAuth2Error
from authlib.oauth2.rfc6749 import InvalidRequestError
from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge, RequestTimeout

from auth import server
from auth.keys import get_key_ring
from auth.metadata import RESOURCE_METADATA_PATH, build_metadata, build_resource_metadata
from auth.rate_limit_headers import describe_policy
from services.core import quotas
from services.core.quotas import Bucket

FORM_CONTENT_TYPE = "application/x-www-form-urlencoded"
MAX_BODY_BYTES = 65536
PUBLIC_CACHE_CONTROL = "public, max-age=300"

RequestHandler = Callable[[Mapping[str, str], Iterable[tuple[str, str]]], server.OAuthResponse]

blueprint = Blueprint("oauth", __name__)


@blueprint.post("/oauth/token")
def token() -> Response:
    """Issue an access token (RFC 6749, section 4.4)."""
    return _handle_form_request(server.handle_token_request)


@blueprint.post("/oauth/revoke")
def revoke() -> Response:
    """Revoke an access token (RFC 7009)."""
    return _handle_form_request(server.handle_revocation_request)


@blueprint.post("/oauth/introspect")
def introspect() -> Response:
    """Describe an access token (RFC 7662)."""
    return _handle_form_request(server.handle_introspection_request)


@blueprint.get("/oauth/jwks")
def jwks() -> Response:
    """Return the public keys that verify access tokens (RFC 7517)."""
    return _public_json(get_key_ring().get_public_jwks())


@blueprint.get("/.well-known/openid-configuration")
@blueprint.get("/.well-known/oauth-authorization-server")
def authorization_server() -> Response:
    """Return the metadata of the authorization server (RFC 8414).

    Also at the address of OpenID Connect Discovery, where many OAuth libraries look first.
    """
    return _public_json(build_metadata())


@blueprint.get(RESOURCE_METADATA_PATH)
def protected_resource() -> Response:
    """Return the metadata of the API as a protected resource (RFC 9728)."""
    return _public_json(build_resource_metadata())


def _handle_form_request(handle: RequestHandler) -> Response:
    """Return the response of a handler to the headers and the form of the present request."""
    request.max_content_length = MAX_BODY_BYTES
    try:
        response = handle(dict(request.headers), _read_form())
    except OAuth2Error as error:
        response = server.to_error_response(error)
    policy = describe_policy(quotas.get_policies()[Bucket.TOKEN])
    return Response(response.body, response.status, {**policy, **dict(response.headers)})


def _read_form() -> list[tuple[str, str]]:
    """Return the parameters of the request's body; raise InvalidRequestError when it is no form."""
    if request.query_string:
        raise InvalidRequestError("Send the parameters in the body, not in the URL.")
    if request.mimetype != FORM_CONTENT_TYPE:
        raise InvalidRequestError(f"The body must be {FORM_CONTENT_TYPE}.")
    try:
        return list(request.form.items(multi=True))
    except RequestEntityTooLarge:
        raise InvalidRequestError("The body is too large.", status_code=413) from None
    except RequestTimeout:
        raise InvalidRequestError("The body did not arrive in time.", status_code=408) from None
    except BadRequest:
        raise InvalidRequestError("The body is malformed or incomplete.") from None


def _public_json(document: Mapping[str, object]) -> Response:
    """Return a JSON response that anybody may cache for five minutes."""
    response = jsonify(document)
    response.headers["Cache-Control"] = PUBLIC_CACHE_CONTROL
    return response
