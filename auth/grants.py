"""The grants this server knows. One so far: a program asks for itself."""

from __future__ import annotations

from typing import ClassVar

from authlib.oauth2.rfc6749.grants import ClientCredentialsGrant

from auth.models import AUTH_METHODS


class ClientCredentials(ClientCredentialsGrant):
    """Every way of proving who the client is; each client has exactly one of them."""

    TOKEN_ENDPOINT_AUTH_METHODS: ClassVar = AUTH_METHODS
